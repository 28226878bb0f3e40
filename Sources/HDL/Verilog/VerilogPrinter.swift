/// Prints a syntax tree; it decides nothing but where lines break.
struct VerilogPrinter {
    private var out = LineWriter()

    static func print(_ module: VerilogModule) -> PrintedModule {
        var printer = VerilogPrinter()
        printer.print(module)
        return PrintedModule(text: printer.out.text, moduleNames: printer.out.moduleNames)
    }

    private mutating func print(_ module: VerilogModule) {
        if !module.documentation.isEmpty { out.comment(module.documentation, indent: 0) }
        out.line("`default_nettype none")
        out.line()
        if module.ports.isEmpty {
            out.line("module ", module: module.name, ";")
        } else {
            out.line("module ", module: module.name, " (")
            print(module.ports)
            out.line(");")
        }
        print(module.items)
        out.line("endmodule")
        out.line()
        out.line("`default_nettype wire")
    }

    private mutating func print(_ items: [VerilogItem]) {
        var previous: VerilogItem?
        for item in items {
            if needsBlank(before: item, after: previous) { out.line() }
            print(item)
            previous = item
        }
    }

    private func needsBlank(before item: VerilogItem, after previous: VerilogItem?) -> Bool {
        switch (previous, item) {
        case (nil, _), (.comment, _), (.blank, _), (_, .blank): false
        case (_, .always), (_, .instance), (_, .initial), (_, .comment), (_, .formal): true
        case (.always, _), (.instance, _), (.initial, _): true
        default: false
        }
    }

    private mutating func print(_ ports: [VerilogPort]) {
        let ranges = ports.map { range($0.net.width) }
        let widest = ranges.map(\.utf8.count).max() ?? 0
        for (index, port) in ports.enumerated() {
            let direction = port.isInput ? "input  wire" : port.net.isVariable ? "output reg " : "output wire"
            let padding = String(repeating: " ", count: widest - ranges[index].utf8.count)
            let comma = index + 1 < ports.count ? "," : ""
            let declaration =
                "\(direction) \(padding)\(ranges[index])\(widest > 0 ? " " : "")\(port.net.name)\(comma)"
            print(declaration, comment: port.net.comment, indent: 4)
        }
    }

    /// A comment stands beside its line where it fits, else above.
    private mutating func print(_ content: String, comment: String, indent: Int) {
        if comment.isEmpty { return out.line(content, indent: indent) }
        let fits = indent + content.utf8.count + 5 + comment.count <= LineWriter.lineLength
        if fits && comment.last != " " && !comment.contains("\n") {
            return out.line("\(content)  // \(comment)", indent: indent)
        }
        out.comment(comment, indent: indent)
        out.line(content, indent: indent)
    }

    private func range(_ width: Int) -> String { width == 1 ? "" : "[\(width - 1):0]" }

    private func declaration(_ net: VerilogNet) -> String {
        let attribute = net.attribute.isEmpty ? "" : "(* \(net.attribute) *) "
        let kind = attribute + (net.isVariable ? "reg" : "wire")
        return net.width == 1 ? "\(kind) \(net.name)" : "\(kind) \(range(net.width)) \(net.name)"
    }

    // MARK: Items

    private mutating func print(_ item: VerilogItem) {
        switch item {
        case .declaration(let net): print("\(declaration(net));", comment: net.comment, indent: 4)
        case .definition(let net, let value):
            if !net.comment.isEmpty { out.comment(net.comment, indent: 4) }
            out.line("\(declaration(net)) = ", value, ";", indent: 4)
        case .memory(let name, let width, let depth, let attribute):
            if !attribute.isEmpty { out.line("(* \(attribute) *)", indent: 4) }
            out.line("reg \(width == 1 ? "" : range(width) + " ")\(name) [0:\(depth - 1)];", indent: 4)
        case .parameter(let name, let value):
            let size = value.width == 1 ? "" : "\(range(value.width)) "
            out.line("localparam \(size)\(name) = \(ExpressionText.literal(value));", indent: 4)
        case .assign(let target, let value):
            out.line("assign \(ExpressionText.flat(target)) = ", value, ";", indent: 4)
        case .always(let sensitivity, let statements):
            out.line("always @(\(sensitivity)) begin", indent: 4)
            for statement in statements { print(statement, indent: 8) }
            out.line("end", indent: 4)
        case .initial(let statements):
            out.line("initial begin", indent: 4)
            for statement in statements { print(statement, indent: 8) }
            out.line("end", indent: 4)
        case .instance(let module, let name, let connections, let parameters):
            print(module, name, connections, parameters)
        case .formal(let items):
            out.line("`ifdef FORMAL")
            print(items)
            out.line("`endif")
        case .comment(let comment): out.comment(comment, indent: 4)
        case .blank: out.line()
        }
    }

    private mutating func print(
        _ module: String, _ name: String, _ connections: [VerilogItem.Connection],
        _ parameters: [VerilogItem.ParameterValue]
    ) {
        if !parameters.isEmpty {
            out.line("", module: module, " #(", indent: 4)
            for (index, parameter) in parameters.enumerated() {
                let isLast = index + 1 == parameters.count
                out.line(".\(parameter.name)(\(parameter.text))\(isLast ? "" : ",")", indent: 8)
            }
            out.line(connections.isEmpty ? ") \(name) ();" : ") \(name) (", indent: 4)
        } else {
            out.line("", module: module, connections.isEmpty ? " \(name) ();" : " \(name) (", indent: 4)
        }
        if connections.isEmpty { return }
        for (index, connection) in connections.enumerated() {
            let isLast = index + 1 == connections.count
            out.line("." + connection.port + "(", connection.value, isLast ? ")" : "),", indent: 8)
        }
        out.line(");", indent: 4)
    }

    // MARK: Statements

    private mutating func print(_ statement: VerilogStatement, indent: Int) {
        switch statement {
        case .comment(let comment): out.comment(comment, indent: indent)
        case .property(let kind, let label, let condition):
            out.line("\(label): \(kind.rawValue) (", condition, ");", indent: indent)
        case .assign(let target, let value, let isBlocking):
            out.line("\(ExpressionText.flat(target)) \(isBlocking ? "=" : "<=") ", value, ";", indent: indent)
        case .conditional(let branches, let otherwise):
            for (index, branch) in branches.enumerated() {
                out.line(index == 0 ? "if (" : "end else if (", branch.condition, ") begin", indent: indent)
                for inner in branch.statements { print(inner, indent: indent + 4) }
            }
            if !otherwise.isEmpty {
                out.line("end else begin", indent: indent)
                for inner in otherwise { print(inner, indent: indent + 4) }
            }
            out.line("end", indent: indent)
        case .choice(let subject, let cases, let otherwise, let comment):
            out.line("case (", subject, ")", indent: indent)
            for item in cases { print(item, indent: indent + 4) }
            printDefault(otherwise, comment: comment, indent: indent + 4)
            out.line("endcase", indent: indent)
        }
    }

    private mutating func print(_ item: VerilogStatement.Case, indent: Int) {
        guard item.labels.count == 1 else { return printLabels(item, indent: indent) }
        print(arm: ExpressionText.flat(item.labels[0]), item.statements, remark: "", indent: indent)
    }

    private mutating func printLabels(_ item: VerilogStatement.Case, indent: Int) {
        let labels = item.labels.map(ExpressionText.flat).joined(separator: ", ")
        if indent + labels.utf8.count + ": begin".utf8.count <= LineWriter.lineLength {
            return print(arm: labels, item.statements, remark: "", indent: indent)
        }
        // A concatenation without its braces is a list that knows how to break.
        for (index, label) in item.labels.enumerated() {
            let isLast = index + 1 == item.labels.count
            out.line("", label, isLast ? ": begin" : ",", indent: indent)
        }
        printBlock(item.statements, indent: indent)
    }

    private mutating func printDefault(_ statements: [VerilogStatement], comment: String, indent: Int) {
        if "default: begin  // ".utf8.count + indent + comment.utf8.count > LineWriter.lineLength {
            out.comment(comment, indent: indent)
            print(arm: "default", statements, remark: "", indent: indent)
        } else {
            print(
                arm: "default", statements, remark: comment.isEmpty ? "" : "  // \(comment)", indent: indent)
        }
    }

    /// One assignment stands beside its label where it fits; anything else gets a block.
    private mutating func print(
        arm label: String, _ statements: [VerilogStatement], remark: String, indent: Int
    ) {
        if statements.isEmpty { return out.line("\(label): ;\(remark)", indent: indent) }
        if statements.count == 1, case .assign(let target, let value, let isBlocking) = statements[0] {
            let assignment =
                "\(ExpressionText.flat(target)) \(isBlocking ? "=" : "<=") \(ExpressionText.flat(value));"
            let flat = "\(label): \(assignment)\(remark)"
            if indent + flat.utf8.count <= LineWriter.lineLength { return out.line(flat, indent: indent) }
        }
        out.line("\(label): begin\(remark)", indent: indent)
        printBlock(statements, indent: indent)
    }

    private mutating func printBlock(_ statements: [VerilogStatement], indent: Int) {
        for statement in statements { print(statement, indent: indent + 4) }
        out.line("end", indent: indent)
    }
}
