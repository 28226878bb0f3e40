/// How many bits a signal has and whether the highest counts negatively.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
    /// Bits of the widest signal: what IEEE 1364-2005 asks every tool to take (4.3.1).
    public static let widest = 65_536

    /// Number of bits, 1 … ``widest``; a signal of any other shape is a diagnostic.
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

    var isBuildable: Bool { 1...Shape.widest ~= width }

    /// The nearest shape that can be built: what a rejected signal has, so that its width is safe to compute with.
    var buildable: Shape {
        isBuildable ? self : Shape(width: min(max(1, width), Shape.widest), isSigned: isSigned)
    }
}
