import Foundation

/// Windows of token ids, each predicted by itself.
public struct TokenWindows: Sendable {
    public let windows: [[Int]]

    /// Reads a JSON list of lists of token ids.
    /// - Throws: ``LanguageModelError`` of kind `fileAccess` or `invalidTokens`.
    public init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw LanguageModelError(
                .fileAccess, file: path, problem: "the token file can't be read",
                remedy: "Give a JSON list of windows, each a list of token ids")
        }
        do {
            windows = try JSONDecoder().decode([[Int]].self, from: data)
        } catch {
            throw LanguageModelError(
                .invalidTokens, file: path, problem: "it isn't a list of lists of integers",
                remedy: "Give a JSON list of windows, each a list of token ids, such as [[1, 403, 407]]")
        }
    }
}
