/// Waves as text, for tests that hold the expected picture and for reading.
///
/// ```
/// clock   _-_-_-_-
/// enable  __----__
/// count   0   |1|2
/// state   idle|run
/// ```
///
/// Every cycle takes the same number of columns: two, or as many more, always even, as the longest value needs. A row is
/// the signal's name, two spaces at least, and its values as they are just before each cycle's edge: what the edge takes.
/// One bit is `_` for zero and `-` for one. Anything else is written once where it begins, `|` standing before a change;
/// numbers are decimal with their sign, patterns of more than 64 bits hexadecimal after `x`, and a signal that holds an
/// enumeration shows the case's name, `?` and the number where there is no such case. The clock, in the row `clock`, is
/// low in the first half of each cycle and high in the second. Spaces at the end of a row are left out.
public final class WaveRecorder<Recorded: Simulation> {
    /// Columns that a cycle takes at most; longer values are cut and end in `~`.
    public static var widestCycle: Int { 24 }

    private struct Row {
        let name: String
        let signal: Signal
        let enumeration: EnumerationDescription?
        var values: [BitPattern] = []
    }

    private let simulation: Recorded
    private var rows: [Row]
    private var cycles = 0

    /// - Parameter signals: rows from the top; ports of the top module or, with a ``Simulator``, any signals.
    public init(_ simulation: Recorded, _ signals: [Signal]) {
        self.simulation = simulation
        let simulator = simulation as? Simulator
        let modules = simulator?.program.netlist.templates.map(\.definition) ?? simulation.design.modules
        let inference = EnumerationInference(modules)
        rows = signals.map { signal in
            let enumeration =
                simulator.map { $0.enumeration(of: signal, inference) }
                ?? simulation.design.caseNames(of: signal, inference)
            return Row(name: signal.name, signal: signal, enumeration: enumeration)
        }
    }

    /// Notes the signals' values now, as those of one cycle.
    public func sample(file: StaticString = #fileID, line: UInt = #line) {
        let location = SourceLocation(file: file, line: line)
        for index in rows.indices {
            rows[index].values.append(simulation.value(on: rows[index].signal, at: location))
        }
        cycles += 1
    }

    /// Notes the values before each of some edges and gives the edges.
    ///
    /// - Throws: as ``Simulation/step(_:cycles:)``.
    public func step(
        _ domain: ClockDomain = .main, cycles: Int = 1, file: StaticString = #fileID, line: UInt = #line
    ) throws {
        for _ in 0..<max(0, cycles) {
            sample(file: file, line: line)
            try simulation.step(domain)
        }
    }

    /// The picture: a line for the clock and one for each signal.
    public var picture: String {
        let texts = rows.map { row in row.values.map { Self.text($0, row) } }
        let width = cycleWidth(texts)
        let margin = (rows.map(\.name.count).max() ?? 0).magnitude
        let nameWidth = max(Int(margin), 5) + 2
        func line(_ name: String, _ wave: String) -> String {
            let padded = name + String(repeating: " ", count: nameWidth - name.count) + wave
            return String(padded.reversed().drop { $0 == " " }.reversed())
        }
        let half = String(repeating: "_", count: width / 2) + String(repeating: "-", count: width / 2)
        var lines = [line("clock", String(repeating: half, count: cycles))]
        for (row, texts) in zip(rows, texts) {
            let isBit = row.signal.width == 1 && row.enumeration == nil
            lines.append(line(row.name, isBit ? Self.bits(row.values, width) : Self.runs(texts, width)))
        }
        return lines.joined(separator: "\n")
    }

    private static func bits(_ values: [BitPattern], _ width: Int) -> String {
        values.map { String(repeating: $0.isZero ? "_" : "-", count: width) }.joined()
    }

    private static func runs(_ texts: [String], _ width: Int) -> String {
        var result = ""
        for (start, count) in runs(of: texts) {
            let room = width * count - (start == 0 ? 0 : 1)
            let text = texts[start]
            let shown = text.count <= room ? text : text.prefix(max(0, room - 1)) + "~"
            result += (start == 0 ? "" : "|") + shown + String(repeating: " ", count: room - shown.count)
        }
        return result
    }

    private static func runs(of texts: [String]) -> [(start: Int, count: Int)] {
        var result: [(start: Int, count: Int)] = []
        for index in texts.indices {
            if index > 0 && texts[index] == texts[index - 1] {
                result[result.count - 1].count += 1
            } else {
                result.append((index, 1))
            }
        }
        return result
    }

    private func cycleWidth(_ texts: [[String]]) -> Int {
        var width = 2
        for (row, texts) in zip(rows, texts) where row.signal.width > 1 || row.enumeration != nil {
            for (start, count) in Self.runs(of: texts) {
                let needed = texts[start].count + (start == 0 ? 0 : 1)
                width = max(width, (needed + count - 1) / count)
            }
        }
        return min(Self.widestCycle, width + width % 2)
    }

    private static func text(_ value: BitPattern, _ row: Row) -> String {
        if let enumeration = row.enumeration {
            return enumeration.caseName(of: value) ?? "?"
                + (value.smallValue.map(String.init) ?? value.hexadecimal)
        }
        if let number = value.number(isSigned: row.signal.shape.isSigned) { return String(number) }
        return "x" + value.hexadecimal
    }
}

extension Simulator {
    /// The enumeration whose cases a signal of the design holds.
    func enumeration(of signal: Signal, _ inference: EnumerationInference) -> EnumerationDescription? {
        guard let declaration = signal.declaration, let owner = declaration.owner,
            let instance = instance(of: owner)
        else { return nil }
        let known = inference.enumerations[program.netlist.instances[instance].template]
        return known.indices.contains(declaration.index) ? known[declaration.index] : nil
    }
}
