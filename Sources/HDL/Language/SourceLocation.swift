/// A place in the user's Swift source.
public struct SourceLocation: Sendable, CustomStringConvertible {
    let file: StaticString
    /// Line, from 1; 0 when the place is unknown.
    public let line: UInt

    public init(file: StaticString, line: UInt) {
        self.file = file
        self.line = line
    }

    static let unknown = SourceLocation(file: "", line: 0)

    var isKnown: Bool { line != 0 }

    /// `Module/File.swift:line`, as the compiler's `#fileID` gives it.
    public var description: String { isKnown ? "\(file):\(line)" : "an unknown place" }
}
