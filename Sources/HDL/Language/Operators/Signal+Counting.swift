// Counts and positions of ones.

extension Signal {
    /// How many bits are zero above the highest one, in the fewest bits that hold ``width``; the width itself where all
    /// bits are zero. A balanced tree.
    public var leadingZeroCount: Signal {
        zeroCount { self[self.width - 1 - $0.lowerBound, self.width - $0.upperBound] }
    }

    /// How many bits are zero below the lowest one, in the fewest bits that hold ``width``; the width itself where all
    /// bits are zero. A balanced tree.
    public var trailingZeroCount: Signal { zeroCount { self[$0.upperBound - 1, $0.lowerBound] } }

    /// How many bits are one, in the fewest bits that hold ``width``. A balanced tree.
    public var populationCount: Signal { HDL.populationCount(of: bits) }

    /// - Parameter part: bits of that range, counted from the end at which the count starts.
    private func zeroCount(_ part: (Range<Int>) -> Signal) -> Signal {
        let result = Shape.unsigned(BitPattern.minimumWidth(of: width, isSigned: false))
        if isRejected { return .rejected(result, from: [self]) }
        let isZero = part(0..<width) .== 0
        guard let count = zeroCount(0..<width, part) else { return isZero }
        let all = constant(BitPattern(words: [UInt64(width)], width: result.width))
        return select(isZero, all, count.extended(to: result.width))
    }

    /// The count for a range that isn't all zero; nil for a single bit, where it is zero.
    ///
    /// The first part is the largest power of two that leaves something, so that whether it is zero is a bit of the count.
    private func zeroCount(_ range: Range<Int>, _ part: (Range<Int>) -> Signal) -> Signal? {
        guard range.count > 1 else { return nil }
        let exponent = BitPattern.minimumWidth(of: range.count - 1, isSigned: false) - 1
        let middle = range.lowerBound + 1 << exponent
        let isZero = part(range.lowerBound..<middle) .== 0
        guard let first = zeroCount(range.lowerBound..<middle, part) else { return isZero }
        let second = zeroCount(middle..<range.upperBound, part)?.extended(to: exponent)
        return cat(isZero, select(isZero, second ?? constant(.zero(width: exponent)), first))
    }

    /// `count` bits (default: as many as the signal has values), of which the one at this number is one; none where the
    /// number is `count` or more.
    public func oneHotEncoded(
        _ count: Int? = nil, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let place = Place(file, line)
        Elaboration.current?.locate(expression: place.location)
        let largest = width < 24 ? 1 << width : Int.max
        let result = Shape.unsigned(count ?? largest)
        if isRejected { return .rejected(result, from: [self]) }
        guard !shape.isSigned else {
            return reject(
                .signMismatch, "A position is unsigned, but \(displayNameAndShape) is given",
                suggestion: "Use .asUnsigned once it can't be negative", shape: result, at: place)
        }
        guard result.isBuildable else {
            return reject(
                .invalidShape, "\(displayNameAndShape) can't be one-hot in \(result.width) bits",
                suggestion: "Signals have 1 to \(Shape.widest) bits", shape: result, at: place)
        }
        return constant(BitPattern(words: [1], width: result.width)).shiftedLeft(by: self)
    }

    /// The number of the one bit that is one, in the fewest bits that number all of them, at least 1; the bitwise or of
    /// the numbers where several are, and zero where none is.
    public var oneHotDecoded: Signal {
        let result = Shape.unsigned(BitPattern.minimumWidth(of: width - 1, isSigned: false))
        if isRejected { return .rejected(result, from: [self]) }
        let pattern = asUnsigned
        return cat(
            (0..<result.width).reversed().map { digit in
                let chosen = (0..<width).filter { $0 >> digit & 1 == 1 }
                return any(of: chosen.map { pattern[$0] })
            })
    }

    /// The lowest one alone, all other bits zero: the winner where bit 0 has the highest priority. Unsigned.
    public var lowestOne: Signal {
        asUnsigned & ~(asUnsigned &- constant(BitPattern(words: [1], width: width)))
    }
}
