import Configuration
import Testing

@Suite struct ArrayConfigurationTests {
    @Test(arguments: [(1, 1, 2, 16), (64, 64, 16, 1024), (64, 1, 4, 20), (1, 64, 8, 1000), (3, 5, 2, 18)])
    func acceptsEverythingInRange(rows: Int, columns: Int, lanes: Int, groupSize: Int) throws {
        let array = try ArrayConfiguration(rows: rows, columns: columns, lanes: lanes, groupSize: groupSize)
        #expect(
            [array.rows, array.columns, array.lanes, array.groupSize] == [rows, columns, lanes, groupSize])
    }

    /// Rows, columns, lanes, group size, the parameter at fault and what the remedy must say.
    private static let rejected: [(values: [Int], parameter: String, remedy: String)] = [
        ([0, 8, 4, 128], "rows", "1 to 64"), ([65, 8, 4, 128], "rows", "1 to 64"),
        ([8, 0, 4, 128], "columns", "1 to 64"), ([8, 65, 4, 128], "columns", "1 to 64"),
        ([8, -1, 4, 128], "columns", "1 to 64"), ([8, 8, 1, 128], "lanes", "2, 4, 8 or 16"),
        ([8, 8, 6, 120], "lanes", "2, 4, 8 or 16"), ([8, 8, 32, 128], "lanes", "2, 4, 8 or 16"),
        ([8, 8, 4, 12], "groupSize", "16 to 1024"), ([8, 8, 4, 1028], "groupSize", "16 to 1024"),
        ([8, 8, 8, 100], "groupSize", "multiple of 8"), ([8, 8, 2, 17], "groupSize", "multiple of 2"),
        ([Int.max, 8, 4, 128], "rows", "1 to 64"), ([8, 8, 4, Int.min], "groupSize", "16 to 1024"),
    ]

    @Test func rejectsEverythingElse() {
        for (values, parameter, remedy) in Self.rejected {
            let error = #expect(throws: ConfigurationError.self) {
                try ArrayConfiguration(
                    rows: values[0], columns: values[1], lanes: values[2], groupSize: values[3])
            }
            #expect(error?.parameter == parameter, "\(values)")
            #expect(error?.remedy.contains(remedy) == true, "\(values)")
        }
    }

    @Test func rejectsAlignedWidthsAndSpecialValuesOutOfRange() {
        for width in [10, 41, 0, -1, Int.max] {
            let error = #expect(throws: ConfigurationError.self) {
                try ArrayConfiguration(alignedWidth: width)
            }
            #expect(error?.parameter == "alignedWidth")
            #expect(error?.remedy.contains("11 to 40") == true)
        }
        for stages in [0, 3, -1] {
            let error = #expect(throws: ConfigurationError.self) {
                try ArrayConfiguration(treeStages: stages)
            }
            #expect(error?.parameter == "treeStages")
            #expect(error?.remedy.contains("1 to 2") == true)
        }
        for radix in DigitRadix.allCases {
            let values = (-40...40).filter { value in
                let special = try? SpecialValues(fp4: [value, 0, 0, 0], fp3: [0, 0, 0, value])
                return special.map { (try? ArrayConfiguration(radix: radix, specialValues: $0)) != nil }
                    ?? false
            }
            let magnitudes = radix.expressibleMagnitudes
            #expect(values == Set(magnitudes + magnitudes.map { -$0 }).sorted())
        }
    }

    /// Width, largest magnitude that occurs and power of two that bounds it: one bit less would not hold the bound.
    private func failures(_ cases: [(name: String, width: Int, largest: Int128, bound: Int128)]) -> [String] {
        cases.filter { $0.largest >= 1 << ($0.width - 1) || $0.bound <= 1 << ($0.width - 2) }
            .map { "\($0.name) of \($0.width) bits for \($0.largest)" }
    }

    @Test func widthsOfExponentMatchedElementsHoldTheExtremesOfTheContract() throws {
        var wrong: [String] = []
        for (radix, multiple, productBits, terms) in [(DigitRadix.four, 1, 14, 4), (.eight, 5, 17, 3)] {
            for lanes in ArrayConfiguration.laneCounts {
                for groupSize in stride(from: 16, through: 1024, by: lanes) {
                    let array = try ArrayConfiguration(
                        lanes: lanes, groupSize: groupSize, processingElement: .exponentMatched, radix: radix)
                    // Eleven bits of significand over three guard bits; INT8 takes four terms or three.
                    let step = Int128(lanes * (multiple * 2047) << 3)
                    let sum = Int128(groupSize / lanes * terms) * step
                    wrong += failures([
                        ("productSum", array.productSumWidth, step, Int128(lanes) << productBits),
                        (
                            "accumulator", array.accumulatorWidth, sum,
                            Int128(groupSize * terms) << productBits
                        ),
                        (
                            "dequantized", array.dequantizedWidth, sum * 255,
                            Int128(groupSize * terms) << (productBits + 8)
                        ),
                    ])
                    if array.beatsPerGroup * lanes != groupSize {
                        wrong.append("beats of \(lanes), \(groupSize)")
                    }
                }
            }
        }
        #expect(wrong == [])
    }

    @Test func widthsOfSharedExponentElementsHoldTheExtremesOfTheContract() throws {
        var wrong: [String] = []
        for radix in DigitRadix.allCases {
            for width in ArrayConfiguration.alignedWidthRange {
                for groupSize in stride(from: 16, through: 1024, by: 4) {
                    let array = try ArrayConfiguration(
                        groupSize: groupSize, processingElement: .sharedExponent, radix: radix,
                        alignedWidth: width)
                    let largest = Int128(groupSize) * 128 * (2047 << Int128(width - 11))
                    let bound = Int128(groupSize) << (width + 7)
                    wrong += failures([
                        ("accumulator", array.accumulatorWidth, largest, bound),
                        ("dequantized", array.dequantizedWidth, largest * 255, bound << 8),
                    ])
                }
            }
        }
        #expect(wrong == [])
        let widest = try ArrayConfiguration(groupSize: 1024, alignedWidth: 40)
        #expect(widest.accumulatorWidth == 58 && widest.dequantizedWidth == 66)
    }

    @Test func sumExponentsHoldTheLargest() throws {
        for radix in DigitRadix.allCases {
            let matched = try ArrayConfiguration(processingElement: .exponentMatched, radix: radix)
            // Exponent field 31 of an infinity with the largest term: 3 and 1 or 4 of floating point, else bit
            // significance 6 of INT8's first digit, whose exponent is at most 1 or 2.
            let largest = radix == .four ? max(31 + 3 + 1, 31 + 1 + 6) : max(31 + 4, 31 + 2 + 6)
            #expect(largest < 1 << matched.sumExponentWidth)
            // Significand fraction 10, exponent bias 15, three guard bits.
            #expect(matched.exponentBias == 10 + 15 + 3)
            for width in [11, 14, 40] {
                let shared = try ArrayConfiguration(radix: radix, alignedWidth: width)
                #expect(31 < 1 << shared.sumExponentWidth)
                // The bits below the binary point of the activations' largest exponent.
                #expect(shared.exponentBias == 15 + width - 1)
            }
        }
    }

    @Test func timesFollowTheTermsOfAType() throws {
        let four = try ArrayConfiguration(rows: 40, radix: .four)
        #expect(WeightDataType.allCases.map { four.stepsPerGroup($0) } == [64, 64, 128, 96, 96, 64, 64])
        let eight = try ArrayConfiguration(rows: 40, radix: .eight)
        #expect(WeightDataType.allCases.map { eight.stepsPerGroup($0) } == [32, 32, 96, 64, 64, 64, 32])
        #expect(eight.outputBufferDepth == 80)
    }

    /// As few dequantisers as finish all rows within the shortest group, or eight.
    @Test func dequantizersFinishInTime() throws {
        var wrong: [String] = []
        for kind in ProcessingElementKind.allCases {
            for radix in DigitRadix.allCases {
                for rows in ArrayConfiguration.rowsRange {
                    for groupSize in [16, 32, 128, 1024] {
                        let array = try ArrayConfiguration(
                            rows: rows, groupSize: groupSize, processingElement: kind, radix: radix)
                        let count = array.dequantizersPerColumn
                        let shortest = array.stepsPerGroup(.fp3)
                        // The last of several can do with the start of the one before it.
                        func cycles(_ count: Int) -> Int {
                            8 * ((rows + count - 1) / count) + max(0, count - 2)
                        }
                        let isEnough = cycles(count) <= shortest || count == min(rows, 8)
                        let isLeast = (1..<count).allSatisfy { cycles($0) > shortest }
                        let serves =
                            array.rowsPerDequantizer * count >= rows
                            && (array.rowsPerDequantizer - 1) * count < rows
                        let drains = array.drainInterval >= max(cycles(count), array.stepToAccumulator + 19)
                        if !isEnough || !isLeast || !serves || !drains {
                            wrong.append("\(count) for \(rows) rows, groups of \(groupSize), \(radix)")
                        }
                    }
                }
            }
        }
        #expect(wrong == [])
        #expect(ArrayConfiguration.standard.dequantizersPerColumn == 2)
    }

    @Test func dataTypesAreWhatTheirNamesSay() {
        for type in WeightDataType.allCases {
            #expect(type.rawValue.hasSuffix("\(type.codeBits)"))
            #expect(type.isFloatingPoint == type.rawValue.hasPrefix("fp"))
            // Booth digits of an integer; a floating-point magnitude has two terms in radix 4 and one in radix 8.
            #expect(
                DigitRadix.four.termCount(type) == (type.isFloatingPoint ? 2 : (type.codeBits + 1) / 2))
            #expect(
                DigitRadix.eight.termCount(type) == (type.isFloatingPoint ? 1 : (type.codeBits + 2) / 3))
        }
        let encodings = WeightDataType.allCases.map(\.encoding)
        #expect(encodings == Array(0..<7))
        #expect(encodings.max()! < 1 << WeightDataType.encodingBits)
    }
}

@Suite struct SpecialValuesTests {
    @Test func expressibleMagnitudesAreTheSumsOfTwoTerms() {
        let first = [0, 2, 4, 8, 16]
        let second = [0, 1, 2, 4, 8]
        let sums = first.flatMap { a in second.flatMap { b in [a + b, abs(a - b)] } }
        #expect(DigitRadix.four.expressibleMagnitudes == Set(sums).sorted())
    }

    @Test func radixEightExpressesOddMultiplesOfPowersOfTwo() {
        let single = [0, 1, 2, 4, 8, 16] + [3, 5].flatMap { [$0, 2 * $0, 4 * $0] }
        #expect(DigitRadix.eight.expressibleMagnitudes == single.sorted())
        #expect(Set(single).isSubset(of: DigitRadix.four.expressibleMagnitudes))
    }

    @Test func publishedValuesAreTheDefault() throws {
        #expect(try SpecialValues(fp4: [10, -10, 16, -16], fp3: [3, -3, 6, -6]) == .published)
        #expect(SpecialValues.published.value(for: .fp4, selector: 3) == -16)
        #expect(SpecialValues.published.value(for: .fp3, selector: 2) == 6)
        #expect(SpecialValues.published.value(for: .int4, selector: 2) == 0)
    }

    @Test func rejectsWhatTwoTermsCannotExpress() {
        var accepted: [Int] = []
        for value in -40...40
        where (try? SpecialValues(fp4: [value, 0, 0, 0], fp3: [0, 0, 0, value])) != nil {
            accepted.append(value)
        }
        let magnitudes = DigitRadix.four.expressibleMagnitudes
        #expect(accepted == Set(magnitudes + magnitudes.map { -$0 }).sorted())
        let short = #expect(throws: ConfigurationError.self) {
            try SpecialValues(fp4: [1, 2, 3], fp3: [1, 2, 3, 4])
        }
        #expect(short?.parameter == "fp4SpecialValues")
        let odd = #expect(throws: ConfigurationError.self) {
            try SpecialValues(fp4: [1, 2, 3, 4], fp3: [1, 2, 3, 11])
        }
        #expect(odd?.parameter == "fp3SpecialValues")
        #expect(odd?.problem.contains("11") == true)
    }
}
