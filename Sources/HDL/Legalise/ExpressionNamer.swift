/// Names an expression after what it says, so that its name depends on nothing else in the design.
struct ExpressionNamer {
    let netName: (Signal) -> String
    let madeNames: [ObjectIdentifier: String]

    private static let longest = 40

    /// `a_plus_b` for a sum of a and b, and so on.
    func name(for signal: Signal) -> String {
        let full = describe(signal, depth: 2)
        if full.count <= Self.longest { return full }
        return describe(signal, depth: 1)
    }

    private func describe(_ signal: Signal, depth: Int) -> String {
        if signal.isDeclared { return netName(signal) }
        if let known = madeNames[ObjectIdentifier(signal)] { return known }
        switch signal.node {
        case .constant(let value, let symbol):
            return symbol.map { $0.caseName.asSnakeCase } ?? value.smallValue.map(String.init) ?? "constant"
        case .operation(let operation, let operands):
            guard depth > 0 else { return Self.word(operation) }
            return describe(operation, operands.map { describe($0, depth: depth - 1) }, operands, signal)
        default:
            return "value"
        }
    }

    private func describe(
        _ operation: Operation, _ names: [String], _ operands: [Signal], _ signal: Signal
    ) -> String {
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
        case .slice(let low):
            return signal.width == 1 ? "\(names[0])_\(low)" : "\(names[0])_\(low + signal.width - 1)_\(low)"
        case .concatenate: return "\(names[0])_joined"
        case .replicate: return "\(names[0])_replicated"
        case .multiplexer: return "\(names[0])_choice"
        case .select: return "\(names[0])_selected"
        case .reduceAnd: return "all_\(names[0])"
        case .reduceOr: return "any_\(names[0])"
        case .reduceXor: return "\(names[0])_parity"
        case .extend: return "\(names[0])_extended"
        case .reinterpret: return names[0]
        }
    }

    private static func word(_ operation: Operation) -> String {
        operation.displayName.split(separator: " ").joined(separator: "_")
    }
}
