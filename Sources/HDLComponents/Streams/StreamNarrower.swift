import HDL

/// Gives the parts of each wide word one by one, the least significant first.
///
/// Latency is zero: the wide word stays with its source until its last part is taken, so no place is needed
/// for it; `ready` depends on the output's. Throughput is a narrow word in every cycle.
public final class StreamNarrower: Module {
    /// `factor` words, unsigned.
    public let input: Stream<Signal>
    public let output: Stream<Signal>
    private let width: Int
    private let factor: Int
    private let position: Signal

    /// - Parameters:
    ///   - width: bits of an output word.
    ///   - factor: output words of an input word, at least 2.
    public init(width: Int, factor: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.width = width
        self.factor = factor
        input = Stream(productOrZero(width, factor), .sink, file: file, line: line)
        output = Stream(width, .source, file: file, line: line)
        position = Register(
            indexWidth(of: factor, atLeast: 2), reset: 0, "words given", file: file, line: line)
    }

    override public var moduleName: String { "stream_narrower_\(factor)x\(width)" }
    override public var documentation: String {
        "Gives \(factor) parts of \(width) bits of each word, the least significant first."
    }
    override public var structuralParameters: AnyHashable? { [width, factor] }

    public func describe() {
        let isLast = wire("is_last", position .== (factor - 1))
        input.ready <- (output.ready & isLast)
        output.valid <- input.valid
        output.payload <- input.payload.part(at: position, width: width)
        When(output.transfer) {
            position <- (factor.isPowerOfTwo ? position &+ 1 : select(isLast, 0, position &+ 1))
        }
        if !factor.isPowerOfTwo { Assert(position .< factor, "The position is inside the wide word") }
    }
}
