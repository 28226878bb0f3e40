import Foundation

/// Makes of Liberty files what synthesis and timing read.
struct LibraryPreparation {
    private let name: String
    private let header: String
    private let cells: [(cell: LibertyCell, text: String)]
    private let excluded: Set<String>
    private let flipFlops: [String]
    private let nand2: LibertyCell
    private let buffer: LibertyCell
    private let clockGate: ClockGate?
    /// Femtofarads of one unit of capacitance.
    private let femtofarads: Double

    /// - Throws: ``CostError`` of kind `library` when a cell that no design does without is missing.
    init(_ files: [LibertyFile], excluding patterns: [String]) throws {
        let merged = try LibertyFile.merged(files)
        name = files[0].name
        header = "library (\"\(name)\") {\n" + merged.header.joined(separator: "\n") + "\n"
        var cells: [(cell: LibertyCell, text: String)] = []
        for (name, text) in merged.cells {
            let scanner = LibertyScanner(bytes: Array(text.utf8))
            do {
                let group = try scanner.statements(in: 0..<scanner.bytes.count)
                let cell = try LibertyCell(name, group.first?.body ?? 0..<0, in: scanner)
                cells.append((cell, text))
            } catch let error as LibertyScanner.SyntaxError {
                throw CostError(
                    .library, "the cell \(name) of \(files[0].path): \(error.problem)",
                    remedy: "give a whole file in Liberty (.lib or .lib.gz)")
            }
        }
        self.cells = cells
        let place = files.map(\.path).joined(separator: ", ")
        let excluded = Set(
            cells.map(\.cell.name).filter { name in patterns.contains { fnmatch($0, name, 0) == 0 } })
        self.excluded = excluded
        let usable = cells.map(\.cell).filter { !excluded.contains($0.name) }
        func smallest(_ gate: LibertyCell.Gate, _ meaning: String) throws -> LibertyCell {
            let candidates = usable.filter { $0.gate == gate }
            let named = candidates.filter { $0.name.lowercased().contains("buf") }
            let chosen = (gate == .buffer && !named.isEmpty ? named : candidates)
                .min { ($0.area, $0.name) < ($1.area, $1.name) }
            guard let chosen else {
                throw CostError(
                    .library, "\(place): there is no \(meaning) that may be used",
                    remedy: "give all Liberty files of the library, and exclude fewer cells")
            }
            return chosen
        }
        nand2 = try smallest(.nand2, "NAND of two inputs")
        buffer = try smallest(.buffer, "buffer")
        let inverter = try smallest(.inverter, "inverter")
        flipFlops = Self.chosenFlipFlops(usable, inverterArea: inverter.area)
        guard !flipFlops.isEmpty else {
            throw CostError(
                .library, "\(place): there is no flip-flop that may be used",
                remedy:
                    "add the Liberty file with the sequential cells by another --liberty, or exclude fewer cells"
            )
        }
        clockGate =
            usable.filter { $0.kind == .clockGate }.min { ($0.area, $0.name) < ($1.area, $1.name) }?.clockGate
        femtofarads = try Self.femtofarads(files[0])
    }

    /// The flip-flop of each behaviour that takes the least area, with the inverter that one without a true output
    /// needs: `dfflibmap` alone would prefer a large cell with a true output.
    private static func chosenFlipFlops(_ cells: [LibertyCell], inverterArea: Double) -> [String] {
        let groups = Dictionary(grouping: cells.filter { $0.kind == .flipFlop }, by: \.behaviour)
        return groups.values.compactMap { group in
            group.min {
                let (first, second) = (
                    $0.area + ($0.isInverting ? inverterArea : 0),
                    $1.area + ($1.isInverting ? inverterArea : 0)
                )
                return (first, $0.name) < (second, $1.name)
            }?.name
        }.sorted()
    }

    private static func femtofarads(_ file: LibertyFile) throws -> Double {
        let unit = file.header.first { $0.name == "capacitive_load_unit" }?.value ?? "1,pf"
        let parts = unit.split(separator: ",").map { $0.filter { !$0.isWhitespace && $0 != "\"" } }
        let scales = ["ff": 1.0, "pf": 1000, "nf": 1e6]
        guard parts.count == 2, let factor = Double(parts[0]), let scale = scales[parts[1].lowercased()]
        else {
            throw CostError(
                .library, "\(file.path): the capacitive_load_unit (\(unit)) isn't understood",
                remedy: "give it as (1,pf) or (1,ff)")
        }
        return factor * scale
    }

    /// Writes the three libraries and the index into a folder.
    func write(to folder: String) throws {
        var (library, offset) = ([UInt8](header.utf8), 0)
        var index: [String: CellLibrary.Index.Cell] = [:]
        for (cell, text) in cells {
            offset = library.count
            library += Array(text.utf8)
            index[cell.name] = CellLibrary.Index.Cell(
                area: cell.area, isFlipFlop: cell.kind == .flipFlop, outputs: cell.outputs, offset: offset,
                length: library.count - offset)
            library.append(UInt8(ascii: "\n"))
        }
        library += Array("}\n".utf8)
        let combinational = cells.filter {
            $0.cell.kind == .combinational && !excluded.contains($0.cell.name)
        }
        var texts = ["library.lib": library]
        texts["combinational.lib"] = Array(
            try
                (header + combinational.map { try Self.withoutPower($0.text) }.joined(separator: "\n")
                + "\n}\n")
                .utf8)
        texts["flipflops.lib"] = Array(
            try
                (header
                + cells.filter { flipFlops.contains($0.cell.name) }.map { try Self.withoutPower($0.text) }
                .joined(separator: "\n") + "\n}\n").utf8)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        texts["index.json"] = [UInt8](
            try encoder.encode(
                CellLibrary.Index(
                    name: name, headerLength: header.utf8.count, cells: index, nand2: nand2.name,
                    nand2Area: nand2.area, buffer: buffer.name,
                    bufferCapacitance: buffer.inputCapacitance * femtofarads, clockGate: clockGate,
                    usableCellCount: combinational.count + flipFlops.count)))
        for (name, bytes) in texts {
            do {
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
            } catch {
                throw CostError(
                    .library, "\(folder)/\(name) can't be written (\(error.localizedDescription))",
                    remedy: "free the space or name another directory with BITMOD_CACHE")
            }
        }
    }

    /// A cell without its power tables, which are most of its text and which synthesis doesn't read.
    private static func withoutPower(_ text: String) throws -> String {
        let scanner = LibertyScanner(bytes: Array(text.utf8))
        var removed: [Range<Int>] = []
        func visit(_ range: Range<Int>, depth: Int) throws {
            for statement in try scanner.statements(in: range) {
                if ["internal_power", "leakage_power"].contains(statement.name) {
                    removed.append(statement.range)
                } else if depth < 2, let body = statement.body {
                    try visit(body, depth: depth + 1)
                }
            }
        }
        try visit(0..<scanner.bytes.count, depth: 0)
        var result: [UInt8] = []
        var position = 0
        for range in removed {
            result += scanner.bytes[position..<range.lowerBound]
            position = range.upperBound
        }
        return String(decoding: result + scanner.bytes[position...], as: UTF8.self)
    }
}
