import ExternalTools
import Foundation

/// A standard-cell library, made of one or several Liberty files and prepared for synthesis and timing.
public struct CellLibrary: Sendable {
    /// The library of Debian's package `qflow-tech-osu018`: 180 nm, typical.
    public static let defaultPath = "/usr/share/qflow/tech/osu018/osu018_stdcells.lib"

    /// The library's own name.
    public var name: String { index.name }
    /// Hash of everything that went into it.
    public let identity: String
    /// The cell that areas in NAND2 equivalents are multiples of: the smallest one.
    public var nand2: String { index.nand2 }
    /// Area of ``nand2`` in square micrometres.
    public var nand2Area: Double { index.nand2Area }
    /// The cell that drives every input in timing, and whose input loads every output: the smallest buffer.
    public var buffer: String { index.buffer }
    /// Cells that synthesis chooses from, flip-flops included.
    public var usableCellCount: Int { index.usableCellCount }

    let index: Index
    private let folder: String

    /// What preparing a library finds out.
    struct Index: Codable {
        struct Cell: Codable {
            let area: Double
            let isFlipFlop: Bool
            /// Outputs that follow or invert the stored value, of flip-flops.
            let outputs: [String]
            /// Where the cell stands in `library.lib`.
            let offset: Int
            let length: Int
        }

        let name: String
        let headerLength: Int
        let cells: [String: Cell]
        let nand2: String
        let nand2Area: Double
        let buffer: String
        /// In femtofarads.
        let bufferCapacitance: Double
        /// The smallest one, if there is one.
        let clockGate: ClockGate?
        let usableCellCount: Int
    }

    /// All cells and power tables.
    var path: String { folder + "/library.lib" }
    /// What abc reads: cells of one output, without power tables.
    var combinationalPath: String { folder + "/combinational.lib" }
    /// What Yosys's `dfflibmap` reads: the best flip-flop of each behaviour.
    var flipFlopPath: String { folder + "/flipflops.lib" }

    /// Reads the files, merges them, and prepares the result or takes it from the cache.
    ///
    /// - Parameters:
    ///   - paths: Liberty files, plain or packed by gzip, that become one library.
    ///   - excluding: patterns (`*`, `?`) of cells that synthesis mustn't choose, beside those that the library marks
    ///     `dont_use`.
    /// - Throws: ``CostError`` of kind `library`.
    public init(
        paths: [String] = [defaultPath], excluding: [String] = [], cache: ContentCache = ContentCache()
    )
        throws
    {
        var hash = SHA256()
        hash.update(field: "library \(Self.formatVersion)")
        for pattern in excluding { hash.update(field: pattern) }
        hash.update(field: "files")
        var isPresent = true
        for path in paths {
            if let data = FileManager.default.contents(atPath: path) {
                hash.update(bytes: [UInt8](data))
            } else {
                isPresent = false
            }
        }
        identity = hash.finish()
        let folder = "\(cache.directory)/cost/libraries/\(identity)"
        self.folder = folder
        if !isPresent || access(folder, F_OK) != 0 {
            let files = try paths.map { try LibertyFile(path: $0, bytes: LibertyFile.contents($0)) }
            try ContentCache.withLock(folder + ".lock") {
                if access(folder, F_OK) == 0 { return }
                let preparation = try LibraryPreparation(files, excluding: excluding)
                try ContentCache.makeEntry(folder) { try preparation.write(to: $0) }
            }
        }
        guard let data = FileManager.default.contents(atPath: folder + "/index.json"),
            let index = try? JSONDecoder().decode(Index.self, from: data)
        else {
            throw CostError(
                .library, "the prepared library \(folder) can't be read", remedy: "delete that folder")
        }
        self.index = index
    }

    private static let formatVersion = 2

    /// A library with only these cells, which tools read in no time.
    func subset(_ names: Set<String>) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CostError(
                .library, "the prepared library \(path) can't be read", remedy: "delete its folder")
        }
        defer { try? handle.close() }
        func bytes(_ offset: Int, _ length: Int) -> String {
            try? handle.seek(toOffset: UInt64(offset))
            return String(decoding: (try? handle.read(upToCount: length)) ?? Data(), as: UTF8.self)
        }
        var text = bytes(0, index.headerLength)
        for name in names.sorted() {
            guard let cell = index.cells[name] else { continue }
            text += bytes(cell.offset, cell.length) + "\n"
        }
        return text + "}\n"
    }
}
