import HDL

/// A queue of words between two streams: first in, first out.
///
/// `ready` and `valid` come straight from registers, so no combinational path leads through it. Latency is
/// one cycle; throughput is a word in every cycle, but for a depth of one, where it is a word in every
/// other.
public final class StreamFIFO: Module {
    /// What the words are held in.
    public enum Storage: String, Sendable, Hashable {
        /// Registers and a multiplexer.
        case registers
        /// A `Memory` with one write port and one synchronous read port, from which tools infer block
        /// RAM.
        case memory
    }

    /// A deeper queue has its words in a memory unless told otherwise.
    public static let deepestInRegisters = 8

    public let input: Stream<Signal>
    public let output: Stream<Signal>
    /// How many words are inside, 0 … depth, in the fewest bits that hold the depth; from a register.
    public let count: Signal

    let depth: Int
    let shape: Shape
    let storage: Storage
    let level: Signal
    let hasSpace = Register(reset: 1, "level isn't the depth")
    let hasWord = Register(reset: 0, "level isn't zero")
    /// Where the first word is; nil where there is only one place, as for the next.
    let head: Signal?
    let tail: Signal?
    let words: Vector?
    private let memory: Memory?

    /// - Parameters:
    ///   - shape: of the payload.
    ///   - depth: words, at least 1; any number, powers of two have the smallest pointers.
    ///   - storage: what holds the words; default: registers up to a depth of ``deepestInRegisters``, a memory
    ///     beyond.
    public init(
        _ shape: Shape, depth: Int, storage: Storage? = nil, file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.depth = depth
        self.shape = shape
        let storage = storage ?? (depth <= Self.deepestInRegisters ? .registers : .memory)
        self.storage = storage
        input = Stream(shape, .sink, file: file, line: line)
        output = Stream(shape, .source, file: file, line: line)
        count = Output(bitWidth(of: depth), "words inside", file: file, line: line)
        level = Register(bitWidth(of: depth), reset: 0, file: file, line: line)
        let pointer = { depth > 1 ? Register(indexWidth(of: depth), reset: 0, file: file, line: line) : nil }
        head = pointer()
        tail = pointer()
        words = storage == .registers ? Vector(depth, of: shape, .register, file: file, line: line) : nil
        memory =
            storage == .memory
            ? Memory(
                depth: depth, width: shape.width, ports: [.write(), .read(.synchronous, underWrite: .new)],
                file: file, line: line)
            : nil
    }

    override public var moduleName: String {
        "stream_fifo_\(depth)x\(shape.nameSuffix)" + (storage == .memory ? "_memory" : "")
    }
    override public var documentation: String {
        "Queue of \(depth) word\(depth == 1 ? "" : "s") of \(shape.width) bits between two streams; "
            + "ready and valid come from registers."
    }
    override public var structuralParameters: AnyHashable? {
        [AnyHashable(shape), AnyHashable(depth), AnyHashable(storage)]
    }

    public func describe() {
        let arrives = wire("arrives", input.transfer)
        let leaves = wire("leaves", output.transfer)
        input.ready <- hasSpace
        output.valid <- hasWord
        count <- level

        When(arrives & ~leaves) {
            level <- level &+ 1
            hasSpace <- (level .!= (depth - 1))
            hasWord <- 1
        }
        .elseWhen(leaves & ~arrives) {
            level <- level &- 1
            hasSpace <- 1
            hasWord <- (level .!= 1)
        }
        if let head, let tail {
            When(arrives) { tail <- next(tail) }
            When(leaves) { head <- next(head) }
        }
        describeStorage(arrives, leaves)
        describeProperties()
    }

    private func describeStorage(_ arrives: Signal, _ leaves: Signal) {
        let first = constant(0, width: 1)
        if let words {
            When(arrives) { words[tail ?? first] <- input.payload }
            output.payload <- words[head ?? first]
        }
        if let memory {
            memory.writeEnable <- arrives
            memory.writeAddress <- (tail ?? first)
            memory.writeData <- input.payload.asUnsigned
            Comment(
                "What is read is what head points to in the next cycle, even when it is written in this one.")
            memory.readEnable <- high
            memory.readAddress <- (head.map { select(leaves, next($0), $0) } ?? first)
            output.payload <- memory.readData.cast(to: shape)
        }
    }

    /// The place after `pointer`, the first one after the last.
    func next(_ pointer: Signal) -> Signal {
        if depth.isPowerOfTwo { return pointer &+ 1 }
        return select(pointer .== (depth - 1), 0, pointer &+ 1)
    }
}
