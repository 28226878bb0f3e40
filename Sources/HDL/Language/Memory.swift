/// A memory with one synchronous write port and one read port that answers in the same cycle.
///
/// It is a module of its own in the Verilog, so an SRAM or register-file macro can take its place. A read of the
/// word that is being written gives the old word. Words start undefined, and so is what an address of ``depth`` or
/// more reads; such an address writes nothing.
public final class Memory: ModuleBase, ModuleDescription {
    /// Words.
    public let depth: Int
    /// Bits of a word.
    public let width: Int

    public let writeEnable: Signal
    public let writeAddress: Signal
    public let writeData: Signal
    public let readAddress: Signal
    public let readData: Signal
    /// Rejected when the depth is; as a property it is reported once the memory is in a design.
    private let problem: Signal?

    /// - Parameters:
    ///   - depth: words, at least 1.
    ///   - width: bits of a word, at least 1.
    public init(depth: Int, width: Int, file: StaticString = #fileID, line: UInt = #line) {
        self.depth = depth
        self.width = width
        let place = Place(file, line)
        problem =
            depth >= 1
            ? nil
            : reject(
                .invalidShape, "A memory of \(depth) words can't be built",
                suggestion: "Give it at least one word",
                shape: .bit, at: place)
        let addressWidth = Memory.addressWidth(depth: depth)
        writeEnable = Input(file: file, line: line)
        writeAddress = Input(addressWidth, file: file, line: line)
        writeData = Input(width, file: file, line: line)
        readAddress = Input(addressWidth, file: file, line: line)
        readData = Output(width, file: file, line: line)
    }

    /// Bits of an address: enough for `depth` words, at least 1.
    public static func addressWidth(depth: Int) -> Int {
        BitPattern.minimumWidth(of: max(1, depth - 1), isSigned: false)
    }

    override public var moduleName: String { "memory_\(depth)x\(width)" }
    override public var documentation: String {
        "\(depth) words of \(width) bits; one write port, one read port that answers in the same cycle."
    }
    override var primitive: Primitive? { .memory(depth: depth, width: width) }

    public func describe() {}
}
