/// Every bit that is made is read, or discarded by name.
struct UsageCheck {
    let module: ModuleDefinition
    let scope: ModuleScope
    let elaboration: Elaboration

    func run() {
        var read: [ObjectIdentifier: BitSet] = [:]
        let walker = ExpressionWalker(elaboration.identifiers)
        module.body.forEachStatement { statement in
            for expression in statement.expressions {
                walker.walk(expression) { node in
                    guard let (signal, low, width) = node.declaredReading else { return }
                    let bits = BitSet(low: low, count: width, width: signal.width)
                    read[ObjectIdentifier(signal), default: .none].form(bits)
                }
            }
        }
        for signal in module.declarations where !isReadOutside(signal) { check(signal, read) }
        for instance in module.instances {
            for port in instance.ports where !port.isInput { check(port, read) }
        }
    }

    private func isReadOutside(_ signal: Signal) -> Bool { if case .output = signal.node { true } else { false } }

    private func check(_ signal: Signal, _ read: [ObjectIdentifier: BitSet]) {
        let used = read[ObjectIdentifier(signal)] ?? .none
        if case .all = used { return }
        let all = BitPattern.ones(width: signal.width)
        let unread = all & ~used.pattern(width: signal.width)
        guard !unread.isZero else { return }
        let name = scope.netName(of: signal)
        let bits = unread == all ? "'\(name)'" : "bits \(unread.verilogRanges) of '\(name)'"
        elaboration.report(
            .unused, "Nothing reads \(bits) (\(signal.shape))",
            suggestion: "Read, narrow or remove it, or say Discard(...) if that is meant", at: signal.location)
    }
}
