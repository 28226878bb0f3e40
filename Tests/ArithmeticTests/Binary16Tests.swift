import Arithmetic
import Testing

@Suite struct Binary16Tests {
    @Test func everyBitPatternComesApartAsSwiftSays() {
        var wrong: [UInt16] = []
        for bits in UInt16.min...UInt16.max {
            let number = Binary16(bitPattern: bits)
            let expected = Float16(bitPattern: bits)
            let classification: Binary16.Classification =
                expected.isNaN
                ? .notANumber
                : expected.isInfinite
                    ? .infinity : expected.isZero ? .zero : expected.isSubnormal ? .subnormal : .normal
            let rebuilt = Binary16(
                isNegative: number.isNegative, exponentField: number.exponentField, fraction: number.fraction)
            let agrees =
                number.isNegative == (expected.sign == .minus)
                && number.exponentField == Int(expected.exponentBitPattern)
                && number.fraction == Int(expected.significandBitPattern)
                && number.classification == classification && number.isFinite == expected.isFinite
                && rebuilt == number && number.float16.bitPattern == bits
            if !agrees { wrong.append(bits) }
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.prefix(4))")
    }

    /// Every finite number, by its significand and exponent, exactly as Swift converts it.
    @Test func everyFiniteValueIsExact() {
        var wrong: [UInt16] = []
        for bits in UInt16.min...UInt16.max {
            let number = Binary16(bitPattern: bits)
            guard let exact = number.exactValue else {
                if number.isFinite { wrong.append(bits) }
                continue
            }
            let value = Double(Float16(bitPattern: bits))
            let signed = number.isNegative ? -number.significand : number.significand
            let product = Double(signed) * Double(sign: .plus, exponent: number.exponent - 25, significand: 1)
            let agrees =
                exact == ExactDyadic(exactly: value)! && product == value && Double(number.float) == value
                && exact.binary16.bitPattern == (bits == 0x8000 ? 0 : bits)
            if !agrees { wrong.append(bits) }
        }
        #expect(wrong.isEmpty, "first of \(wrong.count): \(wrong.prefix(4))")
    }

    @Test func infinitiesAndNaNsHaveNoExactValue() {
        #expect(Binary16.infinity.exactValue == nil)
        #expect(Binary16.canonicalNaN.exactValue == nil)
        #expect(Binary16.canonicalNaN.classification == .notANumber)
        #expect(Binary16.greatestFiniteMagnitude.float == 65504)
        #expect(Binary16(Float(65520)) == .infinity)
        #expect(Binary16(Float(65519)) == .greatestFiniteMagnitude)
    }
}
