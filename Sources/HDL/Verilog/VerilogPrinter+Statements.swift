// Statements of always and initial blocks.

extension VerilogPrinter {
    mutating func print(_ statement: VerilogStatement, indent: Int) {
        out.origin = statement.origin
        switch statement.kind {
        case .comment(let comment): out.comment(comment, indent: indent)
        case .property(let kind, let label, let condition):
            out.line("\(label): \(kind.rawValue) (", condition, ");", indent: indent)
        case .assign(let target, let value, let isBlocking):
            out.start(indent: indent)
            out.append(flat: target)
            out.append(isBlocking ? " = " : " <= ")
            out.finish(value, ";")
        case .conditional(let branches, let otherwise):
            for (index, branch) in branches.enumerated() {
                out.origin = branch.origin
                out.line(index == 0 ? "if (" : "end else if (", branch.condition, ") begin", indent: indent)
                for inner in branch.statements { print(inner, indent: indent + 4) }
            }
            if !otherwise.isEmpty {
                out.origin = otherwise.origin
                out.line("end else begin", indent: indent)
                for inner in otherwise.statements { print(inner, indent: indent + 4) }
            }
            out.origin = statement.origin
            out.line("end", indent: indent)
        case .choice(let subject, let cases, let otherwise, let comment):
            out.line("case (", subject, ")", indent: indent)
            for item in cases { print(item, indent: indent + 4) }
            out.origin = otherwise.origin.isKnown ? otherwise.origin : statement.origin
            printDefault(otherwise.statements, comment: comment, indent: indent + 4)
            out.origin = statement.origin
            out.line("endcase", indent: indent)
        }
    }

    private mutating func print(_ item: VerilogStatement.Case, indent: Int) {
        out.origin = item.origin
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
        if statements.count == 1, case .assign(let target, let value, let isBlocking) = statements[0].kind {
            let assignment =
                "\(ExpressionText.flat(target)) \(isBlocking ? "=" : "<=") \(ExpressionText.flat(value));"
            let flat = "\(label): \(assignment)\(remark)"
            if indent + flat.utf8.count <= LineWriter.lineLength {
                out.origin = statements[0].origin
                return out.line(flat, indent: indent)
            }
        }
        out.line("\(label): begin\(remark)", indent: indent)
        printBlock(statements, indent: indent)
    }

    private mutating func printBlock(_ statements: [VerilogStatement], indent: Int) {
        let origin = out.origin
        for statement in statements { print(statement, indent: indent + 4) }
        out.origin = origin
        out.line("end", indent: indent)
    }
}
