/// Values as 32-bit words and as slices of bits.
extension Port {
    /// The simulator's words of a port of more than 64 bits, lowest first.
    @inlinable var words: UnsafeMutablePointer<UInt32> { storage.assumingMemoryBound(to: UInt32.self) }

    /// The simulator takes it for granted that the highest word has zeros above the value.
    @inlinable func clearUnusedBits() {
        let used = width & 31
        if used != 0 { words[wordCount - 1] &= (1 << UInt32(used)) - 1 }
    }

    /// Calls a function with the value's ``wordCount`` words, lowest first, unused bits 0.
    @inlinable public func withWords<Result>(
        _ body: (UnsafeBufferPointer<UInt32>) throws -> Result
    ) rethrows -> Result {
        guard storageSize != .words else {
            return try body(UnsafeBufferPointer(start: words, count: wordCount))
        }
        let count = wordCount
        return try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2) { copy in
            let value = get()
            copy.initializeElement(at: 0, to: UInt32(truncatingIfNeeded: value))
            copy.initializeElement(at: 1, to: UInt32(truncatingIfNeeded: value >> 32))
            return try body(UnsafeBufferPointer(start: copy.baseAddress, count: count))
        }
    }

    /// Sets the value from words, lowest first: missing words are 0, bits beyond the port are dropped.
    @inlinable public func setWords(_ source: UnsafeBufferPointer<UInt32>) {
        guard storageSize == .words else {
            let low = source.isEmpty ? 0 : UInt64(source[0])
            let high = source.count < 2 ? 0 : UInt64(source[1])
            return set(low | high << 32)
        }
        let words = words
        let given = min(source.count, wordCount)
        for index in 0..<given { words[index] = source[index] }
        for index in given..<wordCount { words[index] = 0 }
        clearUnusedBits()
    }

    /// Sets the value from words, lowest first: missing words are 0, bits beyond the port are dropped.
    @inlinable public func setWords(_ source: [UInt32]) {
        source.withUnsafeBufferPointer { setWords($0) }
    }

    /// Sets the value from exactly ``wordCount`` words whose unused bits are 0.
    ///
    /// - Throws: ``CosimulationError`` of kind `valueOutOfRange` when the port is an output, the number of
    ///   words is another, or the value has more bits than the port.
    public func setWordsExactly(_ source: [UInt32]) throws {
        try checkDrivable()
        guard source.count == wordCount else {
            throw outOfRange("can't take \(source.count) words, since it has \(wordCount)")
        }
        let used = UInt32(width & 31)
        guard used == 0 || source[source.count - 1] >> used == 0 else {
            throw outOfRange("can't take words whose highest has bits beyond the port")
        }
        setWords(source)
    }

    /// The value's words, lowest first, in an array of their own.
    public func wordArray() -> [UInt32] { withWords { Array($0) } }

    /// Sets `width` bits from bit `offset` on to the lowest bits of a value and leaves the others.
    ///
    /// `width` is at most 64; bits that lie beyond the port are dropped.
    @inlinable public func setBits(offset: Int, width bits: Int, value: UInt64) {
        guard offset >= 0, offset < width, bits > 0 else { return }
        let count = min(bits, 64, width - offset)
        let ones = ~UInt64(0) >> UInt64(64 - count)
        guard storageSize == .words else {
            return set((get() & ~(ones << UInt64(offset))) | (value & ones) << UInt64(offset))
        }
        let words = words
        var index = offset >> 5
        let shift = UInt64(offset & 31)
        var kept = value & ones
        var selected = ones
        // The first word takes the bits above the shift, the one or two words that follow take the rest.
        words[index] =
            (words[index] & ~UInt32(truncatingIfNeeded: selected << shift))
            | UInt32(truncatingIfNeeded: kept << shift)
        kept >>= 32 - shift
        selected >>= 32 - shift
        while selected != 0 {
            index += 1
            words[index] =
                (words[index] & ~UInt32(truncatingIfNeeded: selected)) | UInt32(truncatingIfNeeded: kept)
            kept >>= 32
            selected >>= 32
        }
    }

    /// Up to 64 bits from bit `offset` on; bits beyond the port read as 0.
    @inlinable public func bits(offset: Int, width bits: Int) -> UInt64 {
        guard offset >= 0, offset < width, bits > 0 else { return 0 }
        let count = min(bits, 64, width - offset)
        let ones = ~UInt64(0) >> UInt64(64 - count)
        guard storageSize == .words else { return (get() >> UInt64(offset)) & ones }
        let words = words
        let first = offset >> 5
        let last = (offset + count - 1) >> 5
        let shift = UInt64(offset & 31)
        var value = UInt64(words[first]) >> shift
        if last > first { value |= UInt64(words[first + 1]) << (32 - shift) }
        if last > first + 1 { value |= UInt64(words[first + 2]) << (64 - shift) }
        return value & ones
    }

    /// Up to 64 bits from bit `offset` on, read as two's complement; bits beyond the port count as 0.
    @inlinable public func signedBits(offset: Int, width bits: Int) -> Int64 {
        guard bits > 0 else { return 0 }
        let unused = UInt64(64 - min(bits, 64))
        return Int64(bitPattern: self.bits(offset: offset, width: bits) << unused) >> Int64(unused)
    }

    /// Sets bits that must lie in the port, from a value that must fit in them.
    ///
    /// - Throws: ``CosimulationError`` of kind `valueOutOfRange`.
    public func setBitsExactly(offset: Int, width bits: Int, value: UInt64) throws {
        try checkDrivable()
        guard (1...64).contains(bits), offset >= 0, offset <= width - bits else {
            throw outOfRange("has no \(bits) bits from bit \(offset) on")
        }
        guard bits == 64 || value >> UInt64(bits) == 0 else {
            throw outOfRange("can't take \(value) in \(bits) bits from bit \(offset) on")
        }
        setBits(offset: offset, width: bits, value: value)
    }
}
