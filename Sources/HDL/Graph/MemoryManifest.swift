/// What somebody needs to know of each memory of a design to put an SRAM macro in its place: the wrapper to replace,
/// its ports and their behaviour, and where instances of it stand.
public struct MemoryManifest: Sendable, Hashable {
    /// A memory wrapper.
    public struct Entry: Sendable, Hashable {
        /// The wrapper's name, with prefix.
        public let module: String
        /// The file that holds it.
        public let file: String
        /// Words.
        public let depth: Int
        /// Bits of a word.
        public let width: Int
        /// In the order of their declaration.
        public let ports: [Port]
        /// Whether words are defined when power comes on: a ROM, or a RAM that only an FPGA can have.
        public let hasContents: Bool
        /// Paths from the top, `top.column_0.store`, in the order of the hierarchy; one that stands in a shared module is
        /// listed for each instance of that.
        public let instances: [String]
    }

    /// A port of a wrapper.
    public struct Port: Sendable, Hashable {
        /// `write`, or `write_0` where there are several of the kind: what its signals' names start with.
        public let name: String
        public let kind: MemoryPort.Kind
        /// The wrapper's clock input that the port follows; nil for an asynchronous read.
        public let clock: String?
        /// Bits that one byte enable lets through; nil where whole words are written.
        public let laneWidth: Int?
        /// Cycles from address to data; nil for a write port.
        public let latency: Int?
        /// What is read of a word that is being written; nil for a write port.
        public let readUnderWrite: ReadUnderWrite?
        /// The wrapper's ports that belong to it.
        public let signals: [String]
    }

    /// In the order of the emitted files.
    public let memories: [Entry]
}

extension Design {
    /// The design's memories, as they are emitted with `options`.
    public func memoryManifest(_ options: VerilogOptions = VerilogOptions()) -> MemoryManifest {
        let paths = memoryPaths()
        return MemoryManifest(
            memories: modules.compactMap { module in
                guard case .memory(let geometry) = module.primitive else { return nil }
                let wrapper = MemoryLegaliser(
                    module: module, geometry: geometry, variant: ClockVariant(module, options),
                    options: options)
                let name = options.modulePrefix + module.name
                let ports = geometry.ports.indices.map { index in
                    let port = geometry.ports[index]
                    return MemoryManifest.Port(
                        name: geometry.prefix(of: index), kind: port.kind,
                        clock: MemoryGeometry.isClocked(port) ? wrapper.clockName(port.domain) : nil,
                        laneWidth: port.laneWidth, latency: port.timing.map { $0 == .synchronous ? 1 : 0 },
                        readUnderWrite: port.underWrite,
                        signals: geometry.signals.filter { $0.port == index }.map(\.name))
                }
                return .init(
                    module: name, file: "\(name).\(options.dialect.fileExtension)", depth: geometry.depth,
                    width: geometry.width,
                    ports: ports,
                    hasContents: geometry.contents != nil, instances: paths[module.name] ?? [])
            })
    }

    /// Where each memory stands, by the name of its module.
    private func memoryPaths() -> [String: [String]] {
        var holders: Set<ObjectIdentifier> = []
        for module in modules {
            let isHolder = module.instances.contains { holders.contains(ObjectIdentifier($0.definition)) }
            if module.isMemory || isHolder { holders.insert(ObjectIdentifier(module)) }
        }
        var paths: [String: [String]] = [:]
        func visit(_ module: ModuleDefinition, _ path: String) {
            if module.isMemory { paths[module.name, default: []].append(path) }
            for instance in module.instances where holders.contains(ObjectIdentifier(instance.definition)) {
                visit(instance.definition, "\(path).\(instance.name)")
            }
        }
        visit(top, top.name)
        return paths
    }
}

extension ModuleDefinition {
    fileprivate var isMemory: Bool { if case .memory = primitive { true } else { false } }
}
