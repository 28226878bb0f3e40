import ExternalTools
import Foundation

/// A Liberty file that has been read: its statements before the cells, and its cells.
struct LibertyFile {
    let path: String
    let name: String
    let scanner: LibertyScanner
    /// Everything but cells.
    let header: [LibertyScanner.Statement]
    let cells: [LibertyScanner.Statement]

    /// - Parameter bytes: of the file at `path`, unpacked.
    /// - Throws: ``CostError`` of kind `library` that names the file and the line.
    init(path: String, bytes: [UInt8]) throws {
        self.path = path
        scanner = LibertyScanner(bytes: bytes)
        do {
            let top = try scanner.statements(in: 0..<bytes.count)
            guard let library = top.first(where: { $0.name == "library" && $0.isGroup }),
                let body = library.body
            else {
                throw CostError(
                    .library, "\(path) isn't a Liberty file: it has no library group",
                    remedy: "give a file of cells with timing, in Liberty (.lib or .lib.gz)")
            }
            name = library.value
            let statements = try scanner.statements(in: body)
            header = statements.filter { $0.name != "cell" }
            cells = statements.filter { $0.name == "cell" && $0.isGroup }
        } catch let error as LibertyScanner.SyntaxError {
            throw CostError(
                .library, "\(path), line \(scanner.line(of: error.offset)): \(error.problem)",
                remedy: "give a whole file in Liberty (.lib or .lib.gz)")
        }
        guard !cells.isEmpty else {
            throw CostError(
                .library, "\(path) has no cells", remedy: "give a Liberty file of standard cells")
        }
    }

    /// Value of a simple attribute of the library.
    func attribute(_ name: String) -> String? { header.first { !$0.isGroup && $0.name == name }?.value }

    /// Attributes that have to agree between files that become one library.
    private static let shared = [
        "time_unit", "voltage_unit", "current_unit", "capacitive_load_unit", "leakage_power_unit",
        "delay_model", "nom_voltage", "nom_temperature",
        "slew_lower_threshold_pct_rise", "slew_upper_threshold_pct_rise", "slew_derate_from_library",
        "input_threshold_pct_rise", "output_threshold_pct_rise",
    ]

    /// Header and cells of several files as one library: the first one's header, what others have beside it, and all
    /// cells.
    ///
    /// - Throws: ``CostError`` of kind `library` when units, operating point, templates or cells contradict each other.
    static func merged(_ files: [LibertyFile]) throws -> (
        header: [String], cells: [(name: String, text: String)]
    ) {
        func squeezed(_ text: String) -> String {
            text.filter { !$0.isWhitespace && $0 != "\\" && $0 != "\"" }
        }
        let first = files[0]
        var header = first.header.map { first.scanner.text($0.range) }
        var cells: [(name: String, text: String)] = []
        var known: [String: (text: String, path: String)] = [:]
        var seen: [String: (text: String, path: String)] = [:]
        for file in files {
            for name in shared where file.attribute(name).map(squeezed) != first.attribute(name).map(squeezed)
            {
                throw CostError(
                    .library,
                    "\(first.path) and \(file.path) can't be one library: \(name) is "
                        + "'\(first.attribute(name) ?? "missing")' in one and '\(file.attribute(name) ?? "missing")' "
                        + "in the other",
                    remedy: "give files of one process, corner and set of units")
            }
            var own: [String: (text: String, path: String)] = [:]
            for statement in file.header {
                let key = statement.name + (statement.isGroup ? "(\(statement.value))" : "")
                let text = file.scanner.text(statement.range)
                if let other = known[key] {
                    guard statement.name.hasSuffix("_template"), squeezed(other.text) != squeezed(text) else {
                        continue
                    }
                    throw CostError(
                        .library,
                        "the template \(statement.value) of \(file.path) isn't that of \(other.path)",
                        remedy: "give files that were characterised together, or rename it in one of them")
                }
                own[key] = (text, file.path)
                if file.path != first.path { header.append(text) }
            }
            known.merge(own) { old, _ in old }
            for cell in file.cells {
                let text = file.scanner.text(cell.range)
                if let other = seen[cell.value] {
                    guard squeezed(other.text) != squeezed(text) else { continue }
                    throw CostError(
                        .library,
                        "the cell \(cell.value) is in \(other.path) and, different, in \(file.path)",
                        remedy: "leave one of the files out")
                }
                seen[cell.value] = (text, file.path)
                cells.append((cell.value, text))
            }
        }
        return (header, cells)
    }

    /// Bytes of a file, unpacked if its name ends in `.gz`.
    static func contents(_ path: String) throws -> [UInt8] {
        var isDirectory = ObjCBool(false)
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue,
            let data = FileManager.default.contents(atPath: path)
        else {
            throw CostError(
                .library, "the Liberty file \(path) can't be read",
                remedy:
                    "check its name and permissions; without --liberty, Debian's package qflow-tech-osu018 is used, "
                    + "which scripts/install cost installs")
        }
        guard path.hasSuffix(".gz") else { return [UInt8](data) }
        return try Workspace.with { folder in
            let result = try ExternalTool("gzip", purpose: .cost).start(
                ["-dc", URL(fileURLWithPath: path).path], in: folder.url, output: "unpacked")
            guard result.waitForEnd() == 0 else {
                throw CostError(
                    .library, "the Liberty file \(path) can't be unpacked",
                    remedy: "give a file that gzip -d unpacks")
            }
            return [UInt8](FileManager.default.contents(atPath: folder.path("unpacked")) ?? Data())
        }
    }
}
