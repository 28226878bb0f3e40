// The tree that the printer prints: what a Verilog source says, with every choice made.

/// An expression; names, of which there are most, take no memory of their own. Operands of `binary` have one width, which is the width of the result except for comparisons.
enum VerilogExpression: Equatable {
    case identifier(String)
    indirect case literal(BitPattern)
    /// `name[high:low]`, or `name[low]` when both are equal.
    indirect case partSelect(String, high: Int, low: Int)
    /// `name[index]` of a memory.
    indirect case element(String, VerilogExpression)
    /// `name[index][high:low]` of a memory.
    indirect case elementPart(String, VerilogExpression, high: Int, low: Int)
    indirect case unary(String, VerilogExpression)
    indirect case binary(String, VerilogExpression, VerilogExpression)
    indirect case conditional(VerilogExpression, VerilogExpression, VerilogExpression)
    indirect case concatenation([VerilogExpression])
    indirect case replication(Int, VerilogExpression)
    indirect case call(String, VerilogExpression)

    /// Calls `visit` for the name of each net that the expression reads.
    func forEachName(_ visit: (String) -> Void) {
        switch self {
        case .identifier(let name), .partSelect(let name, _, _): visit(name)
        case .literal: break
        case .element(let name, let index), .elementPart(let name, let index, _, _):
            visit(name)
            index.forEachName(visit)
        case .unary(_, let operand), .replication(_, let operand), .call(_, let operand):
            operand.forEachName(visit)
        case .binary(_, let left, let right):
            left.forEachName(visit)
            right.forEachName(visit)
        case .conditional(let condition, let first, let second):
            condition.forEachName(visit)
            first.forEachName(visit)
            second.forEachName(visit)
        case .concatenation(let parts): for part in parts { part.forEachName(visit) }
        }
    }
}

/// A statement inside an always block.
struct VerilogStatement {
    indirect enum Kind {
        case assign(target: VerilogExpression, value: VerilogExpression, isBlocking: Bool)
        case conditional(branches: [Branch], otherwise: Otherwise)
        case choice(
            subject: VerilogExpression, cases: [Case], otherwise: Otherwise, otherwiseComment: String)
        /// An immediate assertion, assumption or cover statement.
        case property(PropertyKind, label: String, condition: VerilogExpression)
        case comment(String)
    }

    let kind: Kind
    /// The Swift statement that it comes from.
    let origin: SourceLocation

    init(_ kind: Kind, from origin: SourceLocation) {
        self.kind = kind
        self.origin = origin
    }

    struct Branch {
        let condition: VerilogExpression
        let statements: [VerilogStatement]
        let origin: SourceLocation
    }

    /// What holds when nothing before does; no statements where there is no such branch.
    struct Otherwise {
        let statements: [VerilogStatement]
        let origin: SourceLocation
        var isEmpty: Bool { statements.isEmpty }

        static var none: Otherwise { Otherwise(statements: [], origin: .unknown) }
    }

    struct Case {
        let labels: [VerilogExpression]
        let statements: [VerilogStatement]
        let origin: SourceLocation
    }

    /// Calls `visit` for the name of each net that the statement reads or writes.
    func forEachName(_ visit: (String) -> Void) {
        switch kind {
        case .assign(let target, let value, _):
            target.forEachName(visit)
            value.forEachName(visit)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                branch.condition.forEachName(visit)
                for statement in branch.statements { statement.forEachName(visit) }
            }
            for statement in otherwise.statements { statement.forEachName(visit) }
        case .choice(let subject, let cases, let otherwise, _):
            subject.forEachName(visit)
            for item in cases { for statement in item.statements { statement.forEachName(visit) } }
            for statement in otherwise.statements { statement.forEachName(visit) }
        case .property(_, _, let condition): condition.forEachName(visit)
        case .comment: break
        }
    }
}

/// When an always block runs.
enum VerilogTrigger {
    /// Whenever something that it reads changes.
    case combinational
    /// At any of these edges.
    case edges([Edge])
    /// The same in a block that isn't the only one to write a variable.
    case sharedEdges([Edge])

    struct Edge {
        let signal: String
        let isRising: Bool
    }
}

/// A declared net or variable.
struct VerilogNet {
    let name: String
    let width: Int
    /// Whether an always block assigns it.
    let isVariable: Bool
    let comment: String
    /// Its Swift declaration, or the statement whose expression it was made for.
    let origin: SourceLocation
    /// What stands in `(* ... *)` before the declaration; empty for none.
    var attribute = ""

    /// Of registers that can become metastable: tools neither copy, move nor retime them, and place them together.
    static let asynchronousAttribute = "async_reg = \"true\""
}

struct VerilogPort {
    let net: VerilogNet
    let isInput: Bool
}

/// A part of a module's body.
struct VerilogItem {
    /// Apart from the item, since there can be very many and they change places.
    indirect enum Kind {
        /// A declaration without a value.
        case declaration(VerilogNet)
        /// A declaration of a net with its value.
        case definition(VerilogNet, VerilogExpression)
        /// An array of words; an attribute, if any, stands in front.
        case memory(name: String, width: Int, depth: Int, attribute: String)
        /// What holds when power comes on.
        case initial([VerilogStatement])
        case parameter(name: String, value: BitPattern)
        case assign(target: VerilogExpression, value: VerilogExpression)
        case always(VerilogTrigger, statements: [VerilogStatement])
        case instance(module: String, name: String, connections: [Connection], parameters: [ParameterValue])
        /// What only tools for formal verification see: inside `ifdef FORMAL`.
        case formal([VerilogItem])
        case comment(String)
        case blank
    }

    let kind: Kind
    /// The Swift statement, declaration or instance that it comes from.
    let origin: SourceLocation

    init(_ kind: Kind, from origin: SourceLocation) {
        self.kind = kind
        self.origin = origin
    }

    /// The name of a parameter; empty for other items.
    var parameterName: String {
        if case .parameter(let name, _) = kind { name } else { "" }
    }

    static var blank: VerilogItem { VerilogItem(.blank, from: .unknown) }

    /// A parameter that an instance sets.
    struct ParameterValue {
        let name: String
        let text: String
    }

    struct Connection {
        let port: String
        let value: VerilogExpression
        let origin: SourceLocation
    }

    /// Calls `visit` for the name of each net that the item reads or writes, those it declares excluded.
    func forEachName(_ visit: (String) -> Void) {
        switch kind {
        case .definition(_, let value): value.forEachName(visit)
        case .assign(let target, let value):
            target.forEachName(visit)
            value.forEachName(visit)
        case .always(_, let statements), .initial(let statements):
            for statement in statements { statement.forEachName(visit) }
        case .instance(_, _, let connections, _):
            for connection in connections { connection.value.forEachName(visit) }
        case .formal(let items): for item in items { item.forEachName(visit) }
        case .declaration, .memory, .parameter, .comment, .blank: break
        }
    }
}

struct VerilogModule {
    let name: String
    let documentation: String
    let ports: [VerilogPort]
    let items: [VerilogItem]
    /// Where the module's Swift class is, as far as its declarations tell.
    let origin: SourceLocation
}
