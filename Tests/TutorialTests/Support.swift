import ArticleChecking
import Foundation
import HDL
import HDLTesting
import Testing

/// Expects that an article of the tutorial shows nothing but what its chapter's Swift file says, and what that gives.
///
/// - Parameters:
///   - article: file name without `.md`.
///   - designs: whose Verilog the article shows; every tool has to take them without a word, in both dialects.
///   - verilog: more texts of Verilog.
///   - prints: what the chapter's code prints.
///   - ignored: rules of tools that the chapter breaks on purpose.
///   - source: the chapter's Swift file.
func expectArticle(
    _ article: String, shows designs: [Design], verilog: [String] = [], prints: [String] = [],
    ignoring ignored: Set<String> = [], source: StaticString = #filePath
) throws {
    let code = try String(contentsOfFile: "\(source)", encoding: .utf8)
    let files = designs.flatMap { $0.verilog().map(\.text) } + verilog
    let mistakes = try Article("Sources/HDL/HDL.docc/Tutorial/\(article).md", besides: source)
        .mistakes(sources: [code], verilog: files, prints: prints, besides: source)
    #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n\n"))")
    for design in designs {
        for dialect in VerilogOptions.Dialect.allCases {
            var options = VerilogOptions()
            options.dialect = dialect
            // Somebody else's Verilog is looked into, but not at its style.
            let others = design.supportFiles.map {
                VerilogFile(moduleName: String($0.name.dropLast(2)), text: $0.text, dialect: dialect)
            }
            for tool in Lint.allCases {
                let findings = try tool.findings(
                    in: others + design.verilog(options), top: design.topName, ignoring: ignored
                ).filter { finding in !others.contains { $0.fileName == finding.file } }
                #expect(findings.isEmpty, "\(design.topName), \(dialect): \(findings)")
            }
        }
    }
}

/// What the design's elaboration reports.
func messages(_ make: () throws -> Design) -> String {
    do {
        _ = try make()
        return "nothing"
    } catch { return "\(error)" }
}

/// A folder of its own for `body`, removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("hdl-tutorial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}
