/// Prints a syntax tree in one of the dialects; it decides nothing but where lines break.
struct VerilogPrinter {
    var out: LineWriter
    let words: DialectWords

    static func print(
        _ module: VerilogModule, as dialect: VerilogOptions.Dialect, isTracing: Bool = false
    ) -> PrintedModule {
        var printer = VerilogPrinter(
            out: LineWriter(isTracing: isTracing), words: DialectWords(dialect))
        printer.out.reserve(lines: module.ports.count + module.items.reduce(0) { $0 + $1.expectedLines })
        printer.print(module)
        return PrintedModule(
            text: printer.out.text.text, moduleNames: printer.out.moduleNames, origins: printer.out.origins)
    }

    private mutating func print(_ module: VerilogModule) {
        out.origin = module.origin
        if !module.documentation.isEmpty { out.comment(module.documentation, indent: 0) }
        printDirective("`default_nettype none")
        out.line()
        out.origin = module.origin
        out.start(indent: 0)
        out.append("module ")
        out.append(module: module.name)
        if module.ports.isEmpty {
            out.finish(";")
        } else {
            out.finish(" (")
            print(module.ports)
            out.origin = module.origin
            out.line(");")
        }
        print(module.items)
        out.origin = module.origin
        out.line("endmodule")
        out.line()
        printDirective("`default_nettype wire")
    }

    /// No statement of the design asks for a directive.
    private mutating func printDirective(_ directive: String) {
        out.origin = .unknown
        out.line(directive)
    }

    private mutating func print(_ items: [VerilogItem]) {
        var previous = Spacing.none
        for item in items {
            let spacing = Spacing(item)
            if spacing.needsBlank(after: previous) { out.line() }
            out.origin = item.origin
            print(item)
            previous = spacing
        }
    }

    /// Which items have blank lines around them.
    private enum Spacing {
        /// Before the first item, and a blank line.
        case none
        case plain, comment, formal, block

        init(_ item: VerilogItem) {
            self =
                switch item.kind {
                case .blank: .none
                case .comment: .comment
                case .formal: .formal
                case .always, .instance, .initial: .block
                default: .plain
                }
        }

        func needsBlank(after previous: Spacing) -> Bool {
            switch (previous, self) {
            case (.none, _), (.comment, _), (_, .none): false
            case (_, .block), (_, .comment), (_, .formal), (.block, _): true
            default: false
            }
        }
    }

    private mutating func print(_ ports: [VerilogPort]) {
        let widest = ports.reduce(0) { max($0, $1.net.width == 1 ? 0 : rangeLength($1.net.width)) }
        var content = TextBuffer()
        for (index, port) in ports.enumerated() {
            content.removeAll()
            content +=
                port.isInput ? words.input : port.net.isVariable ? words.outputVariable : words.output
            let length = port.net.width == 1 ? 0 : rangeLength(port.net.width)
            content.appendSpaces(1 + widest - length)
            if length > 0 { Self.append(range: port.net.width, to: &content) }
            if widest > 0 { content.append(UInt8(ascii: " ")) }
            content += port.net.name
            if index + 1 < ports.count { content.append(UInt8(ascii: ",")) }
            out.origin = port.net.origin
            print(content, comment: port.net.comment, indent: 4)
        }
    }

    /// A comment stands beside its line where it fits, else above.
    private mutating func print(_ content: TextBuffer, comment: String, indent: Int) {
        var remark = ""
        if !comment.isEmpty {
            let fits = indent + content.count + 5 + comment.count <= LineWriter.lineLength
            if fits && comment.last != " " && !comment.contains("\n") {
                remark = "  // \(comment)"
            } else {
                out.comment(comment, indent: indent)
            }
        }
        out.start(indent: indent)
        out.append(content)
        out.finish(remark)
    }

    /// Columns of `[width − 1:0]`.
    private func rangeLength(_ width: Int) -> Int { "[:0]".utf8.count + ExpressionText.digits(width - 1) }

    private static func append(range width: Int, to text: inout TextBuffer) {
        text.append(UInt8(ascii: "["))
        text += width - 1
        text += ":0]"
    }

    private static func append(_ net: VerilogNet, _ kind: String, to text: inout TextBuffer) {
        if !net.attribute.isEmpty { text += "(* \(net.attribute) *) " }
        text += kind
        text += " "
        if net.width > 1 {
            append(range: net.width, to: &text)
            text.append(UInt8(ascii: " "))
        }
        text += net.name
    }

    // MARK: Items

    private mutating func print(_ item: VerilogItem) {
        switch item.kind {
        case .declaration(let net):
            let kind = net.isVariable ? words.variable : words.net
            if net.comment.isEmpty {
                out.start(indent: 4)
                out.append { Self.append(net, kind, to: &$0) }
                return out.finish(";")
            }
            var content = TextBuffer()
            Self.append(net, kind, to: &content)
            content += ";"
            print(content, comment: net.comment, indent: 4)
        case .definition(let net, let value):
            if !net.comment.isEmpty { out.comment(net.comment, indent: 4) }
            out.start(indent: 4)
            out.append { Self.append(net, words.definedNet, to: &$0) }
            out.append(" = ")
            out.finish(value, ";")
        case .memory(let name, let width, let depth, let attribute):
            if !attribute.isEmpty { out.line("(* \(attribute) *)", indent: 4) }
            let size = width == 1 ? "" : "[\(width - 1):0] "
            out.line("\(words.variable) \(size)\(name)\(words.words(depth));", indent: 4)
        case .parameter(let name, let value):
            let size = value.width == 1 ? "" : "[\(value.width - 1):0] "
            out.line("\(words.parameter) \(size)\(name) = \(ExpressionText.literal(value));", indent: 4)
        case .assign(let target, let value):
            out.start(indent: 4)
            out.append("assign ")
            out.append(flat: target)
            out.append(" = ")
            out.finish(value, ";")
        case .always(let trigger, let statements):
            out.line("\(words.always(trigger)) begin", indent: 4)
            for statement in statements { print(statement, indent: 8) }
            out.origin = item.origin
            out.line("end", indent: 4)
        case .initial(let statements):
            out.line("initial begin", indent: 4)
            for statement in statements { print(statement, indent: 8) }
            out.origin = item.origin
            out.line("end", indent: 4)
        case .instance(let module, let name, let connections, let parameters):
            print(module, name, connections, parameters, origin: item.origin)
        case .formal(let items):
            printDirective("`ifdef FORMAL")
            print(items)
            printDirective("`endif")
        case .comment(let comment): out.comment(comment, indent: 4)
        case .blank: out.line()
        }
    }

    private mutating func print(
        _ module: String, _ name: String, _ connections: [VerilogItem.Connection],
        _ parameters: [VerilogItem.ParameterValue], origin: SourceLocation
    ) {
        out.start(indent: 4)
        out.append(module: module)
        if !parameters.isEmpty {
            out.finish(" #(")
            for (index, parameter) in parameters.enumerated() {
                let isLast = index + 1 == parameters.count
                out.line(".\(parameter.name)(\(parameter.text))\(isLast ? "" : ",")", indent: 8)
            }
            out.start(indent: 4)
            out.append(")")
        }
        out.append(" ")
        out.append(name)
        out.finish(connections.isEmpty ? " ();" : " (")
        if connections.isEmpty { return }
        for (index, connection) in connections.enumerated() {
            let isLast = index + 1 == connections.count
            out.origin = connection.origin
            out.start(indent: 8)
            out.append(UInt8(ascii: "."))
            out.append(connection.port)
            out.append(UInt8(ascii: "("))
            out.finish(connection.value, isLast ? ")" : "),")
        }
        out.origin = origin
        out.line(");", indent: 4)
    }
}

extension VerilogItem {
    /// About as many lines as it takes.
    fileprivate var expectedLines: Int {
        if case .instance(_, _, let connections, _) = kind { connections.count + 3 } else { 1 }
    }
}
