import HDL

/// Gives the words of several streams on one, one at a time.
///
/// Once a word is on offer at the output, it stays there until the transfer, whoever else comes. Latency is
/// zero: the output follows the inputs in the same cycle, and their `ready` the output's. Throughput is a
/// word in every cycle.
public final class StreamArbiter: Module {
    /// Who comes first.
    public enum Policy: String, Sendable, Hashable {
        /// The sources take turns: a word waits for at most one of each other source.
        case roundRobin
        /// The lowest number; the others can wait for ever.
        case fixedPriority
    }

    public let inputs: [Stream<Signal>]
    public let output: Stream<Signal>
    /// One-hot: the input whose word is on offer at the output; zero when there is none.
    public let grant: Signal

    /// The grant of a word that waits; a round-robin arbiter keeps it by itself.
    private let held: Signal?
    private let roundRobin: RoundRobinArbiter?
    private let fixed: PriorityArbiter?
    private let shape: Shape
    private let policy: Policy

    /// - Parameters:
    ///   - shape: of the payload.
    ///   - sources: inputs, at least 1.
    ///   - policy: who comes first where several have a word.
    public init(
        _ shape: Shape, sources: Int, policy: Policy = .roundRobin, file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.shape = shape
        self.policy = policy
        inputs = (0..<max(0, sources)).map { _ in Stream(shape, .sink, file: file, line: line) }
        output = Stream(shape, .source, file: file, line: line)
        grant = Output(sources, "one-hot: whose word is on offer", file: file, line: line)
        held =
            policy == .fixedPriority
            ? Register(sources, reset: 0, "the grant of a word that waits", file: file, line: line) : nil
        roundRobin =
            policy == .roundRobin ? RoundRobinArbiter(requesters: sources, file: file, line: line) : nil
        fixed =
            policy == .fixedPriority ? PriorityArbiter(requesters: sources, file: file, line: line) : nil
    }

    override public var moduleName: String {
        "stream_arbiter_\(inputs.count)x\(shape.nameSuffix)"
            + (policy == .fixedPriority ? "_fixed_priority" : "")
    }
    override public var documentation: String {
        "Gives the words of \(inputs.count) streams on one, "
            + (policy == .roundRobin ? "the sources taking turns." : "the lowest number first.")
    }
    override public var structuralParameters: AnyHashable? {
        [AnyHashable(shape), AnyHashable(inputs.count), AnyHashable(policy)]
    }

    public func describe() {
        guard !inputs.isEmpty else { return }
        let requests = wire("requests", cat(inputs.map(\.valid).reversed()))
        if let fixed, let held {
            fixed.requests <- requests
            grant <- select((held & requests).anyBit, held, fixed.grant)
            held <- select(output.ready, constant(0, width: inputs.count), grant)
            Assert((held & (held &- 1)) .== 0, "At most one grant is held")
        }
        if let roundRobin {
            roundRobin.requests <- requests
            roundRobin.advance <- output.ready
            grant <- roundRobin.grant
        }
        output.valid <- requests.anyBit
        output.payload <- oneHot(inputs.enumerated().map { (grant[$0.offset], $0.element.payload) })
        for (index, input) in inputs.enumerated() { input.ready <- (grant[index] & output.ready) }
        Assert((grant & (grant &- 1)) .== 0, "At most one source is granted")
    }
}
