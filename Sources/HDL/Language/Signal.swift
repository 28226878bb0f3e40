/// A value on wires: a port, a wire, a register, a constant or an expression of such.
///
/// There is one signal type; its ``shape`` is a run-time value, so module parameters reach it. Widths and
/// signs are strict: every operator says which shapes it takes and gives, nothing is extended or cut silently,
/// and a mismatch is recorded as a diagnostic of the elaboration (never a trap). An operation on constants is a
/// constant.
public final class Signal {
    /// Width and signedness.
    public let shape: Shape
    let node: Node
    /// Name, owner and place; nil for constants and expressions.
    let declaration: Declaration?
    /// Which case ``node`` is: asking that doesn't touch what the node holds.
    let kind: Kind
    /// Operators between this node and the deepest constant or declared signal below it.
    let depth: Int32
    /// What the traversal numbered ``traversal`` notes: cheaper than a dictionary on a million nodes.
    var mark: Int32 = 0
    var traversal = 0

    enum Node {
        case constant(BitPattern, symbol: EnumerationSymbol?)
        case input
        case output
        case wire
        case register(RegisterTraits)
        case operation(Operation, [Signal])
        /// Stands for the result of a rejected expression, so that one mistake gives one diagnostic.
        case rejected(Finding?)
    }

    enum Kind: UInt8 {
        case constant, input, output, wire, register, operation, rejected
    }

    init(_ node: Node, shape: Shape, declaration: Declaration? = nil, depth: Int32 = 0) {
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
        self.declaration = declaration
        self.depth = depth
    }

    /// Number of bits.
    public var width: Int { shape.width }

    /// Whether the user declared it: only these have names, owners and drivers.
    var isDeclared: Bool { declaration != nil }
    /// The hierarchical name inside its module; empty until the module adopts the signal.
    var name: String { declaration?.name ?? "" }
    /// Where the signal was declared.
    var location: SourceLocation { declaration?.location ?? .unknown }

    var isRegister: Bool { kind == .register }
    var isPort: Bool { kind == .input || kind == .output }
    var isInput: Bool { kind == .input }
    var isOutput: Bool { kind == .output }
    var isRejected: Bool { kind == .rejected }

    /// Nil for anything but a register.
    var registerTraits: RegisterTraits? {
        guard kind == .register, case .register(let traits) = node else { return nil }
        return traits
    }

    var constantValue: BitPattern? {
        guard kind == .constant, case .constant(let value, _) = node else { return nil }
        return value
    }

    /// For diagnostics: the name, or the kind of expression.
    var displayName: String {
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
    var displayNameAndShape: String {
        isDeclared && location.isKnown
            ? "\(displayName) (\(shape), declared at \(location))" : "\(displayName) (\(shape))"
    }
}
