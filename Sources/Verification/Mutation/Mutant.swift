/// One fault, as Yosys's `mutate` defines it: a bit of a cell's port is inverted, stuck or tied to another bit.
public struct Mutant: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Value of the input `mutation` that puts the fault in, from 1.
    public let number: Int
    /// What the fault is and where, in terms of the Verilog: the key by which waivers name it.
    ///
    /// It holds neither line numbers nor the numbers of Yosys's cells, so edits elsewhere leave it as it is.
    public internal(set) var description: String
    /// Yosys's command for it, without the control signal.
    public let command: String
    /// Name of the cell in Yosys.
    let cell: String
    /// Port of the cell.
    let port: String

    /// Reads a line of `mutate -list`; nil when it is the line of the unmutated design or none at all.
    ///
    /// - Parameter source: lines of the mutated module's Verilog.
    init?(line: String, source: [String]) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 4, words[0] == "mutate", words[1] == "-ctrl", let number = Int(words[4]) else {
            return nil
        }
        var options: [String: String] = [:]
        var places: [String] = []
        for index in stride(from: 5, to: words.count - 1, by: 2) {
            if words[index] == "-src" {
                places.append(words[index + 1])
            } else {
                options[words[index]] = words[index + 1]
            }
        }
        guard let mode = options["-mode"], let cell = options["-cell"], let port = options["-port"],
            let bit = options["-portbit"]
        else { return nil }
        self.number = number
        self.cell = cell
        self.port = port
        command = words[5...].joined(separator: " ")
        var text = "\(mode) \(Self.kind(ofCell: cell)).\(port)[\(bit)]"
        if let control = options["-ctrlbit"] { text += " by [\(control)]" }
        if let wire = options["-wire"], let wireBit = options["-wirebit"] { text += ", \(wire)[\(wireBit)]" }
        var excerpts: [String] = []
        for place in places {
            guard let excerpt = Self.excerpt(place, source), !excerpts.contains(excerpt) else { continue }
            excerpts.append(excerpt)
        }
        description = ([text] + excerpts).joined(separator: " | ")
    }

    /// Adds the cell's own name where two mutants read the same.
    static func distinguish(_ mutants: [Mutant]) -> [Mutant] {
        var counts: [String: Int] = [:]
        for mutant in mutants { counts[mutant.description, default: 0] += 1 }
        return mutants.map { mutant in
            var mutant = mutant
            if counts[mutant.description, default: 0] > 1 {
                mutant.description += " | \(mutant.cell.split(separator: "$").last ?? "")"
            }
            return mutant
        }
    }

    /// `$add` of `$add$file:12$34`: what the cell computes, without where and which.
    private static func kind(ofCell cell: String) -> String {
        guard cell.hasPrefix("$") else { return cell }
        return "$" + (cell.dropFirst().split(separator: "$").first ?? "")
    }

    /// First line of the source that `place`, file:line.column-line.column, spans; nil for places made by Yosys.
    private static func excerpt(_ place: String, _ source: [String]) -> String? {
        guard let span = place.split(separator: ":").last else { return nil }
        let ends = span.split(separator: "-").map { $0.split(separator: ".").compactMap { Int($0) } }
        guard ends.count == 2, ends[0].count == 2, ends[1].count == 2 else { return nil }
        let (line, column) = (ends[0][0], ends[0][1])
        guard source.indices.contains(line - 1), column >= 1 else { return nil }
        let characters = Array(source[line - 1])
        let end = ends[1][0] == line ? min(ends[1][1] - 1, characters.count) : characters.count
        guard column - 1 < end else { return nil }
        let text = String(characters[(column - 1)..<end])
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
