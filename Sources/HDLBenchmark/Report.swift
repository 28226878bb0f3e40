/// Everything that a run of the benchmark found out.
struct Report: Codable {
    /// One design of one size.
    struct Row: Codable {
        let design: MeasuredDesign
        let size: Int
        let measurement: DesignMeasurement
        /// The time to reach, in seconds; nil where there is none.
        let target: Double?
        /// Nanoseconds for each element or statement.
        let nanosecondsEach: Double

        /// How many times faster than the target; 1 is just reached.
        var ratio: Double? { target.map { $0 / measurement.seconds } }
    }

    struct PeerRow: Codable {
        let peer: String
        let size: Int
        let emission: Peers.Emission
        /// How many times faster this language is on the same array, every element a module of its own.
        let ratio: Double
    }

    struct SimulationRow: Codable {
        let simulator: String
        let size: Int
        let cyclesPerSecond: Double
        /// Of a peer: how many times faster this language is.
        var ratio: Double?
        /// Of a peer: whether every value that was read is the same here.
        var agrees: Bool?
    }

    /// A figure to reach.
    struct Goal: Codable {
        let name: String
        let bar: Double
        let measured: Double
        /// 1 where the bar is just reached, more where it is cleared.
        let ratio: Double
    }

    var designs: [Row] = []
    /// Time for each element of the largest array over that of the smallest; about 1 when growth is linear.
    var growth: [String: Double] = [:]
    var peers: [PeerRow] = []
    var simulators: [SimulationRow] = []
    /// Seconds from the start of a process to its end, after one cycle of the simulated array.
    var firstResult: Double?
    var goals: [Goal] = []
    /// What couldn't be measured, and why.
    var remarks: [String] = []

    var text: String {
        var parts = [designTable.text]
        for design in MeasuredDesign.allCases {
            guard let growth = growth[design.rawValue] else { continue }
            parts.append(
                "\(design.rawValue): the largest takes \(decimal(growth)) times as long for each part as the smallest"
            )
        }
        if !peers.isEmpty { parts.append(peerTable.text) }
        if !simulators.isEmpty { parts.append(simulatorTable.text) }
        if !goals.isEmpty { parts.append(goalTable.text) }
        parts += remarks
        return parts.joined(separator: "\n\n")
    }

    private var designTable: Table {
        var table = Table(header: [
            "design", "size", "elaborate s", "emit s", "cpu s", "peak MB", "lines", "ns each", "target s",
            "ratio",
        ])
        for row in designs {
            let found = row.measurement
            table.rows.append([
                row.design.rawValue, "\(row.size)", decimal(found.elaboration, places: 3),
                decimal(found.emission, places: 3), decimal(found.processorSeconds, places: 3),
                decimal(found.megabytes, places: 0), "\(found.lines)",
                decimal(row.nanosecondsEach, places: 0), row.target.map { decimal($0, places: 3) } ?? "",
                row.ratio.map { decimal($0) } ?? "",
            ])
        }
        return table
    }

    private var peerTable: Table {
        var table = Table(header: [
            "peer", "size", "elaborate and emit s", "peak MB", "lines", "ours is faster by",
        ])
        for row in peers {
            table.rows.append([
                row.peer, "\(row.size)", decimal(row.emission.seconds, places: 3),
                decimal(row.emission.megabytes, places: 0), "\(row.emission.lines)",
                decimal(row.ratio, places: 1),
            ])
        }
        return table
    }

    private var simulatorTable: Table {
        var table = Table(header: ["simulator", "size", "cycles per second", "ours is faster by", "values"])
        for row in simulators {
            table.rows.append([
                row.simulator, "\(row.size)", decimal(row.cyclesPerSecond, places: 0),
                row.ratio.map { decimal($0, places: 0) } ?? "",
                row.agrees.map { $0 ? "agree" : "DIFFER" } ?? "",
            ])
        }
        return table
    }

    private var goalTable: Table {
        var table = Table(header: ["figure to reach", "bar", "measured", "cleared by"])
        for goal in goals {
            table.rows.append([
                goal.name, decimal(goal.bar), decimal(goal.measured, places: 3), decimal(goal.ratio),
            ])
        }
        return table
    }
}

/// Columns of text, the first flush left, the others right.
struct Table {
    let header: [String]
    var rows: [[String]] = []

    init(header: [String]) { self.header = header }

    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// `number` with so many digits behind the point.
func decimal(_ number: Double, places: Int = 2) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((number * scale).rounded())
    guard places > 0 else { return "\(scaled)" }
    let fraction = String(abs(scaled) % Int(scale))
    let zeros = String(repeating: "0", count: places - fraction.count)
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / Int(scale)).\(zeros)\(fraction)"
}
