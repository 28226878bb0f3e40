/// How a read port answers.
public enum ReadTiming: String, Sendable, Hashable, Codable {
    /// One cycle after the address, and only when the port's `enable` is one; else the data stays.
    case synchronous
    /// In the cycle of the address, through logic alone.
    case asynchronous
}

/// What a read gives of a word that a port of the same clock domain writes in the same cycle.
public enum ReadUnderWrite: String, Sendable, Hashable, Codable {
    /// The word before the write.
    case old
    /// The word after the write.
    case new
    /// Anything: the cheapest on most targets. Every simulation gives the old word.
    case undefined
}

/// A port of a ``Memory``, as it is declared.
///
/// ```swift
/// Memory(depth: 256, width: 32, ports: [.write(byteEnable: 8), .read(.synchronous, underWrite: .old)])
/// ```
public struct MemoryPort: Hashable, Sendable {
    /// What a port does.
    public enum Kind: String, Sendable, Hashable, Codable {
        case read, write
        /// Reads or writes one address at a time: a single-port RAM has one of these and no other.
        case readWrite
    }

    public let kind: Kind
    /// When read data comes; nil for a write port. A read-write port is synchronous.
    public let timing: ReadTiming?
    /// What a read gives of a word that is being written; nil for a write port.
    public let underWrite: ReadUnderWrite?
    /// Bits that one bit of the port's byte enable lets through; nil where whole words are written.
    public let laneWidth: Int?
    /// Whose clock the port has; an asynchronous read is logic of this domain.
    public let domain: ClockDomain

    /// Writes the word at its address at each active edge at which its `enable` is one.
    ///
    /// - Parameters:
    ///   - byteEnable: bits of a lane; the port gets one enable bit for each lane of a word, the lowest first. It must
    ///     divide the memory's width.
    ///   - domain: whose clock writes.
    public static func write(byteEnable: Int? = nil, in domain: ClockDomain = .main) -> MemoryPort {
        MemoryPort(kind: .write, timing: nil, underWrite: nil, laneWidth: byteEnable, domain: domain)
    }

    /// Reads the word at its address.
    ///
    /// - Parameters:
    ///   - timing: whether the answer comes with the next edge or in the same cycle.
    ///   - underWrite: what is read of a word that a port of the same domain writes in the same cycle. A write in
    ///     another domain has no cycle in common with a read: what is read then is undefined.
    ///   - domain: whose clock reads.
    public static func read(
        _ timing: ReadTiming = .synchronous, underWrite: ReadUnderWrite = .old, in domain: ClockDomain = .main
    ) -> MemoryPort {
        MemoryPort(kind: .read, timing: timing, underWrite: underWrite, laneWidth: nil, domain: domain)
    }

    /// Reads the word at its address and, where its `writeEnable` is one, writes it, at each active edge at which its
    /// `enable` is one.
    ///
    /// - Parameters:
    ///   - byteEnable: bits of a lane, as for ``write(byteEnable:in:)``.
    ///   - underWrite: what is read of a word that this port or another of its domain writes at the same edge.
    ///   - domain: whose clock reads and writes.
    public static func readWrite(
        byteEnable: Int? = nil, underWrite: ReadUnderWrite = .old, in domain: ClockDomain = .main
    ) -> MemoryPort {
        MemoryPort(
            kind: .readWrite, timing: .synchronous, underWrite: underWrite, laneWidth: byteEnable,
            domain: domain)
    }

    /// Whether the port writes.
    public var isWriter: Bool { kind != .read }
    /// Whether the port reads.
    public var isReader: Bool { kind != .write }
}
