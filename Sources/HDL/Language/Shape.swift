/// How many bits a signal has and whether the highest counts negatively.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
    /// Number of bits, at least 1.
    public let width: Int
    /// Whether the signal is a two's complement number.
    public let isSigned: Bool

    public init(width: Int, isSigned: Bool = false) {
        self.width = width
        self.isSigned = isSigned
    }

    /// A single bit.
    public static let bit = Shape(width: 1)

    public static func unsigned(_ width: Int) -> Shape { Shape(width: width) }
    public static func signed(_ width: Int) -> Shape { Shape(width: width, isSigned: true) }

    public var description: String {
        "\(isSigned ? "signed" : "unsigned") \(width) bit\(width == 1 ? "" : "s")"
    }
}
