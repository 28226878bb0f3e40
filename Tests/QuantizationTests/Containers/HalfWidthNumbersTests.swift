import Testing

@testable import Quantization

@Suite struct HalfWidthNumbersTests {
    /// All patterns of 16 bits, NaN included, as the language converts them.
    @Test(arguments: [TensorFormat.binary16, .bfloat16]) func everyPatternIsWidened(_ format: TensorFormat) {
        let patterns = (0...UInt16.max).map { $0 }
        var wide = [Float](repeating: 1, count: patterns.count)
        HalfWidthNumbers.widen(patterns, count: patterns.count, format: format, into: &wide)
        let wrong = patterns.indices.filter { index in
            let bits = patterns[index]
            let expected =
                format == .binary16 ? Float(Float16(bitPattern: bits)) : Float(bitPattern: UInt32(bits) << 16)
            return wide[index].bitPattern != expected.bitPattern
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.first ?? 0)")
    }
}
