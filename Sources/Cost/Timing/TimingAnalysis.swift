import ExternalTools
import Foundation

/// OpenSTA on a netlist: ideal clock, no wires, inputs driven by the library's smallest buffer, outputs loaded by one.
struct TimingAnalysis {
    let netlist: String
    let cells: Set<String>
    let module: CostModule
    let library: CellLibrary
    let tools: CostTools

    /// Nanoseconds of the clock that paths are measured with; the period found doesn't depend on it.
    private static let trialPeriod = 100.0

    /// The smallest period and the path that sets it.
    func run(registers: [FrontEnd.Register], ports: [FrontEnd.Port]) throws -> (
        period: Double, criticalPath: CriticalPath?
    ) {
        let report = try execute(
            period: Self.trialPeriod, commands: ["report_checks -path_delay max -format full -digits 6"],
            ports: ports)
        let lines = report.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let slackLine = lines.first(where: { $0.contains("slack (") }) else {
            guard report.contains("No paths found") else {
                throw failure("can't be timed", report)
            }
            return (0, nil)
        }
        guard let slack = slackLine.split(separator: " ").first.flatMap({ Double($0) }) else {
            throw failure("has a timing report that isn't understood", report)
        }
        var names: [String: String] = [:]
        for register in registers { names[register.cell] = register.name }
        func point(_ heading: String) -> String {
            let line = lines.first { $0.hasPrefix(heading) } ?? ""
            let name = line.dropFirst(heading.count).split(separator: " ").first.map(String.init) ?? ""
            let plain = name.filter { $0 != "\\" }
            return names[plain] ?? plain
        }
        // Every cell on the way has a line with an edge and the cell's name; setup and clock have a line of another kind.
        let arrival = lines.firstIndex { $0.hasSuffix("data arrival time") } ?? lines.count
        let steps = lines[..<arrival].filter { line in
            let words = line.split(separator: " ")
            return words.count >= 5 && (words[2] == "^" || words[2] == "v")
                && library.index.cells[words[4].filter { $0 != "(" && $0 != ")" }] != nil
        }
        let instances = Set(steps.map(Self.cell))
        let end = point("Endpoint:")
        return (
            Self.trialPeriod - slack,
            CriticalPath(
                start: point("Startpoint:"), end: end,
                cells: instances.count - (ports.contains { end.hasPrefix($0.name) } ? 0 : 1))
        )
    }

    /// The instance of a step, `_12_` of `0.1 0.2 ^ _12_/Y (NAND2X1)`.
    private static func cell(_ line: String) -> Substring {
        let pin = line.split(separator: " ")[3]
        return pin[..<(pin.lastIndex(of: "/") ?? pin.endIndex)]
    }

    /// Watts at a period and an activity.
    func power(period: Double, activity: Activity, ports: [FrontEnd.Port]) throws -> CostPower {
        let report = try execute(
            period: period,
            commands: [
                "set_power_activity -global -activity \(activity.togglesPerCycle) -duty 0.5",
                "report_power -digits 9",
            ], ports: ports)
        guard let line = report.split(separator: "\n").last(where: { $0.hasPrefix("Total ") }) else {
            throw failure("has a power report that isn't understood", report)
        }
        let values = line.split(separator: " ").dropFirst().prefix(3).compactMap { Double($0) }
        guard values.count == 3 else { throw failure("has a power report that isn't understood", report) }
        return CostPower(
            cells: values[0], switching: values[1], leakage: values[2], period: period, activity: activity)
    }

    private func execute(period: Double, commands: [String], ports: [FrontEnd.Port]) throws -> String {
        try Workspace.with { folder in
            try folder.write(library.subset(cells.union([library.buffer])), to: "cells.lib")
            let hasClock = ports.contains { $0.isInput && $0.name == module.clock }
            let clock = hasClock ? " [get_ports \(module.clock)]" : ""
            // Units come before the clock: without them its period would be in the library's own unit.
            let script = """
                read_liberty cells.lib
                read_verilog \(netlist)
                link_design \(module.top)
                set_cmd_units -time ns -capacitance fF
                create_clock -name the_clock -period \(period)\(clock)
                set inputs {}
                foreach port [all_inputs] {
                    if {[get_property $port full_name] ne "\(module.clock)"} { lappend inputs $port }
                }
                if {[llength $inputs] > 0} {
                    set_input_delay 0 -clock the_clock $inputs
                    set_driving_cell -lib_cell \(library.buffer) $inputs
                }
                # The clock of an instance left out isn't data.
                set outputs {}
                foreach port [all_outputs] {
                    if {![string match "*.\(module.clock)" [get_property $port full_name]]} { lappend outputs $port }
                }
                if {[llength $outputs] > 0} {
                    set_output_delay 0 -clock the_clock $outputs
                    set_load \(library.index.bufferCapacitance) $outputs
                }
                \(commands.joined(separator: "\n"))
                exit
                """
            try folder.write(script, to: "script.tcl")
            let result = try tools.timer.run(["-no_splash", "-exit", "script.tcl"], in: folder.url)
            let errors = result.text.split(separator: "\n").filter { $0.hasPrefix("Error") }
            guard result.status == 0, errors.isEmpty else { throw failure("can't be timed", result.text) }
            return result.text
        }
    }

    private func failure(_ problem: String, _ report: String) -> CostError {
        CostError(
            .tool, "\(module.name) \(problem) by OpenSTA", remedy: "read what it says",
            toolOutput: report.split(separator: "\n").suffix(6).joined(separator: "\n"))
    }
}
