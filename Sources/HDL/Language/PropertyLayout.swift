// Reflection through Mirror looks each property's type up by its name, every time: half of the time that elaboration
// takes. The standard library tells where properties are stored, too, so what is asked once for each class is enough.
// Its interface for that isn't part of Apple's SDKs, where all properties are read through Mirror.
#if !canImport(Darwin)
    @_spi(Reflection) import Swift
#endif

/// What is known of a class's stored properties after its first instance.
struct PropertyLayout {
    struct Property {
        /// The property's name in snake case.
        let name: String
        let storage: Storage
    }

    /// How a property is read.
    enum Storage {
        /// A `Signal`, so many bytes into the instance.
        case signal(offset: Int)
        /// A `[Signal]`, so many bytes into the instance.
        case signals(offset: Int)
        /// Nothing that a module could own.
        case plainValue
        /// Only Mirror knows what it holds: the child `index` of a class in the line of superclasses.
        case reflected(level: Int, index: Int)
    }

    /// In the order of declaration, those of superclasses first.
    private(set) var properties: [Property] = []
    /// Whether any property is ``Storage/reflected(level:index:)``.
    private(set) var needsMirror = false

    /// - Parameters:
    ///   - module: the first instance of its class.
    ///   - levels: mirrors of its class and those above, the highest first.
    ///   - nameOf: gives a property's name for its label.
    init(of module: ModuleBase, _ levels: [Mirror], nameOf: (String) -> String) {
        let type = type(of: module)
        // A class that describes itself to Mirror may name what isn't stored.
        let known = type is any CustomReflectable.Type ? [] : Self.fields(of: type)
        let children = levels.enumerated().flatMap { level, mirror in
            mirror.children.enumerated().map { index, child in
                (
                    label: child.label ?? "", value: child.value,
                    reflected: Storage.reflected(level: level, index: index)
                )
            }
        }
        // Whatever lays objects out in another way is found out here, and its properties are all reflected.
        let isAsTold =
            known.count == children.count
            && zip(known, children).allSatisfy {
                $0.label == $1.label && module.holds($1.value, as: $0.storage)
            }
        for (index, child) in children.enumerated() {
            let storage = (isAsTold ? known[index].storage : nil) ?? child.reflected
            if case .reflected = storage { needsMirror = true }
            properties.append(Property(name: nameOf(child.label), storage: storage))
        }
    }

    /// A stored property as the standard library describes it; without a storage where only Mirror reads it.
    private typealias Field = (label: String, storage: Storage?)

    #if canImport(Darwin)
        private static func fields(of type: ModuleBase.Type) -> [Field] { [] }
    #else
        private static func fields(of type: ModuleBase.Type) -> [Field] {
            func collect(_ type: ModuleBase.Type) -> [Field] {
                var fields: [Field] = []
                _forEachField(of: type, options: _EachFieldOptions(rawValue: isClass)) {
                    name, offset, type, _ in
                    fields.append((String(cString: name), storage(of: type, at: offset)))
                    return true
                }
                return fields
            }
            return Array(collect(type).dropFirst(collect(ModuleBase.self).count))
        }

        /// The option that says that fields of a class are asked for.
        private static let isClass: UInt32 = 1

        /// A weak property's type is an optional, so a type that isn't one is stored as it is.
        private static func storage(of type: Any.Type, at offset: Int) -> Storage? {
            func isTrivial<Value>(_ type: Value.Type) -> Bool { _isPOD(type) }
            if type == Signal.self { return .signal(offset: offset) }
            if type == [Signal].self { return .signals(offset: offset) }
            // What holds no reference holds no signal.
            return type == String.self || isTrivial(type) ? .plainValue : nil
        }
    #endif
}

extension ModuleBase {
    /// The stored property of that type so many bytes into the instance.
    func stored<Value>(_ type: Value.Type, at offset: Int) -> Value {
        (UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) + offset)
            .assumingMemoryBound(to: type).pointee
    }

    /// Whether the value that Mirror gives for a property is the one stored there.
    fileprivate func holds(_ value: Any, as storage: PropertyLayout.Storage?) -> Bool {
        // References are compared without being followed, since what stands there may be none.
        switch storage {
        case .signal(let offset):
            guard let signal = value as? Signal else { return false }
            return stored(UInt.self, at: offset) == unsafeBitCast(signal, to: UInt.self)
        case .signals(let offset):
            guard let signals = value as? [Signal] else { return false }
            return stored(UInt.self, at: offset) == unsafeBitCast(signals, to: UInt.self)
        case .plainValue, .reflected, nil: return true
        }
    }
}
