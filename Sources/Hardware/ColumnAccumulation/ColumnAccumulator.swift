import Configuration
import HDL

/// The shared accumulator of one column (BitMoD section IV-C): adds the dequantised group sums of its rows, one row a
/// cycle, to binary32 partial sums and scales finished ones.
///
/// Cycles, counted from the one in which a product is complete: 0–3 conversion to binary32, with the partial sum read in the
/// last of them, 4–9 addition and write back, 10–14 scaling. A row comes again only after the drain interval, so no sum is read before it is written.
final class ColumnAccumulator: Module {
    let products: [Signal]
    /// One a dequantiser, or one for all of them where exponents are the rows'.
    let exponents: [Signal]
    let readDequantizer: Signal?
    let readRow: Signal
    let readFirst = Input(1, "the group is the first of its output: its rows start from zero")
    let write = Input()
    let writeRow: Signal
    let special = Input(1, "with the scaler's last cycle")

    let loadGroup = Input(1, "take a header's channel scale")
    let channelScale = Input(32, "binary32")
    let takeScale = Input(1, "it is that of the next group to be captured")
    let captureOutput = Input(1, "the output's last group is captured")
    let startScaling = Input(1, "the first row of that group is written")

    let result: Signal
    let invalid = Output()
    let overflow = Output()

    /// Cycle in which a row's partial sum is read: it is in a register when the converted product is there, since memory and
    /// comparison of magnitudes take long each.
    static let readCycle = GroupSumConverter.cycles - 1
    /// Cycle in which the new partial sum is written.
    static let writeCycle = readCycle + 1 + Binary32Adder.cycles
    /// Cycle in which the result is there.
    static let resultCycle = writeCycle + 1 + ResultScaler.cycles

    private let converter: GroupSumConverter
    private let adder = Binary32Adder()
    private let partialSums: Memory
    private let scale = ChannelScale()
    private let scaler: ResultScaler

    override var documentation: String {
        "Column accumulator: binary32 partial sums of every row of a column, then the channel scale."
    }

    init(_ configuration: ArrayConfiguration) {
        let rowBits = configuration.rowAddressWidth
        let dequantizers = configuration.dequantizersPerColumn
        products = (0..<dequantizers).map { _ in Input(.signed(configuration.dequantizedWidth)) }
        let exponentCount = configuration.processingElement == .exponentMatched ? dequantizers : 1
        exponents = (0..<exponentCount).map { _ in Input(configuration.sumExponentWidth, "cycle 0") }
        readDequantizer =
            dequantizers > 1 ? Input(bits(for: dequantizers - 1), "cycle 0: whose product is taken") : nil
        readRow = Input(rowBits, "cycle \(Self.readCycle)")
        writeRow = Input(rowBits, "cycle \(Self.writeCycle)")
        result = Output(configuration.resultFormat.width, "cycle \(Self.resultCycle)")
        converter = GroupSumConverter(configuration)
        partialSums = Memory(depth: configuration.rowMemoryDepth, width: 32)
        scaler = ResultScaler(configuration)
    }

    func describe() {
        converter.product <- readDequantizer.map { select($0, from: products) } ?? products[0]
        converter.exponent <- readDequantizer.map { select($0, from: exponents) } ?? exponents[0]

        Comment("The first group of an output starts from zero.")
        partialSums.readAddress <- readRow
        let zero = constant(0, width: 32)
        adder.first <- register("partial_sum", next: select(readFirst, zero, partialSums.readData))
        adder.second <- converter.result
        partialSums.writeEnable <- write
        partialSums.writeAddress <- writeRow
        partialSums.writeData <- adder.sum

        scale.load <- loadGroup
        scale.channelScale <- channelScale
        scale.take <- takeScale
        scale.capture <- captureOutput
        scale.start <- startScaling

        scaler.partialSum <- register("finished_sum", next: adder.sum)
        scaler.isNonzero <- register("finished_nonzero", next: adder.isNonzero)
        scaler.scaleSign <- scale.sign
        scaler.scaleSignificand <- scale.significand
        scaler.scaleExponent <- scale.exponent
        scaler.scaleIsSpecial <- scale.isSpecial
        scaler.special <- special
        result <- scaler.result
        invalid <- scaler.invalid
        overflow <- scaler.overflow
    }
}
