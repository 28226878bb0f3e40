/// A place in the user's Swift source.
public struct SourceLocation: Sendable, CustomStringConvertible {
    // Very many are kept: the file as two numbers takes half the memory that a `StaticString` does.
    /// Where the file's name starts, or the one character that it is.
    private let address: UInt
    /// Bytes of the file's name; ``oneCharacter`` where it has no address.
    private let length: UInt32
    private let number: UInt32

    private static let oneCharacter = UInt32.max

    public init(file: StaticString, line: UInt) {
        if file.hasPointerRepresentation {
            address = UInt(bitPattern: file.utf8Start)
            length = UInt32(clamping: file.utf8CodeUnitCount)
        } else {
            address = UInt(file.unicodeScalar.value)
            length = Self.oneCharacter
        }
        number = UInt32(clamping: line)
    }

    private init(address: UInt, length: UInt32, number: UInt32) {
        self.address = address
        self.length = length
        self.number = number
    }

    static let unknown = SourceLocation(file: "", line: 0)

    /// Line, from 1; 0 when the place is unknown.
    public var line: UInt { UInt(number) }

    /// Another line of the same file.
    func at(line: UInt) -> SourceLocation {
        SourceLocation(address: address, length: length, number: UInt32(clamping: line))
    }

    var isKnown: Bool { number != 0 }

    /// `Module/File.swift`, as the compiler's `#fileID` gives it.
    var file: String {
        guard length != Self.oneCharacter else {
            return Unicode.Scalar(UInt32(address)).map { String(Character($0)) } ?? ""
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// Equal for two places of one file wherever the compiler merges equal texts.
    var fileAddress: UInt { address }

    private var name: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafePointer(bitPattern: address), count: Int(length))
    }

    /// `Module/File.swift:line`.
    public var description: String { isKnown ? "\(file):\(line)" : "an unknown place" }

    func isInSameFile(as other: SourceLocation) -> Bool {
        guard length == other.length else { return false }
        if address == other.address { return true }
        return length != Self.oneCharacter && name.elementsEqual(other.name)
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
