/// How the products of a group are brought to a common exponent.
public enum ProcessingElementKind: String, CaseIterable, Codable, Sendable, Hashable {
    /// The published element (BitMoD section IV-B, Fig. 5): every step matches the exponents of its products, and the
    /// accumulator carries an exponent of its own.
    case exponentMatched = "exponent-matched"
    /// Activations are aligned once, at the edge of their row, to the largest exponent of their group; the element
    /// itself is integer and exact.
    case sharedExponent = "shared-exponent"
}

/// The radix of the digits into which weights are recoded.
public enum DigitRadix: Int, CaseIterable, Codable, Sendable, Hashable {
    /// Published (BitMoD section IV-A, Fig. 4): a digit is a power of two.
    case four = 4
    /// A digit is 1, 3 or 5 times a power of two; rows carry the odd multiples 3a and 5a of their activations.
    case eight = 8

    /// The odd multiples of an activation that a digit may select.
    public var multiples: [Int] { self == .four ? [1] : [1, 3, 5] }

    /// Largest exponent of a digit: 3 or 4.
    public var largestExponent: Int { self == .four ? 3 : 4 }

    /// Digits, and so array cycles, that one weight of a type takes.
    public func termCount(_ dataType: WeightDataType) -> Int {
        switch (self, dataType) {
        case (.four, .int8): 4
        case (.four, .int6), (.four, .int5): 3
        case (.four, _): 2
        case (.eight, .int8): 3
        case (.eight, .int6), (.eight, .int5), (.eight, .int4): 2
        case (.eight, _): 1
        }
    }

    /// Magnitudes of special values that ``termCount(_:)`` digits of a floating-point type express, on the grid of the
    /// hardware.
    ///
    /// Radix 4: one power of two in 2 … 16 and one in 1 … 8, added or subtracted, or either of them alone, or none. Radix
    /// 8: one power of two up to 16, 3 times one or 5 times one up to 4, or none. The second list is part of the first.
    public var expressibleMagnitudes: [Int] {
        switch self {
        case .four: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17, 18, 20, 24]
        case .eight: [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20]
        }
    }
}
