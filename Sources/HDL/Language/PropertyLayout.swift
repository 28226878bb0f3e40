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
        /// Only Mirror knows what it holds.
        case reflected
    }

    /// In the order of declaration, those of superclasses first.
    let properties: [Property]
    /// Whether any property is ``Storage/reflected``.
    let needsMirror: Bool

    init(of type: ModuleBase.Type, names: [String]) {
        // A class that describes itself to Mirror may name what isn't stored.
        let stored = type is any CustomReflectable.Type ? [] : Self.storages(of: type)
        let storages =
            stored.count == names.count ? stored : Array(repeating: .reflected, count: names.count)
        properties = zip(names, storages).map { Property(name: $0, storage: $1) }
        needsMirror = properties.contains { if case .reflected = $0.storage { true } else { false } }
    }

    #if canImport(Darwin)
        private static func storages(of type: ModuleBase.Type) -> [Storage] { [] }
    #else
        private static func storages(of type: ModuleBase.Type) -> [Storage] {
            func collect(_ type: ModuleBase.Type) -> [Storage] {
                var storages: [Storage] = []
                _forEachField(of: type, options: _EachFieldOptions(rawValue: isClass)) { _, offset, type, _ in
                    storages.append(storage(of: type, at: offset))
                    return true
                }
                return storages
            }
            return Array(collect(type).dropFirst(collect(ModuleBase.self).count))
        }

        /// The option that says that fields of a class are asked for.
        private static let isClass: UInt32 = 1

        /// A weak property's type is an optional, so a type that isn't one is stored as it is.
        private static func storage(of type: Any.Type, at offset: Int) -> Storage {
            func isTrivial<Value>(_ type: Value.Type) -> Bool { _isPOD(type) }
            if type == Signal.self { return .signal(offset: offset) }
            if type == [Signal].self { return .signals(offset: offset) }
            // What holds no reference holds no signal.
            return type == String.self || isTrivial(type) ? .plainValue : .reflected
        }
    #endif
}

extension ModuleBase {
    /// The stored property of that type so many bytes into the instance.
    func stored<Value>(_ type: Value.Type, at offset: Int) -> Value {
        (UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) + offset)
            .assumingMemoryBound(to: type).pointee
    }
}
