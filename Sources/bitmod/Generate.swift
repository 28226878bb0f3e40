import ArgumentParser
import Configuration
import HDL
import Hardware

/// `bitmod generate`.
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the Verilog of an array.",
        discussion: """
            Writes Verilog-2005 or SystemVerilog, one module a file, with a file list for other tools (\(GeneratedDesign.fileListName)) \
            and a description for programs (\(GeneratedDesign.manifestName): parameters, ports, latencies, memories, \
            modules). The same parameters give the same bytes.

            The folder is created where it is missing. Files that an earlier run left there and that are no longer \
            part of the design are removed; files of others stay. When something fails, the folder stays as it was.

            With --check nothing is written: the files that differ from what would be generated are listed, and the \
            exit status is 1 if there are any.

            EXAMPLES:
              bitmod generate --output rtl-out
              bitmod generate --rows 16 --columns 16 --reset asynchronous --output rtl
              bitmod generate --dialect systemVerilog --source-map map.json --output rtl
              bitmod generate --check --output rtl-out
              cd rtl-out && verilator --lint-only -Wall --top bitmod_tile -f bitmod.f
            """)

    @OptionGroup(title: "Array") var array: ArrayOptions

    @Option(help: ArgumentHelp("Folder for the files.", valueName: "directory"))
    var output: String

    @Flag(help: "Compare the folder with what would be generated, and write nothing.")
    var check = false

    @Option(help: "Language that is written; the text differs in keywords only.")
    var dialect: VerilogOptions.Dialect = .verilog2005

    @Option(help: "Edge of the clock at which registers change.")
    var clockEdge: ClockEdge = .rising

    @Option(help: "Kind of reset.")
    var reset: ResetKind = .synchronous

    @Flag(help: "Make the reset active when low.")
    var resetActiveLow = false

    @Option(
        help: ArgumentHelp(
            "File for a map, in JSON, from each line of Verilog to the Swift line and the instances it belongs to.",
            valueName: "file"))
    var sourceMap: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        if check && sourceMap != nil {
            throw ValidationError("--check writes nothing, so give it no --source-map")
        }
    }

    func run() throws {
        var options = VerilogOptions.generated
        options.dialect = dialect
        options.clockEdge = clockEdge
        options.resetKind = reset
        options.resetIsActiveLow = resetActiveLow
        if resetActiveLow { options.resetName = "reset_n" }
        let design = try GeneratedDesign(try array.resolve().array, options: options)
        if check {
            try compare(design)
        } else {
            try write(design)
        }
    }

    private func write(_ design: GeneratedDesign) throws {
        let report = try design.write(to: output)
        if let sourceMap { try design.writeSourceMap(to: sourceMap) }
        guard !json else {
            try Console.result(
                json: WriteResult(
                    output: output, top: design.top, modules: design.moduleFiles.count,
                    lines: design.moduleLineCount, written: report.written, removed: report.removed))
            return
        }
        var facts = Facts()
        facts.add("Array", design.configuration.summary)
        facts.add("Top module", design.top)
        facts.add(
            "Verilog",
            Figure.count(design.moduleFiles.count, "module", "modules") + ", "
                + Figure.count(design.moduleLineCount, "line", "lines"))
        facts.add("Written", "\(Figure.count(report.written.count, "file", "files")) to \(output)")
        if !report.removed.isEmpty { facts.add("Removed", report.removed.joined(separator: ", ")) }
        try Console.result(facts.text)
    }

    private func compare(_ design: GeneratedDesign) throws {
        let differences = design.differences(in: output)
        if json {
            try Console.result(
                json: CheckResult(output: output, isUpToDate: differences.isEmpty, differences: differences))
        } else if differences.isEmpty {
            try Console.result(
                "\(output) is up to date: \(Figure.count(design.files.count, "file", "files")).")
        } else {
            try Console.result(differences.map(\.description).joined(separator: "\n"))
            Console.error(
                "\(output) isn't what these parameters generate: "
                    + Figure.count(differences.count, "file differs", "files differ")
                    + ". Run the command without --check to write it anew.")
        }
        if !differences.isEmpty { throw ExitStatus.findings }
    }

    private struct WriteResult: Encodable {
        let output: String
        let top: String
        let modules: Int
        let lines: Int
        let written: [String]
        let removed: [String]
    }

    private struct CheckResult: Encodable {
        let output: String
        let isUpToDate: Bool
        let differences: [GeneratedDesign.Difference]
    }
}

extension ResetKind: ExpressibleByArgument {}
extension ClockEdge: ExpressibleByArgument {}
extension VerilogOptions.Dialect: ExpressibleByArgument {}
