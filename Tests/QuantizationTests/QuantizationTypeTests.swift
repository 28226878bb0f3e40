import Configuration
import Testing

@testable import Quantization

@Suite struct QuantizationTypeTests {
    /// The decoded values of all codes, against the definitions of the codes written out once more.
    @Test func codesHaveTheirPublishedValues() {
        let fp4 = [0, 1, 2, 3, 4, 6, 8, 12]
        let fp3 = [0, 1, 2, 4]
        for (selector, special) in [10, -10, 16, -16].enumerated() {
            #expect(
                QuantizationType.bitmod4.gridValues(selector: selector)
                    == fp4 + [special] + fp4.dropFirst().map { -$0 })
        }
        for (selector, special) in [3, -3, 6, -6].enumerated() {
            #expect(
                QuantizationType.bitmod3.gridValues(selector: selector)
                    == fp3 + [special] + fp3.dropFirst().map { -$0 })
        }
        #expect(QuantizationType.fp4.gridValues(selector: 0)[8] == nil)
        #expect(QuantizationType.fp3.gridValues(selector: 3)[4] == nil)
        #expect(QuantizationType.int3.gridValues(selector: 0) == [0, 1, 2, 3, -4, -3, -2, -1])
        let int8 = QuantizationType.int8.gridValues(selector: 0)
        #expect(int8.enumerated().allSatisfy { $1 == Int(Int8(truncatingIfNeeded: $0)) })
    }

    /// The types that the issue of the quantisation framework names, and the values of the minifloats.
    @Test func tableIsComplete() throws {
        let named = [
            "bitmod4", "bitmod3", "fp4", "fp3", "fp4-er", "fp4-ea", "fp3-er", "fp3-ea", "int8", "int7",
            "int6",
            "int5", "int4", "int3", "int8-asym", "int7-asym", "int6-asym", "int5-asym", "int4-asym",
            "int3-asym", "fp6-e2m3", "fp6-e3m2", "fp5-e2m2", "fp5-e3m1", "flint4", "flint5", "ant4", "ant3",
            "olive4", "mx-fp4", "mx-fp3", "ocp-mxfp4", "nvfp4",
        ]
        let names = QuantizationType.all.map(\.name)
        #expect(Set(names).isSuperset(of: named))
        #expect(Set(names).count == names.count)
        for (name, magnitudes) in ReferenceQuantizer.minifloats {
            #expect(try QuantizationType.named(name).magnitudes == magnitudes, "\(name)")
        }
        let largest: [String: Double] = [
            "fp6-e2m3": 7.5, "fp6-e3m2": 28, "fp5-e2m2": 7, "fp5-e3m1": 24, "fp4": 6,
        ]
        for (name, value) in largest {
            let type = try QuantizationType.named(name)
            #expect(Double(type.largestMagnitude) / Double(type.gridUnitsPerOne) == value, "\(name)")
        }
    }

    @Test func tableAgreesWithTheHardware() throws {
        for type in QuantizationType.all {
            if let hardware = type.hardwareDataType {
                #expect(type.codeBits == hardware.codeBits)
                #expect((type.encoding == .signMagnitude) == hardware.isFloatingPoint)
                #expect(type.prescribedScaleFormat == nil && type.zeroPointBits == 0)
            }
            #expect(try QuantizationType.named(type.name) == type)
            #expect(type.magnitudes == type.magnitudes.sorted() && type.magnitudes.first ?? 0 == 0)
            #expect(type.specialValues.count <= SpecialValues.count && type.selectorBits <= 2)
            #expect(type.gridValues(selector: 0).count == 1 << type.codeBits)
        }
        let hardware = Set(QuantizationType.all.compactMap(\.hardwareDataType))
        #expect(hardware == Set(WeightDataType.allCases))
        #expect(try QuantizationType.bitmod4.with(specialValues: [11, 2, 3, 4]).hardwareDataType == nil)
    }

    @Test func specialValuesAreChecked() throws {
        #expect(
            try QuantizationType.bitmod4.with(publishedSpecialValues: [-3.5, 12, 2, -7]).specialValues
                == [-7, 24, 4, -14])
        for values in [[1.0, 2, 3], [1, 2, 3, 4.25], [1, 2, 3, 16], [1, 2, 3, .infinity]] {
            #expect(throws: QuantizationError.self) {
                try QuantizationType.bitmod4.with(publishedSpecialValues: values)
            }
        }
        #expect(throws: QuantizationError.self) {
            try QuantizationType.int4.with(publishedSpecialValues: [1, 2, 3, 4])
        }
    }

    @Test func unknownNamesListTheKnownOnes() {
        let error = #expect(throws: QuantizationError.self) { try QuantizationType.named("bitmod5") }
        #expect(error?.kind == .unknownName)
        #expect(error?.description.contains("bitmod4, bitmod3, fp4") == true)
        #expect(throws: QuantizationError.self) { try ScaleFormat.named("int5") }
    }

    @Test func partsOfATensorAreChecked() throws {
        func make(
            _ type: QuantizationType, codes: [UInt8] = [0, 1, 2, 3], selectors: [UInt8] = [0, 0],
            scaleCodes: [UInt8] = [1, 2]
        ) throws -> QuantizedTensor {
            try QuantizedTensor(
                type: type, rows: 1, columns: 4, groupSize: 2, codes: codes, selectors: selectors,
                scales: .integer(bits: 8, codes: scaleCodes, channelScales: [0.5]))
        }
        #expect(
            try make(.bitmod3, codes: [0, 4, 5, 7], selectors: [3, 0]).gridValue(row: 0, column: 1) == -6)
        #expect(throws: QuantizationError.self) { try make(.bitmod3, codes: [0, 1, 2]) }
        #expect(throws: QuantizationError.self) { try make(.bitmod3, codes: [0, 8, 2, 3]) }
        #expect(throws: QuantizationError.self) { try make(.fp3, codes: [0, 4, 2, 3]) }
        #expect(throws: QuantizationError.self) { try make(.bitmod3, selectors: [4, 0]) }
        #expect(throws: QuantizationError.self) { try make(.int4, selectors: [1, 0]) }
        #expect(throws: QuantizationError.self) { try make(.int4, scaleCodes: [1]) }
    }
}
