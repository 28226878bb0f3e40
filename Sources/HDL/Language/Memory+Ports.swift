/// Signals of a port that writes.
public struct MemoryWritePort {
    let port: PortReference

    /// One bit: whether to write at the next edge.
    public var enable: Signal { port.signal(.enable) }
    /// The word that is written.
    public var address: Signal { port.signal(.address) }
    /// What is written, as wide as a word.
    public var data: Signal { port.signal(.writeData) }
    /// One bit for each lane, the lowest first; only where the port was declared with `byteEnable:`.
    public var byteEnable: Signal { port.signal(.byteEnable) }
}

/// Signals of a port that reads.
public struct MemoryReadPort {
    let port: PortReference

    /// One bit: whether new data is read at the next edge; only for synchronous ports.
    public var enable: Signal { port.signal(.enable) }
    /// The word that is read.
    public var address: Signal { port.signal(.address) }
    /// What is read, as wide as a word: an output of the memory.
    public var data: Signal { port.signal(.readData) }
}

/// Signals of a port that reads and writes.
public struct MemoryReadWritePort {
    let port: PortReference

    /// One bit: whether the port does anything at the next edge.
    public var enable: Signal { port.signal(.enable) }
    /// One bit: whether it writes.
    public var writeEnable: Signal { port.signal(.writeEnable) }
    /// The word that is read and written.
    public var address: Signal { port.signal(.address) }
    /// What is written, as wide as a word.
    public var writeData: Signal { port.signal(.writeData) }
    /// What was read, as wide as a word: an output of the memory.
    public var readData: Signal { port.signal(.readData) }
    /// One bit for each lane, the lowest first; only where the port was declared with `byteEnable:`.
    public var byteEnable: Signal { port.signal(.byteEnable) }
}

/// A port of a memory, or one that it hasn't, whose signals are rejected.
struct PortReference {
    let memory: Memory
    /// Index among the ports; nil for one that isn't there.
    let index: Int?
    let name: String
    /// Nil where only the next located construct tells.
    let place: Place?

    func signal(_ role: MemoryGeometry.Role) -> Signal {
        memory.signal(role, of: index, index == nil ? name : "\(role) of \(name)", at: place)
    }
}

/// The ports of one kind, in the order in which they were declared.
public struct MemoryPorts<Port>: Sequence {
    let memory: Memory
    let kind: MemoryPort.Kind
    let make: (PortReference) -> Port

    private var indices: [Int] {
        memory.geometry.ports.indices.filter { memory.geometry.ports[$0].kind == kind }
    }

    /// Number of ports of this kind.
    public var count: Int { indices.count }

    /// The port; one that the memory hasn't is a diagnostic where one of its signals is used.
    public subscript(_ index: Int, file: StaticString = #fileID, line: UInt = #line) -> Port {
        port(index, at: Place(file, line))
    }

    /// The port, for use at a place that is known, or by a plain expression.
    func port(_ index: Int, at place: Place?) -> Port {
        let indices = indices
        return make(
            PortReference(
                memory: memory, index: indices.indices.contains(index) ? indices[index] : nil,
                name: "\(kind.plural)[\(index)]", place: place))
    }

    public func makeIterator() -> IndexingIterator<[Port]> {
        (0..<count).map { port($0, at: nil) }.makeIterator()
    }
}

extension MemoryPort.Kind {
    fileprivate var plural: String {
        switch self {
        case .read: "reads"
        case .write: "writes"
        case .readWrite: "readWrites"
        }
    }
}

extension Memory {
    /// The ports that write, in the order of their declaration.
    public var writes: MemoryPorts<MemoryWritePort> {
        MemoryPorts(memory: self, kind: .write, make: MemoryWritePort.init)
    }
    /// The ports that read.
    public var reads: MemoryPorts<MemoryReadPort> {
        MemoryPorts(memory: self, kind: .read, make: MemoryReadPort.init)
    }
    /// The ports that read and write.
    public var readWrites: MemoryPorts<MemoryReadWritePort> {
        MemoryPorts(memory: self, kind: .readWrite, make: MemoryReadWritePort.init)
    }

    // With one port of a kind its signals need no index.

    /// `enable` of the first port that writes.
    public var writeEnable: Signal { writes.port(0, at: nil).enable }
    /// `address` of the first port that writes.
    public var writeAddress: Signal { writes.port(0, at: nil).address }
    /// `data` of the first port that writes.
    public var writeData: Signal { writes.port(0, at: nil).data }
    /// `enable` of the first port that reads.
    public var readEnable: Signal { reads.port(0, at: nil).enable }
    /// `address` of the first port that reads.
    public var readAddress: Signal { reads.port(0, at: nil).address }
    /// `data` of the first port that reads.
    public var readData: Signal { reads.port(0, at: nil).data }
}

extension Memory {
    /// One port that reads or writes one word a cycle.
    ///
    /// - Parameter byteEnable: bits of a lane; default: whole words.
    public static func singlePort(
        depth: Int, width: Int, byteEnable: Int? = nil, underWrite: ReadUnderWrite = .old,
        file: StaticString = #fileID, line: UInt = #line
    ) -> Memory {
        Memory(
            depth: depth, width: width, ports: [.readWrite(byteEnable: byteEnable, underWrite: underWrite)],
            file: file, line: line)
    }

    /// One port that writes and one that reads with a cycle of latency: the shape of most block RAMs.
    ///
    /// - Parameter byteEnable: bits of a lane; default: whole words.
    public static func simpleDualPort(
        depth: Int, width: Int, byteEnable: Int? = nil, underWrite: ReadUnderWrite = .old,
        file: StaticString = #fileID, line: UInt = #line
    ) -> Memory {
        Memory(
            depth: depth, width: width,
            ports: [.write(byteEnable: byteEnable), .read(.synchronous, underWrite: underWrite)],
            file: file, line: line)
    }

    /// Two ports that each read or write one word a cycle.
    ///
    /// - Parameters:
    ///   - byteEnable: bits of a lane; default: whole words.
    ///   - underWrite: what a port reads of a word that it or the other one writes; not every family can give
    ///     ``ReadUnderWrite/old`` here, and logic that could is as large as the memory.
    public static func trueDualPort(
        depth: Int, width: Int, byteEnable: Int? = nil, underWrite: ReadUnderWrite = .undefined,
        file: StaticString = #fileID, line: UInt = #line
    ) -> Memory {
        let port = MemoryPort.readWrite(byteEnable: byteEnable, underWrite: underWrite)
        return Memory(depth: depth, width: width, ports: [port, port], file: file, line: line)
    }

    /// A ROM with one port.
    ///
    /// - Parameters:
    ///   - contents: the words from address 0, at least one, all of one width.
    ///   - timing: whether the word comes with the next edge or in the same cycle.
    ///   - label: a name for the contents, as part of the module's name; default: a hash of them.
    public static func rom(
        _ contents: [BitPattern], _ timing: ReadTiming = .synchronous, label: String? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) -> Memory {
        Memory(
            depth: contents.count, width: contents.first?.width ?? 1, ports: [.read(timing)],
            contents: contents,
            label: label, file: file, line: line)
    }
}
