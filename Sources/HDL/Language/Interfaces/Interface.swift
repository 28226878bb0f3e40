/// A bundle whose signals have directions, described once, from the side of its source.
///
/// The initialiser takes a ``Side``, which turns each direction into a declaration for the module at hand:
///
/// ```swift
/// struct PixelBus: Interface {
///     let valid: Signal
///     let ready: Signal
///     let color: Signal
///
///     init(_ side: Side) {
///         valid = side.output()
///         ready = side.input()
///         color = side.output(24, "red, green, blue")
///     }
/// }
/// ```
///
/// `PixelBus(.source)` has the ports of the module that sends, `PixelBus(.sink)` those of the one that receives,
/// `PixelBus(.wires)` joins the two inside a module. ``connect(_:_:file:line:)`` joins whole interfaces.
public protocol Interface: SignalBundle {}

/// From which side an interface is seen.
public struct Side: Sendable {
    private enum Role {
        case source, sink, wires
    }

    private let role: Role
    /// Whether the interface stands inside another that runs the other way.
    private let isFlipped: Bool
    /// The clock domain of ports that say none.
    private var domain: ClockDomain?

    /// The side that the interface describes: its outputs are ports through which the module gives.
    public static let source = Side(role: .source, isFlipped: false)
    /// The other side: the interface's outputs are ports through which the module is given.
    public static let sink = Side(role: .sink, isFlipped: false)
    /// Neither: all signals are wires.
    public static let wires = Side(role: .wires, isFlipped: false)

    /// The side of an interface inside another that runs against it.
    public var flipped: Side { Side(role: role, isFlipped: !isFlipped, domain: domain) }

    /// The same side, with all ports in `domain`, which is then checked: `Stream(8, .sink.in(pixel))`.
    public func `in`(_ domain: ClockDomain) -> Side {
        Side(role: role, isFlipped: isFlipped, domain: domain)
    }

    /// A signal of `width` bits that runs from source to sink.
    ///
    /// - Parameter domain: the clock domain of the port; nil: as ``in(_:)`` says, or else as for `Input` and `Output`.
    public func output(
        _ width: Int = 1, in domain: ClockDomain? = nil, _ comment: String = "",
        file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        output(Shape(width: width), in: domain, comment, file: file, line: line)
    }

    /// A signal of `shape` that runs from source to sink.
    public func output(
        _ shape: Shape, in domain: ClockDomain? = nil, _ comment: String = "",
        file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        signal(shape, in: domain, comment, runsBackward: isFlipped, SourceLocation(file: file, line: line))
    }

    /// A signal of `width` bits that runs from sink to source.
    public func input(
        _ width: Int = 1, in domain: ClockDomain? = nil, _ comment: String = "",
        file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        input(Shape(width: width), in: domain, comment, file: file, line: line)
    }

    /// A signal of `shape` that runs from sink to source.
    public func input(
        _ shape: Shape, in domain: ClockDomain? = nil, _ comment: String = "",
        file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        signal(shape, in: domain, comment, runsBackward: !isFlipped, SourceLocation(file: file, line: line))
    }

    private func signal(
        _ shape: Shape, in wanted: ClockDomain?, _ comment: String, runsBackward: Bool,
        _ location: SourceLocation
    ) -> Signal {
        let node: Signal.Node =
            switch role {
            case .wires: .wire
            case .source: runsBackward ? .input : .output
            case .sink: runsBackward ? .output : .input
            }
        // Wires are in the domain of what drives them.
        let signal = declare(
            node, shape, in: role == .wires ? nil : wanted ?? domain, comment, location)
        signal.declaration?.runsBackward = runsBackward
        return signal
    }
}
