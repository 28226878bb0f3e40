/// Turns expression nodes into Verilog expressions: every extension explicit, every operand of its operator's width,
/// signedness said at the operator that needs it, and a named net where Verilog needs a name.
final class ExpressionLegaliser {
    /// Nets that had to be made for expressions, in the order in which they are needed.
    private(set) var madeNets: [(net: VerilogNet, value: MadeValue)] = []
    /// Enumeration constants that were met.
    private(set) var symbols: [EnumerationSymbol] = []

    enum MadeValue {
        case expression(VerilogExpression)
        /// Needs a case statement.
        case choice(subject: VerilogExpression, elements: [VerilogExpression], indexWidth: Int)
    }

    private let netName: (Signal) -> String
    private let uses: UseCounts
    private var names: UniqueNames
    private var madeNames: [ObjectIdentifier: String] = [:]

    init(uses: UseCounts, taken: Set<String>, netName: @escaping (Signal) -> String) {
        self.uses = uses
        self.netName = netName
        names = UniqueNames(taken: taken)
    }

    func takeMadeNets() -> [(net: VerilogNet, value: MadeValue)] {
        defer { madeNets = [] }
        return madeNets
    }

    // MARK: Exact width

    /// The signal in its own width, for a place where any expression may stand.
    func exact(_ signal: Signal) -> VerilogExpression {
        if let name = name(of: signal) { return .identifier(name) }
        return mustBeNamed(signal) ? .identifier(named(signal)) : build(signal, width: signal.width)
    }

    /// The value of an assignment: here forms are legal that inside an expression would change meaning.
    func root(_ signal: Signal) -> VerilogExpression {
        if name(of: signal) == nil, case .operation(.shiftRight, let operands) = signal.node,
            signal.shape.isSigned, uses.count(of: signal) <= 1
        {
            return .binary(">>>", .call("$signed", exact(operands[0])), exact(operands[1]))
        }
        return exact(signal)
    }

    /// Whether the signal is a selection that only a case statement expresses.
    func choice(_ signal: Signal) -> MadeValue? {
        guard name(of: signal) == nil, case .operation(.select, let operands) = signal.node else { return nil }
        return .choice(
            subject: exact(operands[0]), elements: operands.dropFirst().map(exact), indexWidth: operands[0].width)
    }

    private func name(of signal: Signal) -> String? {
        if signal.isDeclared { return netName(signal) }
        return madeNames[ObjectIdentifier(signal)]
    }

    // MARK: Another width

    /// The low `width` bits of the signal, extended by its own sign where it has fewer.
    func resized(_ signal: Signal, to width: Int) -> VerilogExpression {
        if width == signal.width { return exact(signal) }
        if let value = signal.constantValue {
            return .literal(value.extended(to: width, isSigned: signal.shape.isSigned))
        }
        if let name = name(of: signal) ?? (mustBeNamed(signal) ? named(signal) : nil) {
            return resized(name, from: signal.shape, to: width)
        }
        if canBeBuilt(signal, width: width) { return build(signal, width: width) }
        if width > signal.width && !signal.shape.isSigned {
            return join(.literal(.zero(width: width - signal.width)), exact(signal))
        }
        return resized(named(signal), from: signal.shape, to: width)
    }

    private func resized(_ name: String, from shape: Shape, to width: Int) -> VerilogExpression {
        if width < shape.width { return .partSelect(name, high: width - 1, low: 0) }
        let missing = width - shape.width
        guard shape.isSigned else { return join(.literal(.zero(width: missing)), .identifier(name)) }
        let sign: VerilogExpression =
            shape.width == 1
            ? .identifier(name) : .partSelect(name, high: shape.width - 1, low: shape.width - 1)
        return join(missing == 1 ? sign : .replication(missing, sign), .identifier(name))
    }

    private func join(_ high: VerilogExpression, _ low: VerilogExpression) -> VerilogExpression {
        if case .concatenation(let parts) = low { return .concatenation([high] + parts) }
        return .concatenation([high, low])
    }

    /// Whether `build` gives the right low or extended bits at another width.
    private func canBeBuilt(_ signal: Signal, width: Int) -> Bool {
        guard case .operation(let operation, let operands) = signal.node else { return false }
        let isNarrower = width < signal.width
        switch operation {
        case .and, .or, .xor, .not: return isNarrower
        case .multiplexer, .extend: return true
        case .reinterpret: return isNarrower
        case .add, .subtract: return isNarrower || signal.width > operands.map(\.width).max()! && isExact(signal)
        case .multiply, .negate: return isNarrower || isExact(signal)
        default: return false
        }
    }

    /// Growing results extend by their operands' sign; a difference of unsigned operands needs its sign bit kept.
    private func isExact(_ signal: Signal) -> Bool { signal.shape.isSigned }

    // MARK: Building

    private func build(_ signal: Signal, width: Int) -> VerilogExpression {
        switch signal.node {
        case .constant(let value, let symbol):
            guard let symbol else { return .literal(value) }
            if !symbols.contains(symbol) { symbols.append(symbol) }
            return .identifier(symbol.parameterName)
        case .operation(let operation, let operands):
            return build(operation, operands, width: width)
        case .rejected:
            return .literal(.zero(width: width))
        default:
            return .identifier(netName(signal))
        }
    }

    private func build(_ operation: Operation, _ operands: [Signal], width: Int) -> VerilogExpression {
        func wide(_ index: Int) -> VerilogExpression { resized(operands[index], to: width) }
        switch operation {
        case .and: return .binary("&", wide(0), wide(1))
        case .or: return .binary("|", wide(0), wide(1))
        case .xor: return .binary("^", wide(0), wide(1))
        case .not: return .unary("~", wide(0))
        case .add: return .binary("+", wide(0), wide(1))
        case .subtract: return .binary("-", wide(0), wide(1))
        case .multiply: return .binary("*", wide(0), wide(1))
        case .negate: return .unary("-", wide(0))
        case .equal: return .binary("==", exact(operands[0]), exact(operands[1]))
        case .notEqual: return .binary("!=", exact(operands[0]), exact(operands[1]))
        case .less: return comparison("<", operands)
        case .lessOrEqual: return comparison("<=", operands)
        case .shiftLeft: return .binary("<<", exact(operands[0]), exact(operands[1]))
        case .shiftRight: return .binary(">>", exact(operands[0]), exact(operands[1]))
        case .slice(let low): return slice(operands[0], low: low, width: width)
        case .concatenate: return .concatenation(operands.map(exact))
        case .replicate(let count): return .replication(count, exact(operands[0]))
        case .multiplexer: return .conditional(exact(operands[0]), wide(1), wide(2))
        case .reduceAnd: return .unary("&", exact(operands[0]))
        case .reduceOr: return .unary("|", exact(operands[0]))
        case .reduceXor: return .unary("^", exact(operands[0]))
        case .extend, .reinterpret: return wide(0)
        case .select: return exact(operands[1])
        }
    }

    private func comparison(_ symbol: String, _ operands: [Signal]) -> VerilogExpression {
        guard operands[0].shape.isSigned else { return .binary(symbol, exact(operands[0]), exact(operands[1])) }
        return .binary(symbol, .call("$signed", exact(operands[0])), .call("$signed", exact(operands[1])))
    }

    private func slice(_ operand: Signal, low: Int, width: Int) -> VerilogExpression {
        if low == 0 { return resized(operand, to: width) }
        let name = name(of: operand) ?? named(operand)
        return .partSelect(name, high: low + width - 1, low: low)
    }

    // MARK: Names

    /// Whether Verilog or the reader needs a net: for what is used twice and isn't trivial, and where the form is only
    /// legal as an assignment's whole value.
    private func mustBeNamed(_ signal: Signal) -> Bool {
        guard case .operation(let operation, _) = signal.node else { return false }
        if case .select = operation { return true }
        if case .shiftRight = operation, signal.shape.isSigned { return true }
        return uses.count(of: signal) > 1 && !isTrivial(signal)
    }

    private func isTrivial(_ signal: Signal) -> Bool {
        guard case .operation(let operation, let operands) = signal.node else { return true }
        switch operation {
        case .slice: return operands[0].isDeclared
        case .reinterpret, .extend, .replicate: return isTrivial(operands[0])
        case .not: return operands[0].isDeclared && signal.width == 1
        default: return false
        }
    }

    private func named(_ signal: Signal) -> String {
        if let known = madeNames[ObjectIdentifier(signal)] { return known }
        let value = choice(signal) ?? .expression(root(signalIgnoringUses: signal))
        var isVariable = false
        if case .choice = value { isVariable = true }
        let name = names.claim(ExpressionNamer(netName: netName, madeNames: madeNames).name(for: signal))
        madeNames[ObjectIdentifier(signal)] = name
        madeNets.append(
            (VerilogNet(name: name, width: signal.width, isVariable: isVariable, comment: ""), value))
        return name
    }

    private func root(signalIgnoringUses signal: Signal) -> VerilogExpression {
        if case .operation(.shiftRight, let operands) = signal.node, signal.shape.isSigned {
            return .binary(">>>", .call("$signed", exact(operands[0])), exact(operands[1]))
        }
        return build(signal, width: signal.width)
    }
}

/// Hands out names, with a number where one is taken.
struct UniqueNames {
    private var taken: Set<String>

    init(taken: Set<String>) { self.taken = taken }

    mutating func claim(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !taken.insert(name).inserted || VerilogKeywords.all.contains(name) {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }
}

/// How many places read each expression node.
struct UseCounts {
    private var counts: [ObjectIdentifier: Int] = [:]

    init(_ body: Block, _ identifiers: IdentifierCounter) {
        let walker = ExpressionWalker(identifiers)
        var counts: [ObjectIdentifier: Int] = [:]
        body.forEachStatement { statement in
            for expression in statement.expressions {
                counts[ObjectIdentifier(expression), default: 0] += 1
                walker.walk(expression) { node in
                    guard case .operation(_, let operands) = node.node else { return }
                    for operand in operands { counts[ObjectIdentifier(operand), default: 0] += 1 }
                }
            }
        }
        self.counts = counts
    }

    func count(of signal: Signal) -> Int { counts[ObjectIdentifier(signal)] ?? 0 }
}
