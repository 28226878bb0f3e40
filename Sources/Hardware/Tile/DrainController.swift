import Configuration
import HDL

/// Times what follows a group's last step: eight cycles of dequantisation for each row that a dequantiser serves, and one row
/// a cycle through the column accumulators, in order; the times are the same for all columns.
///
/// Dequantiser j works j cycles after dequantiser 0, so that one product at a time is complete.
final class DrainController: Module {
    let capture = Input()
    let captureStarts = Input(1, "the group is the first of its output")
    let captureEnds = Input(1, "the group is the last of its output")
    let rowSpecials: [Signal]
    /// Shared exponent: the exponents of the captured sums.
    let rowExponents: [Signal]

    let captureRows = Output(1, "two cycles after capture: rows hand over what belongs to the group sums")
    let advance: Signal
    let proceed: Signal
    let readDequantizer: Signal?
    let readExponent: Signal?
    let readRow: Signal
    let readFirst = Output(1, "cycle \(ColumnAccumulator.readCycle) after the product is read")
    let write = Output(1, "cycle \(ColumnAccumulator.writeCycle)")
    let writeRow: Signal
    let startScaling = Output(1, "cycle \(ColumnAccumulator.writeCycle): first row of an output's last group")
    let special = Output(1, "cycle \(ColumnAccumulator.resultCycle - 1): the row had an infinity or NaN")
    let resultValid = Output(1, "cycle \(ColumnAccumulator.resultCycle): a row of results is there")

    private let rows: Int
    private let dequantizers: Int
    private let turnCount: Int
    private let overlapsLast: Bool
    private let scaleBit = Register(3, reset: 0)
    /// One-hot: the row of dequantiser 0 whose scale bit is there; zero between groups.
    private let turn: Signal
    private let proceeds = Register(reset: 0)
    private let row: Signal
    private let heldStarts = Register()
    private let heldEnds = Register()

    override var documentation: String {
        "Times dequantisation and the column accumulators after the last step of each group."
    }

    init(_ configuration: ArrayConfiguration) {
        rows = configuration.rows
        dequantizers = configuration.dequantizersPerColumn
        turnCount = configuration.rowsPerDequantizer
        overlapsLast = configuration.overlapsLastDequantizer
        let rowBits = configuration.rowAddressWidth
        rowSpecials = (0..<rows).map { _ in Input() }
        let isShared = configuration.processingElement == .sharedExponent
        rowExponents = (0..<(isShared ? rows : 0)).map { _ in Input(configuration.sumExponentWidth) }
        advance = Output(dequantizers, "one bit a dequantiser: its next row's sum comes first")
        proceed = Output(dequantizers, "one bit a dequantiser: the bit isn't the first of its row")
        readDequantizer =
            dequantizers > 1 ? Output(bits(for: dequantizers - 1), "cycle 0: whose product is read") : nil
        readExponent = isShared ? Output(configuration.sumExponentWidth, "cycle 0: of that product") : nil
        readRow = Output(rowBits, "cycle \(ColumnAccumulator.readCycle)")
        writeRow = Output(rowBits, "cycle \(ColumnAccumulator.writeCycle)")
        turn = Register(turnCount, reset: 0)
        row = Register(rowBits, reset: 0)
    }

    func describe() {
        let busy = wire("busy", turn.anyBit)
        let isLastBit = wire("is_last_bit", busy & scaleBit.allBits)
        let isLastTurn = wire("is_last_turn", turn.mostSignificantBit)
        When(capture) {
            turn <- 1
            scaleBit <- 0
            proceeds <- 0
        }
        .elseWhen(busy) {
            scaleBit <- scaleBit &+ 1
            proceeds <- ~isLastBit
            When(isLastBit) { turn <- turnCount == 1 ? low : cat(turn[turnCount - 2, 0], low) }
        }
        let ends = delayLine("last_bit_after", isLastBit, cycles: dequantizers, reset: 0)
        let last = dequantizers - 1
        let proceedsAfter = delayLine("proceeds_after", proceeds, cycles: last, reset: 0)
        proceed <- cat(proceedsAfter.reversed())
        let captures = delayLine(
            "capture_after", capture, cycles: max(Self.lastRead, overlapsLast ? last : 0), reset: 0)
        captureRows <- captures[Self.lastRead]
        Comment("The last dequantiser may hold the sum that it works on apart from those captured.")
        let moves = (0...last).map { overlapsLast && $0 == last ? ends[$0] | captures[$0] : ends[$0] }
        advance <- cat(moves.reversed())

        readRows(ends: ends, isLastTurn: isLastTurn)
    }

    /// Cycles after the next capture in which the last row may still be read.
    private static let lastRead = 2

    private func readRows(ends: [Signal], isLastTurn: Signal) {
        Comment(
            "A product is complete in the cycle after its last bit; in the last turn some dequantisers may have no row."
        )
        let served = rows - (turnCount - 1) * dequantizers
        let lastTurnAfter = delayLine(
            "last_turn_after", isLastTurn, cycles: served < dequantizers ? dequantizers : 0)
        let completes = (0..<dequantizers).map { index in
            index < served ? ends[index + 1] : ends[index + 1] & ~lastTurnAfter[index + 1]
        }
        let reading = wire("reading", any(of: completes))
        let isLastRow = wire("is_last_row", row .== rows - 1)
        When(reading) { row <- select(isLastRow, constant(0, width: row.width), row &+ 1) }
        drive(readDequantizer, cat(completes.reversed()).oneHotDecoded)
        drive(readExponent, select(row, from: rowExponents))

        When(capture) {
            let isDone = ~turn.anyBit | ends[0] & isLastTurn
            Assert(isDone, "No group is captured before the one before it is dequantised")
        }

        let (readCycle, writeCycle) = (ColumnAccumulator.readCycle, ColumnAccumulator.writeCycle)
        let rowAfter = delayLine("row_after", row, cycles: writeCycle)
        let readingAfter = delayLine("reading_after", reading, cycles: writeCycle, reset: 0)
        readRow <- rowAfter[readCycle]
        write <- readingAfter[writeCycle]
        writeRow <- rowAfter[writeCycle]

        Comment(
            "The last row is read while the next group may already be captured, hence \(Self.lastRead) cycles behind."
        )
        When(capture) {
            heldStarts <- captureStarts
            heldEnds <- captureEnds
        }
        readFirst <- delayed("starts_after", heldStarts, cycles: readCycle + Self.lastRead)

        Comment("Only the last group of an output goes on to the results.")
        let endsOutput = delayed("ends_after", heldEnds, cycles: writeCycle + Self.lastRead)
        let finished = wire("finished", readingAfter[writeCycle] & endsOutput)
        startScaling <- (finished & (rowAfter[writeCycle] .== 0))
        let resultCycle = ColumnAccumulator.resultCycle
        resultValid <- delayed("finished_after", finished, cycles: resultCycle - writeCycle, reset: 0)
        let rowSpecial = wire("row_special", select(row, from: rowSpecials))
        special <- delayed("special_after", rowSpecial, cycles: resultCycle - 1)
    }
}
