import Configuration
import Testing

@testable import GoldenModel

@Suite("Term decoder")
struct TermDecoderTests {
    /// All special values that a register holds, for the types that have them.
    private func specialValues(_ dataType: WeightDataType) -> [Int] {
        dataType.isFloatingPoint ? Array(-31...31) : [0]
    }

    @Test(
        "Terms of every code, type and special value sum to the weight", arguments: WeightDataType.allCases,
        DigitRadix.allCases)
    func sums(dataType: WeightDataType, radix: DigitRadix) {
        var mismatches = Mismatches()
        for specialValue in specialValues(dataType) {
            for code in UInt8.min...UInt8.max {
                let terms = GoldenTermDecoder.terms(
                    code: code, dataType: dataType, specialValue: specialValue, radix: radix)
                let expected = weightValue(
                    code: code, dataType: dataType, specialValue: specialValue, radix: radix)
                mismatches.check(
                    terms.reduce(0) { $0 + $1.value } == expected,
                    "code \(code), special value \(specialValue): \(terms), not \(expected)")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
        #expect(mismatches.checked == 256 * specialValues(dataType).count)
    }

    /// Bit significances of a type's steps, written down from the contract's table.
    private func significances(_ dataType: WeightDataType, _ radix: DigitRadix) -> [Int] {
        switch (radix, dataType) {
        case (.four, .int8): [6, 4, 2, 0]
        case (.four, .int6), (.four, .int5): [4, 2, 0]
        case (.four, .int4), (.four, .int3): [2, 0]
        case (.four, .fp4), (.four, .fp3): [1, 0]
        case (.eight, .int8): [6, 3, 0]
        case (.eight, .int6), (.eight, .int5), (.eight, .int4): [3, 0]
        case (.eight, .int3), (.eight, .fp4), (.eight, .fp3): [0]
        }
    }

    @Test(
        "Every term has its field ranges, its step's significance and one zero",
        arguments: WeightDataType.allCases, DigitRadix.allCases)
    func shapes(dataType: WeightDataType, radix: DigitRadix) throws {
        let significances = significances(dataType, radix)
        // The largest exponent of each multiple.
        let exponents: [Int: Int] =
            switch (radix, dataType.isFloatingPoint) {
            case (.four, true): [0: 0, 1: 3]
            case (.four, false): [0: 0, 1: 1]
            case (.eight, true): [0: 0, 1: 4, 3: 2, 5: 2]
            case (.eight, false): [0: 0, 1: 2, 3: 0]
            }
        var mismatches = Mismatches()
        for specialValue in specialValues(dataType) {
            for code in UInt8.min...UInt8.max {
                let terms = GoldenTermDecoder.terms(
                    code: code, dataType: dataType, specialValue: specialValue, radix: radix)
                let isCanonical = terms.allSatisfy { term in
                    exponents[term.multiple].map { (0...$0).contains(term.exponent) } ?? false
                }
                let zerosArePositive = terms.allSatisfy { $0.multiple != 0 || !$0.isNegative }
                mismatches.check(
                    terms.map(\.bitSignificance) == significances && isCanonical && zerosArePositive,
                    "code \(code), special value \(specialValue): \(terms)")
            }
        }
        #expect(mismatches.count == 0, "\(mismatches)")
        let configuration = try ArrayConfiguration(radix: radix)
        #expect(configuration.termCount(dataType) == significances.count)
        let steps = significances.indices.map { configuration.bitSignificance(dataType, step: $0) }
        #expect(steps == significances)
    }

    @Test("Radix 8 digits of integers, worked by hand")
    func radixEightDigits() {
        let examples: [(WeightDataType, UInt8, [Int])] = [
            (.int8, 0x80, [-128, 0, 0]), (.int8, 0x7F, [128, 0, -1]), (.int8, 0xFF, [0, 0, -1]),
            (.int8, 0x55, [64, 24, -3]), (.int8, 0xAA, [-64, -24, 2]), (.int6, 0x1F, [32, -1]),
            (.int6, 0x20, [-32, 0]), (.int6, 0x1B, [24, 3]), (.int6, 0xE4, [-24, -4]),
            (.int5, 0x10, [-16, 0]),
            (.int5, 0x0B, [8, 3]), (.int4, 0x08, [-8, 0]), (.int4, 0x05, [8, -3]), (.int4, 0x04, [8, -4]),
            (.int3, 0x04, [-4]), (.int3, 0x03, [3]), (.int3, 0xFD, [-3]),
        ]
        for (dataType, code, expected) in examples {
            let terms = GoldenTermDecoder.terms(
                code: code, dataType: dataType, specialValue: 0, radix: .eight)
            #expect(terms.map(\.value) == expected, "\(dataType) \(code)")
        }
    }

    @Test(
        "In radix 8 a floating-point weight is one term: odd part and trailing zeros",
        arguments: [
            (1, 1, 0), (2, 1, 1), (3, 3, 0), (4, 1, 2), (5, 5, 0), (6, 3, 1), (8, 1, 3), (10, 5, 1),
            (12, 3, 2),
            (16, 1, 4), (20, 5, 2),
        ])
    func radixEightMagnitudes(magnitude: Int, multiple: Int, exponent: Int) {
        for (dataType, minusZero) in [(WeightDataType.fp4, UInt8(0b1000)), (.fp3, 0b100)] {
            for isNegative in [false, true] {
                let terms = GoldenTermDecoder.terms(
                    code: minusZero, dataType: dataType, specialValue: isNegative ? -magnitude : magnitude,
                    radix: .eight)
                #expect(
                    terms == [
                        GoldenTerm(
                            isNegative: isNegative, exponent: exponent, multiple: multiple, bitSignificance: 0
                        )
                    ])
            }
        }
    }

    @Test(
        "Floating-point terms of radix 4 never share a bit, and a power of two is one term",
        arguments: [WeightDataType.fp4, .fp3])
    func windows(dataType: WeightDataType) {
        var mismatches = Mismatches()
        for specialValue in -31...31 {
            for code in UInt8.min...UInt8.max {
                let terms = GoldenTermDecoder.terms(
                    code: code, dataType: dataType, specialValue: specialValue, radix: .four)
                let values = terms.map { abs($0.value) }.filter { $0 != 0 }
                let weight = weightValue(
                    code: code, dataType: dataType, specialValue: specialValue, radix: .four)
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
        "In radix 4 the first term is the highest one bit; 7, 14 and 15 end in a negative term",
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
                    code: minusZero, dataType: dataType, specialValue: sign * magnitude,
                    radix: .four)
                #expect(terms.map(\.value) == expected.map { sign * $0 })
            }
        }
    }

    @Test("A special value far beyond a register decodes as no terms")
    func hugeSpecialValue() {
        for value in [Int.min, Int.max, 32, -32, 1 << 40] {
            let terms = DigitRadix.allCases.map {
                GoldenTermDecoder.terms(code: 8, dataType: .fp4, specialValue: value, radix: $0)
            }
            #expect(
                terms == [
                    [.zero(bitSignificance: 1), .zero(bitSignificance: 0)], [.zero(bitSignificance: 0)],
                ])
        }
    }

    @Test(
        "The table equals the decoder and orders a group by beat, term and lane",
        arguments: WeightDataType.allCases, DigitRadix.allCases)
    func table(dataType: WeightDataType, radix: DigitRadix) {
        let table = GoldenTermTable(dataType: dataType, specialValue: -6, radix: radix)
        var mismatches = Mismatches()
        for code in UInt8.min...UInt8.max {
            let terms = GoldenTermDecoder.terms(
                code: code, dataType: dataType, specialValue: -6, radix: radix)
            let weight = weightValue(code: code, dataType: dataType, specialValue: -6, radix: radix)
            mismatches.check(table.weight(code) == weight, "\(code)")
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
    @Test("All 64 patterns give their value, and expressibility agrees with the sums of terms")
    func patterns() throws {
        var inexpressible: [DigitRadix: [Int]] = [:]
        for pattern in UInt8(0)...63 {
            let register = GoldenSpecialValueRegister(pattern: pattern)
            let magnitude = Int(pattern) % 32
            #expect(register.value == (pattern < 32 ? magnitude : -magnitude))
            for radix in DigitRadix.allCases {
                let isExpressible = register.isExpressible(radix: radix)
                #expect(isExpressible == expressibleValues(radix).contains(magnitude))
                #expect(isExpressible == radix.expressibleMagnitudes.contains(magnitude))
                if !isExpressible && pattern < 32 { inexpressible[radix, default: []].append(magnitude) }
            }
            // Only negative zero has a second pattern.
            let canonical = try GoldenSpecialValueRegister(value: register.value)
            #expect(canonical.pattern == (pattern == 32 ? 0 : pattern))
        }
        #expect(inexpressible[.four] == [11, 13, 19, 21, 22, 23, 25, 26, 27, 28, 29, 30, 31])
        #expect(
            inexpressible[.eight] == [
                7, 9, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
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
