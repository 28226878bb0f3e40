/// Values handed over one by one under a ready/valid handshake.
///
/// The source says with `valid` that `payload` holds a value, the sink says with `ready` that it takes one; the value
/// passes in a cycle in which both are one (``transfer``). The rules, which every stream keeps:
///
/// - `valid` doesn't wait for `ready`: the source raises it once it has a value. (`ready` may depend on `valid`.)
/// - Once `valid` is one, it and the payload stay until the transfer.
/// - `payload` means nothing while `valid` is zero.
///
/// ```swift
/// final class Doubler: Module {
///     let input = Stream(8, .sink)
///     let output = Stream(9, .source)
///     func describe() { connect(input.map { $0 + $0 }, output) }
/// }
/// ```
///
/// The payload is a signal or a bundle: `Stream(PixelColor.init, .source)`.
public struct Stream<Payload: SignalBundle>: Interface {
    /// One bit, from the source: the payload holds a value.
    public let valid: Signal
    /// One bit, from the sink: it takes the value in this cycle.
    public let ready: Signal
    /// From the source.
    public let payload: Payload

    /// A stream put together from signals, each one bit but for the payload.
    public init(valid: Signal, ready: Signal, payload: Payload) {
        self.valid = valid
        self.ready = ready
        self.payload = payload
    }

    /// A stream whose payload `make` describes for the given side.
    public init(
        _ make: (Side) -> Payload, _ side: Side, file: StaticString = #fileID, line: UInt = #line
    ) {
        valid = side.output(file: file, line: line)
        ready = side.input(file: file, line: line)
        payload = make(side)
    }

    /// One bit: a value passes in this cycle.
    public var transfer: Signal { valid & ready }

    /// The same handshake with a payload computed from this one's in the same cycle.
    ///
    /// The result has this stream's `valid` and `ready`; connect one of the two, not both.
    public func map<Result: SignalBundle>(_ transform: (Payload) -> Result) -> Stream<Result> {
        Stream<Result>(valid: valid, ready: ready, payload: transform(payload))
    }

    /// The values for which `keeps`, one bit computed from the payload alone, is one; the others are taken and dropped.
    ///
    /// - Parameter name: of the result's wires: `name_valid`, `name_ready`. Only inside `describe()`.
    public func filter(
        _ name: String, file: StaticString = #fileID, line: UInt = #line, _ keeps: (Payload) -> Signal
    ) -> Stream<Payload> {
        let isKept = wire("\(name)_keeps", keeps(payload), file: file, line: line)
        let kept = Stream(
            valid: wire("\(name)_valid", valid & isKept, file: file, line: line),
            ready: wire("\(name)_ready", .bit, file: file, line: line), payload: payload)
        kept.ready.declaration?.runsBackward = true
        let drive = ready <- kept.ready | ~isKept
        drive.move(to: SourceLocation(file: file, line: line))
        return kept
    }
}

extension Stream where Payload == Signal {
    /// A stream of `width` bits.
    public init(
        _ width: Int, _ side: Side, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
    ) {
        self.init(Shape(width: width), side, comment, file: file, line: line)
    }

    /// A stream of values of `shape`.
    public init(
        _ shape: Shape, _ side: Side, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
    ) {
        self.init({ $0.output(shape, comment, file: file, line: line) }, side, file: file, line: line)
    }
}
