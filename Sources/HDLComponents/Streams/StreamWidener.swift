import HDL

/// Gathers several words of a stream into a wide one, the first least significant.
///
/// The last word goes through in the same cycle, so latency is zero from there, and no place is needed for
/// it; `ready` depends on the output's `ready` for that word only. Throughput is a narrow word in every
/// cycle.
public final class StreamWidener: Module {
    public let input: Stream<Signal>
    /// `factor` words, unsigned.
    public let output: Stream<Signal>
    private let width: Int
    private let factor: Int
    private let position: Signal
    private let words: Vector

    /// - Parameters:
    ///   - width: bits of an input word.
    ///   - factor: input words of an output word, at least 2.
    public init(width: Int, factor: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.width = width
        self.factor = factor
        input = Stream(width, .sink, file: file, line: line)
        output = Stream(productOrZero(width, factor), .source, file: file, line: line)
        position = Register(
            indexWidth(of: factor, atLeast: 2), reset: 0, "words gathered", file: file, line: line)
        words = Vector(max(1, factor - 1), of: width, .register, file: file, line: line)
    }

    override public var moduleName: String { "stream_widener_\(factor)x\(width)" }
    override public var documentation: String {
        "Gathers \(factor) words of \(width) bits into one, the first least significant."
    }
    override public var structuralParameters: AnyHashable? { [width, factor] }

    public func describe() {
        let isLast = wire("is_last", position .== (factor - 1))
        input.ready <- (output.ready | ~isLast)
        output.valid <- (input.valid & isLast)
        output.payload <- cat([input.payload] + words.reversed())
        When(input.transfer) {
            position <- (factor.isPowerOfTwo ? position &+ 1 : select(isLast, 0, position &+ 1))
            for (index, word) in words.enumerated() {
                When(position .== index) { word <- input.payload }
            }
        }
        describeProperties()
    }

    private func describeProperties() {
        if !factor.isPowerOfTwo { Assert(position .< factor, "The position is inside the wide word") }
        Comment("One part, whichever, followed on its way.")
        let index = anyConstant("followed_position", position.shape)
        let part = register(
            "followed_part", next: input.payload, enable: input.transfer & (position .== index))
        When(index .< position) {
            Assert(output.payload.part(at: index, width: width) .== part, "Each word has its part")
        }
    }
}
