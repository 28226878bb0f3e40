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
            for input in drain.rowExponents { input <- 0 }
            outputControl.reserve <- sequencer.finishOutput
            outputControl.push <- drain.resultValid
            outputControl.resultsReady <- resultsReady
            resultsValid <- outputControl.resultsValid
            Cover(sequencer.finish & (groupDataType .!= 0), "A group is finished")
            Discard(
                sequencer.groupReady, sequencer.weightsReady, sequencer.activationsReady, sequencer.loadGroup,
                sequencer.startGroup, sequencer.headerDataType,
                sequencer.loadWeights, sequencer.loadActivations, sequencer.dataType,
                sequencer.bitSignificance, sequencer.issue, sequencer.startsOutput,
                sequencer.productSignificance, sequencer.accumulateFirst)
            Discard(
                drain.captureRows, drain.advance, drain.proceed, drain.readRow, drain.readFirst, drain.write,
                drain.writeRow, drain.startScaling, drain.special, outputControl.writeAddress,
                outputControl.readAddress, outputControl.resultsLast)
            let optional = [
                drain.readDequantizer, drain.readExponent, sequencer.accumulate, sequencer.selectTerms,
            ]
            for output in optional.compactMap({ $0 }) { Discard(output) }
        }
    }

    /// Small arrays of each kind and radix.
    private static var all: [ArrayConfiguration] {
        get throws {
            try ProcessingElementKind.allCases.flatMap { kind in
                try DigitRadix.allCases.map {
                    try ArrayConfiguration(
                        rows: 2, columns: 1, lanes: 8, groupSize: 16, processingElement: kind, radix: $0)
                }
            }
        }
    }

    @Test func theSequencerLosesNoOperand() throws {
        for configuration in try Self.all {
            let result = try prove(.induction(depth: 2)) { Sequencer(configuration) }
            #expect(result.isProven, "\(configuration): \(result)")
        }
    }

    /// Induction over all three modules takes minutes, so this looks at the first cycles after the reset only.
    @Test func nothingIsLostOrRepeatedAtFirst() throws {
        for configuration in [try Self.all[0], try Self.all[3]] {
            let result = try prove(.bounded(depth: 12)) { TileControl(configuration) }
            #expect(result.isProven, "\(configuration): \(result)")
        }
    }

    @Test func theGroupBufferKeepsItsBeats() throws {
        let configuration = try Self.all[3]
        let result = try prove(.bounded(depth: 12)) { GroupBufferController(configuration) }
        #expect(result.isProven, "\(result)")
    }
}
