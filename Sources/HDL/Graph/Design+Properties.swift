/// A property of one module instance in a design.
public struct DesignProperty: Sendable {
    public let kind: PropertyKind
    public let message: String
    /// Where it stands in the Swift source.
    public let location: SourceLocation
    /// Names of the instances from the top, which itself has none, joined by dots; empty for the top.
    public let instancePath: String
    /// Its name in the Verilog.
    public let label: String

    /// `instance.label`, unique in the design.
    public var path: String { instancePath.isEmpty ? label : "\(instancePath).\(label)" }
}

/// A signal that a trace of the design shows.
package struct TracedSignal: Sendable {
    package enum Kind: Sendable { case input, output, register }
    package let kind: Kind
    /// Instances and name in the Verilog, from the top.
    package let path: [String]
    package let shape: Shape
    /// Names of the values of an enumeration, as far as the reset value tells.
    package let valueNames: [Int: String]
    /// Whether a property made it.
    package let isPast: Bool
}

extension Design {
    /// The properties of all instances: the top's first, then those of its instances in order.
    public var properties: [DesignProperty] {
        var known: [ObjectIdentifier: [(statement: Statement, label: String)]] = [:]
        var result: [DesignProperty] = []
        forEachInstance { path, module in
            guard module.hasProperties else { return }
            let key = ObjectIdentifier(module)
            let labels = known[key] ?? ModuleLegaliser.propertyLabels(of: module)
            known[key] = labels
            for (statement, label) in labels {
                guard case .property(let kind, _, let message, _) = statement.kind else { continue }
                result.append(
                    DesignProperty(
                        kind: kind, message: message, location: statement.place.location,
                        instancePath: path.joined(separator: "."), label: label))
            }
        }
        return result
    }

    /// The top's ports and all registers, the top's first.
    package var tracedSignals: [TracedSignal] {
        var result: [TracedSignal] = []
        forEachInstance { path, module in
            for signal in module.declarations {
                let kind: TracedSignal.Kind
                switch signal.kind {
                case .register: kind = .register
                case .input where path.isEmpty: kind = .input
                case .output where path.isEmpty: kind = .output
                default: continue
                }
                let cases = signal.registerTraits?.reset?.symbol?.enumeration.cases ?? []
                let names = cases.compactMap { item in item.pattern?.smallValue.map { ($0, item.name) } }
                result.append(
                    TracedSignal(
                        kind: kind, path: path + [signal.name], shape: signal.shape,
                        valueNames: Dictionary(names, uniquingKeysWith: { first, _ in first }),
                        isPast: (signal.registerTraits?.pastCycles ?? 0) > 0))
            }
        }
        return result
    }

    private func forEachInstance(_ visit: (_ path: [String], _ module: ModuleDefinition) -> Void) {
        func walk(_ path: [String], _ module: ModuleDefinition) {
            visit(path, module)
            for instance in module.instances { walk(path + [instance.name], instance.definition) }
        }
        walk([], top)
    }
}
