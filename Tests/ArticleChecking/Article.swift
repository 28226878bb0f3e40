import Foundation

/// A Markdown file, and whether the code in it is the code that is tested.
public struct Article {
    /// A block between fences.
    public struct Block {
        /// What stands behind the opening fence.
        public let language: String
        public let text: String
        /// Of the opening fence, from 1.
        public let line: Int
    }

    public let name: String
    public let blocks: [Block]

    /// - Parameters:
    ///   - path: of the file, from the package's folder.
    ///   - source: a file of the package.
    public init(_ path: String, besides source: StaticString = #filePath) throws {
        let file = Self.package(of: source).appendingPathComponent(path)
        self.init(name: file.lastPathComponent, try String(contentsOf: file, encoding: .utf8))
    }

    /// - Parameter text: Markdown.
    public init(name: String, _ text: String) {
        self.name = name
        var blocks: [Block] = []
        var open: (language: String, line: Int, lines: [Substring])?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.drop { $0 == " " }
            if content.hasPrefix("```") {
                if let block = open {
                    blocks.append(
                        Block(
                            language: block.language, text: block.lines.joined(separator: "\n"),
                            line: block.line))
                    open = nil
                } else {
                    open = (String(content.dropFirst(3)), index + 1, [])
                }
            } else {
                open?.lines.append(line)
            }
        }
        self.blocks = blocks
    }

    /// The folder above `source` that has a manifest.
    public static func package(of source: StaticString = #filePath) -> URL {
        var folder = URL(fileURLWithPath: "\(source)").deletingLastPathComponent()
        while folder.path != "/"
            && !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }
}

extension Article {
    /// Every block of the article that isn't what the code says, writes or prints.
    ///
    /// | Block | has to be |
    /// |---|---|
    /// | `swift` | consecutive lines of a source, or pieces apart by blank lines; indentation and `private` don't count |
    /// | `verilog` | consecutive lines of a Verilog file |
    /// | `text` | the whole of something printed |
    /// | `json` | consecutive lines of something printed; indentation doesn't count |
    /// | `sh` | commands that start with `swift` or a script of the package |
    ///
    /// - Parameters:
    ///   - sources: texts of the Swift files that are tested.
    ///   - verilog: texts of the files that the article's designs give.
    ///   - prints: what the article's code prints: messages, waves, proofs.
    public func mistakes(
        sources: [String], verilog: [String] = [], prints: [String] = [],
        besides source: StaticString = #filePath
    ) -> [String] {
        Self.mistakes(
            in: blocks, of: name, sources: sources, verilog: verilog, prints: prints, besides: source)
    }

    /// Those among some blocks, of an article that shows more than code of the package.
    public static func mistakes(
        in blocks: [Block], of name: String, sources: [String], verilog: [String] = [],
        prints: [String] = [], besides source: StaticString = #filePath
    ) -> [String] {
        let plainSources = sources.map(withoutIndentation)
        let plainPrints = prints.map(withoutIndentation)
        let folder = package(of: source)
        return blocks.compactMap { block in
            let isRight =
                switch block.language {
                case "swift":
                    pieces(of: block.text).allSatisfy { piece in
                        plainSources.contains { contains($0, withoutIndentation(piece)) }
                    }
                case "verilog": verilog.contains { contains($0, block.text) }
                case "text": prints.contains { trimmed($0) == trimmed(block.text) }
                case "json": plainPrints.contains { contains($0, withoutIndentation(block.text)) }
                case "sh": isRunnable(block.text, in: folder)
                default: false
                }
            return isRight ? nil : "\(name):\(block.line): no such \(block.language):\n\(block.text)"
        }
    }

    private static func contains(_ text: String, _ lines: String) -> Bool {
        ("\n" + text + "\n").contains("\n" + lines + "\n")
    }

    /// The parts of a listing that begin at the margin behind a blank line.
    private static func pieces(of text: String) -> [String] {
        var pieces: [[Substring]] = [[]]
        var previous: Substring = "-"
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if previous.isEmpty && !line.isEmpty && line.first != " " {
                pieces[pieces.count - 1].removeLast()
                pieces.append([])
            }
            pieces[pieces.count - 1].append(line)
            previous = line
        }
        return pieces.map { $0.joined(separator: "\n") }
    }

    private static func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func withoutIndentation(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let content = line.drop { $0 == " " }
            return String(content.hasPrefix("private ") ? content.dropFirst(8) : content)
        }.joined(separator: "\n")
    }

    private static func isRunnable(_ commands: String, in folder: URL) -> Bool {
        commands.split(separator: "\n").allSatisfy { command in
            guard let program = command.split(separator: " ").first else { return true }
            return program == "swift"
                || FileManager.default.isExecutableFile(
                    atPath: folder.appendingPathComponent(String(program)).path)
        }
    }
}
