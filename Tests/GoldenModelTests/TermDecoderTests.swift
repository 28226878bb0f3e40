import Configuration
import Testing

@testable import GoldenModel

@Suite("Term decoder")
struct TermDecoderTests {
    /// All special values that a register holds, for the types that have them.
    private func specialValues(_ dataType: WeightDataType) -> [Int] {
        dataType.isFloatingPoint ? Array(-31...31) : [0]
    }

    @Test("Terms of every code, type and special value sum to the weight", arguments: WeightDataType.allCases)
    func sums(dataType: WeightDataType) {
        var mismatches = Mismatches()
        for specialValue in specialValues(dataType) {
            for code in UInt8.min...UInt8.max {
                let terms = GoldenTermDecoder.terms(
                    code: code, dataType: dataType, specialValue: specialValue)
                let expected = weightValue(code: code, dataType: dataType, specialValue: specialValue)
                mismatches.check(
                    terms.reduce(0) { $0 + $1.value } == expected,
                    "code \(code), special value \(specialValue): \(terms), not \(expected)")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
        #expect(mismatches.checked == 256 * specialValues(dataType).count)
    }

    @Test(
        "Every term has its field ranges, its step's significance and one zero",
        arguments: WeightDataType.allCases)
    func shapes(dataType: WeightDataType) {
        let significances: [Int] =
            switch dataType {
            case .int8: [6, 4, 2, 0]
            case .int6, .int5: [4, 2, 0]
            case .int4, .int3: [2, 0]
            case .fp4, .fp3: [1, 0]
            }
        let exponents = dataType.isFloatingPoint ? 0...3 : 0...1
        var mismatches = Mismatches()
        for specialValue in specialValues(dataType) {
            for code in UInt8.min...UInt8.max {
                let terms = GoldenTermDecoder.terms(
                    code: code, dataType: dataType, specialValue: specialValue)
                let isCanonical = terms.allSatisfy {
                    $0.mantissa == 1 ? exponents.contains($0.exponent) : $0.mantissa == 0
                }
                let zerosAreCanonical = terms.allSatisfy {
                    $0.mantissa == 1 || (!$0.isNegative && $0.exponent == 0)
                }
                mismatches.check(
                    terms.map(\.bitSignificance) == significances && isCanonical && zerosAreCanonical,
                    "code \(code), special value \(specialValue): \(terms)")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
        let steps = (0..<dataType.termCount).map {
            GoldenTermDecoder.bitSignificance(dataType: dataType, step: $0)
        }
        #expect(steps == significances)
    }

    @Test(
        "Floating-point terms never share a bit, and a power of two is one term",
        arguments: [WeightDataType.fp4, .fp3])
    func windows(dataType: WeightDataType) {
        var mismatches = Mismatches()
        for specialValue in -31...31 {
            for code in UInt8.min...UInt8.max {
                let terms = GoldenTermDecoder.terms(
                    code: code, dataType: dataType, specialValue: specialValue)
                let values = terms.map { abs($0.value) }.filter { $0 != 0 }
                let weight = weightValue(code: code, dataType: dataType, specialValue: specialValue)
                let magnitude = abs(weight)
                let isSumOfBits = values.reduce(0, +) == magnitude
                mismatches.check(
                    Set(values).count == values.count
                        && (isSumOfBits
                            ? values.count == magnitude.nonzeroBitCount
                            : [7, 14, 15].contains(magnitude))
                        && (magnitude < 2 || abs(terms[0].value) >= 2)
                        && (magnitude != 1 || terms[0].value == 0),
                    "code \(code), special value \(specialValue): \(terms)")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
    }

    @Test(
        "The first term is the highest one bit; 7, 14 and 15 end in a negative term",
        arguments: [
            (1, [0, 1]), (2, [2, 0]), (3, [2, 1]), (4, [4, 0]), (5, [4, 1]), (6, [4, 2]), (7, [8, -1]),
            (8, [8, 0]),
            (9, [8, 1]), (10, [8, 2]), (12, [8, 4]), (14, [16, -2]), (15, [16, -1]), (16, [16, 0]),
            (17, [16, 1]),
            (18, [16, 2]), (20, [16, 4]), (24, [16, 8]), (0, [0, 0]),
        ])
    func order(magnitude: Int, expected: [Int]) {
        for dataType in [WeightDataType.fp4, .fp3] {
            let minusZero = dataType == .fp4 ? UInt8(0b1000) : 0b100
            for sign in [1, -1] {
                let terms = GoldenTermDecoder.terms(
                    code: minusZero, dataType: dataType, specialValue: sign * magnitude)
                #expect(terms.map(\.value) == expected.map { sign * $0 })
            }
        }
    }

    @Test("A special value far beyond a register decodes as no terms")
    func hugeSpecialValue() {
        for value in [Int.min, Int.max, 32, -32, 1 << 40] {
            let terms = GoldenTermDecoder.terms(code: 8, dataType: .fp4, specialValue: value)
            #expect(terms == [.zero(bitSignificance: 1), .zero(bitSignificance: 0)])
        }
    }

    @Test(
        "The table equals the decoder and orders a group by beat, term and lane",
        arguments: WeightDataType.allCases)
    func table(dataType: WeightDataType) {
        let table = GoldenTermTable(dataType: dataType, specialValue: -6)
        var mismatches = Mismatches()
        for code in UInt8.min...UInt8.max {
            let terms = GoldenTermDecoder.terms(code: code, dataType: dataType, specialValue: -6)
            mismatches.check(Array(table[code]) == terms, "\(code)")
            mismatches.check((0..<table.termCount).map { table[code, $0] } == terms, "\(code)")
        }
        let codes = (UInt8.min...UInt8.max).map { $0 &* 37 }
        let lanes = 8
        let expanded = [GoldenTerm](unsafeUninitializedCapacity: 256 * table.termCount) { buffer, count in
            table.expand(codes: codes, count: 256, lanes: lanes, into: buffer.baseAddress!)
            count = 256 * table.termCount
        }
        var next = 0
        for beat in 0..<256 / lanes {
            for step in 0..<table.termCount {
                for lane in 0..<lanes {
                    mismatches.check(
                        expanded[next] == table[codes[beat * lanes + lane], step], "\(beat) \(step) \(lane)")
                    next += 1
                }
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
    }
}

@Suite("Special value register")
struct SpecialValueRegisterTests {
    @Test("All 64 patterns give their value, and expressibility agrees with sums of two terms")
    func patterns() throws {
        var expressible: [Int] = []
        for pattern in UInt8(0)...63 {
            let register = GoldenSpecialValueRegister(pattern: pattern)
            let magnitude = Int(pattern) % 32
            #expect(register.value == (pattern < 32 ? magnitude : -magnitude))
            #expect(register.isExpressible == expressibleValues.contains(magnitude))
            #expect(register.isExpressible == SpecialValues.expressibleMagnitudes.contains(magnitude))
            if register.isExpressible && pattern < 32 { expressible.append(magnitude) }
            // Only negative zero has a second pattern.
            let canonical = try GoldenSpecialValueRegister(value: register.value)
            #expect(canonical.pattern == (pattern == 32 ? 0 : pattern))
        }
        #expect(
            Set(0...31).subtracting(expressible).sorted() == [
                11, 13, 19, 21, 22, 23, 25, 26, 27, 28, 29, 30, 31,
            ])
    }

    @Test("A value of more than five bits is refused by name")
    func tooLarge() {
        for value in [32, -32, Int.min, Int.max] {
            #expect(throws: ConfigurationError.self) { try GoldenSpecialValueRegister(value: value) }
        }
    }
}

@Suite("Activation")
struct ActivationTests {
    @Test("All 65536 encodings have binary16's value")
    func allEncodings() {
        var mismatches = Mismatches()
        for bits in UInt16.min...UInt16.max {
            let activation = GoldenActivation(bits: bits)
            let number = Float16(bitPattern: bits)
            mismatches.check(activation.isSpecial == !number.isFinite, "\(bits) special")
            mismatches.check(activation.isNegative == (number.sign == .minus), "\(bits) sign")
            if number.isFinite {
                let power = Double(sign: .plus, exponent: activation.exponent - 25, significand: 1)
                let value = Double(activation.significand) * power
                mismatches.check(value == Double(number.magnitude), "\(bits) value")
                mismatches.check((1...30).contains(activation.exponent), "\(bits) exponent")
            } else {
                mismatches.check(
                    activation.exponent == 31 && activation.significand == 1024 + Int(bits & 1023),
                    "\(bits) special fields")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
    }
}
