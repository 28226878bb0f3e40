/// Yosys's text of a mapped module with flip-flops named `r0`, `r1`, …, and the names that those registers have in the
/// design.
///
/// Tools that read the netlist rename cells or escape names as they like; plain names survive them all.
struct NamedRegisters {
    private(set) var text = ""
    private(set) var registers: [FrontEnd.Register] = []
    private(set) var ports: [FrontEnd.Port] = []

    /// - Throws: ``CostError`` for storage that the library has no cell for.
    init(_ source: String, library: CellLibrary, module: String) throws {
        var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var inverterOutputs: [String: String] = [:]
        var aliases: [String: String] = [:]
        var flipFlops: [(line: Int, outputs: [String])] = []
        var numberedPorts: [(number: Int, port: FrontEnd.Port)] = []
        var cell: (type: String, line: Int, connections: [String: String])?
        for (index, line) in lines.enumerated() {
            let words = line.split(separator: " ")
            guard let keyword = words.first else { continue }
            switch keyword {
            case "wire":
                if let port = Self.port(words) { numberedPorts.append(port) }
            case "cell" where words.count == 3:
                cell = (String(words[1]), index, [:])
            case "connect" where words.count >= 3 && cell != nil:
                cell?.connections[String(words[1])] = words[2...].joined(separator: " ")
            case "connect" where words.count == 3:
                aliases[String(words[2])] = String(words[1])
            case "end":
                guard let ended = cell else { continue }
                cell = nil
                if ended.type == "$_NOT_", let input = ended.connections["\\A"] {
                    inverterOutputs[input] = ended.connections["\\Y"]
                } else if ended.type.hasPrefix("$_DFF") || ended.type.hasPrefix("$_SDFF")
                    || ended.type.hasPrefix("$_DLATCH") || ended.type.hasPrefix("$_SR")
                    || ended.type.hasPrefix("$_ALDFF")
                {
                    throw CostError(
                        .library, "\(library.name) has no cell for the storage \(ended.type) of \(module)",
                        remedy: "give a library that has one, or choose another kind of reset in the design")
                } else if let known = library.index.cells[String(ended.type.dropFirst())], known.isFlipFlop {
                    flipFlops.append(
                        (ended.line, known.outputs.compactMap { ended.connections["\\" + $0] }))
                }
            default: break
            }
        }
        for (number, flipFlop) in flipFlops.enumerated() {
            let nets = flipFlop.outputs + flipFlop.outputs.compactMap { inverterOutputs[$0] }
            let names = nets.flatMap { [$0, aliases[$0] ?? $0] }.filter { $0.hasPrefix("\\") }
            let name = names.first.map(Self.readable) ?? "register \(number)"
            registers.append(FrontEnd.Register(cell: "r\(number)", name: name))
            let words = lines[flipFlop.line].split(separator: " ")
            lines[flipFlop.line] = "  cell \(words[1]) \\r\(number)"
        }
        text = lines.joined(separator: "\n")
        ports = numberedPorts.sorted { $0.number < $1.number }.map(\.port)
    }

    /// The ports of a module in Yosys's text, in their order.
    static func ports(_ source: String) -> [FrontEnd.Port] {
        source.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.first == "wire" ? port(words) : nil
        }.sorted { $0.number < $1.number }.map(\.port)
    }

    /// `\held [3]` as `held[3]`.
    static func readable(_ net: String) -> String {
        net.dropFirst().filter { $0 != " " }
    }

    private static func port(_ words: [Substring]) -> (number: Int, port: FrontEnd.Port)? {
        guard let name = words.last,
            let place = words.firstIndex(where: { $0 == "input" || $0 == "output" || $0 == "inout" }),
            let number = Int(words[place + 1])
        else { return nil }
        let width = words.firstIndex(of: "width").flatMap { Int(words[$0 + 1]) } ?? 1
        return (
            number,
            FrontEnd.Port(name: String(name.dropFirst()), width: width, isInput: words[place] == "input")
        )
    }
}
