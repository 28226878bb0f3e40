import Configuration
import HDL

/// One tile (BitMoD section IV-C, Fig. 6): rows × columns processing elements, output-stationary. Weight terms are
/// broadcast down columns and activations along rows; results leave a row at a time.
public final class Tile: Module {
    let groupValid = Input(1, "group header: before the group's first step")
    let groupReady = Output(1, "a header on offer is taken")
    let groupDataType = Input(
        WeightDataType.encodingBits, "0 FP4, 1 FP3, 2 INT8, 3 INT6, 4 INT5, 5 INT4, 6 INT3")
    let groupLast = Input(1, "last group of the dot products")
    let groupSelectors: Signal
    let groupScales: Signal
    let groupChannelScales: Signal
    let weightsValid = Input(1, "one beat: a code a lane of every column")
    let weightsReady = Output(1, "a beat on offer is taken")
    let weightsCodes: Signal
    let activationsValid = Input(1, "one beat: a binary16 value a lane of every row")
    let activationsReady = Output(1, "a beat on offer is taken")
    let activationsValues: Signal
    let resultsValid = Output(1, "one beat: a result of every column, row 0 first")
    let resultsReady = Input(1, "a beat on offer is taken")
    let resultsLast = Output(1, "last row of the tile")
    let resultsValues: Signal
    let specialValueWrite = Input(1, "only while no group is in flight, from its header on")
    let specialValueAddress = Input(3, "0 to 3 FP4, 4 to 7 FP3")
    let specialValueData = Input(SpecialValues.registerBits, "sign, magnitude[4:0]")
    let statusClear = Input(1, "clears the three bits below")
    let statusInvalid = Output(1, "sticky: a result was NaN")
    let statusOverflow = Output(1, "sticky: a finite result became infinite")
    let statusSpecialValueError = Output(1, "sticky: a special value without two terms was written")

    private let invalid = Register(reset: 0)
    private let overflow = Register(reset: 0)
    private let specialValueError = Register(reset: 0)

    private let sequencer: Sequencer
    private let specialValues: SpecialValueRegisterFile
    private let buffer: GroupBufferController?
    private let rowBuffer: [GroupBuffer]
    private let row: [ActivationRow]
    private let aligner: [ActivationAligner]
    private let tracker: [SpecialTracker]
    private let column: [TileColumn]
    private let drain: DrainController
    private let outputControl: OutputBufferController
    private let configuration: ArrayConfiguration

    override public var documentation: String {
        let element =
            configuration.processingElement == .sharedExponent
            ? "shared-exponent elements of \(configuration.alignedWidth) bits" : "exponent-matched elements"
        return "BitMoD tile: \(configuration.rows) x \(configuration.columns) \(element), radix "
            + "\(configuration.radix.rawValue),\n\(configuration.lanes) lanes, groups of \(configuration.groupSize)."
    }

    public init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let (rows, columns, lanes) = (configuration.rows, configuration.columns, configuration.lanes)
        groupSelectors = Input(
            columns * SpecialValues.selectorBits, "column 0 in the low bits, as in all below")
        groupScales = Input(columns * ArrayConfiguration.scaleBits, "unsigned")
        groupChannelScales = Input(
            columns * ArrayConfiguration.channelScaleBits, "binary32, of the last group")
        weightsCodes = Input(columns * lanes * ArrayConfiguration.weightPortBits, "lane 0 of column 0 lowest")
        activationsValues = Input(rows * lanes * 16, "lane 0 of row 0 lowest")
        resultsValues = Output(
            columns * configuration.resultFormat.width, configuration.resultFormat.rawValue)
        sequencer = Sequencer(configuration)
        specialValues = SpecialValueRegisterFile(configuration)
        let isShared = configuration.processingElement == .sharedExponent
        buffer = isShared ? GroupBufferController(configuration) : nil
        rowBuffer = (0..<(isShared ? rows : 0)).map { _ in GroupBuffer(configuration) }
        row = (0..<(isShared ? 0 : rows)).map { _ in ActivationRow(configuration) }
        aligner = (0..<(isShared ? rows : 0)).map { _ in ActivationAligner(configuration) }
        tracker = (0..<rows).map { _ in SpecialTracker() }
        column = (0..<columns).map { _ in TileColumn(configuration) }
        drain = DrainController(configuration)
        outputControl = OutputBufferController(configuration)
    }

    public func describe() {
        connectStreams()
        if let buffer { connectBuffer(buffer) }
        for index in row.indices { connectRow(index) }
        for index in aligner.indices { connectAligner(index) }
        for index in tracker.indices { connectTracker(index) }
        for index in column.indices {
            connectHeader(column[index], index)
            connectTimes(column[index])
            connectOperands(column[index])
        }
        connectDrain()
        connectStatus()
    }

    private func connectStreams() {
        sequencer.groupValid <- groupValid
        groupReady <- sequencer.groupReady
        sequencer.groupDataType <- groupDataType
        sequencer.groupLast <- groupLast
        sequencer.weightsValid <- weightsValid
        weightsReady <- sequencer.weightsReady
        sequencer.activationsValid <- buffer?.beatValid ?? activationsValid
        activationsReady <- buffer?.activationsReady ?? sequencer.activationsReady
        sequencer.hasRoom <- outputControl.hasRoom
        specialValues.write <- specialValueWrite
        specialValues.address <- specialValueAddress
        specialValues.value <- specialValueData
    }

    /// The activations of row `index` on the port.
    private func values(ofRow index: Int) -> Signal {
        let width = configuration.lanes * 16
        return activationsValues[width * index + width - 1, width * index]
    }

    private func connectBuffer(_ buffer: GroupBufferController) {
        buffer.activationsValid <- activationsValid
        buffer.beatReady <- sequencer.activationsReady
        for (index, unit) in rowBuffer.enumerated() {
            unit.values <- values(ofRow: index)
            unit.write <- buffer.write
            unit.writeAddress <- buffer.writeAddress
            unit.startsGroup <- buffer.startsGroup
            unit.endsGroup <- buffer.endsGroup
            unit.read <- buffer.read
            unit.readAddress <- buffer.readAddress
            unit.opensGroup <- buffer.opensGroup
            unit.advance <- buffer.advance
        }
    }

    private func connectRow(_ index: Int) {
        row[index].load <- sequencer.loadActivations
        row[index].values <- values(ofRow: index)
        tracker[index].isSpecial <- row[index].isSpecial
    }

    private func connectAligner(_ index: Int) {
        let unit = aligner[index]
        unit.load <- sequencer.loadActivations
        unit.values <- rowBuffer[index].beat
        unit.sharedExponent <- rowBuffer[index].sharedExponent
        unit.issue <- sequencer.issue
        unit.finish <- sequencer.finish
        unit.capture <- drain.captureRows
        drain.rowExponents[index] <- unit.capturedExponent
        tracker[index].isSpecial <- unit.isSpecial
    }

    private func connectTracker(_ index: Int) {
        let unit = tracker[index]
        unit.issue <- sequencer.issue
        unit.startsOutput <- sequencer.startsOutput
        unit.finish <- sequencer.finish
        unit.capture <- drain.captureRows
        drain.rowSpecials[index] <- unit.captured
    }

    private func connectHeader(_ unit: TileColumn, _ index: Int) {
        let width = configuration.lanes * ArrayConfiguration.weightPortBits
        unit.loadGroup <- sequencer.loadGroup
        unit.startGroup <- sequencer.startGroup
        unit.headerDataType <- sequencer.headerDataType
        unit.selectorValue <- groupSelectors[2 * index + 1, 2 * index]
        unit.scaleValue <- groupScales[8 * index + 7, 8 * index]
        unit.channelScale <- groupChannelScales[32 * index + 31, 32 * index]
        unit.loadWeights <- sequencer.loadWeights
        unit.codes <- weightsCodes[width * index + width - 1, width * index]
        for (input, terms) in zip(unit.specialTerms, specialValues.terms) { input <- terms }
    }

    private func connectTimes(_ unit: TileColumn) {
        unit.dataType <- sequencer.dataType
        unit.bitSignificance <- sequencer.bitSignificance
        unit.productSignificance <- sequencer.productSignificance
        if let accumulate = sequencer.accumulate { drive(unit.accumulate, accumulate) }
        if let selectTerms = sequencer.selectTerms { drive(unit.selectTerms, selectTerms) }
        unit.accumulateFirst <- sequencer.accumulateFirst
        unit.capture <- sequencer.capture
        unit.captureEnds <- sequencer.captureEnds
        unit.advance <- drain.advance
        unit.proceed <- drain.proceed
        if let readDequantizer = drain.readDequantizer { drive(unit.readDequantizer, readDequantizer) }
        if let readExponent = drain.readExponent { drive(unit.readExponent, readExponent) }
        unit.readRow <- drain.readRow
        unit.readFirst <- drain.readFirst
        unit.write <- drain.write
        unit.writeRow <- drain.writeRow
        unit.startScaling <- drain.startScaling
        unit.special <- drain.special
        unit.resultValid <- drain.resultValid
        unit.bufferWriteAddress <- outputControl.writeAddress
        unit.bufferReadAddress <- outputControl.readAddress
    }

    private func connectOperands(_ unit: TileColumn) {
        let operands = row.map(\.activation) + aligner.map(\.activation)
        for (source, target) in zip(operands, unit.activation) { connect(source, target) }
    }

    private func connectDrain() {
        drain.capture <- sequencer.capture
        drain.captureStarts <- sequencer.captureStarts
        drain.captureEnds <- sequencer.captureEnds
        outputControl.reserve <- sequencer.finishOutput
        outputControl.push <- drain.resultValid
        outputControl.resultsReady <- resultsReady
        resultsValid <- outputControl.resultsValid
        resultsLast <- outputControl.resultsLast
        resultsValues <- cat(column.reversed().map(\.result))
    }

    private func connectStatus() {
        Comment("Sticky status; a new event wins over the clear.")
        let invalidNow = wire("invalid_now", cat(column.map(\.invalid)).anyBit & drain.resultValid)
        let overflowNow = wire("overflow_now", cat(column.map(\.overflow)).anyBit & drain.resultValid)
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
