/// Words in an array, reached through declared ports: a RAM, a register file or a ROM.
///
/// ```swift
/// let samples = Memory(depth: 256, width: 32, ports: [.write(byteEnable: 8), .read(.synchronous)])
/// ...
/// samples.writes[0].address <- next
/// total <- sum + samples.reads[0].data
/// ```
///
/// It is a module of its own in the Verilog, so an SRAM or register-file macro can take its place; the body is written
/// so that tools infer block or distributed RAM. What each kind of port does in each cycle, and what is undefined,
/// is told in <doc:Memories>.
public final class Memory: ModuleBase, ModuleDescription {
    /// Words.
    public let depth: Int
    /// Bits of a word.
    public let width: Int

    let geometry: MemoryGeometry
    let signals: [Signal]
    private let label: String
    /// Rejected for each mistake in the geometry; as signals of the module they are reported once it is in a design.
    private let problems: [Signal]
    private let location: SourceLocation

    /// - Parameters:
    ///   - depth: words, at least 1.
    ///   - width: bits of a word, at least 1.
    ///   - ports: what reaches the words; at least one of them reads. Default: one port that writes and one that reads
    ///     in the same cycle.
    ///   - contents: words of `width` bits from address 0 when power comes on, at most `depth`; missing ones are zero.
    ///     Default: undefined words. A memory without a port that writes is a ROM and needs contents.
    ///   - label: a name for the contents, letters and digits, as part of the module's name; default: a hash of
    ///     them.
    public init(
        depth: Int, width: Int, ports: [MemoryPort] = [.write(), .read(.asynchronous)],
        contents: [BitPattern]? = nil, label: String? = nil, file: StaticString = #fileID, line: UInt = #line
    ) {
        self.depth = depth
        self.width = width
        location = SourceLocation(file: file, line: line)
        let geometry = MemoryGeometry(
            depth: max(1, depth), width: width, ports: ports, contents: contents)
        self.geometry = geometry
        self.label = label ?? contents.map(MemoryGeometry.hash) ?? ""
        problems = MemoryRules(geometry, depth: depth).problems(at: Place(file, line))
        let isSound = problems.isEmpty
        signals = geometry.signals.map { signal in
            if signal.role == .byteEnable && !isSound { return .rejected(.unsigned(max(1, signal.width))) }
            return declare(
                signal.isInput ? .input : .output, .unsigned(signal.width), "",
                SourceLocation(file: file, line: line))
        }
    }

    /// Bits of an address: enough for `depth` words, at least 1.
    public static func addressWidth(depth: Int) -> Int {
        BitPattern.minimumWidth(of: max(1, depth - 1), isSigned: false)
    }

    override public var moduleName: String { geometry.moduleName(label: label) }
    override public var documentation: String { geometry.documentation }
    override public var structuralParameters: AnyHashable? { geometry }
    override var primitive: Primitive? { .memory(geometry) }
    override var namedSignals: [(name: String, signal: Signal)]? {
        zip(geometry.signals, signals).map { ($0.name, $1) } + problems.map { ("", $0) }
    }
    override var place: Place { Place(location) }

    public func describe() {}

    /// The signal of a port, or what is rejected when it has none.
    func signal(
        _ role: MemoryGeometry.Role, of port: Int?, _ wanted: String, at place: Place?
    ) -> Signal {
        if let port, let index = geometry.signal(role, of: port) { return signals[index] }
        if !problems.isEmpty { return .rejected(.bit, from: problems) }
        return reject(
            .missingMemoryPort,
            "This memory of \(depth) words has no \(wanted): its ports are \(geometry.portNames)",
            suggestion: "Declare it: ports: [...]", shape: .bit, at: place)
    }
}
