import CGMP

/// A signed integer of unbounded width, held by GMP.
///
/// The oracle of the tests: the data paths are written in fixed-width integers, and a result that both agree
/// on doesn't share a mistake of width. Values copy on write; a sum in a loop is fastest with the mutating
/// methods (``add(_:)``, ``addProduct(_:_:)``).
public struct ExactInteger: @unchecked Sendable {
    /// The GMP structure, freed with the last value that refers to it. It is changed only while one value
    /// alone refers to it, which is what makes sharing between threads safe.
    final class Storage {
        let pointer: UnsafeMutablePointer<CGMPInteger>

        init() {
            pointer = .allocate(capacity: 1)
            cgmp_initialize(pointer)
        }

        init(copying other: Storage) {
            pointer = .allocate(capacity: 1)
            cgmp_initialize_copy(pointer, other.pointer)
        }

        deinit {
            cgmp_clear(pointer)
            pointer.deallocate()
        }
    }

    var storage: Storage

    /// A pointer to read from; valid while this value is alive and unchanged.
    var reading: UnsafePointer<CGMPInteger> { UnsafePointer(storage.pointer) }

    /// A pointer to write to, after making this value the only one that refers to its storage.
    mutating func writing() -> UnsafeMutablePointer<CGMPInteger> {
        if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
        return storage.pointer
    }

    /// Zero.
    public init() {
        storage = Storage()
    }

    /// The integer `value`.
    public init(_ value: Int) {
        storage = Storage()
        cgmp_set_int64(storage.pointer, Int64(value))
    }

    /// The integer `value`.
    public init(_ value: UInt64) {
        storage = Storage()
        cgmp_set_uint64(storage.pointer, value)
    }

    /// The integer whose magnitude has these 64-bit words, the least significant first.
    public init(words: [UInt64], isNegative: Bool = false) {
        storage = Storage()
        words.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { cgmp_set_words(storage.pointer, base, buffer.count) }
        }
        if isNegative { cgmp_negate(storage.pointer) }
    }

    /// −1, 0 or 1.
    public var sign: Int { withExtendedLifetime(storage) { Int(cgmp_sign(reading).signum()) } }
    /// Whether this is 0.
    public var isZero: Bool { sign == 0 }

    /// Bits of the magnitude: 0 for 0, 1 for ±1, 8 for 255.
    public var bitLength: Int {
        isZero ? 0 : withExtendedLifetime(storage) { Int(cgmp_magnitude_bits(reading)) }
    }

    /// The position of the lowest one bit of the magnitude; `nil` for 0.
    public var lowestOneBit: Int? {
        isZero ? nil : withExtendedLifetime(storage) { Int(cgmp_lowest_one_bit(reading)) }
    }

    /// The magnitude, when it has at most 64 bits.
    public var magnitudeWord: UInt64? {
        bitLength > 64 ? nil : withExtendedLifetime(storage) { cgmp_low_word(reading) }
    }

    /// The value, when an `Int` holds it.
    public var int: Int? {
        guard let word = magnitudeWord else { return nil }
        if sign >= 0 { return Int(exactly: word) }
        return word <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- word) : nil
    }

    /// The magnitude.
    public var magnitude: ExactInteger {
        var result = self
        cgmp_make_absolute(result.writing())
        return result
    }

    /// Bit `position` of the infinite two's complement representation.
    /// - Precondition: `position` isn't negative.
    public func bit(_ position: Int) -> Bool {
        withExtendedLifetime(storage) { cgmp_test_bit(reading, UInt64(position)) == 1 }
    }

    /// The value in a number base from 2 to 36, lower case, with a minus sign when negative.
    public func text(radix: Int) -> String {
        withExtendedLifetime(storage) {
            let capacity = cgmp_text_capacity(reading, Int32(radix))
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
                cgmp_write_text(buffer.baseAddress!, Int32(radix), reading)
                return String(cString: buffer.baseAddress!)
            }
        }
    }

    /// Hexadecimal digits, such as `-1f`.
    public var hexadecimal: String { text(radix: 16) }
    /// Decimal digits, such as `-31`.
    public var decimal: String { text(radix: 10) }
}

extension ExactInteger: CustomStringConvertible, ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
    public var description: String { decimal }
}
