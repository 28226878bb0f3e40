import ExternalTools
import Foundation

/// A module as gates without sizes and flip-flops of a library: what all recipes with one style of adders start from.
struct FrontEnd {
    /// A bit of state, or the gate of its clock, by the name it has in the design.
    struct Register: Codable {
        /// Name of the cell in the netlist.
        let cell: String
        let name: String
    }

    struct Port: Codable, Hashable {
        let name: String
        let width: Int
        let isInput: Bool
    }

    struct Result: Codable {
        let registers: [Register]
        let ports: [Port]
    }

    /// Folder with `front.il` and `result.json`.
    let folder: String
    let result: Result

    static func key(_ module: CostModule, _ adders: AdderStyle, _ library: CellLibrary, _ tools: CostTools)
        -> String
    {
        var hash = SHA256()
        for field in [
            "front 2", module.verilog, module.top, "\(module.isOwnLogicOnly)", adders.technologyMap,
            library.identity, tools.synthesisIdentity,
        ] {
            hash.update(field: field)
        }
        return hash.finish()
    }

    /// Reads, flattens and maps, or takes the result from the cache.
    init(
        _ module: CostModule, _ adders: AdderStyle, _ library: CellLibrary, _ tools: CostTools,
        _ cache: ContentCache
    ) throws {
        folder = "\(cache.directory)/cost/front/\(Self.key(module, adders, library, tools))"
        if access(folder, F_OK) != 0 {
            let entry = folder
            try ContentCache.withLock(entry + ".lock") {
                if access(entry, F_OK) == 0 { return }
                try ContentCache.makeEntry(entry) { partial in
                    try Self.run(module, adders, library, tools, into: partial)
                }
            }
        }
        guard let data = FileManager.default.contents(atPath: folder + "/result.json"),
            let result = try? JSONDecoder().decode(Result.self, from: data)
        else {
            throw CostError(.tool, "the cache's \(folder) can't be read", remedy: "delete that folder")
        }
        self.result = result
    }

    private static func run(
        _ module: CostModule, _ adders: AdderStyle, _ library: CellLibrary, _ tools: CostTools,
        into partial: String
    ) throws {
        try Workspace.with { folder in
            try folder.write(module.verilog, to: "design.v")
            try folder.write(adders.technologyMap, to: "adders.v")
            try checkTop(module)
            let children = module.isOwnLogicOnly ? Self.children(of: module) : []
            // The children's contents go first, so that they are neither read further nor flattened.
            let isolation =
                children.isEmpty
                ? "" : "blackbox \(children.joined(separator: " "))\nhierarchy -top \(module.top)"
            let exposure =
                children.isEmpty
                ? ""
                : "cd \(module.top)\nexpose -evert -sep . "
                    + children.map { "t:\($0)" }.joined(separator: " ") + "\ncd\n"
            let reading = """
                read_verilog design.v
                hierarchy -top \(module.top)
                \(isolation)
                proc -norom
                flatten
                \(exposure)
                opt
                wreduce
                peepopt
                opt_clean
                alumacc
                share
                opt
                memory -nomap
                memory_map
                opt -mux_undef -undriven -fine
                simplemap t:$dffe
                select \(module.top)
                write_ilang -selected enables.il
                """
            let purpose = "\(module.name) can't be synthesised"
            try tools.synthesise(reading, in: folder, purpose: purpose)
            let gated = GatedClocks(folder.text("enables.il"), gate: library.index.clockGate)
            try folder.write(gated.text, to: "gated.il")
            let mapping = """
                read_ilang gated.il
                techmap -map adders.v -map +/techmap.v
                opt
                dfflibmap -liberty \(library.flipFlopPath)
                opt_clean
                select \(module.top)
                write_ilang -selected front.il
                """
            try tools.synthesise(mapping, in: folder, purpose: purpose)
            let named = try NamedRegisters(folder.text("front.il"), library: library, module: module.name)
            try Workspace.write(named.text, to: partial + "/front.il")
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let result = Result(registers: named.registers + gated.gates, ports: named.ports)
            try Workspace.write(
                String(decoding: encoder.encode(result), as: UTF8.self), to: partial + "/result.json")
        }
    }

    /// Names of the modules in the Verilog.
    static func moduleNames(_ verilog: String) -> [String] {
        verilog.split(separator: "\n").compactMap { line in
            let words = line.split { " (#;\t".contains($0) }
            return words.count > 1 && words[0] == "module" ? String(words[1]) : nil
        }
    }

    private static func children(of module: CostModule) -> [String] {
        moduleNames(module.verilog).filter { $0 != module.top }
    }

    /// - Throws: ``CostError`` that names the modules there are.
    static func checkTop(_ module: CostModule) throws {
        let names = moduleNames(module.verilog)
        guard !names.contains(module.top) else { return }
        throw CostError(
            .design, "there is no module '\(module.top)' in the Verilog of \(module.name)",
            remedy: "name one of \(names.sorted().joined(separator: ", "))")
    }
}
