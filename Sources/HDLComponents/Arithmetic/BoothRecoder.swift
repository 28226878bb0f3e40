import HDL

/// A digit of a recoded number: sign and magnitude.
public struct BoothDigit: SignalBundle {
    /// One bit: the digit counts negatively; zero is never negative.
    public let isNegative: Signal
    /// 0 … 2 for radix 4, in 2 bits; 0 … 4 for radix 8, in 3 bits.
    public let magnitude: Signal
}

/// Rewrites a number in fewer, signed digits, so that a multiplier adds fewer multiples: modified Booth
/// recoding.
///
/// The number is the sum of the digits, each times the radix to the power of its place. Combinational: it
/// has no clock. (A. D. Booth, 1951; O. L. MacSorley, "High-Speed Arithmetic in Binary Computers", 1961.)
public final class BoothRecoder: Module {
    /// How many bits a digit stands for.
    public enum Radix: Int, Sendable, Hashable, CaseIterable {
        /// Digits −2 … 2: all multiples are shifts.
        case four = 2
        /// Digits −4 … 4: a third fewer digits, but three times the multiplicand has to be added up.
        case eight = 3
    }

    /// The number.
    public let operand: Signal
    /// The least significant digit first.
    public let digits: [BoothDigit]
    private let shape: Shape
    private let radix: Radix

    /// How many digits the numbers of `shape` need: signed, one for every two (three) bits; unsigned, one
    /// bit more counts.
    public static func digitCount(of shape: Shape, _ radix: Radix) -> Int {
        let bits = shape.width + (shape.isSigned ? 0 : 1)
        return (bits + radix.rawValue - 1) / radix.rawValue
    }

    /// - Parameter shape: of the number.
    public init(
        _ shape: Shape, radix: Radix = .four, file: StaticString = #fileID, line: UInt = #line
    ) {
        self.shape = shape
        self.radix = radix
        operand = Input(shape, file: file, line: line)
        let isBuildable = (1...Shape.widest - 1).contains(shape.width)
        digits = (0..<(isBuildable ? Self.digitCount(of: shape, radix) : 0)).map { _ in
            BoothDigit(
                isNegative: Output(file: file, line: line),
                magnitude: Output(radix.rawValue, file: file, line: line))
        }
    }

    override public var moduleName: String { "booth_recoder_radix\(1 << radix.rawValue)_\(shape.nameSuffix)" }
    override public var documentation: String {
        "Rewrites a number of \(shape.width) bits in \(digits.count) signed digits "
            + "of radix \(1 << radix.rawValue)."
    }
    override public var structuralParameters: AnyHashable? { [AnyHashable(shape), AnyHashable(radix)] }

    public func describe() {
        let bits = radix.rawValue
        let number = wire(
            "padded", cat(operand.extended(to: max(shape.width, digits.count * bits)), low),
            "a zero below the point, copies of the sign above")
        for (index, digit) in digits.enumerated() {
            let window = wire("window_\(index)", number[(index + 1) * bits, index * bits])
            describe(digit, window, index)
        }
    }

    /// The window's top bit counts −2^(bits − 1), the others as in a number, and the lowest, which is the
    /// top bit of the digit below, once more as one: with the top bit, what is missing to 2^(bits − 1) is
    /// the inverse plus one.
    private func describe(_ digit: BoothDigit, _ window: Signal, _ index: Int) {
        let bits = radix.rawValue
        let sign = window[bits]
        let inverted = wire(
            "distance_\(index)", window.truncated(to: bits) ^ sign.replicated(bits))
        digit.magnitude <- inverted[bits - 1, 1].extended(to: bits) &+ inverted[0].extended(to: bits)
        digit.isNegative <- (sign & inverted.anyBit)
    }
}
