import Configuration
import HDL

/// Times what follows a group's last step: eight cycles of dequantisation, then one row a cycle through the column
/// accumulators, which are the same for all columns.
final class DrainController: Module {
    let capture = Input()
    let captureStarts = Input(1, "the group is the first of its output")
    let captureEnds = Input(1, "the group is the last of its output")
    let rowSpecials: [Signal]

    let dequantize = Output(1, "eight cycles from the one after capture")
    let readRow: Signal
    let addRow: Signal
    let addFirst = Output(1, "cycle 3 after read_row")
    let write = Output(1, "cycle 6")
    let writeRow: Signal
    let startScaling = Output(1, "cycle 6: first row of an output's last group")
    let special = Output(1, "cycle 10: the row had an infinity or NaN")
    let resultValid = Output(1, "cycle 11: a row of results is there")

    private let rows: Int
    private let scaleBitsLeft = Register(4, reset: 0)
    private let reading = Register(reset: 0)
    private let row: Signal
    private let starts = Register()
    private let ends = Register()

    override var documentation: String {
        "Times dequantisation and the column accumulators after the last step of each group."
    }

    init(_ configuration: ArrayConfiguration) {
        rows = configuration.rows
        let rowBits = configuration.rowAddressWidth
        rowSpecials = (0..<rows).map { _ in Input() }
        readRow = Output(rowBits, "cycle 0")
        addRow = Output(rowBits, "cycle 3")
        writeRow = Output(rowBits, "cycle 6")
        row = Register(rowBits, reset: 0)
    }

    func describe() {
        When(capture) {
            scaleBitsLeft <- ArrayConfiguration.scaleBits
            starts <- captureStarts
            ends <- captureEnds
        }
        .elseWhen(scaleBitsLeft .!= 0) { scaleBitsLeft <- scaleBitsLeft &- 1 }
        dequantize <- (scaleBitsLeft .!= 0)

        Comment("Rows in order, from the cycle after the last scale bit.")
        let isLastRow = wire("is_last_row", row .== rows - 1)
        When(scaleBitsLeft .== 1) { reading <- 1 }
            .elseWhen(isLastRow) { reading <- 0 }
        When(reading) { row <- select(isLastRow, constant(0, width: row.width), row &+ 1) }

        When(capture) {
            Assert(
                (scaleBitsLeft .== 0) & (~reading | isLastRow),
                "No group is captured before the one before it is drained")
        }

        let rowAfter = delayLine("row_after", row, cycles: 6)
        let readingAfter = delayLine("reading_after", reading, cycles: 6, reset: 0)
        readRow <- row
        addRow <- rowAfter[3]
        addFirst <- delayed("starts_after", starts, cycles: 3)
        write <- readingAfter[6]
        writeRow <- rowAfter[6]

        Comment("Only the last group of an output goes on to the results.")
        let endsAfter = delayed("ends_after", ends, cycles: 6)
        let finished = wire("finished", readingAfter[6] & endsAfter)
        startScaling <- (finished & (rowAfter[6] .== 0))
        resultValid <- delayed("finished_after", finished, cycles: 5, reset: 0)
        let rowSpecial = wire("row_special", select(row, from: rowSpecials))
        special <- delayed("special_after", rowSpecial, cycles: 10)
    }
}
