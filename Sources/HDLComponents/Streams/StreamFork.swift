import HDL

/// Gives every word of a stream to several consumers, to each once.
///
/// A consumer doesn't wait for the others: it takes the word when it is ready, and the word is through when
/// the last one has it. Latency is zero: `valid` and `payload` pass on in the same cycle, and so does
/// `ready`. Throughput is a word in every cycle in which all consumers are ready.
public final class StreamFork: Module {
    public let input: Stream<Signal>
    public let outputs: [Stream<Signal>]
    private let isDone: [Signal]
    private let shape: Shape

    /// - Parameters:
    ///   - shape: of the payload.
    ///   - consumers: outputs, at least 1.
    public init(
        _ shape: Shape, consumers: Int, file: StaticString = #fileID, line: UInt = #line
    ) {
        self.shape = shape
        input = Stream(shape, .sink, file: file, line: line)
        outputs = (0..<max(1, consumers)).map { _ in
            Stream(consumers < 1 ? Shape(width: 0) : shape, .source, file: file, line: line)
        }
        isDone = outputs.map { _ in
            Register(reset: 0, "this consumer has the word", file: file, line: line)
        }
    }

    override public var moduleName: String { "stream_fork_\(outputs.count)x\(shape.nameSuffix)" }
    override public var documentation: String {
        "Gives every word to \(outputs.count) consumers, to each once."
    }
    override public var structuralParameters: AnyHashable? {
        [AnyHashable(shape), AnyHashable(outputs.count)]
    }

    public func describe() {
        for (output, isDone) in zip(outputs, isDone) {
            output.valid <- (input.valid & ~isDone)
            output.payload <- input.payload
        }
        input.ready <- all(of: zip(outputs, isDone).map { $0.ready | $1 })
        When(input.valid) {
            for (output, isDone) in zip(outputs, isDone) {
                isDone <- (~input.ready & (output.ready | isDone))
            }
        }

        Comment("A consumer is at most the one word ahead that is on offer.")
        let words = register("words", .unsigned(2), reset: 0)
        When(input.transfer) { words <- words &+ 1 }
        for (index, output) in outputs.enumerated() {
            let taken = register("taken_\(index)", .unsigned(2), reset: 0)
            When(output.transfer) {
                taken <- taken &+ 1
                Assert(taken .== words, "Consumer \(index) takes a word once")
            }
            Assert(
                taken .== words &+ isDone[index].extended(to: 2), "Consumer \(index) misses no word")
        }
        Assert(~all(of: isDone), "A word that all consumers have is through")
    }
}
