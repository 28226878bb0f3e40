/// The signals of a bundle by the names of its properties, in the order of the Swift source.
indirect enum SignalTree {
    case signal(Signal)
    case parts([(label: String, tree: SignalTree)])

    /// Bundles inside each other; one that holds itself is reported when a module adopts it.
    private static let deepest = 16

    /// Nil for what holds no signals: numbers, texts, modules.
    init?(_ value: Any, depth: Int = 0) {
        guard depth <= Self.deepest else { return nil }
        if let signal = value as? Signal {
            self = .signal(signal)
        } else if let holder = value as? any SignalHolder {
            switch holder.heldSignals {
            case .one(let signal): self = .signal(signal)
            case .elements(let signals): self.init(elements: signals, depth: depth)
            }
        } else if let elements = value as? [Any] {
            self.init(elements: elements, depth: depth)
        } else {
            self.init(composite: value, depth: depth)
        }
    }

    private init(elements: [Any], depth: Int) {
        self = .parts(
            elements.enumerated().compactMap { index, element in
                SignalTree(element, depth: depth + 1).map { ("[\(index)]", $0) }
            })
    }

    private init?(composite value: Any, depth: Int) {
        var levels = [Mirror(reflecting: value)]
        if levels[0].displayStyle == .optional {
            guard let child = levels[0].children.first else { return nil }
            self.init(child.value, depth: depth + 1)
            return
        }
        guard value is any SignalBundle else { return nil }
        while let level = levels[levels.count - 1].superclassMirror { levels.append(level) }
        self = .parts(
            levels.reversed().flatMap { level in
                level.children.compactMap { child in
                    guard let label = child.label, let tree = SignalTree(child.value, depth: depth + 1) else {
                        return nil
                    }
                    return (label, tree)
                }
            })
    }

    /// All signals, in the order of the Swift source.
    var signals: [Signal] {
        switch self {
        case .signal(let signal): [signal]
        case .parts(let parts): parts.flatMap(\.tree.signals)
        }
    }
}
