import HDL

/// A stream across clock domains, one word at a time: small, for what comes seldom.
///
/// The word stands still in a register of the source while a request, a level that changes, goes over; the
/// destination takes the word and the request comes back. Latency is `stages + 1` edges of the destination;
/// then it takes `stages` edges of the source until the next word is taken, each give or take one. For a
/// word in every cycle there is ``AsynchronousFIFO``. No combinational path leads through it. Both domains
/// have to be reset together.
public final class HandshakeCrossing: Module {
    /// Of the domain `source`.
    public let input: Stream<Signal>
    /// Of the domain `destination`.
    public let output: Stream<Signal>
    private let held: Signal
    private let request = Register(reset: 0, in: .source, "changes with each word")
    private let word: Signal
    private let hasWord = Register(reset: 0, in: .destination)
    private let taken = Register(reset: 0, in: .destination, "the request of the last word that was taken")
    private let shape: Shape
    private let stages: Int

    /// - Parameters:
    ///   - shape: of the payload.
    ///   - stages: registers of the synchronisers, at least 2.
    public init(
        _ shape: Shape, stages: Int = 2, file: StaticString = #fileID, line: UInt = #line
    ) {
        self.shape = shape
        self.stages = stages
        input = Stream(shape, .sink, file: file, line: line)
        output = Stream(shape, .source, file: file, line: line)
        held = Register(shape, in: .source, "stands still until it is taken", file: file, line: line)
        word = Register(shape, in: .destination, crossing: .heldStable, file: file, line: line)
    }

    override public var moduleName: String { "handshake_crossing_\(stages)x\(shape.nameSuffix)" }
    override public var documentation: String {
        "Carries a stream from the source's domain into the destination's, one word at a time."
    }
    override public var structuralParameters: AnyHashable? { [AnyHashable(shape), AnyHashable(stages)] }

    public func describe() {
        let returned = synchronized(taken, into: .source, stages: stages, reset: 0)
        input.ready <- ~(request ^ returned)
        When(input.transfer) {
            held <- input.payload
            request <- ~request
        }

        let requested = synchronized(request, into: .destination, stages: stages, reset: 0)
        output.valid <- hasWord
        output.payload <- word
        When(~hasWord | output.ready) {
            hasWord <- (requested ^ taken)
            taken <- requested
            When(requested ^ taken) { word <- held }
        }
    }
}
