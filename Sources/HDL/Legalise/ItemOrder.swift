/// Verilog wants a net declared above its first use: nets that are read above their definition are declared at the top
/// and assigned where they stand.
enum ItemOrder {
    /// - Parameter closing: items behind all others, which define nothing that others read.
    static func arrange(
        parameters: [VerilogItem], declarations: [VerilogNet], body: consuming [VerilogItem],
        closing: [VerilogItem] = []
    ) -> [VerilogItem] {
        let early = netsReadEarly(body)
        var top = declarations
        // There can be very many items, which stay in the array that they came in.
        var items = body
        for index in items.indices where !early.isEmpty {
            guard case .definition(let net, let value) = items[index].kind, early.contains(net.name) else {
                continue
            }
            top.append(net)
            items[index] = VerilogItem(
                .assign(target: .identifier(net.name), value: value), from: items[index].origin)
        }
        items += closing
        var head = parameters
        if !parameters.isEmpty && !(top.isEmpty && items.isEmpty) { head.append(.blank) }
        head += top.map { VerilogItem(.declaration($0), from: $0.origin) }
        if !top.isEmpty, let first = items.first, !opensWithBlank(first) { head.append(.blank) }
        items.insert(contentsOf: head, at: 0)
        return items
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
