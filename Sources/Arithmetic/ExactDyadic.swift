/// A number `significand · 2^exponent`, exactly: every finite binary floating-point number, and every sum,
/// difference and product of such numbers.
///
/// The exact oracle of the tests. One number has many representations; comparison goes by value.
public struct ExactDyadic: Sendable {
    /// The integer factor, of any width.
    public let significand: ExactInteger
    /// The power of two, of any size that an `Int` holds.
    public let exponent: Int

    /// Zero.
    public static let zero = ExactDyadic(significand: 0, exponent: 0)

    /// The number `significand · 2^exponent`.
    public init(significand: ExactInteger, exponent: Int) {
        self.significand = significand
        self.exponent = exponent
    }

    /// The integer `value`.
    public init(_ value: Int) {
        self.init(significand: ExactInteger(value), exponent: 0)
    }

    /// The value of a binary32 number; `nil` for an infinity or NaN.
    public init?(exactly value: Float) {
        self.init(exactly: Double(value))
    }

    /// The value of a binary64 number; `nil` for an infinity or NaN.
    public init?(exactly value: Double) {
        guard value.isFinite else { return nil }
        let field = Int(value.exponentBitPattern)
        let fraction = Int(value.significandBitPattern)
        let magnitude = field == 0 ? fraction : fraction + 1 << 52
        self.init(
            significand: ExactInteger(value.sign == .minus ? -magnitude : magnitude),
            exponent: max(field, 1) - 1075)
    }

    /// −1, 0 or 1.
    public var sign: Int { significand.sign }
    /// Whether this is 0.
    public var isZero: Bool { significand.isZero }
    /// The magnitude.
    public var magnitude: ExactDyadic {
        ExactDyadic(significand: significand.magnitude, exponent: exponent)
    }

    /// This number times 2^`bits`.
    public func scaled(byPowerOfTwo bits: Int) -> ExactDyadic {
        ExactDyadic(significand: significand, exponent: exponent + bits)
    }

    public static func + (left: ExactDyadic, right: ExactDyadic) -> ExactDyadic {
        let (a, b, exponent) = aligned(left, right)
        return ExactDyadic(significand: a + b, exponent: exponent)
    }

    public static func - (left: ExactDyadic, right: ExactDyadic) -> ExactDyadic {
        let (a, b, exponent) = aligned(left, right)
        return ExactDyadic(significand: a - b, exponent: exponent)
    }

    public static func * (left: ExactDyadic, right: ExactDyadic) -> ExactDyadic {
        ExactDyadic(
            significand: left.significand * right.significand, exponent: left.exponent + right.exponent)
    }

    public static prefix func - (value: ExactDyadic) -> ExactDyadic {
        ExactDyadic(significand: -value.significand, exponent: value.exponent)
    }

    /// Both significands at the smaller of the two exponents. Zero takes the other's exponent, so that adding
    /// it never widens a number.
    private static func aligned(
        _ left: ExactDyadic, _ right: ExactDyadic
    ) -> (ExactInteger, ExactInteger, Int) {
        if left.isZero { return (left.significand, right.significand, right.exponent) }
        if right.isZero { return (left.significand, right.significand, left.exponent) }
        let exponent = min(left.exponent, right.exponent)
        return (
            left.significand << (left.exponent - exponent), right.significand << (right.exponent - exponent),
            exponent
        )
    }
}

extension ExactDyadic: Comparable, CustomStringConvertible {
    public static func == (left: ExactDyadic, right: ExactDyadic) -> Bool {
        let (a, b, _) = aligned(left, right)
        return a == b
    }

    public static func < (left: ExactDyadic, right: ExactDyadic) -> Bool {
        let (a, b, _) = aligned(left, right)
        return a < b
    }

    /// The two factors, such as `-5·2^-3`.
    public var description: String { "\(significand)·2^\(exponent)" }
}
