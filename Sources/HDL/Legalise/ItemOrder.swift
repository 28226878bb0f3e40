/// Verilog wants a net declared above its first use: nets that are read above their definition are declared at the top
/// and assigned where they stand.
enum ItemOrder {
    static func arrange(
        parameters: [VerilogItem], declarations: [VerilogNet], body: [VerilogItem]
    ) -> [VerilogItem] {
        let early = netsReadEarly(body)
        var top = declarations
        var items: [VerilogItem] = early.isEmpty ? body : []
        for item in body where !early.isEmpty {
            guard case .definition(let net, let value) = item, early.contains(net.name) else {
                items.append(item)
                continue
            }
            top.append(
                VerilogNet(name: net.name, width: net.width, isVariable: net.isVariable, comment: net.comment)
            )
            items.append(.assign(target: .identifier(net.name), value: value))
        }
        var result = parameters
        if !parameters.isEmpty && !(top.isEmpty && items.isEmpty) { result.append(.blank) }
        result += top.map(VerilogItem.declaration)
        if !top.isEmpty, let first = items.first, !opensWithBlank(first) { result.append(.blank) }
        return result + items
    }

    private static func opensWithBlank(_ item: VerilogItem) -> Bool {
        switch item {
        case .always, .instance, .comment: true
        default: false
        }
    }

    private static func netsReadEarly(_ body: [VerilogItem]) -> Set<String> {
        var position: [String: Int] = [:]
        for (index, item) in body.enumerated() {
            if case .definition(let net, _) = item { position[net.name] = index }
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
