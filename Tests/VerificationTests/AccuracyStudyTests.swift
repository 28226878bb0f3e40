import Configuration
import Foundation
import Testing

@testable import Verification

@Suite struct AccuracyStudyTests {
    private func study(_ change: (inout AccuracyStudy) -> Void = { _ in }) throws -> AccuracyReport {
        var study = AccuracyStudy()
        study.groups = 200
        change(&study)
        return try study.run()
    }

    @Test func theDefaultWidthMeetsItsCriterionAndTheNarrowestDoesNot() throws {
        let report = try study()
        #expect(report.isAccurate(alignedWidth: ArrayConfiguration.standard.alignedWidth))
        #expect(!report.isAccurate(alignedWidth: 11))
        #expect(!report.isAccurate(alignedWidth: 27), "a width that wasn't studied")
    }

    @Test func fortyBitsAreExactAndWidthsImprove() throws {
        let report = try study()
        for dataType in [WeightDataType.fp4, .int8] {
            for activations in [AccuracyStudy.Activations.gaussian, .outliers] {
                let errors = ((11...18) + [40]).compactMap {
                    report.figure(.sharedExponent(alignedWidth: $0), dataType, activations)?.meanError
                }
                #expect(errors.count == 9 && errors == errors.sorted(by: >))
                #expect(errors.last == 0)
            }
        }
    }

    @Test func fusedRoundsLessAndBinary32Least() throws {
        let report = try study()
        let errors = [AccumulationMethod.binary16, .fusedBinary16, .binary32].compactMap {
            report.figure($0, .int8, .gaussian)?.meanError
        }
        #expect(errors.count == 3 && errors == errors.sorted(by: >))
        #expect(errors[2] < 1e-6 && errors[1] > 1e-4)
    }

    /// Sums by hand: 1.5 · 2 − 2^−24 · 3, and what 11 bits of aligned width leave of it.
    @Test func aGroupByHand() throws {
        var group = [UInt16](repeating: 0, count: 16)
        (group[0], group[1]) = (0x3E00, 0x8001)
        let weights = [2, 3] + [Int](repeating: 0, count: 14)
        let operands = AccuracyGroup(
            activations: group, codes: [2, 3] + [UInt8](repeating: 0, count: 14), weights: weights,
            dataType: .fp4, specialValue: 10)
        #expect(operands.exact == 3 << 24 - 3)
        #expect(try operands.sum(by: .sharedExponent(alignedWidth: 11), lanes: 4) == 3)
        #expect(try operands.sum(by: .sharedExponent(alignedWidth: 40), lanes: 4) == 3 - 3 * 0x1p-24)
        // Units of 2^-22 below 4: three quarters of one are rounded up.
        #expect(try operands.sum(by: .binary32, lanes: 4) == 3 - 0x1p-22)
        #expect(try operands.sum(by: .binary16, lanes: 4) == 3)
        // The smaller product is sticky, one unit of 2^(16 − 28) below.
        for radix in DigitRadix.allCases {
            let sum = try operands.sum(by: .exponentMatched(radix), lanes: 4)
            #expect(sum < 3 && sum >= 3 - 0x1p-11)
        }
    }

    @Test func theSameSeedGivesTheSameReportAndRecordedActivationsAreUsed() throws {
        let recorded = (0..<1000).map { UInt16(0x3C00 + $0) }
        let report = try study { $0.recorded = recorded }
        #expect(try study { $0.recorded = recorded } == report)
        #expect(try study { $0.seed = 2 }.figures != report.figures)
        #expect(report.figures.count == 2 * 3 * AccumulationMethod.standard.count)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(AccuracyReport.self, from: data) == report)
    }
}
