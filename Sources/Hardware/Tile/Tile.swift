import Configuration
import HDL

/// One tile (BitMoD section IV-C, Fig. 6): rows × columns processing elements, output-stationary. Weight terms are
/// broadcast down columns and activations along rows; results leave a row at a time.
public final class Tile: Module {
    let groupValid = Input(1, "group header: before the group's first step")
    let groupReady = Output()
    let groupDataType = Input(WeightDataType.encodingBits, "0 FP4, 1 FP3, 2 INT8, 3 INT6, 4 INT5, 5 INT4, 6 INT3")
    let groupLast = Input(1, "last group of the dot products")
    let groupSelectors: Signal
    let groupScales: Signal
    let groupChannelScales: Signal
    let weightsValid = Input(1, "one beat: a code a lane of every column")
    let weightsReady = Output()
    let weightsCodes: Signal
    let activationsValid = Input(1, "one beat: a binary16 value a lane of every row")
    let activationsReady = Output()
    let activationsValues: Signal
    let resultsValid = Output(1, "one beat: a result of every column, row 0 first")
    let resultsReady = Input()
    let resultsLast = Output(1, "last row of the tile")
    let resultsValues: Signal
    let specialValueWrite = Input(1, "only while no group is in flight")
    let specialValueAddress = Input(3, "0 to 3 FP4, 4 to 7 FP3")
    let specialValueData = Input(SpecialValues.registerBits, "sign, magnitude[4:0]")
    let statusClear = Input()
    let statusInvalid = Output(1, "sticky: a result was NaN")
    let statusOverflow = Output(1, "sticky: a finite result became infinite")
    let statusSpecialValueError = Output(1, "sticky: a special value without two terms was written")

    private let invalid = Register(reset: 0)
    private let overflow = Register(reset: 0)
    private let specialValueError = Register(reset: 0)

    private let sequencer: Sequencer
    private let specialValues: SpecialValueRegisterFile
    private let row: [ActivationRow]
    private let column: [WeightColumn]
    private let element: [[ProcessingElement]]
    private let dequantizer: [[BitSerialDequantizer]]
    private let drain: DrainController
    private let accumulator: [ColumnAccumulator]
    private let outputControl: OutputBufferController
    private let outputBuffer: [Memory]
    private let configuration: ArrayConfiguration

    override public var documentation: String {
        "BitMoD tile: \(configuration.rows) x \(configuration.columns) bit-serial processing elements, "
            + "\(configuration.lanes) lanes, groups of \(configuration.groupSize)."
    }

    public init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let (rows, columns, lanes) = (configuration.rows, configuration.columns, configuration.lanes)
        groupSelectors = Input(columns * SpecialValues.selectorBits, "column 0 in the low bits, as in all below")
        groupScales = Input(columns * ArrayConfiguration.scaleBits)
        groupChannelScales = Input(columns * ArrayConfiguration.channelScaleBits, "binary32, of the last group")
        weightsCodes = Input(columns * lanes * ArrayConfiguration.weightPortBits, "lane 0 of column 0 lowest")
        activationsValues = Input(rows * lanes * 16, "lane 0 of row 0 lowest")
        resultsValues = Output(columns * configuration.resultFormat.width)
        sequencer = Sequencer(configuration)
        specialValues = SpecialValueRegisterFile(configuration)
        row = (0..<rows).map { _ in ActivationRow(configuration) }
        column = (0..<columns).map { _ in WeightColumn(configuration) }
        element = (0..<rows).map { _ in (0..<columns).map { _ in ProcessingElement(configuration) } }
        dequantizer = (0..<rows).map { _ in (0..<columns).map { _ in BitSerialDequantizer(configuration) } }
        drain = DrainController(configuration)
        accumulator = (0..<columns).map { _ in ColumnAccumulator(configuration) }
        outputControl = OutputBufferController(configuration)
        outputBuffer = (0..<columns).map { _ in
            Memory(depth: configuration.outputBufferDepth, width: configuration.resultFormat.width)
        }
    }

    public func describe() {
        connectStreams()
        for index in row.indices { connectRow(index) }
        for index in column.indices { connectColumn(index) }
        for rowIndex in row.indices {
            for columnIndex in column.indices { connectElement(rowIndex, columnIndex) }
        }
        connectDrain()
        for index in column.indices { connectAccumulator(index) }
        connectStatus()
    }

    private func connectStreams() {
        sequencer.groupValid <- groupValid
        groupReady <- sequencer.groupReady
        sequencer.groupDataType <- groupDataType
        sequencer.groupLast <- groupLast
        sequencer.weightsValid <- weightsValid
        weightsReady <- sequencer.weightsReady
        sequencer.activationsValid <- activationsValid
        activationsReady <- sequencer.activationsReady
        sequencer.hasRoom <- outputControl.hasRoom
        specialValues.write <- specialValueWrite
        specialValues.address <- specialValueAddress
        specialValues.value <- specialValueData
    }

    private func connectRow(_ index: Int) {
        let unit = row[index]
        let width = configuration.lanes * 16
        unit.load <- sequencer.loadActivations
        unit.values <- activationsValues[width * index + width - 1, width * index]
        unit.issue <- sequencer.issue
        unit.startsOutput <- sequencer.startsOutput
        unit.finish <- sequencer.finish
        unit.capture <- sequencer.capture
    }

    private func connectColumn(_ index: Int) {
        let unit = column[index]
        let width = configuration.lanes * ArrayConfiguration.weightPortBits
        unit.loadGroup <- sequencer.loadGroup
        unit.selectorValue <- groupSelectors[2 * index + 1, 2 * index]
        unit.scaleValue <- groupScales[8 * index + 7, 8 * index]
        unit.loadWeights <- sequencer.loadWeights
        unit.codes <- weightsCodes[width * index + width - 1, width * index]
        unit.dataType <- sequencer.dataType
        unit.bitSignificance <- sequencer.bitSignificance
        for (input, terms) in zip(unit.specialTerms, specialValues.terms) { input <- terms }
        unit.finish <- sequencer.finish
        unit.capture <- sequencer.capture
    }

    private func connectElement(_ rowIndex: Int, _ columnIndex: Int) {
        let (row, column) = (row[rowIndex], column[columnIndex])
        let unit = element[rowIndex][columnIndex]
        unit.activationExponents <- row.matchExponents
        unit.activationNonzero <- row.matchNonzero
        unit.weightExponents <- column.matchExponents
        unit.weightMantissas <- column.matchMantissas
        unit.activationSignificands <- row.productSignificands
        unit.activationSigns <- row.productSigns
        unit.weightSigns <- column.productSigns
        unit.productMantissas <- column.productMantissas
        unit.bitSignificance <- sequencer.productBitSignificance
        unit.accumulate <- sequencer.accumulate
        unit.first <- sequencer.accumulateFirst
        let dequantizer = dequantizer[rowIndex][columnIndex]
        dequantizer.capture <- sequencer.capture
        dequantizer.accumulator <- unit.accumulator
        dequantizer.exponent <- unit.exponent
        dequantizer.dequantize <- drain.dequantize
        dequantizer.scaleBit <- column.scaleBit
    }

    private func connectDrain() {
        drain.capture <- sequencer.capture
        drain.captureStarts <- sequencer.captureStarts
        drain.captureEnds <- sequencer.captureEnds
        for (input, row) in zip(drain.rowSpecials, row) { input <- row.capturedSpecial }
        outputControl.reserve <- sequencer.finishOutput
        outputControl.push <- drain.resultValid
        outputControl.resultsReady <- resultsReady
        resultsValid <- outputControl.resultsValid
        resultsLast <- outputControl.resultsLast
        resultsValues <- cat(outputBuffer.reversed().map(\.readData))
    }

    private func connectAccumulator(_ index: Int) {
        let unit = accumulator[index]
        for rowIndex in row.indices {
            unit.products[rowIndex] <- dequantizer[rowIndex][index].product
            unit.exponents[rowIndex] <- dequantizer[rowIndex][index].productExponent
        }
        unit.readRow <- drain.readRow
        unit.addRow <- drain.addRow
        unit.addFirst <- drain.addFirst
        unit.write <- drain.write
        unit.writeRow <- drain.writeRow
        unit.special <- drain.special
        unit.loadGroup <- sequencer.loadGroup
        unit.channelScale <- groupChannelScales[32 * index + 31, 32 * index]
        unit.finish <- sequencer.finishOutput
        unit.startScaling <- drain.startScaling
        let buffer = outputBuffer[index]
        buffer.writeEnable <- drain.resultValid
        buffer.writeAddress <- outputControl.writeAddress
        buffer.writeData <- unit.result
        buffer.readAddress <- outputControl.readAddress
    }

    private func connectStatus() {
        Comment("Sticky status; a new event wins over the clear.")
        let invalidNow = wire("invalid_now", cat(accumulator.map(\.invalid)).anyBit & drain.resultValid)
        let overflowNow = wire("overflow_now", cat(accumulator.map(\.overflow)).anyBit & drain.resultValid)
        for (status, event) in [
            (invalid, invalidNow), (overflow, overflowNow), (specialValueError, specialValues.writeError),
        ] {
            When(event) { status <- 1 }.elseWhen(statusClear) { status <- 0 }
        }
        statusInvalid <- invalid
        statusOverflow <- overflow
        statusSpecialValueError <- specialValueError
    }
}
