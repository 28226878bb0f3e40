import Configuration

extension QuantizationType {
    /// Largest magnitude of a special value on the grid: what five bits of a register hold.
    public static let largestSpecialMagnitude = 31

    /// This type with the special values that the hardware's registers hold instead of the published ones; a
    /// type that doesn't choose among four stays as it is.
    public func with(specialValues registers: SpecialValues) -> QuantizationType {
        guard let arrayDataType, specialValues.count == SpecialValues.count else { return self }
        var type = self
        type.specialValues = (0..<SpecialValues.count).map {
            registers.value(for: arrayDataType, selector: $0)
        }
        return type
    }

    /// This type with special values of one's own, tried in the order given.
    /// - Parameter values: as many as the type has, on its grid (the published values times
    ///   ``gridUnitsPerOne``), at most ``largestSpecialMagnitude`` in magnitude.
    /// - Throws: ``QuantizationError`` of kind `invalidParameter` for a type without special values, another
    ///   count, or a value out of range.
    public func with(specialValues values: [Int]) throws -> QuantizationType {
        guard !specialValues.isEmpty else {
            throw QuantizationError(
                .invalidParameter, problem: "\(name) has no special values", remedy: "Use bitmod4 or bitmod3")
        }
        guard values.count == specialValues.count else {
            throw QuantizationError(
                .invalidParameter, problem: "there are \(values.count) special values for \(name)",
                remedy: "Give exactly \(specialValues.count)")
        }
        let largest = Self.largestSpecialMagnitude
        if let bad = values.first(where: { abs($0) > largest }) {
            throw QuantizationError(
                .invalidParameter,
                problem: "the special value \(publishedText(bad)) is too large for \(name)",
                remedy: "Use at most \(publishedText(largest)) in magnitude")
        }
        var type = self
        type.specialValues = values
        return type
    }

    /// This type with special values in published units, such as 5, −5, 8, −8 for `bitmod4`.
    /// - Throws: ``QuantizationError`` of kind `invalidParameter` also for a value that isn't on the grid.
    public func with(publishedSpecialValues values: [Double]) throws -> QuantizationType {
        let scaled = values.map { $0 * Double(gridUnitsPerOne) }
        if let bad = scaled.firstIndex(where: { $0 != $0.rounded() || abs($0) > 1e6 }) {
            throw QuantizationError(
                .invalidParameter, problem: "\(values[bad]) is no multiple of \(1 / Double(gridUnitsPerOne))",
                remedy: "Use special values on the grid of \(name)")
        }
        return try with(specialValues: scaled.map { Int($0) })
    }

    /// A grid value in published units, as text.
    func publishedText(_ gridValue: Int) -> String {
        gridValue.isMultiple(of: gridUnitsPerOne)
            ? "\(gridValue / gridUnitsPerOne)" : "\(Double(gridValue) / Double(gridUnitsPerOne))"
    }
}
