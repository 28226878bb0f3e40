import HDL

/// A queue between two clock domains: a word in every cycle of the slower one.
///
/// Each side counts in Gray code and samples the other's count through a synchroniser, so that it knows of
/// fewer words or places than there are, never of more. (C. E. Cummings, "Simulation and Synthesis
/// Techniques for Asynchronous FIFO Design", 2002.) The words are in a memory with a synchronous read port
/// in the destination. `ready` and `valid` come straight from registers. Latency is `stages + 1` edges of
/// the destination, give or take one. A place is free again `stages + 1` edges of the source after its word
/// was taken, so full throughput needs about `2 * stages + 4` places. Both domains have to be reset
/// together.
public final class AsynchronousFIFO: Module {
    /// Of the domain `source`.
    public let input: Stream<Signal>
    /// Of the domain `destination`.
    public let output: Stream<Signal>
    private let hasSpace = Register(reset: 0, in: .source)
    private let hasWord = Register(reset: 0, in: .destination)
    private let tail: GrayCounter
    private let head: GrayCounter
    private let words: Memory
    private let shape: Shape
    private let addressWidth: Int
    private let stages: Int

    /// - Parameters:
    ///   - shape: of the payload.
    ///   - addressWidth: 1 … 24; 2^addressWidth words, since only counts to a power of two have a Gray code
    ///     that wraps.
    ///   - stages: registers of the synchronisers, at least 2.
    public init(
        _ shape: Shape, addressWidth: Int, stages: Int = 2, file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.shape = shape
        self.addressWidth = addressWidth
        self.stages = stages
        let isBuildable = (1...24).contains(addressWidth)
        input = Stream(shape, .sink, file: file, line: line)
        output = Stream(shape, .source, file: file, line: line)
        tail = GrayCounter(width: isBuildable ? addressWidth + 1 : 0, file: file, line: line)
            .clocked(by: .source)
        head = GrayCounter(width: isBuildable ? addressWidth + 1 : 0, file: file, line: line)
            .clocked(by: .destination)
        words = Memory(
            depth: isBuildable ? 1 << addressWidth : 0, width: shape.width,
            ports: [.write(in: .source), .read(.synchronous, underWrite: .undefined, in: .destination)],
            file: file, line: line)
    }

    override public var moduleName: String {
        "asynchronous_fifo_\(addressWidth)x\(shape.nameSuffix)" + (stages == 2 ? "" : "_\(stages)_stages")
    }
    override public var documentation: String {
        "Queue of 2^\(addressWidth) words of \(shape.width) bits from the source's clock domain "
            + "to the destination's."
    }
    override public var structuralParameters: AnyHashable? {
        [AnyHashable(shape), AnyHashable(addressWidth), AnyHashable(stages)]
    }

    public func describe() {
        guard (1...24).contains(addressWidth) else { return }
        describeSource()
        describeDestination()
    }

    private func describeSource() {
        let headSeen = synchronized(
            head.code, into: .source, stages: stages, .grayCoded, reset: 0, named: "headInSource")
        let isAhead = constant(0b11 << (addressWidth - 1), width: addressWidth + 1)
        Comment("Full: the counts are apart by the depth, which inverts the two upper bits of the code.")
        hasSpace <- (tail.nextCode .!= headSeen ^ isAhead)
        input.ready <- hasSpace
        let arrives = wire("arrives", input.transfer)
        tail.enable <- arrives
        words.writeEnable <- arrives
        words.writeAddress <- tail.count.truncated(to: addressWidth)
        words.writeData <- input.payload.asUnsigned
        Discard(tail.nextCount)
    }

    private func describeDestination() {
        let tailSeen = synchronized(
            tail.code, into: .destination, stages: stages, .grayCoded, reset: 0, named: "tailInDestination")
        hasWord <- (head.nextCode .!= tailSeen)
        output.valid <- hasWord
        head.enable <- output.transfer
        words.readEnable <- high
        words.readAddress <- head.nextCount.truncated(to: addressWidth)
        output.payload <- words.readData.cast(to: shape)
        Discard(head.count)
    }
}
