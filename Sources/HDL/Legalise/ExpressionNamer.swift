/// Names an expression after what it says, so that its name depends on nothing else in the design.
struct ExpressionNamer {
    let netName: (Signal) -> String
    let madeNames: [ObjectIdentifier: String]
    /// What the statement drives that needs the name.
    let context: String

    private static let longest = 40

    /// `a_plus_b` for a sum of a and b, and so on; where that gets long, the sum of what it helps to drive.
    func name(for signal: Signal) -> String {
        guard let name = describe(signal, depth: 2), name.utf8.count <= Self.longest else {
            return context.isEmpty ? Self.noun(signal) : "\(context)_\(Self.noun(signal))"
        }
        return name.first?.isNumber == true ? "constant_\(name)" : name
    }

    /// Nil where operators are nested deeper.
    private func describe(_ signal: Signal, depth: Int) -> String? {
        if signal.isDeclared { return netName(signal) }
        if let known = madeNames[ObjectIdentifier(signal)] { return known }
        switch signal.node {
        case .constant(let value, let symbol):
            return symbol.map { $0.caseName.asSnakeCase } ?? value.smallValue.map(String.init) ?? "constant"
        case .operation(let operation, let operands):
            guard depth > 0 else { return nil }
            var names: [String] = []
            // What can't be told from its name anyway needs no names of all its parts.
            for operand in operands.prefix(2) {
                guard let name = describe(operand, depth: depth - 1) else { return nil }
                names.append(name)
            }
            return describe(operation, names, signal)
        default:
            return nil
        }
    }

    private func describe(_ operation: Operation, _ names: [String], _ signal: Signal) -> String {
        switch operation {
        case .and: return "\(names[0])_and_\(names[1])"
        case .or: return "\(names[0])_or_\(names[1])"
        case .xor: return "\(names[0])_xor_\(names[1])"
        case .not: return "not_\(names[0])"
        case .add: return "\(names[0])_plus_\(names[1])"
        case .subtract: return "\(names[0])_minus_\(names[1])"
        case .multiply: return "\(names[0])_times_\(names[1])"
        case .negate: return "minus_\(names[0])"
        case .equal: return "\(names[0])_is_\(names[1])"
        case .notEqual: return "\(names[0])_is_not_\(names[1])"
        case .less: return "\(names[0])_below_\(names[1])"
        case .lessOrEqual: return "\(names[0])_at_most_\(names[1])"
        case .shiftLeft: return "\(names[0])_shifted_left"
        case .shiftRight: return "\(names[0])_shifted_right"
        case .truncate: return "\(names[0])_\(signal.width - 1)_0"
        case .slice(let low):
            return signal.width == 1 ? "\(names[0])_\(low)" : "\(names[0])_\(low + signal.width - 1)_\(low)"
        case .concatenate: return "\(names[0])_joined"
        case .replicate: return "\(names[0])_replicated"
        case .multiplexer: return "\(names[0])_choice"
        case .select:
            if case .operation(_, let operands) = signal.node, let whole = Signal.whole(ofBits: operands) {
                return "\(netName(whole))_at_\(names[0])"
            }
            return "\(names[0])_selected"
        case .reduceAnd: return "all_\(names[0])"
        case .reduceOr: return "any_\(names[0])"
        case .reduceXor: return "\(names[0])_parity"
        case .extend: return "\(names[0])_extended"
        case .reinterpret: return names[0]
        }
    }

    private static func noun(_ signal: Signal) -> String {
        guard case .operation(let operation, _) = signal.node else { return "value" }
        return operation.displayName.split(separator: " ").joined(separator: "_")
    }
}
