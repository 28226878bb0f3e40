import Configuration
import HDL

/// One column of a tile (BitMoD section IV-C, Fig. 6): its term generator, a processing element and a dequantiser for
/// each row, the shared accumulator and the output buffer. All columns of a tile are alike.
final class TileColumn: Module {
    // Group header and weights.
    let loadGroup = Input(1, "take a header: selector, scale and channel scale")
    let startGroup = Input(1, "its group starts in the next cycle")
    let headerDataType = Input(WeightDataType.encodingBits)
    let selectorValue = Input(SpecialValues.selectorBits)
    let scaleValue = Input(ArrayConfiguration.scaleBits)
    let channelScale = Input(ArrayConfiguration.channelScaleBits, "binary32")
    let loadWeights = Input(1, "take a beat of codes")
    let codes: Signal
    let specialTerms: [Signal]

    // Times, as the sequencer and the drain controller give them.
    let dataType: Signal
    let bitSignificance = Input(3)
    let productSignificance: Signal
    /// Exponent-matched.
    let accumulate: Signal?
    /// Shared exponent.
    let selectTerms: Signal?
    let accumulateFirst = Input()
    let capture = Input()
    let captureEnds = Input(1, "the group captured is the last of an output")
    let advance: Signal
    let proceed: Signal
    let readDequantizer: Signal?
    let readExponent: Signal?
    let readRow: Signal
    let readFirst = Input()
    let write = Input()
    let writeRow: Signal
    let startScaling = Input()
    let special = Input()
    let resultValid = Input()
    let bufferWriteAddress: Signal
    let bufferReadAddress: Signal

    /// Operands, one set a row.
    let activation: [ActivationOperands]

    let result: Signal
    let invalid = Output()
    let overflow = Output()

    private let weights: WeightColumn
    private let element: [any GroupElement]
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
        let dequantizers = configuration.dequantizersPerColumn
        let isShared = configuration.processingElement == .sharedExponent
        codes = Input(lanes * ArrayConfiguration.weightPortBits, "lane 0 in the low byte")
        let specialWidth = SpecialValueRegisterFile.width(configuration.radix)
        specialTerms = (0..<8).map { _ in Input(specialWidth) }
        dataType = Input(
            TermDecoder.typeSets(configuration.radix).count,
            TermDecoder.typeLayout(configuration.radix))
        productSignificance = Input(Sequencer.productSignificanceWidth(configuration))
        accumulate = isShared ? nil : Input()
        selectTerms = isShared ? Input() : nil
        advance = Input(dequantizers)
        proceed = Input(dequantizers)
        readDequantizer = dequantizers > 1 ? Input(bits(for: dequantizers - 1)) : nil
        readExponent = isShared ? Input(configuration.sumExponentWidth) : nil
        readRow = Input(configuration.rowAddressWidth)
        writeRow = Input(configuration.rowAddressWidth)
        let bufferAddress = Memory.addressWidth(depth: configuration.outputBufferDepth)
        bufferWriteAddress = Input(bufferAddress)
        bufferReadAddress = Input(bufferAddress)
        activation = (0..<rows).map { _ in ActivationOperands(.sink, configuration) }
        result = Output(configuration.resultFormat.width, "at the output buffer's read address")
        weights = WeightColumn(configuration)
        element = (0..<rows).map { _ -> any GroupElement in
            if isShared { return SharedExponentElement(configuration) }
            return ProcessingElement(configuration)
        }
        dequantizer = (0..<dequantizers).map { index in
            let isLast = index == dequantizers - 1
            return BitSerialDequantizer(
                configuration, overlapsCapture: isLast && configuration.overlapsLastDequantizer)
        }
        accumulator = ColumnAccumulator(configuration)
        outputBuffer = Memory(depth: configuration.outputBufferDepth, width: configuration.resultFormat.width)
    }

    func describe() {
        connectWeights()
        for row in element.indices { connectElement(row) }
        for index in dequantizer.indices { connectDequantizer(index) }
        connectAccumulator()
        connectOutputBuffer()
    }

    private func connectWeights() {
        weights.loadGroup <- loadGroup
        weights.startGroup <- startGroup
        weights.headerDataType <- headerDataType
        weights.takeScale <- accumulateFirst
        weights.selectorValue <- selectorValue
        weights.scaleValue <- scaleValue
        weights.loadWeights <- loadWeights
        weights.codes <- codes
        weights.dataType <- dataType
        weights.bitSignificance <- bitSignificance
        if let selectTerms { drive(weights.selectTerms, selectTerms) }
        for (input, terms) in zip(weights.specialTerms, specialTerms) { input <- terms }
        weights.capture <- capture
    }

    private func connectElement(_ row: Int) {
        let unit = element[row]
        connect(activation[row], unit.activation)
        connect(weights.weight, unit.weight)
        switch unit {
        case let unit as ProcessingElement:
            if let multiples = weights.productMultiples { unit.productMultiples <- multiples }
            unit.bitSignificance <- productSignificance
            if let accumulate { unit.accumulate <- accumulate }
        case let unit as SharedExponentElement: unit.significances <- productSignificance
        default: break
        }
        unit.first <- accumulateFirst
    }

    private func connectDequantizer(_ index: Int) {
        let unit = dequantizer[index]
        let rows = (0..<configuration.rowsPerDequantizer).map { $0 * dequantizer.count + index }
        for (turn, row) in rows.enumerated() {
            // A dequantiser's last turn may have no row.
            let source = element[min(row, element.count - 1)]
            unit.accumulator[turn] <- source.accumulator
            if let exponent = source.exponent { unit.exponent[turn] <- exponent }
        }
        unit.capture <- capture
        unit.advance <- advance[index]
        unit.proceed <- proceed[index]
        unit.scaleBit <- weights.scaleBits[index]
    }

    private func connectAccumulator() {
        for (index, unit) in dequantizer.enumerated() {
            accumulator.products[index] <- unit.product
            if let exponent = unit.productExponent { accumulator.exponents[index] <- exponent }
        }
        if let readExponent { accumulator.exponents[0] <- readExponent }
        if let readDequantizer { drive(accumulator.readDequantizer, readDequantizer) }
        accumulator.readRow <- readRow
        accumulator.readFirst <- readFirst
        accumulator.write <- write
        accumulator.writeRow <- writeRow
        accumulator.special <- special
        accumulator.loadGroup <- loadGroup
        accumulator.channelScale <- channelScale
        accumulator.takeScale <- accumulateFirst
        accumulator.captureOutput <- (capture & captureEnds)
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
