import Foundation

/// The peers' scripts, run in the Python in which they are installed.
struct Peers {
    let python: URL

    /// What a peer is asked to do with the array, and the words that ask its script for it.
    enum Task {
        /// Elaborate and emit an array of so many rows and columns.
        case emit(size: Int)
        /// Simulate an array of 4 × 4 elements, random operands in every cycle, a total checked in each.
        case simulate(cycles: Int)

        var arguments: [String] {
            switch self {
            case .emit(let size): ["emit", "\(size)"]
            case .simulate(let cycles): ["simulate", "\(cycles)"]
            }
        }
    }

    struct Emission: Codable {
        let seconds: Double
        /// The peak of the process or of a tool that it calls, in megabytes of 10^6 bytes.
        let megabytes: Double
        let lines: Int
    }

    struct Simulation: Codable {
        let cyclesPerSecond: Double
        /// The total that was read in each cycle, every element in turn.
        let totals: [Int]
    }

    /// A script that has no result to offer, and what it said.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Where `scripts/bench-peers` puts them.
    static let standardPath = ".tools/peers/bin/python"

    /// The Python at `path`, or where the package's tools are, or nil when there is none.
    init?(path: String?) {
        let wanted = path ?? Self.standardPath
        guard FileManager.default.isExecutableFile(atPath: wanted) else { return nil }
        python = URL(fileURLWithPath: wanted)
    }

    /// Runs the script `name` and decodes what it prints.
    ///
    /// - Throws: ``Failure`` when it fails, for instance because the peer isn't installed.
    func run<Result: Decodable>(_ name: String, _ task: Task, as type: Result.Type) throws -> Result {
        guard let script = Bundle.module.url(forResource: name, withExtension: "py", subdirectory: "Peers")
        else { throw Failure(description: "the script \(name).py is missing") }
        // Without bytecode beside the scripts, which belong to the build.
        let output = try Subprocess.run(python, ["-B", script.path] + task.arguments)
        guard output.status == 0 else {
            let lastLine = output.errors.split(separator: "\n").last.map(String.init) ?? "no message"
            throw Failure(description: lastLine)
        }
        return try JSONDecoder().decode(type, from: Data(output.text.utf8))
    }
}

/// A process that is run to its end.
enum Subprocess {
    /// Runs a subcommand of this program in a process of its own and decodes what it prints.
    static func runSelf<Result: Decodable>(_ arguments: [String], as type: Result.Type) throws -> Result {
        let program = URL(fileURLWithPath: CommandLine.arguments[0])
        let output = try run(Bundle.main.executableURL ?? program, arguments)
        guard output.status == 0 else { throw Peers.Failure(description: output.errors) }
        return try JSONDecoder().decode(type, from: Data(output.text.utf8))
    }

    struct Output {
        let status: Int32
        let text: String
        let errors: String
    }

    static func run(_ executable: URL, _ arguments: [String]) throws -> Output {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The scripts print one line and a traceback at most, which the pipe of the errors holds.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let message = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Output(
            status: process.terminationStatus, text: String(decoding: text, as: UTF8.self),
            errors: String(decoding: message, as: UTF8.self))
    }
}
