/// Hands out names, with a number where one is taken.
struct UniqueNames {
    private var claimed: Set<String> = []
    private var declared: DeclaredNames?
    private let makeDeclared: () -> DeclaredNames

    /// - Parameter declared: names that are taken from the start; asked for only when a name is wanted.
    init(declared: @escaping () -> DeclaredNames) { makeDeclared = declared }

    mutating func claim(_ wanted: String) -> String {
        let declared = self.declared ?? makeDeclared()
        self.declared = declared
        var name = wanted
        var number = 2
        while VerilogKeywords.all.contains(name) || declared.contains(name) || !claimed.insert(name).inserted
        {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }
}

/// The names that a module has before any is made for an expression.
struct DeclaredNames {
    private var names: Set<String> = []
    /// The nets of an instance's ports are named after both; there are too many to note each.
    private var instances: [String: ModuleDefinition] = [:]

    init(_ module: ModuleDefinition, _ variant: ClockVariant, _ options: VerilogOptions) {
        names.reserveCapacity(module.declarations.count + 2)
        instances.reserveCapacity(module.instances.count)
        let main = options.clocking(of: .main)
        names = [main.clockName, main.resetName]
        for clocking in variant.clockings { names.formUnion([clocking.clockName, clocking.resetName]) }
        for clocking in variant.synchronizedResets {
            names.formUnion([clocking.synchronizedResetName, clocking.resetSynchronizerInstance])
        }
        for signal in module.declarations { names.insert(signal.name) }
        for instance in module.instances { instances[instance.name] = instance.definition }
    }

    func contains(_ name: String) -> Bool {
        if names.contains(name) || instances[name] != nil { return true }
        if instances.isEmpty { return false }
        return name.utf8.indices.contains { index in
            guard name.utf8[index] == UInt8(ascii: "_"), let definition = instances[String(name[..<index])]
            else { return false }
            let port = name[name.utf8.index(after: index)...]
            return definition.declarations.contains { $0.isPort && $0.name == port }
        }
    }
}
