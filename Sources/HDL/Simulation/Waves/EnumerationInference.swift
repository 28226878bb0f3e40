/// Which signals hold cases of an enumeration, for whoever shows values.
///
/// Signals don't say so themselves; what they meet does: a register's reset value, the cases that a signal is driven
/// with, compared with or switched over, and other signals of an enumeration that drive it, through ports too. A signal
/// that meets two enumerations holds neither.
struct EnumerationInference {
    /// By module and declaration.
    private(set) var enumerations: [[EnumerationDescription?]]
    private var conflicts: [Set<Int>]
    private let positions: [ObjectIdentifier: Int]
    private let modules: [ModuleDefinition]
    private var hasChanged = false

    init(_ modules: [ModuleDefinition]) {
        self.modules = modules
        enumerations = modules.map { Array(repeating: nil, count: $0.declarations.count) }
        conflicts = modules.map { _ in [] }
        positions = Dictionary(
            modules.enumerated().map { (ObjectIdentifier($0.element), $0.offset) },
            uniquingKeysWith: { first, _ in first })
        guard modules.contains(where: Self.namesEnumeration) else { return }
        // Each round takes what is known across one level of modules at least.
        for _ in 0...2 * Elaboration.deepestHierarchy {
            hasChanged = false
            for index in modules.indices { inferModule(index) }
            if !hasChanged { break }
        }
    }

    /// Without any symbol there is nothing to find.
    private static func namesEnumeration(_ module: ModuleDefinition) -> Bool {
        if module.declarations.contains(where: { $0.registerTraits?.reset?.symbol != nil }) { return true }
        var found = false
        module.body.forEachStatement { statement in
            if case .switch(_, let cases, _) = statement.kind {
                if cases.contains(where: { $0.symbols.contains { $0 != nil } }) { found = true }
            }
            if !found { statement.forEachExpression { if holdsSymbol($0) { found = true } } }
        }
        return found
    }

    private static func holdsSymbol(_ signal: Signal) -> Bool {
        switch signal.node {
        case .constant(_, let symbol): symbol != nil
        case .operation(_, let operands): operands.contains(where: holdsSymbol)
        default: false
        }
    }

    private mutating func inferModule(_ index: Int) {
        let module = modules[index]
        for signal in module.declarations {
            if let symbol = signal.registerTraits?.reset?.symbol {
                note(signal, symbol.enumeration, in: index)
            }
        }
        var drives: [(Signal, Signal)] = []
        module.body.forEachStatement { statement in
            if case .drive(let target, _, let value) = statement.kind, value.width == target.width {
                drives.append((target, value))
            }
        }
        for (target, value) in drives {
            if let known = enumeration(of: value, in: index) { note(target, known, in: index) }
            if let known = enumeration(of: target, in: index) { note(value, known, in: index) }
        }
        var walker = ComparisonWalker()
        module.body.forEachStatement { statement in
            if case .switch(let subject, let cases, _) = statement.kind,
                let symbol = cases.lazy.flatMap(\.symbols).compactMap({ $0 }).first
            {
                walker.found.append((subject, symbol.enumeration))
            }
            statement.forEachExpression { walker.visit($0) }
        }
        for (signal, enumeration) in walker.found { note(signal, enumeration, in: index) }
    }

    private func place(_ signal: Signal, in index: Int) -> (module: Int, declaration: Int)? {
        let module = modules[index]
        switch module.role(of: signal) {
        case .own: return signal.declaration.map { (index, $0.index) }
        case .foreign: return nil
        case .instancePort:
            guard let declaration = signal.declaration,
                let instance = module.instances.first(where: { $0.identity === declaration.owner }),
                let position = positions[ObjectIdentifier(instance.definition)]
            else { return nil }
            return (position, declaration.index)
        }
    }

    private func enumeration(of signal: Signal, in index: Int) -> EnumerationDescription? {
        switch signal.node {
        case .constant(_, let symbol): return symbol?.enumeration
        case .operation(.multiplexer, let operands):
            return enumeration(of: operands[1], in: index) ?? enumeration(of: operands[2], in: index)
        case .operation(.select, let operands):
            return operands.dropFirst().lazy.compactMap { enumeration(of: $0, in: index) }.first
        case .operation, .rejected: return nil
        case .input, .output, .wire, .register:
            return place(signal, in: index).flatMap { enumerations[$0.module][$0.declaration] }
        }
    }

    private mutating func note(_ signal: Signal, _ found: EnumerationDescription, in index: Int) {
        guard signal.isDeclared, let place = place(signal, in: index),
            !conflicts[place.module].contains(place.declaration)
        else { return }
        let known = enumerations[place.module][place.declaration]
        if let known {
            guard known.type != found.type else { return }
            conflicts[place.module].insert(place.declaration)
            enumerations[place.module][place.declaration] = nil
        } else {
            enumerations[place.module][place.declaration] = found
        }
        hasChanged = true
    }
}

/// Finds comparisons of a signal with a case.
private struct ComparisonWalker {
    var found: [(Signal, EnumerationDescription)] = []
    private let traversal = Traversal.next()

    init() {}

    mutating func visit(_ signal: Signal) {
        guard case .operation(let operation, let operands) = signal.node, signal.traversal != traversal else {
            return
        }
        signal.traversal = traversal
        if operation == .equal || operation == .notEqual {
            for (one, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
                if case .constant(_, let symbol?) = other.node { found.append((one, symbol.enumeration)) }
            }
        }
        for operand in operands { visit(operand) }
    }
}

extension EnumerationDescription {
    /// The name of the case that is encoded so; nil where there is none.
    func caseName(of value: BitPattern) -> String? {
        cases.first { $0.pattern == value }?.name
    }
}

extension Design {
    /// Names of the cases that each port of the top module holds, by the port's declaration.
    func caseNames(of signal: Signal, _ inference: EnumerationInference) -> EnumerationDescription? {
        guard let declaration = signal.declaration, declaration.owner === top.identity else { return nil }
        return inference.enumerations[inference.enumerations.count - 1][declaration.index]
    }
}
