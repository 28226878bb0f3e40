import Configuration
import HDL

/// The description of a generated design for programs: `manifest.json`.
struct Manifest {
    /// Value of the key `generator`, by which a later run knows the file.
    static let generator = "bitmod"
    /// Value of the key `formatVersion`.
    static let formatVersion = 2

    let value: JSONValue

    /// - Parameter files: one a module, in the order of the design's modules.
    init(
        _ configuration: ArrayConfiguration, _ options: VerilogOptions, _ design: Design,
        _ files: [GeneratedDesign.File]
    ) {
        value = .object([
            ("generator", .string(Self.generator)),
            ("formatVersion", .integer(Self.formatVersion)),
            ("top", .string(options.modulePrefix + design.topName)),
            ("configurationHash", .string(Self.hash(configuration, options))),
            ("parameters", Self.parameters(configuration, options)),
            ("dataTypes", Self.dataTypes(configuration)),
            ("ports", Self.ports(design, options)),
            ("latencies", Self.latencies(configuration)),
            ("memories", Self.memories(design, options)),
            ("modules", Self.modules(design, options, files)),
        ])
    }

    private static func parameters(_ configuration: ArrayConfiguration, _ options: VerilogOptions)
        -> JSONValue
    {
        func integers(_ values: [Int]) -> JSONValue { .array(values.map { .integer($0) }) }
        let chosen: [(name: String, value: JSONValue)] = [
            ("rows", .integer(configuration.rows)),
            ("columns", .integer(configuration.columns)),
            ("lanes", .integer(configuration.lanes)),
            ("groupSize", .integer(configuration.groupSize)),
            ("processingElement", .string(configuration.processingElement.rawValue)),
            ("radix", .integer(configuration.radix.rawValue)),
            ("alignedWidth", .integer(configuration.alignedWidth)),
            ("treeStages", .integer(configuration.treeStages)),
            ("resultFormat", .string(configuration.resultFormat.rawValue)),
            (
                "specialValues",
                .object([
                    ("fp4", integers(configuration.specialValues.fp4)),
                    ("fp3", integers(configuration.specialValues.fp3)),
                ])
            ),
            ("clockName", .string(options.clockName)),
            ("clockEdge", .string(options.clockEdge.rawValue)),
            ("resetName", .string(options.resetName)),
            ("resetKind", .string(options.resetKind.rawValue)),
            ("resetIsActiveLow", .boolean(options.resetIsActiveLow)),
            ("modulePrefix", .string(options.modulePrefix)),
            ("dialect", .string(options.dialect.rawValue)),
        ]
        let derived: [(String, Int)] = [
            ("beatsPerGroup", configuration.beatsPerGroup),
            ("weightPortBits", ArrayConfiguration.weightPortBits),
            ("scaleBits", ArrayConfiguration.scaleBits),
            ("channelScaleBits", ArrayConfiguration.channelScaleBits),
            ("resultBits", configuration.resultFormat.width),
            ("accumulatorWidth", configuration.accumulatorWidth),
            ("dequantizedWidth", configuration.dequantizedWidth),
            ("sumExponentWidth", configuration.sumExponentWidth),
            ("exponentBias", configuration.exponentBias),
            ("dequantizersPerColumn", configuration.dequantizersPerColumn),
            ("rowsPerDequantizer", configuration.rowsPerDequantizer),
            ("outputBufferDepth", configuration.outputBufferDepth),
        ]
        return .object(chosen + derived.map { ($0.0, .integer($0.1)) })
    }

    private static func dataTypes(_ configuration: ArrayConfiguration) -> JSONValue {
        .array(
            WeightDataType.allCases.map { type in
                .object([
                    ("name", .string(type.rawValue)),
                    ("encoding", .integer(type.encoding)),
                    ("codeBits", .integer(type.codeBits)),
                    ("termsPerWeight", .integer(configuration.termCount(type))),
                ])
            })
    }

    private static func ports(_ design: Design, _ options: VerilogOptions) -> JSONValue {
        func port(_ name: String, _ direction: String, _ width: Int, _ description: String) -> JSONValue {
            .object([
                ("name", .string(name)), ("direction", .string(direction)), ("width", .integer(width)),
                ("description", .string(description)),
            ])
        }
        var ports: [JSONValue] = []
        for use in design.clocking() {
            let clocking = options.clocking(of: use.domain)
            let subject = use.domain == .main ? "everything" : "everything in the domain \(use.domain.name)"
            let edge = clocking.edge.rawValue
            ports.append(port(clocking.clockName, "input", 1, "\(subject) happens on its \(edge) edge"))
            guard use.hasReset else { continue }
            let level = clocking.resetIsActiveLow ? "low" : "high"
            ports.append(
                port(clocking.resetName, "input", 1, "\(clocking.resetKind.rawValue), active \(level)"))
        }
        ports += design.ports().map { port($0.name, $0.direction.rawValue, $0.shape.width, $0.comment) }
        return .array(ports)
    }

    private static func latencies(_ configuration: ArrayConfiguration) -> JSONValue {
        let entries = ArrayLatencies(configuration).entries
        let steps = WeightDataType.allCases.map { type in
            (name: type.rawValue, value: JSONValue.integer(configuration.stepsPerGroup(type)))
        }
        return .object(
            entries.map { ($0.name, .integer($0.cycles)) } + [
                ("stepsPerGroup", .object(steps)),
                ("meanings", .object(entries.map { ($0.name, .string($0.meaning)) })),
            ])
    }

    /// What an SRAM macro has to be to take a memory's place.
    private static func memories(_ design: Design, _ options: VerilogOptions) -> JSONValue {
        .array(
            design.memoryManifest(options).memories.map { memory in
                .object([
                    ("name", .string(memory.module)),
                    ("file", .string(memory.file)),
                    ("depth", .integer(memory.depth)),
                    ("width", .integer(memory.width)),
                    ("ports", .array(memory.ports.map(memoryPort))),
                    ("instances", .array(memory.instances.map { .string($0) })),
                ])
            })
    }

    private static func memoryPort(_ port: MemoryManifest.Port) -> JSONValue {
        var members: [(name: String, value: JSONValue)] = [
            ("name", .string(port.name)), ("kind", .string(port.kind.rawValue)),
        ]
        if let clock = port.clock { members.append(("clock", .string(clock))) }
        if let latency = port.latency { members.append(("latency", .integer(latency))) }
        if let readUnderWrite = port.readUnderWrite {
            members.append(("readUnderWrite", .string(readUnderWrite.rawValue)))
        }
        return .object(members + [("signals", .array(port.signals.map { .string($0) }))])
    }

    private static func modules(
        _ design: Design, _ options: VerilogOptions, _ files: [GeneratedDesign.File]
    ) -> JSONValue {
        let counts = design.instanceCounts
        return .array(
            zip(design.moduleNames, files).map { name, file in
                .object([
                    ("name", .string(options.modulePrefix + name)),
                    ("file", .string(file.name)),
                    ("instances", .integer(counts[name] ?? 0)),
                    ("lines", .integer(file.lineCount)),
                ])
            })
    }

    /// A hash of everything that a user chose: FNV-1a, 64 bits, over the parameters' text.
    private static func hash(_ configuration: ArrayConfiguration, _ options: VerilogOptions) -> String {
        let hash = parameters(configuration, options).text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
