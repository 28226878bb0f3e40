import Foundation

/// A temporary folder for the files of one job.
struct Workspace {
    let url: URL

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws { try Self.write(text, to: path(name)) }

    func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
    }

    /// A folder of its own for `body`, removed afterwards.
    static func with<Result>(_ body: (Workspace) throws -> Result) throws -> Result {
        let url = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(
            "bitmod-cost-" + UUID().uuidString)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw CostError(
                .tool, "the temporary directory \(url.path) can't be created (\(error.localizedDescription))",
                remedy: "free the space or set TMPDIR to a writable directory")
        }
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(Workspace(url: url))
    }

    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CostError(
                .tool, "\(path) can't be written (\(error.localizedDescription))",
                remedy: "free the space or set TMPDIR to a writable directory")
        }
    }
}
