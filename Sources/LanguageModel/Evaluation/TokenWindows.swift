import Foundation

/// Windows of token ids, each predicted by itself.
public struct TokenWindows: Sendable {
    public let windows: [[Int]]

    /// Reads a JSON list of windows, each a list of token ids; or an object that has such a list under "windows".
    /// - Throws: ``LanguageModelError`` of kind `fileAccess` or `invalidTokens`.
    public init(path: String) throws {
        let data = try FileContents.read(
            path, limit: 1 << 26, remedy: "Give a JSON list of windows, each a list of token ids")
        let decoder = JSONDecoder()
        if let list = try? decoder.decode([[Int]].self, from: data) {
            windows = list
        } else if let described = try? decoder.decode(Described.self, from: data) {
            windows = described.windows
        } else {
            throw LanguageModelError(
                .invalidTokens, file: path, problem: "it has no list of lists of integers",
                remedy: "Give a JSON list of windows, each a list of token ids, such as [[1, 403, 407]]")
        }
    }

    private struct Described: Decodable {
        let windows: [[Int]]
    }
}
