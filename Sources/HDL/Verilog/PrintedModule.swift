/// A module's Verilog, which tells where it names modules: that of a module that differs in such names only is made
/// from it without being printed again.
struct PrintedModule {
    let text: String
    /// Each name and where in the text's UTF-8 it starts, in order.
    let moduleNames: [(name: String, offset: Int)]
    /// The Swift place of each line, unknown for blank lines and directives; empty unless the printer traced them.
    var origins: [SourceLocation] = []

    /// The text with other names of modules.
    func text(renaming newNames: [String: String]) -> String {
        let source = text.utf8
        var result = ""
        result.reserveCapacity(source.count + 16 * moduleNames.count)
        var rest = source.startIndex
        for (name, offset) in moduleNames {
            let start = source.index(source.startIndex, offsetBy: offset)
            result += text[rest..<start]
            result += newNames[name] ?? name
            rest = source.index(start, offsetBy: name.utf8.count)
        }
        result += text[rest...]
        return result
    }
}
