import HDL

/// A register whose bits move by one place: a word in at once and out bit by bit, or in bit by bit and out
/// at once.
public final class ShiftRegister: Module {
    /// Which bit of a word goes first.
    public enum BitOrder: String, Sendable, Hashable {
        /// Bits move up: the serial output is the most significant bit, the serial input becomes the least.
        case mostSignificantFirst
        /// Bits move down: the serial output is the least significant bit, the serial input becomes the most.
        case leastSignificantFirst
    }

    /// One bit: takes the parallel input, whatever `shift` says.
    public let load: Signal
    public let parallelInput: Signal
    /// One bit: moves by one place.
    public let shift: Signal
    public let serialInput: Signal
    /// All bits, from the register.
    public let parallelOutput: Signal
    /// The bit that is moved out next, from the register.
    public let serialOutput: Signal
    private let word: Signal
    private let length: Int
    private let order: BitOrder
    private let reset: Int?

    /// - Parameters:
    ///   - length: bits, at least 2.
    ///   - order: which end is the serial output.
    ///   - reset: the word after reset; without one the reset doesn't touch it.
    public init(
        length: Int, _ order: BitOrder = .mostSignificantFirst, reset: Int? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        self.length = length
        self.order = order
        self.reset = reset
        let width = length < 2 ? 0 : length
        load = Input(1, "takes the parallel input, whatever shift says", file: file, line: line)
        parallelInput = Input(width, file: file, line: line)
        shift = Input(1, "moves by one place", file: file, line: line)
        serialInput = Input(file: file, line: line)
        parallelOutput = Output(width, file: file, line: line)
        serialOutput = Output(1, "the bit that is moved out next", file: file, line: line)
        word = Register(width, reset: reset, file: file, line: line)
    }

    override public var moduleName: String {
        "shift_register_\(length)" + (order == .leastSignificantFirst ? "_least_significant_first" : "")
            + (reset.map { "_reset_\($0)" } ?? "")
    }
    override public var documentation: String {
        "\(length) bits that move \(order == .leastSignificantFirst ? "down" : "up") by one place at a time."
    }
    override public var structuralParameters: AnyHashable? {
        [AnyHashable(length), AnyHashable(order), AnyHashable(reset)]
    }

    public func describe() {
        parallelOutput <- word
        let moved: Signal
        switch order {
        case .mostSignificantFirst:
            moved = cat(word.truncated(to: length - 1), serialInput)
            serialOutput <- word[length - 1]
        case .leastSignificantFirst:
            moved = cat(serialInput, word[length - 1, 1])
            serialOutput <- word[0]
        }
        When(load) { word <- parallelInput }
            .elseWhen(shift) { word <- moved }
    }
}
