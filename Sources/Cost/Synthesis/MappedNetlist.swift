import ExternalTools
import Foundation

/// A module mapped to a library by one recipe, and timed.
struct MappedNetlist {
    /// Folder with `netlist.v` and `point.json`.
    let folder: String
    let point: CostPoint
    /// Cells of the library that the netlist has.
    let cellNames: Set<String>
    /// Nets behind the gates of clocks.
    let gatedClocks: Set<String>

    static func key(
        _ module: CostModule, _ recipe: Recipe, _ library: CellLibrary, _ tools: CostTools
    ) -> String {
        var hash = SHA256()
        for field in [
            "point 5", FrontEnd.key(module, recipe.adders, library, tools), recipe.script, module.clock,
            tools.timerIdentity,
        ] {
            hash.update(field: field)
        }
        return hash.finish()
    }

    init(
        _ module: CostModule, _ recipe: Recipe, _ library: CellLibrary, _ tools: CostTools,
        _ cache: ContentCache
    ) throws {
        let key = Self.key(module, recipe, library, tools)
        folder = "\(cache.directory)/cost/points/\(key)"
        if access(folder, F_OK) != 0 {
            let entry = folder
            try ContentCache.withLock(entry + ".lock") {
                if access(entry, F_OK) == 0 { return }
                let front = try FrontEnd(module, recipe.adders, library, tools, cache)
                try ContentCache.makeEntry(entry) { partial in
                    try Self.run(module, recipe, front, library, tools, key: key, into: partial)
                }
            }
        }
        guard let data = FileManager.default.contents(atPath: folder + "/point.json"),
            let point = try? JSONDecoder().decode(CostPoint.self, from: data),
            let text = FileManager.default.contents(atPath: folder + "/netlist.v")
        else {
            throw CostError(.tool, "the cache's \(folder) can't be read", remedy: "delete that folder")
        }
        self.point = point
        let verilog = String(decoding: text, as: UTF8.self)
        cellNames = Set(try Self.cellCounts(verilog, library, module).keys)
        gatedClocks = library.index.clockGate.map { Self.gatedClocks(verilog, $0) } ?? []
    }

    private static func run(
        _ module: CostModule, _ recipe: Recipe, _ front: FrontEnd, _ library: CellLibrary, _ tools: CostTools,
        key: String, into partial: String
    ) throws {
        try Workspace.with { folder in
            try folder.write(recipe.script, to: "recipe.abc")
            try folder.write(
                """
                set_driving_cell \(library.buffer)
                set_load \(library.index.bufferCapacitance)

                """, to: "constraints")
            // The recipe's file has to be named by its whole path: abc works in a folder of its own.
            let script = """
                read_ilang \(front.folder)/front.il
                abc -liberty \(library.combinationalPath) -script \(folder.path("recipe.abc")) \
                -constr \(folder.path("constraints"))
                opt_clean -purge
                write_verilog -noattr -noexpr -simple-lhs netlist.v
                """
            let log = try tools.synthesise(
                script, in: folder, purpose: "\(module.name) can't be mapped to \(library.name)")
            let text = folder.text("netlist.v")
            let counts = try cellCounts(text, library, module)
            let cells = library.index.cells
            func sum(
                _ isCounted: (CellLibrary.Index.Cell) -> Bool, _ value: (CellLibrary.Index.Cell) -> Double
            )
                -> Double
            {
                counts.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
                    guard let cell = cells[entry.key], isCounted(cell) else { return sum }
                    return sum + Double(entry.value) * value(cell)
                }
            }
            let timing = try TimingAnalysis(
                netlist: folder.path("netlist.v"), cells: Set(counts.keys), module: module, library: library,
                tools: tools
            ).run(registers: front.result.registers, ports: front.result.ports)
            let area = sum({ _ in true }, \.area)
            let point = CostPoint(
                recipe: recipe, area: Self.rounded(area),
                nand2Equivalents: Self.rounded(area / library.nand2Area),
                cells: counts.values.reduce(0, +), flipFlops: Int(sum(\.isFlipFlop, { _ in 1 })),
                clockGates: library.index.clockGate.flatMap { counts[$0.cell] } ?? 0,
                flipFlopArea: Self.rounded(sum(\.isFlipFlop, \.area)), period: Self.rounded(timing.period),
                criticalPath: timing.criticalPath, logicDelay: logicDelay(log), netlist: key)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try Workspace.write(text, to: partial + "/netlist.v")
            try Workspace.write(
                String(decoding: encoder.encode(point), as: UTF8.self), to: partial + "/point.json")
        }
    }

    /// To millionths: what is beyond comes from adding.
    private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

    /// Nanoseconds of abc's last `stime`, which writes `Delay = 1241.03 ps`; zero when there was no logic to time.
    private static func logicDelay(_ log: String) -> Double {
        guard
            let line = log.split(separator: "\n").last(where: {
                $0.contains("ABC: ") && $0.contains("Delay = ")
            }),
            let range = line.range(of: "Delay = ")
        else { return 0 }
        let number = line[range.upperBound...].split(separator: " ").first ?? ""
        return (Double(number) ?? 0) / 1000
    }

    private static func gatedClocks(_ netlist: String, _ gate: ClockGate) -> Set<String> {
        var nets: Set<String> = []
        var isGate = false
        for line in netlist.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            if text.hasSuffix(" (") { isGate = text.hasPrefix(gate.cell + " ") }
            let connection = ".\(gate.output)("
            guard isGate, text.hasPrefix(connection) else { continue }
            nets.insert(String(text.dropFirst(connection.count).prefix { $0 != ")" }))
        }
        return nets
    }

    /// How many of each cell a netlist has.
    ///
    /// - Throws: ``CostError`` for a cell that isn't the library's.
    private static func cellCounts(
        _ netlist: String, _ library: CellLibrary, _ module: CostModule
    ) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for line in netlist.split(separator: "\n") where line.hasPrefix("  ") && line.hasSuffix(" (") {
            let words = line.split(separator: " ")
            guard words.count == 3 else { continue }
            let name = String(words[0])
            guard library.index.cells[name] != nil else {
                throw CostError(
                    .design, "\(module.name) has a cell \(name), which \(library.name) has nothing for",
                    remedy: "leave latches and black boxes out of what is measured")
            }
            counts[name, default: 0] += 1
        }
        return counts
    }
}
