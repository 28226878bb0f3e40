import CGMP

extension ExactInteger {
    /// Adds `other` in place.
    public mutating func add(_ other: ExactInteger) {
        let result = writing()
        withExtendedLifetime(other.storage) { cgmp_add(result, result, other.reading) }
    }

    /// Subtracts `other` in place.
    public mutating func subtract(_ other: ExactInteger) {
        let result = writing()
        withExtendedLifetime(other.storage) { cgmp_subtract(result, result, other.reading) }
    }

    /// Multiplies by `other` in place.
    public mutating func multiply(by other: ExactInteger) {
        let result = writing()
        withExtendedLifetime(other.storage) { cgmp_multiply(result, result, other.reading) }
    }

    /// Adds `first · second` in place.
    public mutating func addProduct(_ first: ExactInteger, _ second: ExactInteger) {
        let result = writing()
        withExtendedLifetime((first.storage, second.storage)) {
            cgmp_add_product(result, first.reading, second.reading)
        }
    }

    /// Multiplies by 2^`bits` in place; a negative count divides, towards minus infinity.
    public mutating func shiftLeft(by bits: Int) {
        if bits >= 0 {
            cgmp_shift_left(writing(), UInt64(bits))
        } else {
            cgmp_shift_right_floor(writing(), UInt64(bits.magnitude))
        }
    }

    /// Changes the sign in place.
    public mutating func negate() {
        cgmp_negate(writing())
    }

    public static func + (left: ExactInteger, right: ExactInteger) -> ExactInteger {
        var result = left
        result.add(right)
        return result
    }

    public static func - (left: ExactInteger, right: ExactInteger) -> ExactInteger {
        var result = left
        result.subtract(right)
        return result
    }

    public static func * (left: ExactInteger, right: ExactInteger) -> ExactInteger {
        var result = left
        result.multiply(by: right)
        return result
    }

    public static prefix func - (value: ExactInteger) -> ExactInteger {
        var result = value
        result.negate()
        return result
    }

    /// `value · 2^bits`, exactly when `bits` isn't negative; towards minus infinity when it is.
    public static func << (value: ExactInteger, bits: Int) -> ExactInteger {
        var result = value
        result.shiftLeft(by: bits)
        return result
    }

    /// `value · 2^−bits`, rounded towards minus infinity.
    public static func >> (value: ExactInteger, bits: Int) -> ExactInteger {
        value << -bits
    }
}

extension ExactInteger: Comparable, Hashable {
    public static func == (left: ExactInteger, right: ExactInteger) -> Bool { left.order(to: right) == 0 }
    public static func < (left: ExactInteger, right: ExactInteger) -> Bool { left.order(to: right) < 0 }

    public func hash(into hasher: inout Hasher) { hasher.combine(hexadecimal) }

    /// Negative, zero or positive as this is less than, equal to or greater than `other`.
    private func order(to other: ExactInteger) -> Int32 {
        withExtendedLifetime((storage, other.storage)) { cgmp_compare(reading, other.reading) }
    }
}
