// Every expression node is made here, so that the limits hold everywhere.

extension Signal {
    /// Deepest nesting of operators; recursion over expressions stays well inside any thread's stack.
    static let deepestExpression: Int32 = 1000

    /// A node of `operation`, or its value when all operands are constants; rejected operands give a rejected result.
    static func operation(
        _ operation: Operation, _ operands: [Signal], _ shape: Shape, at place: Place? = nil
    ) -> Signal {
        var depth: Int32 = 0
        var isConstant = true
        for operand in operands {
            if operand.kind == .rejected { return rejected(shape, from: operands) }
            if operand.kind != .constant { isConstant = false }
            depth = max(depth, operand.depth)
        }
        guard shape.isBuildable else {
            return reject(
                .invalidShape, "A \(operation.displayName) of \(shape.width) bits can't be built",
                suggestion: "Signals have 1 to \(Shape.widest) bits", shape: shape, at: place)
        }
        if isConstant, let value = operation.value(of: operands, shape: shape) {
            return Signal(.constant(value, symbol: nil), shape: shape)
        }
        guard depth < deepestExpression else {
            return reject(
                .invalidShape,
                "An expression of \(deepestExpression) operators inside each other is too deep",
                suggestion: "Name a part of it with wire(\"...\")", shape: shape, at: place)
        }
        return Signal(.operation(operation, operands), shape: shape, depth: depth + 1)
    }

    /// The result of an expression with operands in error, whose findings are reported if they weren't yet.
    static func rejected(_ shape: Shape, from operands: [Signal] = []) -> Signal {
        var finding: Finding?
        for case .rejected(let found?) in operands.lazy.map(\.node) {
            Elaboration.current?.surface(found)
            finding = finding ?? found
        }
        return Signal(.rejected(finding), shape: shape.buildable)
    }

    /// Reports what is wrong with a signal that was rejected before there was a design to report to.
    func surface() {
        if isRejected, case .rejected(let finding?) = node { Elaboration.current?.surface(finding) }
    }
}

/// What is wrong with a rejected signal that was made outside a design.
final class Finding {
    let code: DiagnosticCode
    let message: String
    let suggestion: String
    let place: Place?

    init(_ code: DiagnosticCode, _ message: String, suggestion: String, place: Place?) {
        self.code = code
        self.message = message
        self.suggestion = suggestion
        self.place = place
    }
}

/// Reports to the elaboration under way; without one the rejected signal carries the finding to its first use in one.
@discardableResult
func reject(
    _ code: DiagnosticCode, _ message: String, suggestion: String = "", shape: Shape, at place: Place? = nil
) -> Signal {
    let finding = Finding(code, message, suggestion: suggestion, place: place)
    Elaboration.current?.surface(finding)
    return Signal(.rejected(finding), shape: shape.buildable)
}
