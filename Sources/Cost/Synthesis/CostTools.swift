import ExternalTools
import Foundation

/// The programs that costs are measured with, and what they say of themselves.
struct CostTools: Sendable {
    let yosys = ExternalTool("yosys", purpose: .cost)
    let timer = ExternalTool("sta", purpose: .cost)
    let compiler = ExternalTool("iverilog", purpose: .cost)
    let simulator = ExternalTool("vvp", purpose: .cost)
    /// Versions, part of every key of the cache.
    let synthesisIdentity: String
    let timerIdentity: String

    /// - Throws: `MissingTool`.
    init() throws {
        synthesisIdentity = try Self.firstLine(yosys, ["-V"])
        // OpenSTA tells its version to nobody but a terminal, so the program's size and date stand for it.
        let location = try timer.location().resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: location)
        let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        timerIdentity = "\(attributes?[.size] ?? 0) \(date)"
    }

    static func firstLine(_ tool: ExternalTool, _ arguments: [String]) throws -> String {
        try Workspace.with { folder in
            let text = try tool.run(arguments, in: folder.url).text
            return text.split(separator: "\n").first.map(String.init) ?? ""
        }
    }

    /// Runs a Yosys script whose files lie in a folder.
    ///
    /// - Parameter purpose: what fails when Yosys fails, as a clause.
    /// - Returns: what it wrote.
    @discardableResult
    func synthesise(_ script: String, in folder: Workspace, purpose: String) throws -> String {
        try folder.write(script, to: "script.ys")
        let result = try yosys.run(["-Q", "-T", "-s", "script.ys"], in: folder.url)
        guard result.status == 0 else {
            let lines = result.text.split(separator: "\n")
            let first = lines.firstIndex { $0.contains("ERROR") } ?? max(0, lines.count - 6)
            throw CostError(
                .design, purpose, remedy: "read what Yosys says and change the design or the library",
                toolOutput: lines[first...].prefix(6).joined(separator: "\n"))
        }
        return result.text
    }
}
