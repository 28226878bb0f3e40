import ExternalTools
import Foundation

/// Simulates a mapped netlist without delays and counts how often its nets change.
struct ActivityMeasurement {
    let netlist: MappedNetlist
    let module: CostModule
    let ports: [FrontEnd.Port]
    let library: CellLibrary
    let tools: CostTools

    /// Cycles of random inputs for modules without a workload.
    private static let randomCycles = 512
    private static let seed: UInt64 = 1
    /// Cycles in which the reset holds, before the workload.
    private static let resetCycles = 4
    /// Cycles of the workload that aren't counted, until what was there before is out of the pipeline.
    private static let warmUpCycles = 8

    /// What the inputs are.
    var vectors: PortVectors {
        get throws {
            let inputs = ports.filter { $0.isInput && $0.name != module.clock }
            guard let workload = module.workload else {
                return .random(
                    ports: inputs.filter { $0.name != module.reset }.map {
                        .init(name: $0.name, width: $0.width)
                    },
                    cycles: Self.randomCycles, seed: Self.seed)
            }
            for port in workload.ports
            where !inputs.contains(where: { $0.name == port.name && $0.width == port.width }) {
                throw CostError(
                    .workload,
                    "the workload has \(port.name) of \(port.width) bits, which \(module.name) has no such input for",
                    remedy: "record the inputs of this module")
            }
            return workload
        }
    }

    static func key(_ point: CostPoint, _ vectors: PortVectors) -> String {
        var hash = SHA256()
        hash.update(field: "activity 2")
        hash.update(field: point.netlist)
        hash.update(field: vectors.source)
        for port in vectors.ports { hash.update(field: "\(port.name) \(port.width)") }
        for cycle in vectors.cycles { hash.update(field: cycle) }
        return hash.finish()
    }

    func run() throws -> Activity {
        let vectors = try vectors
        return try Workspace.with { folder in
            try writeModels(to: folder)
            try folder.write(vectors.cycles.joined(separator: "\n") + "\n", to: "vectors.txt")
            try folder.write(bench(vectors), to: "bench.v")
            let compiled = try tools.compiler.run(
                [
                    "-g2005-sv", "-s", "activity_bench", "-o", "bench.vvp", "bench.v",
                    netlist.folder + "/netlist.v", "cells.v",
                ],
                in: folder.url)
            guard compiled.status == 0 else { throw failure("compiled", compiled.text) }
            let run = try tools.simulator.run(["-n", "bench.vvp"], in: folder.url)
            guard run.status == 0,
                let dump = FileManager.default.contents(atPath: folder.path("activity.vcd"))
            else {
                throw failure("simulated", run.text)
            }
            let clocks = netlist.gatedClocks.union([module.clock])
            return Activity(
                togglesPerCycle: try Self.rate([UInt8](dump), clocks: clocks, source: vectors.source),
                cycles: vectors.cycles.count - min(Self.warmUpCycles, vectors.cycles.count / 2),
                source: vectors.source)
        }
    }

    /// Writes `cells.v`, models of the netlist's cells.
    func writeModels(to folder: Workspace) throws {
        let gate = library.index.clockGate
        let gates = Set([gate?.cell].compactMap { $0 })
        try folder.write(library.subset(netlist.cellNames.subtracting(gates)), to: "cells.lib")
        try tools.synthesise(
            "read_liberty -ignore_miss_func cells.lib\nproc\nwrite_verilog -noattr cells.v\n", in: folder,
            purpose: "no simulation models can be made of \(library.name)")
        try folder.write(Self.initialised(folder.text("cells.v")) + (gate?.verilog ?? ""), to: "cells.v")
    }

    /// The models with every flip-flop at zero at the start: registers of the data path have no reset, and what they
    /// hold before the first value mustn't stay unknown.
    private static func initialised(_ models: String) -> String {
        models.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("  reg ") && line.hasSuffix(";") && !line.contains("=")
                ? line.dropLast() + " = 1'h0;" : String(line)
        }.joined(separator: "\n")
    }

    private func bench(_ vectors: PortVectors) -> String {
        let inputs = ports.filter { $0.isInput && $0.name != module.clock }
        let hasClock = ports.contains { $0.isInput && $0.name == module.clock }
        func escaped(_ name: String) -> String { "\\\(name) " }
        var connections = inputs.enumerated().map { ".\(escaped($1.name))(input_\($0))" }
        if hasClock { connections.append(".\(escaped(module.clock))(clock)") }
        var lines = ["module activity_bench;", "  reg clock = 0;"]
        lines += inputs.enumerated().map { "  reg [\($1.width - 1):0] input_\($0) = 0;" }
        lines += [
            "  reg [\(max(vectors.width, 1) - 1):0] vectors [0:\(max(vectors.cycles.count, 1) - 1)];",
            "  reg [\(max(vectors.width, 1) - 1):0] now;",
            "  integer cycle = 0;",
            "  \(module.top) dut (\(connections.joined(separator: ", ")));",
            "  always #1 clock = !clock;",
            "  initial begin",
            "    $readmemb(\"vectors.txt\", vectors);",
            "    $dumpfile(\"activity.vcd\");",
            "    $dumpvars(1, dut);",
            "  end",
            // Inputs change with the edge, so that a net settles once a cycle.
            "  always @(posedge clock) begin",
            "    cycle <= cycle + 1;",
            "    if (cycle >= \(Self.resetCycles)) begin",
            "      now = vectors[cycle - \(Self.resetCycles)];",
        ]
        var high = vectors.width
        for port in vectors.ports {
            let index = inputs.firstIndex { $0.name == port.name } ?? 0
            lines.append("      input_\(index) <= now[\(high - 1):\(high - port.width)];")
            high -= port.width
        }
        lines.append("    end")
        if let index = inputs.firstIndex(where: { $0.name == module.reset }),
            !vectors.ports.contains(where: { $0.name == module.reset })
        {
            let active = module.isResetActiveLow ? 0 : 1
            lines.append("    input_\(index) <= cycle < \(Self.resetCycles - 1) ? \(active) : \(1 - active);")
        }
        lines += [
            "    if (cycle == \(Self.resetCycles + vectors.cycles.count)) $finish;", "  end", "endmodule", "",
        ]
        return lines.joined(separator: "\n")
    }

    /// Changes of all nets but clocks, between zero and one, over nets and cycles.
    private static func rate(_ dump: [UInt8], clocks: Set<String>, source: String) throws -> Double {
        var reader = ValueChangeDump(dump)
        var widths = [Int](repeating: 0, count: reader.codeCount)
        for variable in reader.variables where !clocks.contains(variable.name) {
            widths[variable.code] = variable.width
        }
        var values = widths.map { [UInt8](repeating: UInt8(ascii: "x"), count: $0) }
        var (changes, firstTime, lastTime, isCounting) = (0, 0, 0, false)
        // The clock's period is two units of time.
        let start = 2 * (resetCycles + warmUpCycles)
        reader.readChanges(
            time: { time in
                if time >= start, !isCounting { (isCounting, firstTime) = (true, time) }
                lastTime = time
            },
            change: { code, digits in
                let width = widths[code]
                guard width > 0 else { return }
                let offset = width - digits.count
                for index in 0..<width {
                    // What is left out at the front is zero, or unknown where the first digit is.
                    let digit =
                        index >= offset
                        ? digits[digits.startIndex + index - offset]
                        : digits.first == UInt8(ascii: "1")
                            ? UInt8(ascii: "0") : digits.first ?? UInt8(ascii: "0")
                    let old = values[code][index]
                    if isCounting, (old == 48 && digit == 49) || (old == 49 && digit == 48) { changes += 1 }
                    values[code][index] = digit
                }
            })
        let nets = widths.reduce(0, +)
        let cycles = Double(lastTime - firstTime) / 2
        guard nets > 0, cycles >= 1 else {
            throw CostError(
                .workload, "no activity can be measured over \(source)", remedy: "give more clock cycles")
        }
        return Double(changes) / (Double(nets) * cycles)
    }

    private func failure(_ what: String, _ text: String) -> CostError {
        CostError(
            .tool, "the netlist of \(module.name) can't be \(what) by Icarus Verilog",
            remedy: "read what it says",
            toolOutput: text.split(separator: "\n").prefix(6).joined(separator: "\n"))
    }
}

extension CostEvaluator {
    /// Power of a point of a module at a clock, at the toggle rate of the module's workload.
    ///
    /// - Parameter period: nanoseconds; the point's own without it.
    public func power(of point: CostPoint, _ module: CostModule, period: Double? = nil) throws -> CostPower {
        let netlist = try MappedNetlist(module, point.recipe, library, tools, cache)
        let front = try FrontEnd(module, point.recipe.adders, library, tools, cache)
        let measurement = ActivityMeasurement(
            netlist: netlist, module: module, ports: front.result.ports, library: library, tools: tools)
        let activity: Activity = try cached(
            "activity", ActivityMeasurement.key(point, measurement.vectors), measurement.run)
        let clock = period ?? max(point.period, 0.001)
        var hash = SHA256()
        for field in ["power 2", point.netlist, "\(clock)", "\(activity.togglesPerCycle)", activity.source] {
            hash.update(field: field)
        }
        return try cached("power", hash.finish()) {
            try TimingAnalysis(
                netlist: netlist.folder + "/netlist.v", cells: netlist.cellNames, module: module,
                library: library, tools: tools
            ).power(period: clock, activity: activity, ports: front.result.ports)
        }
    }

    /// The inputs that a workload of a module can have, clock and reset excluded; one of an instance left out is
    /// `instance.port`.
    public func inputs(of module: CostModule) throws -> [PortVectors.Port] {
        try FrontEnd(module, .ripple, library, tools, cache).result.ports
            .filter { $0.isInput && $0.name != module.clock && $0.name != module.reset }
            .map { PortVectors.Port(name: $0.name, width: $0.width) }
    }

    /// A value from the cache, or made and kept there.
    func cached<Value: Codable>(_ kind: String, _ key: String, _ make: () throws -> Value) throws -> Value {
        let folder = "\(cache.directory)/cost/\(kind)/\(key)"
        let path = folder + "/value.json"
        if let data = FileManager.default.contents(atPath: path),
            let value = try? JSONDecoder().decode(Value.self, from: data)
        {
            return value
        }
        let value = try make()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        try ContentCache.makeEntry(folder) { try Workspace.write(text, to: $0 + "/value.json") }
        return value
    }
}
