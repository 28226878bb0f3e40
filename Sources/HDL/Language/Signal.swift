/// A value on wires: a port, a wire, a register, a constant or an expression of such.
///
/// There is one signal type; its ``shape`` is a run-time value, so module parameters reach it. Widths and
/// signs are strict: every operator says which shapes it takes and gives, nothing is extended or cut silently,
/// and a mismatch is recorded as a diagnostic of the elaboration (never a trap).
public final class Signal {
    /// Width and signedness.
    public let shape: Shape
    let node: Node
    /// Where the signal was declared or, for an expression, what is known of its place.
    let location: SourceLocation
    /// What the user says the signal is for; printed beside its declaration.
    let comment: String

    /// The hierarchical name inside its module; empty until the module adopts the signal.
    var name = ""
    /// The module that declared the signal; 0 until adopted.
    var ownerIdentifier = 0
    /// Position among the declared signals of the owner.
    var index = 0
    /// A mark of the traversal numbered ``traversal``: cheaper than a dictionary on a million nodes.
    var mark = 0
    var traversal = 0

    enum Node {
        case constant(BitPattern, symbol: EnumerationSymbol?)
        case input
        case output
        case wire
        case register(reset: BitPattern?)
        case operation(Operation, [Signal])
        /// Stands for the result of a rejected expression, so that one mistake gives one diagnostic.
        case rejected
    }

    init(
        _ node: Node, shape: Shape, location: SourceLocation = .unknown, comment: String = "", name: String = ""
    ) {
        self.node = node
        self.shape = shape
        self.location = location
        self.comment = comment
        self.name = name
    }

    /// Number of bits.
    public var width: Int { shape.width }

    /// Whether the user declared it: only these have names, owners and drivers.
    var isDeclared: Bool {
        switch node {
        case .input, .output, .wire, .register: true
        case .constant, .operation, .rejected: false
        }
    }

    var isRegister: Bool { if case .register = node { true } else { false } }
    var isPort: Bool {
        switch node {
        case .input, .output: true
        default: false
        }
    }
    var isInput: Bool { if case .input = node { true } else { false } }
    var isRejected: Bool { if case .rejected = node { true } else { false } }

    var constantValue: BitPattern? { if case .constant(let value, _) = node { value } else { nil } }

    /// For diagnostics: the name, or the kind of expression.
    var displayName: String {
        switch node {
        case .constant(let value, let symbol): symbol?.caseName ?? "constant \(value.width)'h\(value.hexadecimal)"
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

/// What an expression node computes. Operands have been checked: the shapes stated here hold.
enum Operation: Hashable {
    /// Bitwise on operands of the result's shape.
    case and, or, xor, not
    /// On operands extended to the result's width by their own sign.
    case add, subtract, multiply, negate
    /// One bit from two operands of one shape.
    case equal, notEqual, less, lessOrEqual
    /// First operand shifted by the second, unsigned; the result has the first's shape.
    case shiftLeft, shiftRight
    /// Bits `low` … `low + width − 1` of the operand.
    case slice(low: Int)
    /// Operands side by side, most significant first.
    case concatenate
    /// The operand as often as needed to fill the result.
    case replicate(Int)
    /// Second operand where the first, one bit, is one; otherwise the third.
    case multiplexer
    /// Operand 1 + value of operand 0; the last one beyond the end.
    case select
    /// One bit: and, or, exclusive or of all bits.
    case reduceAnd, reduceOr, reduceXor
    /// The operand with zeros or copies of its sign above.
    case extend
    /// The same bits with another signedness.
    case reinterpret

    var displayName: String {
        switch self {
        case .and: "bitwise and"
        case .or: "bitwise or"
        case .xor: "exclusive or"
        case .not: "complement"
        case .add: "sum"
        case .subtract: "difference"
        case .multiply: "product"
        case .negate: "negation"
        case .equal, .notEqual, .less, .lessOrEqual: "comparison"
        case .shiftLeft, .shiftRight: "shift"
        case .slice: "slice"
        case .concatenate: "concatenation"
        case .replicate: "replication"
        case .multiplexer: "multiplexer"
        case .select: "selection"
        case .reduceAnd, .reduceOr, .reduceXor: "reduction"
        case .extend: "extension"
        case .reinterpret: "reinterpretation"
        }
    }
}
