import HDL

/// Grants one request at a time, the requesters taking turns: whoever was granted last comes last.
///
/// The grant follows the requests in the same cycle. It is used up, and the turn passes on, in cycles in
/// which `advance` is one; until then it stays with its request. A requester that keeps its request waits
/// for at most `requesters − 1` grants of others.
public final class RoundRobinArbiter: Module {
    /// One bit for each requester.
    public let requests: Signal
    /// One bit: the grant of this cycle, if there is one, is used.
    public let advance: Signal
    /// One-hot, or zero without a request.
    public let grant: Signal
    let hasTurn: Signal
    let requesters: Int

    /// - Parameter requesters: at least 1; number 0 comes first after the reset.
    public init(requesters: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.requesters = requesters
        requests = Input(requesters, file: file, line: line)
        advance = Input(1, "the grant is used in this cycle", file: file, line: line)
        grant = Output(requesters, "one-hot, or zero without a request", file: file, line: line)
        hasTurn = Register(
            requesters, reset: 0, "those above the one that was granted last", file: file, line: line)
    }

    override public var moduleName: String { "round_robin_arbiter_\(requesters)" }
    override public var documentation: String {
        "Grants one of \(requesters) requests, the requester that was granted last coming last."
    }
    override public var structuralParameters: AnyHashable? { requesters }

    public func describe() {
        let first = wire("first", requests & hasTurn)
        grant <- select(first.anyBit, first, requests).lowestOne
        When(requests.anyBit) {
            Comment("Those above the granted one; while its grant isn't used, that one, too.")
            let below = wire("below", grant &- 1)
            hasTurn <- select(advance, ~(grant | below), ~below)
        }
        describeProperties()
    }
}
