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

    func isInSameFile(as other: SourceLocation) -> Bool {
        guard file.hasPointerRepresentation && other.file.hasPointerRepresentation else { return false }
        let count = file.utf8CodeUnitCount
        guard count == other.file.utf8CodeUnitCount else { return false }
        if file.utf8Start == other.file.utf8Start { return true }
        return UnsafeBufferPointer(start: file.utf8Start, count: count)
            .elementsEqual(UnsafeBufferPointer(start: other.file.utf8Start, count: count))
    }
}

/// A location and, where it isn't exactly that of the construct meant, what is known.
struct Place {
    var location: SourceLocation
    /// Empty when the location is exact.
    var note = ""

    init(_ location: SourceLocation, note: String = "") {
        self.location = location
        self.note = note
    }

    init(_ file: StaticString, _ line: UInt) { self.init(SourceLocation(file: file, line: line)) }

    static let unknown = Place(.unknown)
}
