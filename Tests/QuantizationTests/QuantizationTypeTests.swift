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

    @Test func tableAgreesWithTheHardware() throws {
        for type in QuantizationType.all {
            #expect(type.codeBits == type.hardwareDataType.codeBits)
            #expect((type.encoding == .signMagnitude) == type.hardwareDataType.isFloatingPoint)
            #expect(try QuantizationType.named(type.name) == type)
            #expect(type.magnitudes == type.magnitudes.sorted() && type.magnitudes.first == 0)
            #expect(type.specialValues.isEmpty || type.specialValues.count == SpecialValues.count)
            #expect(type.basicValues.count == 2 * type.magnitudes.count - 1)
        }
        #expect(Set(QuantizationType.all.map(\.name)).count == QuantizationType.all.count)
    }

    @Test func unknownNamesListTheKnownOnes() {
        let error = #expect(throws: QuantizationError.self) { try QuantizationType.named("bitmod5") }
        #expect(error?.kind == .unknownName)
        #expect(error?.description.contains("bitmod4, bitmod3, int8") == true)
        #expect(throws: QuantizationError.self) { try ScaleFormat.named("int4") }
    }

    @Test func partsOfATensorAreChecked() throws {
        func make(
            _ type: QuantizationType, codes: [UInt8] = [0, 1, 2, 3], selectors: [UInt8] = [0, 0],
            scaleCodes: [UInt8] = [1, 2]
        ) throws -> QuantizedTensor {
            try QuantizedTensor(
                type: type, rows: 1, columns: 4, groupSize: 2, codes: codes, selectors: selectors,
                scales: .integer8(codes: scaleCodes, channelScales: [0.5]))
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
