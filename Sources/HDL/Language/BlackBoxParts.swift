/// A value for a parameter of somebody else's Verilog.
public enum VerilogParameter: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// In decimal and without a size; it must fit the 32 bits with sign that every tool gives such a number.
    case integer(Int)
    /// In quotes; printable ASCII.
    case string(String)
    /// In hexadecimal with its size.
    case bits(BitPattern)

    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .string(value) }

    /// As Verilog writes it.
    var text: String {
        switch self {
        case .integer(let value): return String(value)
        case .bits(let pattern): return "\(pattern.width)'h\(pattern.hexadecimal)"
        case .string(let value):
            let escaped = value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
            return "\"\(escaped.joined())\""
        }
    }

    /// What is wrong with it; nil for nothing.
    var problem: String? {
        switch self {
        case .integer(let value):
            Int32(exactly: value) == nil ? "\(value) doesn't fit 32 bits with sign: give it as .bits" : nil
        case .string(let value):
            value.utf8.allSatisfy { 32..<127 ~= $0 } ? nil : "its text isn't printable ASCII"
        case .bits: nil
        }
    }
}

/// An input of a black box that takes the clock or the reset of a domain instead of a signal of the design.
public struct DomainPin: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case clock
        case reset(isActiveLow: Bool)
    }

    let kind: Kind
    /// As the Verilog calls it.
    public let name: String
    /// Whose clock or reset the pin takes.
    public let domain: ClockDomain

    /// A pin that takes the clock of `domain`.
    public static func clock(_ name: String, of domain: ClockDomain = .main) -> DomainPin {
        DomainPin(kind: .clock, name: name, domain: domain)
    }

    /// A pin that takes the reset of `domain`, inverted where the design's has the other polarity.
    public static func reset(
        _ name: String, of domain: ClockDomain = .main, isActiveLow: Bool = false
    ) -> DomainPin {
        DomainPin(kind: .reset(isActiveLow: isActiveLow), name: name, domain: domain)
    }
}

/// Which inputs of a black box reach which outputs in the same cycle.
public enum CombinationalPaths {
    /// Every input reaches every output: what has to be feared of a box that nobody describes.
    case all
    /// There is a register on every path.
    case none
    /// These inputs reach these outputs, all others are registered.
    case some([(from: [Signal], to: [Signal])])
}
