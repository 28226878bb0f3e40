import Arithmetic
import Configuration
import Testing

@testable import GoldenModel

/// A random output tile and the special value that each of its groups uses.
struct RandomTile {
    let configuration: ArrayConfiguration
    var input: GoldenTileInput

    init(
        configuration: ArrayConfiguration, groups: Int, kind: ActivationKind, random: inout SeededGenerator
    ) {
        self.configuration = configuration
        let depth = groups * configuration.groupSize
        let outputs = groups * configuration.columns
        input = GoldenTileInput(
            activations: kind.activations(count: configuration.rows * depth, random: &random),
            weights: CodeKind.any.codes(
                count: configuration.columns * depth, dataType: .int8, random: &random),
            dataTypes: (0..<groups).map { _ in WeightDataType.allCases.randomElement(using: &random)! },
            selectors: (0..<outputs).map { _ in UInt8(random.nextInteger(in: 0...3)) },
            scales: (0..<outputs).map { _ in UInt8(random.nextInteger(in: 0...255)) },
            channelScales: (0..<configuration.columns).map { _ in
                Float(random.nextGaussian() * 0x1p-18).bitPattern
            })
    }

    func specialValue(group: Int, column: Int) -> Int {
        configuration.specialValues.value(
            for: input.dataTypes[group],
            selector: Int(input.selectors[group * configuration.columns + column]))
    }

    func activations(group: Int, row: Int) -> ArraySlice<UInt16> {
        slice(input.activations, vector: row, group: group)
    }

    func codes(group: Int, column: Int) -> ArraySlice<UInt8> {
        slice(input.weights, vector: column, group: group)
    }

    func scale(group: Int, column: Int) -> UInt8 { input.scales[group * configuration.columns + column] }

    private func slice<Element>(_ array: [Element], vector: Int, group: Int) -> ArraySlice<Element> {
        let first = (vector * input.dataTypes.count + group) * configuration.groupSize
        return array[first..<first + configuration.groupSize]
    }

    /// The sum over all groups before the channel scale.
    func exactSum(row: Int, column: Int) -> ExactDyadic {
        input.dataTypes.indices.reduce(.zero) { sum, group in
            let weights = codes(group: group, column: column).map {
                weightValue(
                    code: $0, dataType: input.dataTypes[group],
                    specialValue: specialValue(group: group, column: column), radix: configuration.radix)
            }
            let groupSum = exactDotProduct(
                activations: activations(group: group, row: row), weights: weights)
            return sum + groupSum * ExactDyadic(Int(scale(group: group, column: column)))
        }
    }
}

@Suite("Array")
struct ArrayTests {
    private static let elements: [(ProcessingElementKind, DigitRadix, Int)] = [
        (.exponentMatched, .four, 14), (.exponentMatched, .eight, 14), (.sharedExponent, .four, 14),
        (.sharedExponent, .eight, 11), (.sharedExponent, .eight, 18), (.sharedExponent, .eight, 40),
    ]

    @Test(
        "A whole tile is within both derived bounds of the exact result",
        arguments: ActivationKind.allCases, ResultFormat.allCases)
    func tileWithinBound(kind: ActivationKind, format: ResultFormat) throws {
        var random = SeededGenerator(seed: 401)
        var mismatches = Mismatches()
        var finite = 0
        let shapes = [(1, 1, 2, 16, 1), (3, 2, 4, 32, 9), (2, 3, 16, 128, 4), (2, 2, 8, 24, 30)]
        for ((rows, columns, lanes, groupSize, groups), element) in shapes.flatMap({ shape in
            Self.elements.map { (shape, $0) }
        }) {
            let configuration = try ArrayConfiguration(
                rows: rows, columns: columns, lanes: lanes, groupSize: groupSize,
                processingElement: element.0, radix: element.1, alignedWidth: element.2, resultFormat: format)
            var array = try GoldenArray(configuration: configuration)
            for _ in 0..<repetitions(debug: 1, release: 8) {
                let tile = RandomTile(
                    configuration: configuration, groups: groups, kind: kind, random: &random)
                let output = try array.process(tile: tile.input)
                for row in 0..<rows {
                    for column in 0..<columns where !output[row, column].overflow {
                        finite += 1
                        try check(
                            tile, array: array, output: output, row: row, column: column, &mismatches)
                    }
                }
            }
        }
        #expect(mismatches.count == 0, "seed \(random.seed), \(kind): \(mismatches)")
        #expect(finite > 10)
    }

    private func check(
        _ tile: RandomTile, array: GoldenArray, output: GoldenTileOutput, row: Int, column: Int,
        _ mismatches: inout Mismatches
    ) throws {
        let format = tile.configuration.resultFormat
        var sum = GoldenColumnAccumulator()
        var aPriori = GoldenErrorBound()
        var aPosteriori = GoldenErrorBound()
        for group in tile.input.dataTypes.indices {
            let table = GoldenTermTable(
                dataType: tile.input.dataTypes[group],
                specialValue: tile.specialValue(group: group, column: column),
                radix: tile.configuration.radix)
            let extent = try GoldenGroupExtent(
                activations: tile.activations(group: group, row: row),
                codes: tile.codes(group: group, column: column), table: table,
                configuration: tile.configuration)
            let groupSum = try array.groupSum(of: tile.input, group: group, row: row, column: column)
            let scale = tile.scale(group: group, column: column)
            aPriori.add(extent: extent, scale: scale)
            aPosteriori.add(extent: extent, scale: scale, sum: groupSum)
            sum.add(groupProduct: groupSum.product, lastPlace: groupSum.lastPlace)
        }
        let channelScale = tile.input.channelScales[column]
        let result = output[row, column]
        let exactSum = tile.exactSum(row: row, column: column)
        let exact = exactSum * exactValue(binary32: channelScale)
        let value =
            format == .binary16
            ? exactValue(binary16: UInt16(result.bits)) : exactValue(binary32: result.bits)
        let error = (value - exact).magnitude
        let place = "row \(row), column \(column): \(result) is \(error.double) from \(exact.double)"
        mismatches.check(result == sum.result(channelScale: channelScale, format: format), place)
        let sumError = (exactValue(binary32: sum.partialSum) - exactSum).magnitude
        for bound in [aPriori, aPosteriori] {
            mismatches.check(sumError <= bound.partialSumBound.exact, place)
            let resultBound = bound.resultBound(channelScale: channelScale, format: format)
            mismatches.check(resultBound.map { error <= $0.exact } ?? false, place)
        }
        mismatches.check(aPosteriori.partialSumBound <= aPriori.partialSumBound, place)
    }

    @Test(
        "An infinity or NaN makes exactly its row NaN, under zero weights too, and status sticks",
        arguments: ProcessingElementKind.allCases)
    func specialRows(kind: ProcessingElementKind) throws {
        let configuration = try ArrayConfiguration(
            rows: 3, columns: 2, lanes: 2, groupSize: 16, processingElement: kind)
        var random = SeededGenerator(seed: 402)
        for special in [0x7C00, 0xFC00, 0x7E00, 0x7C01, 0xFFFF] as [UInt16] {
            for position in [0, 15, 16, 47] {
                var array = try GoldenArray(configuration: configuration)
                var tile = RandomTile(
                    configuration: configuration, groups: 3, kind: .gaussian, random: &random)
                let clean = try array.process(tile: tile.input)
                #expect(array.status == GoldenStatus())
                tile.input.activations[48 + position] = special
                for column in 0..<2 { tile.input.weights[column * 48 + position] = 0 }
                let output = try array.process(tile: tile.input)
                for column in 0..<2 {
                    #expect(output[1, column] == GoldenResult(bits: 0x7E00, invalid: true, overflow: false))
                    #expect(!output[0, column].invalid && !output[2, column].invalid)
                }
                #expect(array.status.invalid && !array.status.overflow)
                #expect(!clean.invalid)
                tile.input.activations[48 + position] = 0
                #expect(try !array.process(tile: tile.input).invalid)
                #expect(array.status.invalid)
                array.clearStatus()
                #expect(array.status == GoldenStatus())
            }
        }
    }

    @Test("Overflow sets its sticky status bit")
    func overflow() throws {
        let configuration = try ArrayConfiguration(rows: 1, columns: 1, lanes: 2, groupSize: 16)
        var array = try GoldenArray(configuration: configuration)
        var tile = GoldenTileInput(
            activations: Array(repeating: 0x7BFF, count: 16), weights: Array(repeating: 1, count: 16),
            dataTypes: [.int4], selectors: [0], scales: [1], channelScales: [Float(-1).bitPattern])
        let output = try array.process(tile: tile)
        #expect(output[0, 0] == GoldenResult(bits: 0xFC00, invalid: false, overflow: true))
        #expect(array.status.overflow && !array.status.invalid)
        tile.channelScales = [Float(0x1p-4).bitPattern]
        #expect(try array.process(tile: tile)[0, 0].bits == 0x7BFF)
        #expect(array.status.overflow)
    }

    @Test(
        "Special value registers are written by type and selector, and flag what can't be expressed",
        arguments: ProcessingElementKind.allCases, DigitRadix.allCases)
    func specialValueRegisters(kind: ProcessingElementKind, radix: DigitRadix) throws {
        let configuration = try ArrayConfiguration(
            rows: 1, columns: 1, lanes: 2, groupSize: 16, processingElement: kind, radix: radix)
        for dataType in [WeightDataType.fp4, .fp3] {
            for selector in 0..<4 {
                for pattern in UInt8(0)...63 {
                    let register = GoldenSpecialValueRegister(pattern: pattern)
                    var array = try GoldenArray(configuration: configuration)
                    try array.writeSpecialValue(dataType: dataType, selector: selector, register: register)
                    #expect(array.status.specialValueError == !register.isExpressible(radix: radix))
                    // One group a selector; only the written one changes.
                    for other in [selector, (selector + 1) % 4] {
                        let minusZero: UInt8 = dataType == .fp4 ? 0b1000 : 0b100
                        let tile = GoldenTileInput(
                            activations: [0x3C00] + Array(repeating: 0, count: 15),
                            weights: Array(repeating: minusZero, count: 16), dataTypes: [dataType],
                            selectors: [UInt8(other)], scales: [1], channelScales: [Float(1).bitPattern])
                        let result = try array.process(tile: tile)[0, 0]
                        let written = register.isExpressible(radix: radix) ? register.value : 0
                        let published = configuration.specialValues.value(for: dataType, selector: other)
                        let expected = Float16(other == selector ? written : published)
                        #expect(result.bits == UInt32(expected.bitPattern))
                    }
                }
            }
        }
    }

    @Test("Bad input is refused by name")
    func badInput() throws {
        let configuration = try ArrayConfiguration(rows: 2, columns: 3, lanes: 2, groupSize: 16)
        var random = SeededGenerator(seed: 403)
        let good = RandomTile(configuration: configuration, groups: 2, kind: .gaussian, random: &random).input
        let changes: [(String, (inout GoldenTileInput) -> Void)] = [
            ("activations", { $0.activations.removeLast() }), ("weights", { $0.weights.append(0) }),
            ("dataTypes", { $0.dataTypes = [] }), ("activations", { $0.dataTypes.removeLast() }),
            ("selectors", { $0.selectors.removeLast() }), ("selectors", { $0.selectors[4] = 4 }),
            ("scales", { $0.scales.append(1) }), ("channelScales", { $0.channelScales = [] }),
        ]
        var array = try GoldenArray(configuration: configuration)
        let before = try array.process(tile: good)
        for (name, change) in changes {
            var bad = good
            change(&bad)
            let error = #expect(throws: GoldenInputError.self) { try array.process(tile: bad) }
            #expect(error?.parameter == name)
        }
        for (group, row, column) in [(2, 0, 0), (-1, 0, 0), (0, 2, 0), (0, 0, 3)] {
            #expect(throws: GoldenInputError.self) {
                try array.groupSum(of: good, group: group, row: row, column: column)
            }
        }
        #expect(throws: GoldenInputError.self) {
            try array.writeSpecialValue(
                dataType: .int8, selector: 0, register: GoldenSpecialValueRegister(pattern: 1))
        }
        #expect(throws: GoldenInputError.self) {
            try array.writeSpecialValue(
                dataType: .fp3, selector: 4, register: GoldenSpecialValueRegister(pattern: 1))
        }
        #expect(try array.process(tile: good) == before)
    }
}
