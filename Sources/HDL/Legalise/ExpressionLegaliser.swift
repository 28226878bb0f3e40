/// Turns expression nodes into Verilog expressions: every extension explicit, every operand of its operator's width,
/// signedness said at the operator that needs it, and a named net where Verilog needs a name.
final class ExpressionLegaliser {
    /// Nets that had to be made for expressions, in the order in which they are needed.
    private var madeNets: [(net: VerilogNet, value: MadeValue)] = []
    /// All of them so far.
    private(set) var allMadeNets: [VerilogNet] = []
    /// Enumeration constants that were met.
    private(set) var symbols: [EnumerationSymbol] = []
    /// The name of what the statement under way drives; nets that nothing else names are named after it.
    var context = ""
    /// Where the statement under way is in the Swift source.
    var origin = SourceLocation.unknown

    enum MadeValue {
        case expression(VerilogExpression)
        /// Needs a case statement.
        case choice(subject: VerilogExpression, elements: [VerilogExpression], indexWidth: Int)
    }

    private let netName: (Signal) -> String
    private let uses: UseCounts
    /// All names that the module has so far.
    private(set) var names: UniqueNames
    private var madeNames: [ObjectIdentifier: String] = [:]

    init(
        uses: UseCounts, names: UniqueNames, netName: @escaping (Signal) -> String
    ) {
        self.uses = uses
        self.netName = netName
        self.names = names
    }

    func takeMadeNets() -> [(net: VerilogNet, value: MadeValue)] {
        if madeNets.isEmpty { return [] }
        defer { madeNets = [] }
        return madeNets
    }

    /// A name that nothing in the module has, as close to `wanted` as possible.
    func claimName(_ wanted: String) -> String { names.claim(wanted) }

    /// The parameter that stands for an enumeration's constant.
    func parameter(_ symbol: EnumerationSymbol) -> VerilogExpression {
        if !symbols.contains(symbol) { symbols.append(symbol) }
        return .identifier(symbol.parameterName)
    }

    // MARK: Exact width

    /// The signal in its own width, for a place where any expression may stand.
    func exact(_ signal: Signal) -> VerilogExpression {
        if let name = name(of: signal) { return .identifier(name) }
        return mustBeNamed(signal) ? .identifier(named(signal)) : build(signal, width: signal.width)
    }

    /// The value of an assignment: here forms are legal that inside an expression would change meaning.
    func root(_ signal: Signal) -> VerilogExpression {
        if name(of: signal) == nil, uses.count(of: signal) <= 1, let form = signedForm(signal) { return form }
        return exact(signal)
    }

    /// A selection that only a case statement expresses and that has no net of its own.
    func choice(_ signal: Signal) -> MadeValue? {
        uses.count(of: signal) <= 1 && name(of: signal) == nil ? caseSelection(signal) : nil
    }

    private func caseSelection(_ signal: Signal) -> MadeValue? {
        guard signal.needsCase, case .operation(_, let operands) = signal.node else { return nil }
        return .choice(
            subject: exact(operands[0]), elements: operands.dropFirst().map(exact),
            indexWidth: operands[0].width)
    }

    /// Operators that only signed operands make right (an arithmetic shift) or small (a product of signed operands:
    /// tools trim copies of a sign, but not copies of a bit). An unsigned operand beside them would take that away.
    private func signedForm(_ signal: Signal) -> VerilogExpression? {
        guard case .operation(let operation, let operands) = signal.node, signal.shape.isSigned else {
            return nil
        }
        switch operation {
        case .shiftRight: return .binary(">>>", .call("$signed", exact(operands[0])), exact(operands[1]))
        case .multiply:
            let factors = operands.map { VerilogExpression.call("$signed", resized($0, to: signal.width)) }
            return .binary("*", factors[0], factors[1])
        default: return nil
        }
    }

    private func name(of signal: Signal) -> String? {
        if signal.isDeclared { return netName(signal) }
        return madeNames.isEmpty ? nil : madeNames[ObjectIdentifier(signal)]
    }

    // MARK: Another width

    /// The low `width` bits of the signal, extended by its own sign where it has fewer.
    func resized(_ signal: Signal, to width: Int) -> VerilogExpression {
        if width == signal.width { return exact(signal) }
        if width < signal.width { return part(signal, low: 0, width: width) }
        if let value = signal.constantValue {
            return .literal(value.extended(to: width, isSigned: signal.shape.isSigned))
        }
        if let bits = netBits(of: signal) {
            return extended(bits, isSigned: signal.shape.isSigned, to: width)
        }
        if !mustBeNamed(signal) {
            if let unsigned = nonNegative(signal) { return resized(unsigned, to: width) }
            if canBeWidened(signal) { return build(signal, width: width) }
            if !signal.shape.isSigned {
                return joined([.literal(.zero(width: width - signal.width)), exact(signal)])
            }
        }
        let bits = NetBits(name: named(signal), netWidth: signal.width, low: 0, width: signal.width)
        return extended(bits, isSigned: signal.shape.isSigned, to: width)
    }

    /// The unsigned number that was extended to become a signed one: it has no sign to copy.
    private func nonNegative(_ signal: Signal) -> Signal? {
        guard case .operation(.reinterpret, let operands) = signal.node, signal.shape.isSigned,
            case .operation(.extend, let numbers) = operands[0].node, uses.count(of: operands[0]) <= 1
        else { return nil }
        return numbers[0].shape.isSigned ? nil : numbers[0]
    }

    /// Bits `low` … `low + width − 1` of a net.
    private struct NetBits {
        let name: String
        let netWidth: Int
        let low: Int
        let width: Int

        var all: VerilogExpression {
            width == netWidth ? .identifier(name) : .partSelect(name, high: low + width - 1, low: low)
        }

        var highest: VerilogExpression {
            netWidth == 1 ? .identifier(name) : .partSelect(name, high: low + width - 1, low: low + width - 1)
        }
    }

    /// The part of a net that the signal is; nil for what has to be computed.
    private func netBits(of signal: Signal) -> NetBits? {
        if let name = name(of: signal) {
            return NetBits(name: name, netWidth: signal.width, low: 0, width: signal.width)
        }
        guard case .operation(let operation, let operands) = signal.node else { return nil }
        let low: Int
        switch operation {
        case .reinterpret, .truncate: low = 0
        case .slice(let inner): low = inner
        default: return nil
        }
        return netBits(of: operands[0]).map {
            NetBits(name: $0.name, netWidth: $0.netWidth, low: $0.low + low, width: signal.width)
        }
    }

    private func extended(_ bits: NetBits, isSigned: Bool, to width: Int) -> VerilogExpression {
        let missing = width - bits.width
        guard isSigned else { return joined([.literal(.zero(width: missing)), bits.all]) }
        return joined([missing == 1 ? bits.highest : .replication(missing, bits.highest), bits.all])
    }

    /// Whether `build` gives the extended value at a larger width: what loses nothing can be computed wider.
    private func canBeWidened(_ signal: Signal) -> Bool {
        guard case .operation(let operation, let operands) = signal.node else { return false }
        switch operation {
        case .multiplexer, .extend, .multiply, .negate: return true
        // A wrapping sum is as wide as its operands; a growing one is wider and exact.
        case .add, .subtract: return signal.width > max(operands[0].width, operands[1].width)
        default: return false
        }
    }

    // MARK: Parts

    /// Bits `low` … `low + width − 1`, fewer than the signal has.
    private func part(_ signal: Signal, low: Int, width: Int) -> VerilogExpression {
        if low == 0 && width == signal.width { return exact(signal) }
        if let value = signal.constantValue { return .literal(value.slice(low: low, width: width)) }
        if isLowProduct(signal, low: low) { return build(signal, width: width) }
        if let name = name(of: signal) ?? (mustBeNamed(signal) ? named(signal) : nil) {
            return .partSelect(name, high: low + width - 1, low: low)
        }
        guard case .operation(let operation, let operands) = signal.node else {
            return .literal(.zero(width: width))
        }
        switch operation {
        case .truncate, .reinterpret: return part(operands[0], low: low, width: width)
        case .slice(let inner): return part(operands[0], low: inner + low, width: width)
        case .extend where low + width <= operands[0].width: return part(operands[0], low: low, width: width)
        case .concatenate: return part(concatenation: operands, low: low, width: width)
        case .and, .or, .xor, .not:
            let parts = operands.map { part($0, low: low, width: width) }
            return operation == .not
                ? .unary("~", parts[0]) : .binary(Self.symbol(operation), parts[0], parts[1])
        // Carries run upwards: low bits depend on low bits only.
        case .add, .subtract, .multiply, .negate, .multiplexer, .extend, .shiftLeft:
            if low == 0 { return build(signal, width: width) }
        default: break
        }
        return .partSelect(named(signal), high: low + width - 1, low: low)
    }

    /// The low bits of a product are those of the product of low bits, whatever the signs.
    private func isLowProduct(_ signal: Signal, low: Int) -> Bool {
        guard case .operation(.multiply, _) = signal.node, low == 0, name(of: signal) == nil else {
            return false
        }
        return uses.count(of: signal) <= 1
    }

    private func part(concatenation parts: [Signal], low: Int, width: Int) -> VerilogExpression {
        var result: [VerilogExpression] = []
        var offset = 0
        for part in parts.reversed() {
            let first = max(low, offset)
            let end = min(low + width, offset + part.width)
            if first < end { result.append(self.part(part, low: first - offset, width: end - first)) }
            offset += part.width
        }
        return joined(result.reversed())
    }

    private func joined(_ parts: [VerilogExpression]) -> VerilogExpression {
        if parts.count == 1 { return parts[0] }
        var flat: [VerilogExpression] = []
        for part in parts {
            if case .concatenation(let inner) = part { flat += inner } else { flat.append(part) }
        }
        return .concatenation(flat)
    }

    // MARK: Building

    private func build(_ signal: Signal, width: Int) -> VerilogExpression {
        switch signal.node {
        case .constant(let value, let symbol): symbol.map(parameter) ?? .literal(value)
        case .operation(let operation, let operands): build(operation, operands, width: width)
        case .rejected: .literal(.zero(width: width))
        default: .identifier(netName(signal))
        }
    }

    private func build(_ operation: Operation, _ operands: [Signal], width: Int) -> VerilogExpression {
        func wide(_ index: Int) -> VerilogExpression { resized(operands[index], to: width) }
        func own(_ index: Int) -> VerilogExpression { exact(operands[index]) }
        switch operation {
        case .and, .or, .xor, .add, .subtract, .multiply:
            return .binary(Self.symbol(operation), wide(0), wide(1))
        case .not, .negate: return .unary(Self.symbol(operation), wide(0))
        case .equal, .notEqual: return .binary(Self.symbol(operation), own(0), own(1))
        case .less, .lessOrEqual: return comparison(operation, operands)
        case .shiftLeft: return .binary("<<", wide(0), own(1))
        case .shiftRight: return .binary(">>", own(0), own(1))
        case .slice(let low): return part(operands[0], low: low, width: width)
        case .concatenate: return joined(operands.map(exact))
        case .replicate(let count): return .replication(count, own(0))
        case .multiplexer: return .conditional(own(0), wide(1), wide(2))
        case .reduceAnd, .reduceOr, .reduceXor: return .unary(Self.symbol(operation), own(0))
        case .truncate, .extend, .reinterpret: return wide(0)
        case .select:
            guard let net = Signal.whole(ofBits: operands) else { return own(1) }
            return .element(netName(net), own(0))
        }
    }

    private static func symbol(_ operation: Operation) -> String {
        switch operation {
        case .and, .reduceAnd: "&"
        case .or, .reduceOr: "|"
        case .xor, .reduceXor: "^"
        case .not: "~"
        case .add: "+"
        case .subtract, .negate: "-"
        case .multiply: "*"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        default: "<="
        }
    }

    /// A comparison that can come out one way only isn't one for the tools: they warn of it.
    private func comparison(_ operation: Operation, _ operands: [Signal]) -> VerilogExpression {
        let (left, right) = (operands[0], operands[1])
        let isSigned = left.shape.isSigned
        let lowest =
            isSigned
            ? BitPattern.mask(low: left.width - 1, count: 1, width: left.width) : .zero(width: left.width)
        if operation == .less, left.constantValue == ~lowest || right.constantValue == lowest {
            return .literal(.bit(false))
        }
        if operation == .lessOrEqual, left.constantValue == lowest || right.constantValue == ~lowest {
            return .literal(.bit(true))
        }
        let symbol = Self.symbol(operation)
        guard isSigned else { return .binary(symbol, exact(left), exact(right)) }
        return .binary(symbol, .call("$signed", exact(left)), .call("$signed", exact(right)))
    }

    // MARK: Names

    /// Whether Verilog or the reader needs a net: for what is used twice and isn't trivial, and where the form is only
    /// legal as an assignment's whole value.
    private func mustBeNamed(_ signal: Signal) -> Bool {
        guard case .operation(let operation, _) = signal.node else { return false }
        switch operation {
        case .select where signal.needsCase: return true
        case .shiftRight where signal.shape.isSigned, .multiply where signal.shape.isSigned: return true
        default: return uses.count(of: signal) > 1 && !isTrivial(signal)
        }
    }

    private func isTrivial(_ signal: Signal) -> Bool {
        guard case .operation(let operation, let operands) = signal.node else { return true }
        switch operation {
        case .slice, .truncate: return operands[0].isDeclared
        case .reinterpret, .extend, .replicate: return isTrivial(operands[0])
        case .not: return operands[0].isDeclared && signal.width == 1
        default: return false
        }
    }

    private func named(_ signal: Signal) -> String {
        if let known = madeNames[ObjectIdentifier(signal)] { return known }
        let choice = caseSelection(signal)
        let value = choice ?? .expression(signedForm(signal) ?? build(signal, width: signal.width))
        let namer = ExpressionNamer(netName: netName, madeNames: madeNames, context: context)
        let name = names.claim(namer.name(for: signal))
        madeNames[ObjectIdentifier(signal)] = name
        let net = VerilogNet(
            name: name, width: signal.width, isVariable: choice != nil, comment: "", origin: origin)
        madeNets.append((net, value))
        allMadeNets.append(net)
        return name
    }
}
