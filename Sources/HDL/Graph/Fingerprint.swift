/// What a module says, and where, without the names of modules.
struct Fingerprint: Hashable {
    /// Equal for two modules exactly when they print the same Verilog but for names of modules: 128 bits of hash over
    /// signals, statements and instances.
    struct Structure: Hashable {
        let first: UInt64
        let second: UInt64
    }

    let structure: Structure
    /// A hash of where the Swift source declares and drives: what prints the same can stand in two places.
    let places: UInt64

    init(of module: ModuleDefinition) {
        var walker = FingerprintWalker(module)
        (structure, places) = walker.fingerprint()
    }
}

private struct FingerprintWalker {
    private let module: ModuleDefinition
    private let traversal = Traversal.next()
    private var nextMark: Int32 = 1
    private var first: UInt64 = 0x243f_6a88_85a3_08d3
    private var second: UInt64 = 0x1319_8a2e_0370_7344
    private var places: UInt64 = 0xa409_3822_299f_31d0

    init(_ module: ModuleDefinition) { self.module = module }

    /// Two lanes of multiplication and rotation; not for adversaries, but far better than one in 2^64.
    private mutating func add(_ word: UInt64) {
        first = (first ^ word) &* 0x9e37_79b9_7f4a_7c15
        first = first << 29 | first >> 35
        second = (second &+ word) &* 0xc2b2_ae3d_27d4_eb4f
        second = (second << 31 | second >> 33) ^ first
    }

    private mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    private mutating func add(_ text: String) {
        add(text.utf8.count)
        var word: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count & 7 == 0 {
                add(word)
                word = 0
            }
        }
        if count & 7 != 0 { add(word) }
    }

    private mutating func add(_ pattern: BitPattern) {
        add(pattern.width)
        for word in pattern.words { add(word) }
    }

    private mutating func add(_ shape: Shape) { add(shape.width * 2 + (shape.isSigned ? 1 : 0)) }

    /// One file's name has one address wherever the compiler merges equal texts; where it doesn't, two places are
    /// taken to differ, which costs time and nothing else.
    private mutating func add(place: SourceLocation) {
        places = (places ^ UInt64(place.fileAddress &+ place.line &* 0x1_0001)) &* 0x9e37_79b9_7f4a_7c15
        places = places << 29 | places >> 35
    }

    mutating func fingerprint() -> (Fingerprint.Structure, places: UInt64) {
        add(module.documentation)
        if let primitive = module.primitive { add(primitive) }
        add(module.declarations.count)
        for signal in module.declarations {
            add(signal.name)
            add(signal.shape)
            add(signal.declaration?.comment ?? "")
            add(place: signal.location)
            if let domain = signal.declaration?.domain {
                add(-5)
                add(domain.name)
            }
            switch signal.node {
            case .input: add(0)
            case .output: add(1)
            case .register(let traits): add(traits)
            default: add(3)
            }
        }
        add(module.instances)
        add(module.body)
        return (.init(first: first, second: second), places)
    }

    /// Instances count by structure and by which of them are one module, not by what that is called.
    private mutating func add(_ instances: [Instance]) {
        add(instances.count)
        var firstUses: [ObjectIdentifier: Int] = [:]
        for (index, instance) in instances.enumerated() {
            add(instance.name)
            add(place: instance.identity.place.location)
            add(Int(bitPattern: ObjectIdentifier(instance.definition.structure)))
            let definition = ObjectIdentifier(instance.definition)
            let firstUse = firstUses[definition] ?? index
            if firstUse == index { firstUses[definition] = index }
            add(firstUse)
            add(instance.clocking.entries.count)
            for entry in instance.clocking.entries {
                add(entry.own.name)
                add(entry.outer.name)
            }
        }
    }

    private mutating func add(_ primitive: Primitive) {
        switch primitive {
        case .memory(let geometry): add(geometry)
        case .blackBox(let box): add(box)
        }
    }

    private mutating func add(_ geometry: MemoryGeometry) {
        add(geometry.depth)
        add(geometry.width)
        add(geometry.ports.count)
        for port in geometry.ports {
            add(port.kind.rawValue)
            add(port.timing?.rawValue ?? "")
            add(port.underWrite?.rawValue ?? "")
            add(port.laneWidth ?? 0)
            add(port.domain.name)
        }
        guard let contents = geometry.contents else { return add(-1) }
        add(contents.count)
        for word in contents { add(word) }
    }

    private mutating func add(_ box: BlackBoxDescription) {
        add(box.parameters.count)
        for (name, value) in box.parameters {
            add(name)
            add(value.text)
        }
        add(box.pins.count)
        for pin in box.pins {
            add(pin.name)
            add(pin.domain.name)
            switch pin.kind {
            case .clock: add(0)
            case .reset(let isActiveLow): add(isActiveLow ? 2 : 1)
            }
        }
        for signal in module.declarations { add(box.verilogName(of: signal.name)) }
        add(box.files.count)
        for file in box.files {
            add(file.name)
            add(file.text)
        }
        if let model = box.model { add(Int(bitPattern: ObjectIdentifier(model))) }
    }

    private mutating func add(_ traits: RegisterTraits) {
        add(traits.isSynchronizerStage ? 4 : 2)
        add(traits.crossing?.rawValue ?? "")
        add(traits.domain.name)
        guard let reset = traits.reset else { return }
        add(reset.pattern)
        add(reset.symbol?.parameterName ?? "")
    }

    private mutating func add(_ block: Block) {
        add(block.statements.count)
        for statement in block.statements { add(statement) }
    }

    private mutating func add(_ statement: Statement) {
        add(place: statement.place.location)
        switch statement.kind {
        case .drive(let target, let low, let value):
            add(0)
            add(low)
            add(target)
            add(value)
        case .when(let branches, let otherwise):
            add(otherwise == nil ? 1 : 2)
            add(branches.count)
            for branch in branches {
                add(branch.condition)
                add(branch.block)
            }
            if let otherwise { add(otherwise) }
        case .switch(let subject, let cases, let otherwise):
            add(otherwise == nil ? 3 : 4)
            add(subject)
            add(cases.count)
            for item in cases {
                add(item.patterns.count)
                for pattern in item.patterns { add(pattern) }
                for symbol in item.symbols { add(symbol?.parameterName ?? "") }
                add(item.block)
            }
            if let otherwise { add(otherwise) }
        case .comment(let text):
            add(5)
            add(text)
        case .discard(let signals):
            add(6)
            add(signals.count)
            for signal in signals { add(signal) }
        case .property(let kind, let condition, let message, let domain):
            add(7)
            add(kind.rawValue)
            add(condition)
            add(message)
            add(domain.name)
        }
    }

    /// A node met before counts as its number, so that shared and repeated expressions differ.
    private mutating func add(_ signal: Signal) {
        if signal.isDeclared {
            add(module.role(of: signal) == .foreign ? -4 : Int(Int32.max) + module.slot(of: signal))
            return
        }
        if signal.traversal == traversal {
            add(Int(signal.mark))
            return
        }
        signal.traversal = traversal
        signal.mark = nextMark
        nextMark += 1
        switch signal.node {
        case .constant(let value, let symbol):
            add(-1)
            add(value)
            add(signal.shape)
            if let symbol { add(symbol.parameterName) }
        case .operation(let operation, let operands):
            add(-2)
            add(operation.ordinal)
            switch operation {
            case .slice(let low): add(low)
            case .replicate(let count): add(count)
            default: break
            }
            add(signal.shape)
            add(operands.count)
            for operand in operands { add(operand) }
        case .rejected, .input, .output, .wire, .register:
            add(-3)
        }
    }
}
