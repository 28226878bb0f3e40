/// Prints a syntax tree; it decides nothing but where lines break.
struct VerilogPrinter {
    static let lineLength = 100
    private var text = ""

    static func print(_ module: VerilogModule) -> String {
        var printer = VerilogPrinter()
        printer.print(module)
        return printer.text
    }

    private mutating func line(_ content: String = "", indent: Int = 0) {
        if !content.isEmpty { text += String(repeating: " ", count: indent) + content }
        text += "\n"
    }

    private mutating func print(_ module: VerilogModule) {
        for documentationLine in module.documentation.split(separator: "\n", omittingEmptySubsequences: false)
        where !module.documentation.isEmpty {
            line(documentationLine.isEmpty ? "//" : "// \(documentationLine)")
        }
        line("`default_nettype none")
        line()
        line("module \(module.name) (")
        print(module.ports)
        line(");")
        var previous: VerilogItem?
        for item in module.items {
            if needsBlank(before: item, after: previous) { line() }
            print(item)
            previous = item
        }
        line("endmodule")
        line()
        line("`default_nettype wire")
    }

    private func needsBlank(before item: VerilogItem, after previous: VerilogItem?) -> Bool {
        switch (previous, item) {
        case (nil, _), (.comment, _): false
        case (_, .always), (_, .instance), (.always, _), (.instance, _), (_, .comment): true
        default: false
        }
    }

    private mutating func print(_ ports: [VerilogPort]) {
        let ranges = ports.map { range($0.net.width) }
        let widest = ranges.map(\.count).max() ?? 0
        for (index, port) in ports.enumerated() {
            let direction = port.isInput ? "input  wire" : port.net.isVariable ? "output reg " : "output wire"
            let padding = String(repeating: " ", count: widest - ranges[index].count)
            let comma = index + 1 < ports.count ? "," : ""
            let declaration = "\(direction) \(padding)\(ranges[index])\(widest > 0 ? " " : "")\(port.net.name)\(comma)"
            printWithComment(declaration, port.net.comment, indent: 4)
        }
    }

    private mutating func printWithComment(_ content: String, _ comment: String, indent: Int) {
        if comment.isEmpty {
            line(content, indent: indent)
        } else if indent + content.count + 5 + comment.count <= Self.lineLength {
            line("\(content)  // \(comment)", indent: indent)
        } else {
            line("// \(comment)", indent: indent)
            line(content, indent: indent)
        }
    }

    private func range(_ width: Int) -> String { width == 1 ? "" : "[\(width - 1):0]" }

    private func declaration(_ net: VerilogNet) -> String {
        let kind = net.isVariable ? "reg" : "wire"
        return net.width == 1 ? "\(kind) \(net.name)" : "\(kind) \(range(net.width)) \(net.name)"
    }

    private mutating func print(_ item: VerilogItem) {
        switch item {
        case .declaration(let net):
            printWithComment("\(declaration(net));", net.comment, indent: 4)
        case .definition(let net, let value):
            if !net.comment.isEmpty { line("// \(net.comment)", indent: 4) }
            printFilled("\(declaration(net)) = ", value, ";", indent: 4)
        case .memory(let name, let width, let depth):
            line("reg \(width == 1 ? "" : range(width) + " ")\(name) [0:\(depth - 1)];", indent: 4)
        case .parameter(let name, let value):
            let size = value.width == 1 ? "" : "\(range(value.width)) "
            line("localparam \(size)\(name) = \(Self.text(of: value));", indent: 4)
        case .assign(let target, let value):
            printFilled("assign \(ExpressionText.flat(target)) = ", value, ";", indent: 4)
        case .always(let sensitivity, let statements):
            line("always @(\(sensitivity)) begin", indent: 4)
            for statement in statements { print(statement, indent: 8) }
            line("end", indent: 4)
        case .instance(let module, let name, let connections):
            line("\(module) \(name) (", indent: 4)
            for (index, connection) in connections.enumerated() {
                let comma = index + 1 < connections.count ? "," : ""
                printFilled(".\(connection.port)(", connection.value, ")\(comma)", indent: 8)
            }
            line(");", indent: 4)
        case .comment(let comment):
            for part in comment.split(separator: "\n") { line("// \(part)", indent: 4) }
        case .blank:
            line()
        }
    }

    private mutating func print(_ statement: VerilogStatement, indent: Int) {
        switch statement {
        case .comment(let comment):
            line("// \(comment)", indent: indent)
        case .assign(let target, let value, let isBlocking):
            printFilled("\(ExpressionText.flat(target)) \(isBlocking ? "=" : "<=") ", value, ";", indent: indent)
        case .conditional(let branches, let otherwise):
            for (index, branch) in branches.enumerated() {
                let keyword = index == 0 ? "if (" : "end else if ("
                printFilled(keyword, branch.condition, ") begin", indent: indent)
                for inner in branch.statements { print(inner, indent: indent + 4) }
            }
            if !otherwise.isEmpty {
                line("end else begin", indent: indent)
                for inner in otherwise { print(inner, indent: indent + 4) }
            }
            line("end", indent: indent)
        case .choice(let subject, let cases, let otherwise, let comment):
            printFilled("case (", subject, ")", indent: indent)
            for item in cases {
                let labels = item.labels.map { ExpressionText.flat($0) }.joined(separator: ", ")
                print(arm: labels, item.statements, comment: "", indent: indent + 4)
            }
            print(arm: "default", otherwise, comment: comment, indent: indent + 4)
            line("endcase", indent: indent)
        }
    }

    /// One assignment stands beside its label where it fits; anything else gets a block.
    private mutating func print(
        arm label: String, _ statements: [VerilogStatement], comment: String, indent: Int
    ) {
        let remark = comment.isEmpty ? "" : "  // \(comment)"
        if statements.isEmpty { return line("\(label): ;\(remark)", indent: indent) }
        if statements.count == 1, case .assign(let target, let value, let isBlocking) = statements[0] {
            let flat = "\(label): \(ExpressionText.flat(target)) \(isBlocking ? "=" : "<=") \(ExpressionText.flat(value));"
            if indent + flat.count + remark.count <= Self.lineLength { return line(flat + remark, indent: indent) }
        }
        line("\(label): begin\(remark)", indent: indent)
        for statement in statements { print(statement, indent: indent + 4) }
        line("end", indent: indent)
    }

    private mutating func printFilled(
        _ prefix: String, _ value: VerilogExpression, _ suffix: String, indent: Int
    ) {
        for (index, content) in ExpressionText.filled(prefix, value, suffix, indent: indent).enumerated() {
            line(content, indent: index == 0 ? indent : indent + 4)
        }
    }

    /// Small numbers in decimal, others in hexadecimal, always with their size.
    static func text(of value: BitPattern) -> String {
        if let small = value.smallValue, small < 1000 || value.width < 8 { return "\(value.width)'d\(small)" }
        return "\(value.width)'h\(value.hexadecimal)"
    }
}
