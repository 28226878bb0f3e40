import ExternalTools
import Foundation
import HDL

/// A compiled design in Icarus' run-time engine, which answers a line with a line.
final class IcarusProcess {
    private let process = Process()
    private let toChild = Pipe()
    private let fromChild = Pipe()
    private let folder: URL
    private var received: [UInt8] = []
    private var isRunning = false

    /// - Parameter files: what is written to the simulator's folder, and whether it is compiled.
    /// - Throws: `SimulationError` of code `backEnd`.
    init(files: [(name: String, text: String, isSource: Bool)], harness: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "hdl-icarus-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in files {
                try file.text.write(
                    to: folder.appendingPathComponent(file.name), atomically: false, encoding: .utf8)
            }
            try harness.write(
                to: folder.appendingPathComponent("harness.v"), atomically: false, encoding: .utf8)
            try compile(files.filter(\.isSource).map(\.name))
            process.executableURL = try ExternalTool("vvp").location()
            process.arguments = ["-n", folder.appendingPathComponent("design.vvp").path]
            process.standardInput = toChild
            process.standardOutput = fromChild
            process.standardError = FileHandle.nullDevice
            try process.run()
            isRunning = true
        } catch let missing as MissingTool {
            try? FileManager.default.removeItem(at: folder)
            throw SimulationError(
                .backEnd, "Icarus Verilog isn't installed: no '\(missing.name)' along PATH",
                suggestion: "Install it with apt-get install iverilog")
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error as? SimulationError ?? SimulationError(.backEnd, "Icarus can't be started: \(error)")
        }
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func compile(_ files: [String]) throws {
        let result = try ExternalTool("iverilog").run(
            ["-g2012", "-s", IcarusHarness.moduleName, "-o", "design.vvp"] + files + ["harness.v"], in: folder
        )
        guard result.status == 0 else {
            throw SimulationError(.backEnd, "Icarus rejects the Verilog:\n\(result.text)")
        }
    }

    /// - Throws: `SimulationError` of code `backEnd` when the simulator has ended.
    func exchange(_ line: String) throws -> String {
        guard isRunning, process.isRunning else {
            throw SimulationError(
                .backEnd, "The Icarus simulation has ended", suggestion: "Don't use it after finish()")
        }
        try toChild.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
        while true {
            if let end = received.firstIndex(of: 10) {
                let answer = String(decoding: received[..<end], as: UTF8.self)
                received.removeSubrange(...end)
                return answer
            }
            let data = fromChild.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw SimulationError(.backEnd, "The Icarus simulation ended unasked")
            }
            received += data
        }
    }

    /// Ends the engine by closing its input.
    func stop() {
        guard isRunning else { return }
        isRunning = false
        try? toChild.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
