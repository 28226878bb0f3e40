/// The programmable special values of both floating-point precisions (BitMoD section III-A, Table IV).
///
/// Values are integers on the grid of the hardware: FP4 doubled (special value −5 is −10), FP3 as it is.
/// A group's two-bit selector is an index into one of the two lists.
public struct SpecialValues: Codable, Sendable, Hashable {
    /// Four special values of FP4, on the doubled grid.
    public let fp4: [Int]
    /// Four special values of FP3.
    public let fp3: [Int]

    /// Special values a precision has.
    public static let count = 4
    /// Bits of the selector of a group.
    public static let selectorBits = 2
    /// Bits of one register: a sign above a five-bit magnitude.
    public static let registerBits = 6

    /// The published values in the order in which Algorithm 1 tries them: +ER, −ER, +EA, −EA.
    public static let published = SpecialValues(validatedFP4: [10, -10, 16, -16], fp3: [3, -3, 6, -6])

    /// Checks that each list has four values that a term decoder can express.
    /// - Parameter radix: of the decoder; without it, radix 4, which expresses all that radix 8 does.
    /// - Throws: ``ConfigurationError`` that names the list, the value and the values that would do.
    public init(fp4: [Int], fp3: [Int], radix: DigitRadix = .four) throws {
        try Self.check(fp4, name: "fp4SpecialValues", radix)
        try Self.check(fp3, name: "fp3SpecialValues", radix)
        self.init(validatedFP4: fp4, fp3: fp3)
    }

    /// - Throws: `DecodingError`, or ``ConfigurationError`` as the checked initialiser does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            fp4: container.decode([Int].self, forKey: .fp4), fp3: container.decode([Int].self, forKey: .fp3))
    }

    private init(validatedFP4 fp4: [Int], fp3: [Int]) {
        self.fp4 = fp4
        self.fp3 = fp3
    }

    /// The special value that a group of `dataType` with `selector` (0 … 3) uses; 0 for integer types.
    public func value(for dataType: WeightDataType, selector: Int) -> Int {
        switch dataType {
        case .fp4: fp4[selector]
        case .fp3: fp3[selector]
        default: 0
        }
    }

    /// - Throws: ``ConfigurationError`` when digits of `radix` don't express one of the values.
    func check(radix: DigitRadix) throws {
        try Self.check(fp4, name: "fp4SpecialValues", radix)
        try Self.check(fp3, name: "fp3SpecialValues", radix)
    }

    private static func check(_ values: [Int], name: String, _ radix: DigitRadix) throws {
        guard values.count == count else {
            throw ConfigurationError(
                parameter: name, problem: "has \(values.count) values", remedy: "give exactly \(count)")
        }
        for value in values where !radix.expressibleMagnitudes.contains(abs(value)) {
            let magnitudes = radix.expressibleMagnitudes.map(String.init).joined(separator: ", ")
            let digits = radix == .four ? "sum of two terms" : "digit of radix 8"
            let isOfRadixFour = DigitRadix.four.expressibleMagnitudes.contains(abs(value))
            throw ConfigurationError(
                parameter: name, problem: "has \(value), which is no \(digits)",
                remedy: "use magnitudes among \(magnitudes)" + (isOfRadixFour ? ", or radix 4" : ""))
        }
    }
}
