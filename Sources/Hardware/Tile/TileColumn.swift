import Configuration
import HDL

/// One column of a tile (BitMoD section IV-C, Fig. 6): its term generator, a processing element and a dequantiser for
/// each row, the shared accumulator and the output buffer. All columns of a tile are alike.
final class TileColumn: Module {
    // Group header and weights.
    let loadGroup = Input(1, "take selector, scale and channel scale")
    let selectorValue = Input(SpecialValues.selectorBits)
    let scaleValue = Input(ArrayConfiguration.scaleBits)
    let channelScale = Input(ArrayConfiguration.channelScaleBits, "binary32")
    let loadWeights = Input(1, "take a beat of codes")
    let codes: Signal
    let specialTerms = (0..<8).map { _ in Input(2 * Term.width) }

    // Times, as the sequencer and the drain controller give them.
    let dataType = Input(WeightDataType.encodingBits)
    let bitSignificance = Input(3)
    let finish = Input(1, "last step of a group")
    let finishOutput = Input(1, "last step of an output")
    let productBitSignificance = Input(3)
    let accumulate = Input()
    let accumulateFirst = Input()
    let capture = Input()
    let dequantize = Input()
    let readRow: Signal
    let addRow: Signal
    let addFirst = Input()
    let write = Input()
    let writeRow: Signal
    let startScaling = Input()
    let special = Input()
    let resultValid = Input()
    let bufferWriteAddress: Signal
    let bufferReadAddress: Signal

    // Operands, one port a row.
    let activationExponents: [Signal]
    let activationNonzero: [Signal]
    let activationSignificands: [Signal]
    let activationSigns: [Signal]

    let result: Signal
    let invalid = Output()
    let overflow = Output()

    private let weights: WeightColumn
    private let element: [ProcessingElement]
    private let dequantizer: [BitSerialDequantizer]
    private let accumulator: ColumnAccumulator
    private let outputBuffer: Memory

    override var structuralParameters: AnyHashable? { configuration }

    override var documentation: String {
        "One column of the tile: term generator, processing elements, dequantisers, accumulator, output buffer."
    }

    private let configuration: ArrayConfiguration

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let (rows, lanes) = (configuration.rows, configuration.lanes)
        codes = Input(lanes * ArrayConfiguration.weightPortBits, "lane 0 in the low byte")
        readRow = Input(configuration.rowAddressWidth)
        addRow = Input(configuration.rowAddressWidth)
        writeRow = Input(configuration.rowAddressWidth)
        let bufferAddress = Memory.addressWidth(depth: configuration.outputBufferDepth)
        bufferWriteAddress = Input(bufferAddress)
        bufferReadAddress = Input(bufferAddress)
        activationExponents = (0..<rows).map { _ in Input(lanes * 5) }
        activationNonzero = (0..<rows).map { _ in Input(lanes) }
        activationSignificands = (0..<rows).map { _ in Input(lanes * 11) }
        activationSigns = (0..<rows).map { _ in Input(lanes) }
        result = Output(configuration.resultFormat.width, "at the output buffer's read address")
        weights = WeightColumn(configuration)
        element = (0..<rows).map { _ in ProcessingElement(configuration) }
        dequantizer = (0..<rows).map { _ in BitSerialDequantizer(configuration) }
        accumulator = ColumnAccumulator(configuration)
        outputBuffer = Memory(depth: configuration.outputBufferDepth, width: configuration.resultFormat.width)
    }

    func describe() {
        connectWeights()
        for row in element.indices { connectElement(row) }
        connectAccumulator()
        connectOutputBuffer()
    }

    private func connectWeights() {
        weights.loadGroup <- loadGroup
        weights.selectorValue <- selectorValue
        weights.scaleValue <- scaleValue
        weights.loadWeights <- loadWeights
        weights.codes <- codes
        weights.dataType <- dataType
        weights.bitSignificance <- bitSignificance
        for (input, terms) in zip(weights.specialTerms, specialTerms) { input <- terms }
        weights.finish <- finish
        weights.capture <- capture
    }

    private func connectElement(_ row: Int) {
        let unit = element[row]
        unit.activationExponents <- activationExponents[row]
        unit.activationNonzero <- activationNonzero[row]
        unit.weightExponents <- weights.matchExponents
        unit.weightMantissas <- weights.matchMantissas
        unit.activationSignificands <- activationSignificands[row]
        unit.activationSigns <- activationSigns[row]
        unit.weightSigns <- weights.productSigns
        unit.productMantissas <- weights.productMantissas
        unit.bitSignificance <- productBitSignificance
        unit.accumulate <- accumulate
        unit.first <- accumulateFirst
        dequantizer[row].capture <- capture
        dequantizer[row].accumulator <- unit.accumulator
        dequantizer[row].exponent <- unit.exponent
        dequantizer[row].dequantize <- dequantize
        dequantizer[row].scaleBit <- weights.scaleBit
    }

    private func connectAccumulator() {
        for (row, unit) in dequantizer.enumerated() {
            accumulator.products[row] <- unit.product
            accumulator.exponents[row] <- unit.productExponent
        }
        accumulator.readRow <- readRow
        accumulator.addRow <- addRow
        accumulator.addFirst <- addFirst
        accumulator.write <- write
        accumulator.writeRow <- writeRow
        accumulator.special <- special
        accumulator.loadGroup <- loadGroup
        accumulator.channelScale <- channelScale
        accumulator.finish <- finishOutput
        accumulator.startScaling <- startScaling
        invalid <- accumulator.invalid
        overflow <- accumulator.overflow
    }

    private func connectOutputBuffer() {
        outputBuffer.writeEnable <- resultValid
        outputBuffer.writeAddress <- bufferWriteAddress
        outputBuffer.writeData <- accumulator.result
        outputBuffer.readAddress <- bufferReadAddress
        result <- outputBuffer.readData
    }
}
