/// All that a memory is: what its wrapper, its checks, its manifest entry and a simulation of it are made from.
///
/// Semantics, for each cycle. `w`: the words before the active edge.
/// 1. Asynchronous reads, and nothing else, are logic: data = `w[address]`; with `.new` the lanes that a port of the
///    same domain is about to write show what it writes.
/// 2. At the edge a synchronous reader whose `enable` is one takes `w[address]`; with `.new` the lanes that ports of
///    the same domain write at this edge are those written. Else its data stays.
/// 3. Then writers whose enables are one store the lanes they may. What two of them store of one lane of one word at
///    one edge is undefined: hardware and simulators choose either. Interpret them in the order of ``ports``.
///
/// `.undefined` behaves like `.old`. An address of ``depth`` or more reads an undefined word and writes nothing; a
/// memory of one word ignores its addresses. The reset touches nothing.
struct MemoryGeometry: Hashable, Sendable {
    /// Words, at least 1.
    let depth: Int
    /// Bits of a word.
    let width: Int
    /// At least one that reads.
    let ports: [MemoryPort]
    /// Words from address 0 when power comes on, missing ones zero; nil where words start undefined. Contents of ROMs,
    /// memories without a port that writes, never change.
    let contents: [BitPattern]?

    /// Bits of an address.
    var addressWidth: Int { Memory.addressWidth(depth: depth) }

    var isReadOnly: Bool { !ports.contains { $0.isWriter } }

    /// Whether `port` is touched by a clock.
    static func isClocked(_ port: MemoryPort) -> Bool { port.isWriter || port.timing == .synchronous }

    /// Domains whose clocks the memory needs, in the order of its ports.
    var clockDomains: [ClockDomain] {
        var domains: [ClockDomain] = []
        for port in ports where Self.isClocked(port) && !domains.contains(port.domain) {
            domains.append(port.domain)
        }
        return domains
    }

    /// Bits of the port's byte enable, each for `width / lanes` bits of a word.
    func lanes(_ port: MemoryPort) -> Int { port.laneWidth.map { width / max(1, $0) } ?? 1 }

    /// The word that an address reaches; nil for none.
    func word(at address: Int) -> Int? { depth == 1 ? 0 : address < depth ? address : nil }

    /// Indices of the ports whose writes the reader shows at once.
    func bypassed(by reader: MemoryPort) -> [Int] {
        guard reader.underWrite == .new else { return [] }
        return ports.indices.filter { ports[$0].isWriter && ports[$0].domain == reader.domain }
    }

    /// What a signal of a port is for.
    enum Role: Hashable {
        /// One bit; without it the port does nothing. Asynchronous reads have none.
        case enable
        /// One bit, of read-write ports: whether to write.
        case writeEnable
        /// One bit for each lane, the lowest lane first.
        case byteEnable
        case address
        case writeData
        /// The only one that is an output.
        case readData
    }

    /// A signal of the wrapper.
    struct PortSignal: Hashable {
        /// Index in ``MemoryGeometry/ports``.
        let port: Int
        let role: Role
        let name: String
        let width: Int
        var isInput: Bool { role != .readData }
    }

    /// The wrapper's ports beside its clocks, in the order of its declarations.
    var signals: [PortSignal] {
        ports.indices.flatMap { index in
            roles(of: ports[index]).map { role in
                PortSignal(
                    port: index, role: role, name: name(role, of: index), width: width(role, of: index))
            }
        }
    }

    /// Position in ``signals``.
    func signal(_ role: Role, of port: Int) -> Int? {
        signals.firstIndex { $0.port == port && $0.role == role }
    }

    /// Signals that a port has, in the order in which the wrapper declares them.
    func roles(of port: MemoryPort) -> [Role] {
        let lanes: [Role] = port.laneWidth == nil ? [] : [.byteEnable]
        switch port.kind {
        case .write: return [.enable] + lanes + [.address, .writeData]
        case .read: return (port.timing == .synchronous ? [.enable] : []) + [.address, .readData]
        case .readWrite: return [.enable, .writeEnable] + lanes + [.address, .writeData, .readData]
        }
    }

    private func width(_ role: Role, of port: Int) -> Int {
        switch role {
        case .enable, .writeEnable: 1
        case .byteEnable: lanes(ports[port])
        case .address: addressWidth
        case .writeData, .readData: width
        }
    }

    /// `write_enable`; with several ports of the kind `write_0_enable`.
    func name(_ role: Role, of port: Int) -> String {
        "\(prefix(of: port))_\(suffix(role, of: ports[port].kind))"
    }

    /// The port's name: `write`, or `write_0` where there are several of its kind.
    func prefix(of port: Int) -> String {
        let kind = ports[port].kind
        let word =
            switch kind {
            case .write: "write"
            case .read: "read"
            case .readWrite: "port"
            }
        guard count(kind) > 1 else {
            return word
        }
        return "\(word)_\(ports[..<port].filter { $0.kind == kind }.count)"
    }

    private func count(_ kind: MemoryPort.Kind) -> Int { ports.filter { $0.kind == kind }.count }

    private func suffix(_ role: Role, of kind: MemoryPort.Kind) -> String {
        switch role {
        case .enable: "enable"
        case .writeEnable: "write_enable"
        case .byteEnable: "byte_enable"
        case .address: "address"
        case .writeData: kind == .readWrite ? "write_data" : "data"
        case .readData: kind == .readWrite ? "read_data" : "data"
        }
    }
}
