import CosimulationInterface

/// One port of one instance, as a pointer to where the simulator keeps its value.
///
/// Reading and writing are a few instructions and allocate nothing. `set` and its kin keep the bits that fit
/// and drop the rest; the methods that throw check instead. A value set takes effect at the next evaluation.
///
/// A port must not be used after its ``VerilatedModel`` is gone, nor on another thread than the model.
@frozen public struct Port {
    @usableFromInline let storage: UnsafeMutableRawPointer
    /// Ones in the bits of the lowest 64 that the port has.
    @usableFromInline let mask: UInt64
    @usableFromInline let nameBytes: UnsafePointer<CChar>
    /// Bits.
    public let width: Int
    /// Whether the port is an input of the model. A value set on an output is overwritten by the model.
    public let isInput: Bool
    @usableFromInline let storageSize: StorageSize

    /// The C++ type that the simulator keeps a value of some width in.
    @usableFromInline @frozen enum StorageSize: UInt8 {
        case bits8, bits16, bits32, bits64, words
    }

    init(_ description: CosimulationPort) {
        storage = description.storage
        nameBytes = description.name
        width = Int(description.width)
        isInput = description.isInput != 0
        mask = width >= 64 ? .max : (1 << UInt64(width)) - 1
        storageSize =
            switch width {
            case ...8: .bits8
            case ...16: .bits16
            case ...32: .bits32
            case ...64: .bits64
            default: .words
            }
    }

    /// Name in the Verilog.
    public var name: String { String(cString: nameBytes) }

    /// Number of 32-bit words that hold the value.
    @inlinable public var wordCount: Int { (width + 31) >> 5 }

    /// Sets the lowest bits of a value, as many as the port has; bits above 64 become 0.
    @inlinable public func set(_ value: UInt64) {
        let kept = value & mask
        switch storageSize {
        case .bits8: storage.storeBytes(of: UInt8(truncatingIfNeeded: kept), as: UInt8.self)
        case .bits16: storage.storeBytes(of: UInt16(truncatingIfNeeded: kept), as: UInt16.self)
        case .bits32: storage.storeBytes(of: UInt32(truncatingIfNeeded: kept), as: UInt32.self)
        case .bits64: storage.storeBytes(of: kept, as: UInt64.self)
        case .words:
            let words = words
            words[0] = UInt32(truncatingIfNeeded: kept)
            words[1] = UInt32(truncatingIfNeeded: kept >> 32)
            for index in 2..<wordCount { words[index] = 0 }
            clearUnusedBits()
        }
    }

    /// Sets the two's complement of a value, cut or sign-extended to the port's width.
    @inlinable public func setSigned(_ value: Int64) {
        set(UInt64(bitPattern: value))
        guard width > 64, value < 0 else { return }
        let words = words
        for index in 2..<wordCount { words[index] = .max }
        clearUnusedBits()
    }

    /// The value's lowest 64 bits.
    @inlinable public func get() -> UInt64 {
        switch storageSize {
        case .bits8: UInt64(storage.load(as: UInt8.self))
        case .bits16: UInt64(storage.load(as: UInt16.self))
        case .bits32: UInt64(storage.load(as: UInt32.self))
        case .bits64: storage.load(as: UInt64.self)
        case .words: UInt64(words[0]) | UInt64(words[1]) << 32
        }
    }

    /// The value read as two's complement of the port's width; of a wider port, its lowest 64 bits.
    @inlinable public func getSigned() -> Int64 {
        guard width < 64 else { return Int64(bitPattern: get()) }
        let unused = UInt64(64 - width)
        return Int64(bitPattern: get() << unused) >> Int64(unused)
    }

    /// Sets a value that must fit.
    ///
    /// - Throws: ``CosimulationError`` of kind `valueOutOfRange` when the port is an output or has too few bits.
    public func setExactly(_ value: UInt64) throws {
        try checkDrivable()
        guard value & mask == value else {
            throw outOfRange("can't take \(value), which needs \(64 - value.leadingZeroBitCount) bits")
        }
        set(value)
    }

    /// Sets a value that must fit as two's complement.
    ///
    /// - Throws: ``CosimulationError`` of kind `valueOutOfRange` when the port is an output or has too few bits.
    public func setSignedExactly(_ value: Int64) throws {
        try checkDrivable()
        if width < 64 {
            let limit = Int64(1) << Int64(width - 1)
            guard value >= -limit, value < limit else {
                throw outOfRange("can't take \(value) as two's complement")
            }
        }
        setSigned(value)
    }

    func checkDrivable() throws {
        guard isInput else { throw outOfRange("is an output and can't be driven") }
    }

    func outOfRange(_ problem: String) -> CosimulationError {
        CosimulationError(
            .valueOutOfRange, "port '\(name)' of \(width) bits \(problem)",
            remedy: isInput ? "give values of at most \(width) bits" : "drive inputs only")
    }
}
