/// Verilog wants a net declared above its first use: nets that are read above their definition are declared at the top
/// and assigned where they stand.
enum ItemOrder {
    /// - Parameter closing: items behind all others, which define nothing that others read.
    static func arrange(
        parameters: [VerilogItem], declarations: [VerilogNet], body: [VerilogItem],
        closing: [VerilogItem] = []
    ) -> [VerilogItem] {
        let early = netsReadEarly(body)
        var top = declarations
        var items = body
        for index in items.indices where !early.isEmpty {
            guard case .definition(let net, let value) = items[index].kind, early.contains(net.name) else {
                continue
            }
            top.append(net)
            items[index] = VerilogItem(
                .assign(target: .identifier(net.name), value: value), from: items[index].origin)
        }
        var result = parameters
        result.reserveCapacity(parameters.count + top.count + items.count + closing.count + 2)
        let hasBody = !items.isEmpty || !closing.isEmpty
        if !parameters.isEmpty && (!top.isEmpty || hasBody) { result.append(.blank) }
        for net in top { result.append(VerilogItem(.declaration(net), from: net.origin)) }
        if !top.isEmpty, let first = items.first ?? closing.first, !opensWithBlank(first) {
            result.append(.blank)
        }
        result += items
        result += closing
        return result
    }

    private static func opensWithBlank(_ item: VerilogItem) -> Bool {
        switch item.kind {
        case .always, .instance, .comment: true
        default: false
        }
    }

    private static func netsReadEarly(_ body: [VerilogItem]) -> Set<String> {
        var position: [String: Int] = [:]
        for (index, item) in body.enumerated() {
            if case .definition(let net, _) = item.kind { position[net.name] = index }
        }
        if position.isEmpty { return [] }
        var early: Set<String> = []
        for (index, item) in body.enumerated() {
            item.forEachName { name in
                if let defined = position[name], defined >= index { early.insert(name) }
            }
        }
        return early
    }
}
