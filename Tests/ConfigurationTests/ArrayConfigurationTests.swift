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

    /// The widths hold the largest magnitudes of the contract, and one bit less would not hold the bound on them.
    @Test func widthsHoldTheExtremesOfTheContract() throws {
        var failures: [String] = []
        for lanes in ArrayConfiguration.laneCounts {
            for groupSize in stride(from: 16, through: 1024, by: lanes) {
                let array = try ArrayConfiguration(lanes: lanes, groupSize: groupSize)
                // Eleven bits of significand over three guard bits; INT8 takes four terms.
                let largestProduct = 2047 << 3
                let largestStep = lanes * largestProduct
                let largestSum = groupSize / lanes * 4 * largestStep
                func check(_ name: String, _ width: Int, largest: Int, bound: Int) {
                    let holds = largest < 1 << (width - 1)
                    let isTight = bound > 1 << (width - 2)
                    if !holds || !isTight { failures.append("\(name) \(width) for \(lanes), \(groupSize)") }
                }
                check("productSum", array.productSumWidth, largest: largestStep, bound: lanes << 14)
                check("accumulator", array.accumulatorWidth, largest: largestSum, bound: groupSize * 4 << 14)
                check(
                    "dequantized", array.dequantizedWidth, largest: largestSum * 255,
                    bound: groupSize * 4 << 22)
                if array.beatsPerGroup * lanes != groupSize {
                    failures.append("beats of \(lanes), \(groupSize)")
                }
            }
        }
        #expect(failures == [])
    }

    @Test func sumExponentHoldsTheLargest() {
        // Exponent field 31 of an infinity, term exponent at most 3, bit significance 6 of INT8's first digit,
        // whose exponent is at most 1.
        let largest = max(31 + 3 + 1, 31 + 1 + 6)
        #expect(largest < 1 << ArrayConfiguration.sumExponentWidth)
        // Significand fraction 10, exponent bias 15, three guard bits.
        #expect(ArrayConfiguration.exponentBias == 10 + 15 + 3)
    }

    @Test func timesFollowTheTermsOfAType() throws {
        let array = try ArrayConfiguration(rows: 40, lanes: 4, groupSize: 128)
        let steps = WeightDataType.allCases.map { array.stepsPerGroup($0) }
        #expect(steps == [64, 64, 128, 96, 96, 64, 64])
        #expect(array.drainInterval == 48)
        #expect(try ArrayConfiguration(rows: 12).drainInterval == 20)
        #expect(try ArrayConfiguration(rows: 13).drainInterval == 21)
        #expect(try ArrayConfiguration(rows: 1).drainInterval == 20)
        #expect(array.outputBufferDepth == 80)
    }

    @Test func dataTypesAreWhatTheirNamesSay() {
        for type in WeightDataType.allCases {
            #expect(type.rawValue.hasSuffix("\(type.codeBits)"))
            #expect(type.isFloatingPoint == type.rawValue.hasPrefix("fp"))
            // Radix-4 Booth digits of an integer; a floating-point magnitude has two terms.
            #expect(type.termCount == (type.isFloatingPoint ? 2 : (type.codeBits + 1) / 2))
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
        #expect(SpecialValues.expressibleMagnitudes == Set(sums).sorted())
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
        let magnitudes = SpecialValues.expressibleMagnitudes
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
