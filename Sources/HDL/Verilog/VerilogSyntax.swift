// The tree that the printer prints: what a Verilog source says, with every choice made.

/// An expression. Operands of `binary` have one width, which is the width of the result except for comparisons.
indirect enum VerilogExpression: Equatable {
    case identifier(String)
    case literal(BitPattern)
    /// `name[high:low]`, or `name[low]` when both are equal.
    case partSelect(String, high: Int, low: Int)
    /// `name[index]` of a memory.
    case element(String, VerilogExpression)
    case unary(String, VerilogExpression)
    case binary(String, VerilogExpression, VerilogExpression)
    case conditional(VerilogExpression, VerilogExpression, VerilogExpression)
    case concatenation([VerilogExpression])
    case replication(Int, VerilogExpression)
    case call(String, VerilogExpression)

    /// Names of the nets that the expression reads, in order.
    var names: [String] {
        switch self {
        case .identifier(let name), .partSelect(let name, _, _): [name]
        case .literal: []
        case .element(let name, let index): [name] + index.names
        case .unary(_, let operand), .replication(_, let operand), .call(_, let operand): operand.names
        case .binary(_, let left, let right): left.names + right.names
        case .conditional(let condition, let first, let second): condition.names + first.names + second.names
        case .concatenation(let parts): parts.flatMap(\.names)
        }
    }
}

/// A statement inside an always block.
indirect enum VerilogStatement: Equatable {
    case assign(target: VerilogExpression, value: VerilogExpression, isBlocking: Bool)
    case conditional(branches: [Branch], otherwise: [VerilogStatement])
    case choice(
        subject: VerilogExpression, cases: [Case], otherwise: [VerilogStatement], otherwiseComment: String)
    case comment(String)

    struct Branch: Equatable {
        let condition: VerilogExpression
        let statements: [VerilogStatement]
    }

    struct Case: Equatable {
        let labels: [VerilogExpression]
        let statements: [VerilogStatement]
    }

    /// Names of the nets that the statement reads or writes.
    var names: [String] {
        switch self {
        case .assign(let target, let value, _): target.names + value.names
        case .conditional(let branches, let otherwise):
            branches.flatMap { $0.condition.names + $0.statements.flatMap(\.names) }
                + otherwise.flatMap(\.names)
        case .choice(let subject, let cases, let otherwise, _):
            subject.names + cases.flatMap { $0.statements.flatMap(\.names) } + otherwise.flatMap(\.names)
        case .comment: []
        }
    }
}

/// A declared net or variable.
struct VerilogNet: Equatable {
    let name: String
    let width: Int
    /// Whether an always block assigns it (`reg`).
    let isVariable: Bool
    let comment: String
}

struct VerilogPort: Equatable {
    let net: VerilogNet
    let isInput: Bool
}

/// A part of a module's body.
enum VerilogItem: Equatable {
    /// A declaration without a value.
    case declaration(VerilogNet)
    /// A declaration of a net with its value.
    case definition(VerilogNet, VerilogExpression)
    /// An array of words.
    case memory(name: String, width: Int, depth: Int)
    case parameter(name: String, value: BitPattern)
    case assign(target: VerilogExpression, value: VerilogExpression)
    /// `sensitivity` is what stands in the parentheses; `*` for combinational blocks.
    case always(sensitivity: String, statements: [VerilogStatement])
    case instance(module: String, name: String, connections: [Connection])
    case comment(String)
    case blank

    struct Connection: Equatable {
        let port: String
        let value: VerilogExpression
        /// Whether the instance reads the value.
        let isInput: Bool
    }

    /// Names of the nets that the item reads or writes, those it declares excluded.
    var names: [String] {
        switch self {
        case .definition(_, let value): value.names
        case .assign(let target, let value): target.names + value.names
        case .always(_, let statements): statements.flatMap(\.names)
        case .instance(_, _, let connections): connections.flatMap { $0.value.names }
        case .declaration, .memory, .parameter, .comment, .blank: []
        }
    }
}

struct VerilogModule: Equatable {
    let name: String
    let documentation: String
    let ports: [VerilogPort]
    let items: [VerilogItem]
}
