/// Yosys's text of a module in which registers with an enable have a clock that is gated by it instead of a multiplexer in
/// front of each bit.
///
/// Registers of one clock and one enable share gates, up to ``largestGroup`` of them each, so that a gate of the smallest kind
/// drives them; enables of fewer than ``smallestGroup`` stay as they are.
struct GatedClocks {
    private(set) var text: String
    /// The gates that were put in, by the names of their cells.
    private(set) var gates: [FrontEnd.Register] = []

    /// Bits that are worth a gate: it takes about as much area as three multiplexers.
    static let smallestGroup = 4
    /// Bits that one gate drives.
    static let largestGroup = 32

    /// What gates a clock.
    private struct Enable: Hashable {
        let clock: String
        let signal: String
        let isActiveLow: Bool
    }

    /// - Parameters:
    ///   - source: with enables as cells `$_DFFE_PP_` and `$_DFFE_PN_`, one a bit; others are left alone.
    ///   - gate: nil leaves everything as it is.
    init(_ source: String, gate: ClockGate?) {
        text = source
        guard let gate else { return }
        var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let registers = Self.registers(lines)
        var order: [Enable] = []
        var groups: [Enable: [Register]] = [:]
        for register in registers {
            if groups[register.enable] == nil { order.append(register.enable) }
            groups[register.enable, default: []].append(register)
        }
        var added: (wires: [String], cells: [String]) = ([], [])
        for enable in order {
            let group = groups[enable] ?? []
            guard group.count >= Self.smallestGroup else { continue }
            let parts = (group.count + Self.largestGroup - 1) / Self.largestGroup
            for part in 0..<parts {
                let number = gates.count
                let output = "$gated_clock$\(number)"
                added.wires.append(output)
                var signal = enable.signal
                if enable.isActiveLow {
                    added.cells += Self.inverter(number, signal)
                    signal = "$gate_enable$\(number)"
                    added.wires.append(signal)
                }
                added.cells += Self.cell(gate, number, clock: enable.clock, signal: signal, output: output)
                let members = group[group.count * part / parts..<group.count * (part + 1) / parts]
                let name = NamedRegisters.readable(members.first?.output ?? "")
                gates.append(FrontEnd.Register(cell: "g\(number)", name: "clock gate of \(name)"))
                for register in members { Self.gate(&lines, register.lines, by: output) }
            }
        }
        guard let start = lines.firstIndex(where: { $0.hasPrefix("module ") }),
            let end = lines.lastIndex(of: "end")
        else { return }
        lines.insert(contentsOf: added.cells, at: end)
        // Yosys reads a wire before what is connected to it.
        lines.insert(contentsOf: added.wires.map { "  wire \($0)" }, at: start + 1)
        text = lines.joined(separator: "\n")
    }

    /// A bit with an enable.
    private struct Register {
        let enable: Enable
        let output: String
        let lines: Range<Int>
    }

    private static func registers(_ lines: [String]) -> [Register] {
        var found: [Register] = []
        var start: Int?
        var connections: [Substring: String] = [:]
        for (index, line) in lines.enumerated() {
            let words = line.split(separator: " ")
            guard let keyword = words.first else { continue }
            if keyword == "cell" {
                start = words[1] == "$_DFFE_PP_" || words[1] == "$_DFFE_PN_" ? index : nil
                connections = [:]
            } else if keyword == "connect", start != nil, words.count >= 3 {
                connections[words[1]] = words[2...].joined(separator: " ")
            } else if keyword == "end", let first = start {
                if let clock = connections["\\C"], let signal = connections["\\E"] {
                    let isActiveLow = lines[first].contains("$_DFFE_PN_")
                    found.append(
                        Register(
                            enable: Enable(clock: clock, signal: signal, isActiveLow: isActiveLow),
                            output: connections["\\Q"] ?? "", lines: first..<index + 1))
                }
                start = nil
            }
        }
        return found
    }

    /// Makes a register with an enable one without, on another clock.
    private static func gate(_ lines: inout [String], _ block: Range<Int>, by clock: String) {
        for index in block {
            let words = lines[index].split(separator: " ")
            if words.first == "cell" {
                lines[index] = "  cell $_DFF_P_ \(words[2])"
            } else if words.first == "connect", words[1] == "\\C" {
                lines[index] = "    connect \\C \(clock)"
            } else if words.first == "connect", words[1] == "\\E" {
                lines[index] = ""
            }
        }
    }

    private static func inverter(_ number: Int, _ signal: String) -> [String] {
        [
            "  cell $_NOT_ $invert_enable$\(number)", "    connect \\A \(signal)",
            "    connect \\Y $gate_enable$\(number)", "  end",
        ]
    }

    private static func cell(
        _ gate: ClockGate, _ number: Int, clock: String, signal: String, output: String
    ) -> [String] {
        let lines = [
            "  cell \\\(gate.cell) \\g\(number)", "    connect \\\(gate.clock) \(clock)",
            "    connect \\\(gate.enable) \(signal)", "    connect \\\(gate.output) \(output)",
        ]
        return lines + (gate.test.map { ["    connect \\\($0) 1'0"] } ?? []) + ["  end"]
    }
}
