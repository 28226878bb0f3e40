import Configuration

/// The whole array: special value registers, processing elements of either kind, dequantiser, column accumulators and
/// status bits (BitMoD section IV-C, Fig. 6). One call computes one output tile.
public struct GoldenArray: Sendable {
    /// Shape and result format of the array.
    public let configuration: ArrayConfiguration
    /// Status bits since the array was made or ``clearStatus()`` was called.
    public private(set) var status = GoldenStatus()

    /// Four registers of FP4, then four of FP3.
    private var registers: [GoldenSpecialValueRegister]
    /// One table a register, then one an integer type.
    private var tables: [GoldenTermTable]

    /// In the order of ``tableIndex(_:selector:)``.
    private static let integerTypes: [WeightDataType] = [.int8, .int6, .int5, .int4, .int3]

    /// An array after reset: the registers hold the configuration's special values.
    /// - Throws: `ConfigurationError` when one doesn't fit a register.
    public init(configuration: ArrayConfiguration) throws {
        self.configuration = configuration
        let values = configuration.specialValues
        registers = try (values.fp4 + values.fp3).map(GoldenSpecialValueRegister.init(value:))
        tables = []
        for (index, register) in registers.enumerated() {
            let dataType: WeightDataType = index < SpecialValues.count ? .fp4 : .fp3
            tables.append(
                GoldenTermTable(
                    dataType: dataType, specialValue: register.value, radix: configuration.radix))
        }
        tables += Self.integerTypes.map {
            GoldenTermTable(dataType: $0, specialValue: 0, radix: configuration.radix)
        }
    }

    /// Writes a special value register, between tiles.
    /// - Parameters:
    ///   - dataType: `.fp4` or `.fp3`.
    ///   - selector: 0 … 3.
    ///   - register: Its new contents; one that the array's terms can't express sets `specialValueError`.
    /// - Throws: ``GoldenInputError`` when there is no such register.
    public mutating func writeSpecialValue(
        dataType: WeightDataType, selector: Int, register: GoldenSpecialValueRegister
    ) throws {
        guard dataType.isFloatingPoint else {
            throw GoldenInputError(
                parameter: "dataType", problem: "\(dataType.rawValue) has no special values",
                remedy: "use fp4 or fp3")
        }
        guard (0..<SpecialValues.count).contains(selector) else {
            throw GoldenInputError(
                parameter: "selector", problem: "is \(selector)",
                remedy: "use 0 to \(SpecialValues.count - 1)")
        }
        let index = tableIndex(dataType, selector: selector)
        registers[index] = register
        let radix = configuration.radix
        tables[index] = GoldenTermTable(dataType: dataType, specialValue: register.value, radix: radix)
        status.specialValueError = status.specialValueError || !register.isExpressible(radix: radix)
    }

    /// Clears the status bits.
    public mutating func clearStatus() {
        status = GoldenStatus()
    }

    /// Computes one output tile and adds its exceptions to ``status``.
    /// - Throws: ``GoldenInputError`` when the input doesn't fit the configuration.
    public mutating func process(tile: GoldenTileInput) throws -> GoldenTileOutput {
        try tile.validate(for: configuration)
        let (rows, columns) = (configuration.rows, configuration.columns)
        var outputs = [GoldenColumnAccumulator](
            repeating: GoldenColumnAccumulator(), count: rows * columns)
        for group in tile.dataTypes.indices {
            let activations = decodedActivations(of: tile, group: group)
            markSpecialRows(activations, in: &outputs)
            let operands = GoldenRowOperands(activations, configuration)
            for column in 0..<columns {
                let weights = columnOperands(of: tile, group: group, column: column)
                for row in 0..<rows {
                    let sum = groupSum(row: row, operands, weights)
                    outputs[row * columns + column].add(
                        groupProduct: sum.product, lastPlace: sum.lastPlace)
                }
            }
        }
        let results = outputs.indices.map {
            outputs[$0].result(
                channelScale: tile.channelScales[$0 % columns], format: configuration.resultFormat)
        }
        let output = GoldenTileOutput(results: results, columns: columns)
        status.invalid = status.invalid || output.invalid
        status.overflow = status.overflow || output.overflow
        return output
    }

    /// What one processing element hands to its column for one group: for naming the place of a mismatch.
    /// - Throws: ``GoldenInputError`` when the input doesn't fit the configuration or has no such place.
    public func groupSum(
        of tile: GoldenTileInput, group: Int, row: Int, column: Int
    ) throws -> GoldenGroupSum {
        try tile.validate(for: configuration)
        for (name, value, count) in [
            ("group", group, tile.dataTypes.count), ("row", row, configuration.rows),
            ("column", column, configuration.columns),
        ] where !(0..<count).contains(value) {
            throw GoldenInputError(
                parameter: name, problem: "is \(value)", remedy: "use 0 to \(count - 1)")
        }
        return groupSum(
            row: row, GoldenRowOperands(decodedActivations(of: tile, group: group), configuration),
            columnOperands(of: tile, group: group, column: column))
    }
}

extension GoldenArray {
    private func groupSum(
        row: Int, _ operands: GoldenRowOperands, _ weights: GoldenColumnOperands
    ) -> GoldenGroupSum {
        let (accumulator, exponent) = operands.sum(row: row, weights, configuration)
        return GoldenGroupSum(
            accumulator: accumulator, exponent: exponent, lastPlace: exponent - configuration.exponentBias,
            product: GoldenDequantizer.product(accumulator: accumulator, scale: weights.scale))
    }

    /// Rows × groupSize activations of one group.
    private func decodedActivations(of tile: GoldenTileInput, group: Int) -> [GoldenActivation] {
        let groupSize = configuration.groupSize
        let depth = tile.dataTypes.count * groupSize
        var decoded: [GoldenActivation] = []
        decoded.reserveCapacity(configuration.rows * groupSize)
        for row in 0..<configuration.rows {
            let first = row * depth + group * groupSize
            for index in first..<first + groupSize {
                decoded.append(GoldenActivation(bits: tile.activations[index]))
            }
        }
        return decoded
    }

    /// Weights and scale of one group in one column.
    private func columnOperands(of tile: GoldenTileInput, group: Int, column: Int) -> GoldenColumnOperands {
        let groupSize = configuration.groupSize
        let dataType = tile.dataTypes[group]
        let index = group * configuration.columns + column
        let first = (column * tile.dataTypes.count + group) * groupSize
        return GoldenColumnOperands(
            codes: tile.weights[first..<first + groupSize],
            table: tables[tableIndex(dataType, selector: Int(tile.selectors[index]))],
            scale: tile.scales[index], configuration)
    }

    private func markSpecialRows(
        _ activations: [GoldenActivation], in outputs: inout [GoldenColumnAccumulator]
    ) {
        for row in 0..<configuration.rows {
            let first = row * configuration.groupSize
            guard activations[first..<first + configuration.groupSize].contains(where: \.isSpecial) else {
                continue
            }
            for column in 0..<configuration.columns {
                outputs[row * configuration.columns + column].markSpecial()
            }
        }
    }

    /// Position in the tables (and, for FP4 and FP3, in the registers).
    private func tableIndex(_ dataType: WeightDataType, selector: Int) -> Int {
        switch dataType {
        case .fp4: selector
        case .fp3: SpecialValues.count + selector
        case .int8: 2 * SpecialValues.count
        case .int6: 2 * SpecialValues.count + 1
        case .int5: 2 * SpecialValues.count + 2
        case .int4: 2 * SpecialValues.count + 3
        case .int3: 2 * SpecialValues.count + 4
        }
    }
}
