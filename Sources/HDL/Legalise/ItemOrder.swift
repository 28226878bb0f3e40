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
        var items: [VerilogItem] = early.isEmpty ? body : []
        for item in body where !early.isEmpty {
            guard case .definition(let net, let value) = item.kind, early.contains(net.name) else {
                items.append(item)
                continue
            }
            top.append(net)
            items.append(
                VerilogItem(.assign(target: .identifier(net.name), value: value), from: item.origin))
        }
        items += closing
        var result = parameters
        if !parameters.isEmpty && !(top.isEmpty && items.isEmpty) { result.append(.blank) }
        result += top.map { VerilogItem(.declaration($0), from: $0.origin) }
        if !top.isEmpty, let first = items.first, !opensWithBlank(first) { result.append(.blank) }
        return result + items
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
