import Configuration
import HDL
import HDLTesting
import Testing

@testable import Hardware

/// Nothing that is issued is lost or repeated, whatever the streams do.
@Suite struct SequencerProofTests {
    /// The three modules that time a tile, joined as in ``Tile``, without the data path.
    private final class TileControl: Module {
        let groupValid = Input()
        let groupDataType = Input(WeightDataType.encodingBits)
        let groupLast = Input()
        let weightsValid = Input()
        let activationsValid = Input()
        let resultsReady = Input()
        let resultsValid = Output()
        private let sequencer: Sequencer
        private let drain: DrainController
        private let outputControl: OutputBufferController

        init(_ configuration: ArrayConfiguration) {
            sequencer = Sequencer(configuration)
            drain = DrainController(configuration)
            outputControl = OutputBufferController(configuration)
        }

        func describe() {
            sequencer.groupValid <- groupValid
            sequencer.groupDataType <- groupDataType
            sequencer.groupLast <- groupLast
            sequencer.weightsValid <- weightsValid
            sequencer.activationsValid <- activationsValid
            sequencer.hasRoom <- outputControl.hasRoom
            drain.capture <- sequencer.capture
            drain.captureStarts <- sequencer.captureStarts
            drain.captureEnds <- sequencer.captureEnds
            for input in drain.rowSpecials { input <- low }
            outputControl.reserve <- sequencer.finishOutput
            outputControl.push <- drain.resultValid
            outputControl.resultsReady <- resultsReady
            resultsValid <- outputControl.resultsValid
            Cover(sequencer.finish & (groupDataType .!= 0), "A group is finished")
            Discard(
                sequencer.groupReady, sequencer.weightsReady, sequencer.activationsReady, sequencer.loadGroup,
                sequencer.loadWeights, sequencer.loadActivations, sequencer.dataType,
                sequencer.bitSignificance, sequencer.issue, sequencer.startsOutput,
                sequencer.productBitSignificance, sequencer.accumulate, sequencer.accumulateFirst)
            Discard(
                drain.dequantize, drain.readRow, drain.addRow, drain.addFirst, drain.write, drain.writeRow,
                drain.startScaling, drain.special, outputControl.writeAddress, outputControl.readAddress,
                outputControl.resultsLast)
        }
    }

    private static var small: ArrayConfiguration {
        get throws { try ArrayConfiguration(rows: 2, columns: 1, lanes: 8, groupSize: 16) }
    }

    @Test func theSequencerLosesNoOperand() throws {
        let configuration = try Self.small
        let result = try prove(.induction(depth: 2)) { Sequencer(configuration) }
        #expect(result.isProven, "\(result)")
    }

    /// Induction over all three modules takes minutes, so this looks at the first cycles after the reset only.
    @Test func nothingIsLostOrRepeatedAtFirst() throws {
        let configuration = try Self.small
        let result = try prove(.bounded(depth: 12)) { TileControl(configuration) }
        #expect(result.isProven, "\(result)")
    }
}
