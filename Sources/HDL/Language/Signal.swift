/// A value on wires: a port, a wire, a register, a constant or an expression of such.
///
/// There is one signal type; its ``shape`` is a run-time value, so module parameters reach it. Widths and
/// signs are strict: every operator says which shapes it takes and gives, nothing is extended or cut silently,
/// and a mismatch is recorded as a diagnostic of the elaboration (never a trap). An operation on constants is a
/// constant.
public class Signal {
    // Ordered so that little of the object is padding: there can be very many.
    /// Width and signedness.
    public final let shape: Shape
    /// Which case ``node`` is: asking that doesn't touch what the node holds.
    final let kind: Kind
    /// Operators between this node and the deepest constant or declared signal below it.
    final let depth: Int32
    final let node: Node
    final var traversal = 0
    /// What the traversal numbered ``traversal`` notes: cheaper than a dictionary on a million nodes.
    final var mark: Int32 = 0

    enum Node {
        case constant(BitPattern, symbol: EnumerationSymbol?)
        case input
        case output
        case wire
        /// Apart, so that the others take less memory.
        indirect case register(RegisterTraits)
        case operation(Operation, [Signal])
        /// Stands for the result of a rejected expression, so that one mistake gives one diagnostic.
        case rejected(Finding?)
    }

    enum Kind: UInt8 {
        case constant, input, output, wire, register, operation, rejected
    }

    init(_ node: Node, shape: Shape, depth: Int32 = 0) {
        kind =
            switch node {
            case .constant: .constant
            case .input: .input
            case .output: .output
            case .wire: .wire
            case .register: .register
            case .operation: .operation
            case .rejected: .rejected
            }
        self.node = node
        self.shape = shape
        self.depth = depth
    }

    /// Number of bits.
    public final var width: Int { shape.width }

    /// Whether the user declared it: only these have names, owners and drivers.
    final var isDeclared: Bool {
        switch kind {
        case .input, .output, .wire, .register: true
        case .constant, .operation, .rejected: false
        }
    }
    /// The signal with name, owner and place; nil for constants and expressions.
    final var declaration: DeclaredSignal? {
        isDeclared ? unsafeDowncast(self, to: DeclaredSignal.self) : nil
    }
    /// The hierarchical name inside its module; empty until the module adopts the signal.
    final var name: String { declaration?.ownName ?? "" }
    /// Where the signal was declared.
    final var location: SourceLocation { declaration?.place ?? .unknown }

    final var isRegister: Bool { kind == .register }
    final var isPort: Bool { kind == .input || kind == .output }
    final var isInput: Bool { kind == .input }
    final var isOutput: Bool { kind == .output }
    final var isRejected: Bool { kind == .rejected }

    /// Nil for anything but a register.
    final var registerTraits: RegisterTraits? {
        guard kind == .register, case .register(let traits) = node else { return nil }
        return traits
    }

    final var constantValue: BitPattern? {
        guard kind == .constant, case .constant(let value, _) = node else { return nil }
        return value
    }

    /// For diagnostics: the name, or the kind of expression.
    final var displayName: String {
        switch node {
        case .constant(let value, let symbol):
            symbol?.caseName ?? "constant \(value.width)'h\(value.hexadecimal)"
        case .operation(.reinterpret, let operands): operands[0].displayName
        case .operation(.slice(let low), let operands) where operands[0].isDeclared:
            operands[0].displayName + (width == 1 ? "[\(low)]" : "[\(low + width - 1):\(low)]")
        case .operation(let operation, _): "the \(operation.displayName)"
        case .rejected: "an expression in error"
        default: name.isEmpty ? "a signal without a name" : "'\(name)'"
        }
    }

    /// `displayName` with shape and, for a declared signal, the place of its declaration.
    final var displayNameAndShape: String {
        isDeclared && location.isKnown
            ? "\(displayName) (\(shape), declared at \(location))" : "\(displayName) (\(shape))"
    }
}
