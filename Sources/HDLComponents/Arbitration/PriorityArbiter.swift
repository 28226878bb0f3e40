import HDL

/// Grants the request of the lowest number. Combinational: it has no clock.
///
/// A higher number can wait for ever; ``RoundRobinArbiter`` is fair.
public final class PriorityArbiter: Module {
    /// One bit for each requester.
    public let requests: Signal
    /// The same bits, but for all except the lowest one.
    public let grant: Signal
    private let requesters: Int

    /// - Parameter requesters: at least 1; number 0 comes first.
    public init(requesters: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.requesters = requesters
        requests = Input(requesters, file: file, line: line)
        grant = Output(requesters, "one-hot, or zero without a request", file: file, line: line)
    }

    override public var moduleName: String { "priority_arbiter_\(requesters)" }
    override public var documentation: String { "Grants the request of the lowest number." }
    override public var structuralParameters: AnyHashable? { requesters }

    public func describe() { grant <- requests.lowestOne }
}
