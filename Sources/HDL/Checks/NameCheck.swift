/// Every name is one that Verilog takes, and each is used once.
struct NameCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration
    var options = VerilogOptions()
    /// Whether the module's resets may be synchronised.
    var isTop = false

    func run() {
        if !isTop && elaboration.diagnostics.isEmpty {
            var look = QuickNameCheck(module: module, options: options, isTop: elaboration.path.count == 1)
            if look.findsNothing() { return checkEnumerations() }
        }
        var taken: [String: Owner] = [:]
        taken.reserveCapacity(module.slotCount + 2)
        checkClocking(&taken)
        checkModuleName()
        for signal in module.declarations {
            let place = Place(signal.location)
            check(signal.name, "signal", at: place)
            if signal.isPort { checkTopPort(signal.name, at: place) }
            claim(signal.name, .signal(signal), at: place, in: &taken)
        }
        for instance in module.instances {
            let place = instance.identity.place
            check(instance.name, "instance", at: place)
            claim(instance.name, .instance(instance.name), at: place, in: &taken)
            checkHiding(instance)
        }
        checkPorts(against: taken)
        checkEnumerations()
    }

    /// The part of the check that isn't the same for modules that differ in name only.
    func checkModuleName() { check(options.modulePrefix + module.name, "module", at: module.place) }

    /// Simulators call the instance of the top module after the module, and inside that its name is visible.
    func checkTopName() {
        let name = options.modulePrefix + module.name
        guard let signal = module.declarations.first(where: { $0.name == name }) else { return }
        elaboration.report(
            .nameClash, "The top module '\(name)' and its signal \(signal.displayNameAndShape) have one name",
            suggestion: "Rename one of them", at: Place(signal.location))
    }

    /// Who has a name; the words are made only for a clash.
    private enum Owner {
        case clock(ClockDomain)
        case reset(ClockDomain)
        case synchronizedReset(ClockDomain)
        case resetSynchronizer(ClockDomain)
        case signal(Signal)
        case instance(String)
        case port(Signal, of: String)

        var description: String {
            switch self {
            case .clock(.main): "the clock"
            case .reset(.main): "the reset"
            case .clock(let domain): "the clock of the domain '\(domain.name)'"
            case .reset(let domain): "the reset of the domain '\(domain.name)'"
            case .synchronizedReset(let domain):
                "the synchronised reset of the domain '\(domain.displayName)'"
            case .resetSynchronizer(let domain):
                "the reset synchroniser of the domain '\(domain.displayName)'"
            case .signal(let signal): "the signal '\(signal.name)' declared at \(signal.location)"
            case .instance(let name): "the instance '\(name)'"
            case .port(let port, let instance): "port '\(port.name)' of the instance '\(instance)'"
            }
        }
    }

    /// The main domain's names are kept free in every module, so that a register more changes no other name.
    private func checkClocking(_ taken: inout [String: Owner]) {
        func take(_ name: String, _ owner: Owner, _ kind: String = "port") {
            check(name, kind, at: .unknown)
            claim(name, owner, at: .unknown, in: &taken)
        }
        let others = module.clocking.map(\.domain).filter { $0 != .main }
        for domain in [.main] + others {
            let clocking = options.clocking(of: domain)
            take(clocking.clockName, .clock(domain))
            take(clocking.resetName, .reset(domain))
            for name in [clocking.clockName, clocking.resetName] { checkTopPort(name, at: .unknown) }
        }
        guard isTop else { return }
        for use in module.clocking where use.hasReset {
            let clocking = options.clocking(of: use.domain)
            if clocking.resetSynchronizerStages == nil { continue }
            take(clocking.synchronizedResetName, .synchronizedReset(use.domain), "signal")
            take(clocking.resetSynchronizerInstance, .resetSynchronizer(use.domain), "instance")
        }
    }

    private func check(_ name: String, _ kind: String, at place: Place) {
        if !name.isVerilogIdentifier {
            elaboration.report(
                .invalidName, "'\(name)' can't name \(kind.withArticle)",
                suggestion: "Use letters, digits and underscores, a letter first", at: place)
        } else if VerilogKeywords.all.contains(name) {
            elaboration.report(
                .invalidName,
                "'\(name)' can't name \(kind.withArticle): it is a keyword of Verilog, SystemVerilog or Verilog-AMS",
                suggestion: "Choose another name", at: place)
        }
    }

    /// The top's ports, and no other names, are members of a C++ class in Verilator's model.
    private func checkTopPort(_ name: String, at place: Place) {
        guard isTop || elaboration.path.count == 1, VerilogKeywords.wordsOfModels.contains(name) else {
            return
        }
        elaboration.report(
            .invalidName,
            "'\(name)' can't name a port of the top module: it is a word of C++, in which Verilator writes its models",
            suggestion: "Choose another name", at: place)
    }

    private func claim(_ name: String, _ owner: Owner, at place: Place, in taken: inout [String: Owner]) {
        guard let other = taken.updateValue(owner, forKey: name) else { return }
        elaboration.report(
            .nameClash,
            "\(other.description) and \(owner.description) would both be called '\(name)' in the Verilog",
            suggestion: "Rename one of them", at: place)
    }

    /// Net names of instances' ports against all others; hashes first, since there can be very many.
    private func checkPorts(against taken: [String: Owner]) {
        var hashes: Set<UInt64> = []
        hashes.reserveCapacity(module.slotCount + 2)
        for name in taken.keys { hashes.insert(NameHash(name).value) }
        var isSuspect = false
        for instance in module.instances {
            let prefix = NameHash(instance.name).appending("_")
            for port in instance.ports where !hashes.insert(prefix.appending(port.name).value).inserted {
                isSuspect = true
            }
        }
        guard isSuspect else { return }
        var taken = taken
        for instance in module.instances {
            for port in instance.ports {
                let owner = Owner.port(port, of: instance.name)
                claim(module.netName(of: port), owner, at: instance.identity.place, in: &taken)
            }
        }
    }

    /// Inside an instance its own name is visible, so a signal of that name would hide it.
    private func checkHiding(_ instance: Instance) {
        guard let signal = instance.definition.declarations.first(where: { $0.name == instance.name }) else {
            return
        }
        elaboration.report(
            .nameClash,
            "The instance '\(instance.name)' and a signal inside it, \(signal.displayNameAndShape), have one name",
            suggestion: "Rename one of them", at: instance.identity.place)
    }

    /// Parameters are named after type and case: two types of one name would make two parameters of one name, and so
    /// would cases whose names differ in underscores only.
    private func checkEnumerations() {
        var symbols: [String: EnumerationSymbol] = [:]
        for symbol in EnumerationSymbols(module).all {
            if !symbol.parameterName.isVerilogIdentifier {
                elaboration.report(
                    .invalidName, "'\(symbol.parameterName)' can't name a parameter",
                    suggestion:
                        "Name the case '\(symbol.caseName)' of \(symbol.enumeration.name) in letters and digits",
                    at: module.place)
            }
            guard let known = symbols.updateValue(symbol, forKey: symbol.parameterName), known != symbol
            else {
                continue
            }
            let owners =
                known.enumeration.type == symbol.enumeration.type
                ? "The cases '\(known.caseName)' and '\(symbol.caseName)' of \(symbol.enumeration.name)"
                : "Two enumerations called \(known.enumeration.name)"
            elaboration.report(
                .nameClash, "\(owners) would both have the parameter '\(symbol.parameterName)'",
                suggestion: "Rename one of them", at: module.place)
        }
    }
}

/// The enumeration constants in a module's statements and resets, in order of first appearance.
struct EnumerationSymbols {
    private(set) var all: [EnumerationSymbol] = []

    init(_ module: ModuleDefinition) {
        let traversal = Traversal.next()
        var found: [EnumerationSymbol] = []
        func visit(_ signal: Signal) {
            guard signal.traversal != traversal else { return }
            signal.traversal = traversal
            switch signal.node {
            case .constant(_, let symbol?): found.append(symbol)
            case .operation(_, let operands): for operand in operands { visit(operand) }
            default: break
            }
        }
        for signal in module.declarations {
            if let symbol = signal.registerTraits?.reset?.symbol { found.append(symbol) }
        }
        module.forEachOtherStatement { statement in
            statement.forEachExpression(visit)
            if case .switch(_, let cases, _) = statement.kind {
                for item in cases { found += item.symbols.compactMap { $0 } }
            }
        }
        for symbol in found where !all.contains(symbol) { all.append(symbol) }
    }
}

/// The hash of a name that is put together from parts.
struct NameHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}
    init(_ name: String) { add(name) }

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

    func appending(_ part: String) -> NameHash {
        var copy = self
        copy.add(part)
        return copy
    }

    private mutating func add(_ part: String) {
        for byte in part.utf8 { add(byte) }
    }
}

extension String {
    /// Whether Verilog takes it unescaped; keywords aside.
    var isVerilogIdentifier: Bool {
        guard let first = utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return false }
        return utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

extension String {
    /// `a signal`, `an instance`.
    fileprivate var withArticle: String { "aeiou".contains(prefix(1)) ? "an \(self)" : "a \(self)" }
}
