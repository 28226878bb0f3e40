import Foundation
import HDL
import Testing

/// A module whose statements are a test's own, over ports of several shapes.
final class Probe: Module {
    let a = Input(4)
    let b = Input(4)
    let wide = Input(6)
    let bit = Input()
    let signed = Input(.signed(4))
    let out = Output(4)
    let flag = Output()
    let signedOut = Output(.signed(4))
    let state = Register(4, reset: 0)
    private let body: (Probe) -> Void

    init(@HardwareBuilder _ body: @escaping (Probe) -> Void) { self.body = body }

    // The explicit return keeps the builder away: only the test's own lines are located.
    func describe() { return body(self) }
}

/// What elaborating finds; empty when it succeeds.
func findings<Top: Module>(_ make: () -> Top) -> [Diagnostic] {
    do {
        _ = try Design(make)
        return []
    } catch let error as ElaborationError {
        return error.diagnostics
    } catch {
        Issue.record("\(error)")
        return []
    }
}

/// Lines of a test's source by the remark at their end: `// <- name`.
struct MarkedLines {
    private let lines: [Substring]

    init(filePath: String = #filePath) {
        let text = try? String(contentsOfFile: filePath, encoding: .utf8)
        lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    }

    func line(_ name: String) -> UInt {
        UInt((lines.firstIndex { $0.hasSuffix("// <- \(name)") } ?? -1) + 1)
    }
}

/// Expects one finding with that code, whose text has all of `parts`, at the marked line.
func expect(
    _ found: [Diagnostic], _ code: DiagnosticCode, at line: UInt, _ parts: [String], isExact: Bool? = true,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.count == 1, "\(found)", sourceLocation: sourceLocation)
    guard let first = found.first else { return }
    #expect(first.code == code, "\(first)", sourceLocation: sourceLocation)
    #expect(
        first.location.line == line && line > 0, "line \(line) meant: \(first)",
        sourceLocation: sourceLocation)
    if let isExact { #expect(first.isLocationExact == isExact, "\(first)", sourceLocation: sourceLocation) }
    let text = first.description
    let missing = parts.filter { !text.contains($0) }
    #expect(missing.isEmpty, "\(missing) not in: \(first)", sourceLocation: sourceLocation)
}
