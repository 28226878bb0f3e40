/// A look at a module's names that takes a fraction of the time of ``NameCheck`` and tells only whether that could find
/// anything: nearly always it couldn't, and there can be very many names.
struct QuickNameCheck {
    private let module: ModuleDefinition
    private let options: VerilogOptions
    private let isTop: Bool
    private var names: NameTable
    private var instances: NameTable
    private var isSuspect = false

    init(module: ModuleDefinition, options: VerilogOptions, isTop: Bool) {
        self.module = module
        self.options = options
        self.isTop = isTop
        let clockNames = 2 * (module.clocking.count + 1)
        names = NameTable(capacity: module.declarations.count + module.instances.count + clockNames)
        instances = NameTable(capacity: module.instances.count)
    }

    /// Whether every name is one that Verilog takes and none can be another's; hashes that happen to be equal say no.
    mutating func findsNothing() -> Bool {
        look(at: options.modulePrefix + module.name)
        for instance in module.instances { instances.insert(NameHash(instance.name)) }
        for domain in [.main] + module.clocking.map(\.domain).filter({ $0 != .main }) {
            let clocking = options.clocking(of: domain)
            for name in [clocking.clockName, clocking.resetName] { claim(name, isPort: true) }
        }
        for signal in module.declarations { claim(signal.name, isPort: signal.isPort) }
        var known: (definition: ModuleDefinition, names: NameTable)?
        for instance in module.instances {
            let hash = claim(instance.name, isPort: false)
            if known?.definition !== instance.definition {
                known = (instance.definition, names(of: instance.definition))
            }
            // A signal inside the instance that has its name.
            if known?.names.contains(hash) == true { isSuspect = true }
        }
        return !isSuspect
    }

    private mutating func names(of definition: ModuleDefinition) -> NameTable {
        var names = NameTable(capacity: definition.declarations.count)
        for signal in definition.declarations where !names.insert(NameHash(signal.name)) { isSuspect = true }
        return names
    }

    @discardableResult
    private mutating func claim(_ name: String, isPort: Bool) -> NameHash {
        let hash = look(at: name)
        if !names.insert(hash) { isSuspect = true }
        if isPort && isTop && Self.wordsOfModels.contains(hash) { isSuspect = true }
        return hash
    }

    /// A net of an instance's port is called after the instance, an underscore and the port. So names that start with
    /// that of an instance and an underscore are the only ones that it, or another instance's net, can have.
    @discardableResult
    private mutating func look(at name: String) -> NameHash {
        var hash = NameHash()
        var isIdentifier = false
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                isIdentifier = true
            case UInt8(ascii: "_"):
                isIdentifier = true
                if instances.contains(hash) { isSuspect = true }
            case UInt8(ascii: "0")...UInt8(ascii: "9") where isIdentifier: break
            default: isSuspect = true
            }
            hash.add(byte)
        }
        if !isIdentifier || Self.keywords.contains(hash) { isSuspect = true }
        return hash
    }

    private static let keywords = NameTable(VerilogKeywords.all)
    private static let wordsOfModels = NameTable(VerilogKeywords.wordsOfModels)
}

/// A set of hashes, in one array that is large enough from the start: at most half of its places are taken.
private struct NameTable {
    private var hashes: [UInt64]
    /// Stands for an empty place, so a hash that is the same can't be told from it and counts as present.
    private static let none: UInt64 = 0

    init(capacity: Int) {
        var size = 16
        while size < 2 * capacity { size *= 2 }
        hashes = Array(repeating: Self.none, count: size)
    }

    init(_ names: Set<String>) {
        self.init(capacity: names.count)
        for name in names { insert(NameHash(name)) }
    }

    private func place(of hash: NameHash) -> Int {
        let mask = hashes.count - 1
        var place = Int(truncatingIfNeeded: hash.value ^ hash.value >> 32) & mask
        while hashes[place] != Self.none && hashes[place] != hash.value { place = (place + 1) & mask }
        return place
    }

    func contains(_ hash: NameHash) -> Bool {
        hash.value == Self.none || hashes[place(of: hash)] == hash.value
    }

    /// - Returns: whether it wasn't there.
    @discardableResult
    mutating func insert(_ hash: NameHash) -> Bool {
        let place = place(of: hash)
        if hashes[place] == hash.value { return false }
        hashes[place] = hash.value
        return true
    }
}
