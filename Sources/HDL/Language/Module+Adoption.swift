// How a module takes ownership of what its stored properties hold, and names it after them.

extension ModuleBase {
    /// Levels of bundles, arrays and optionals inside each other; a bundle that holds itself would go on for ever.
    private static let deepestProperty = 16

    /// Takes ownership of everything that the stored properties hold.
    func adoptProperties(in elaboration: Elaboration) {
        if let namedSignals {
            for (name, signal) in namedSignals { adopt(signal: signal, named: name) }
            return
        }
        let layout = layout(in: elaboration)
        let levels = layout.needsMirror ? mirrorLevels : []
        declarations.reserveCapacity(layout.properties.count)
        for property in layout.properties {
            switch property.storage {
            case .signal(let offset): adopt(signal: stored(Signal.self, at: offset), named: property.name)
            case .signals(let offset):
                adopt(signals: stored([Signal].self, at: offset), named: property.name, in: elaboration)
            case .plainValue: break
            case .reflected(let level, let index):
                let children = levels[level].children
                let child = children[children.index(children.startIndex, offsetBy: index)]
                adopt(child.value, named: property.name, depth: 0, in: elaboration)
            }
        }
    }

    private func layout(in elaboration: Elaboration) -> PropertyLayout {
        let key = ObjectIdentifier(type(of: self))
        if let known = elaboration.propertyLayouts[key] { return known }
        let layout = PropertyLayout(of: self, mirrorLevels) { elaboration.snakeCase(Self.plain($0)) }
        elaboration.propertyLayouts[key] = layout
        return layout
    }

    /// The classes from below ``ModuleBase`` down to the module's own.
    private var mirrorLevels: [Mirror] {
        var levels: [Mirror] = []
        var mirror: Mirror? = Mirror(reflecting: self)
        while let level = mirror, level.subjectType != ModuleBase.self {
            levels.append(level)
            mirror = level.superclassMirror
        }
        return levels.reversed()
    }

    /// A lazy property's storage has a prefix.
    private static func plain(_ label: String) -> String {
        let prefix = "$__lazy_storage_$_"
        return label.hasPrefix(prefix) ? String(label.dropFirst(prefix.count)) : label
    }

    func adopt(_ value: Any, named name: String, depth: Int, in elaboration: Elaboration) {
        // Comparing types is many times faster than casting, and these are nearly all there are.
        let type = type(of: value)
        if type == DeclaredSignal.self || type == Signal.self, let signal = value as? Signal {
            adopt(signal: signal, named: name)
        } else if type == [Signal].self, let signals = value as? [Signal] {
            adopt(signals: signals, named: name, in: elaboration)
        } else if type == Int.self || type == Bool.self || type == String.self {
            return
        } else if type is ModuleBase.Type, let child = value as? ModuleBase {
            // Nobody but a memory knows where it was made.
            let made = child is Memory ? child.place : place
            adopt(child: child, named: name, at: made, in: elaboration)
        } else if let holder = value as? any SignalHolder {
            switch holder.heldSignals {
            case .one(let signal): adopt(signal: signal, named: name)
            case .elements(let signals): adopt(signals, named: name, depth: depth, in: elaboration)
            }
        } else if let holder = value as? any ModuleHolder {
            let place = place
            let children = holder.heldModules
            for (child, name) in zip(children, elaboration.elementNames(of: name, count: children.count)) {
                adopt(child: child, named: name, at: child is Memory ? child.place : place, in: elaboration)
            }
        } else if let elements = value as? [Any] {
            let names = elaboration.elementNames(of: name, count: elements.count)
            for (element, name) in zip(elements, names) {
                adopt(element, named: name, depth: depth + 1, in: elaboration)
            }
        } else {
            adopt(composite: value, named: name, depth: depth + 1, in: elaboration)
        }
    }

    private func adopt(composite value: Any, named name: String, depth: Int, in elaboration: Elaboration) {
        let mirror = Mirror(reflecting: value)
        // An optional of a bundle passes for one.
        let isBundle = mirror.displayStyle != .optional && value is any SignalBundle
        guard isBundle || mirror.displayStyle == .collection || mirror.displayStyle == .optional else {
            return
        }
        guard depth <= Self.deepestProperty else {
            elaboration.report(
                .misplacedStatement, "The bundle '\(name)' holds itself",
                suggestion: "Make its signals, not the bundle, its properties", at: place)
            return
        }
        if isBundle {
            var levels = [mirror]
            while let level = levels[levels.count - 1].superclassMirror { levels.append(level) }
            for level in levels.reversed() {
                for case (let label?, let child) in level.children {
                    let childName = "\(name)_\(elaboration.snakeCase(Self.plain(label)))"
                    adopt(child, named: childName, depth: depth, in: elaboration)
                }
            }
        } else if mirror.displayStyle == .optional {
            if let child = mirror.children.first {
                adopt(child.value, named: name, depth: depth, in: elaboration)
            }
        } else {
            for (index, child) in mirror.children.enumerated() {
                adopt(child.value, named: "\(name)_\(index)", depth: depth, in: elaboration)
            }
        }
    }

    private func adopt(signals: [Signal], named name: String, in elaboration: Elaboration) {
        let names = elaboration.elementNames(of: name, count: signals.count)
        for (signal, name) in zip(signals, names) { adopt(signal: signal, named: name) }
    }

    /// A signal that another module has declared keeps its name; reading it here is reported.
    func adopt(signal: Signal, named name: String) {
        guard let declaration = signal.declaration else { return signal.surface() }
        guard declaration.owner == nil else { return }
        declaration.ownName = name
        declaration.owner = identity
        declaration.index = declarations.count
        declarations.append(signal)
    }

    /// Takes the child; what it holds is adopted when this module is described, since a shared one never is.
    func adopt(child: ModuleBase, named name: String, at place: Place, in elaboration: Elaboration) {
        if let known = child.identity {
            // Two properties of one module may hold one child: the first names it.
            if children.contains(where: { $0 === child }) { return }
            elaboration.report(
                .misplacedStatement,
                "The module held as '\(name)' is already the instance '\(known.name)', and an instance stands in one place",
                suggestion: "Make a module of its own for each use", at: place)
            return
        }
        child.identity = ModuleIdentity(name: name, parent: identity, place: place)
        children.append(child)
    }
}

/// An array of modules of one class, of which there can be thousands: looking into it as an array of anything takes
/// many times longer.
private protocol ModuleHolder {
    var heldModules: [ModuleBase] { get }
}

extension Array: ModuleHolder where Element: ModuleBase {
    fileprivate var heldModules: [ModuleBase] { self }
}
