import HDL

/// A register slice: cuts every combinational path between the two sides of a stream, at full throughput.
///
/// `ready` comes from a register, so it is known too late that the sink stopped; the word that arrives then
/// waits in a second register. Latency is one cycle, capacity two words, throughput a word in every cycle.
public final class SkidBuffer: Module {
    public let input: Stream<Signal>
    public let output: Stream<Signal>
    private let hasWord = Register(reset: 0, "main holds a word")
    private let main: Signal
    private let hasSpace = Register(reset: 1, "skid is free")
    private let skid: Signal
    private let shape: Shape

    /// - Parameter shape: of the payload.
    public init(_ shape: Shape, file: StaticString = #fileID, line: UInt = #line) {
        self.shape = shape
        input = Stream(shape, .sink, file: file, line: line)
        output = Stream(shape, .source, file: file, line: line)
        main = Register(shape, file: file, line: line)
        skid = Register(shape, "the word that arrived when the sink stopped", file: file, line: line)
    }

    override public var moduleName: String { "skid_buffer_\(shape.nameSuffix)" }
    override public var documentation: String {
        "Register slice of a stream: no combinational path through it, a word in every cycle."
    }
    override public var structuralParameters: AnyHashable? { shape }

    public func describe() {
        input.ready <- hasSpace
        output.valid <- hasWord
        output.payload <- main

        When(~hasWord | output.ready) {
            main <- select(hasSpace, input.payload, skid)
            hasWord <- (input.valid | ~hasSpace)
            hasSpace <- 1
        }
        .otherwise { hasSpace <- (hasSpace & ~input.valid) }
        When(hasSpace) { skid <- input.payload }

        describeProperties()
    }

    private func describeProperties() {
        Comment("The second word is there only behind the first.")
        Assert(hasSpace | hasWord, "A word skids only when another waits")
        checkStream(output, .asserted, "the output")
        let followed = followWord(from: input, to: output, capacity: 2)
        Assert(
            followed.inside .== hasWord.extended(to: 2) &+ (~hasSpace).extended(to: 2),
            "As many words go out as come in")
        When(followed.isInside & (followed.ahead .== 1)) {
            Assert(skid .== followed.word, "The word that skids is the second")
        }
    }
}
