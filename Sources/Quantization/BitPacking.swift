/// Codes of a few bits each, one after the other from the least significant bit of the first byte.
enum BitPacking {
    /// Packs `count` codes of `width` bits (at most 8) into `(count · width + 7) / 8` bytes; bits left over
    /// are zero.
    static func pack(
        _ codes: UnsafePointer<UInt8>, count: Int, width: Int, into bytes: UnsafeMutablePointer<UInt8>
    ) {
        var pending: UInt64 = 0
        var pendingBits = 0
        var place = 0
        for index in 0..<count {
            pending |= UInt64(codes[index]) << UInt64(pendingBits)
            pendingBits += width
            while pendingBits >= 8 {
                bytes[place] = UInt8(truncatingIfNeeded: pending)
                pending >>= 8
                pendingBits -= 8
                place += 1
            }
        }
        if pendingBits > 0 { bytes[place] = UInt8(truncatingIfNeeded: pending) }
    }

    /// Unpacks `count` codes of `width` bits.
    /// - Returns: whether the bits left over in the last byte are zero.
    static func unpack(
        _ bytes: UnsafePointer<UInt8>, count: Int, width: Int, into codes: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        let mask = UInt64(1) << UInt64(width) - 1
        var pending: UInt64 = 0
        var pendingBits = 0
        var place = 0
        for index in 0..<count {
            if pendingBits < width {
                pending |= UInt64(bytes[place]) << UInt64(pendingBits)
                pendingBits += 8
                place += 1
            }
            codes[index] = UInt8(truncatingIfNeeded: pending & mask)
            pending >>= UInt64(width)
            pendingBits -= width
        }
        return pending == 0
    }
}

extension QuantizedTensor {
    /// The codes as a packed container holds them, group by group.
    func packedCodes() -> [UInt8] {
        let groupBytes = (groupSize * type.codeBits + 7) / 8
        var packed = [UInt8](repeating: 0, count: rows * groupsPerRow * groupBytes)
        codes.withUnsafeBufferPointer { codes in
            packed.withUnsafeMutableBufferPointer { packed in
                let source = SharedBuffer(codes)
                let target = DisjointBuffer(packed)
                forEachRowRange(rows: rows, weightsPerRow: columns) { range in
                    for group in range.lowerBound * groupsPerRow..<range.upperBound * groupsPerRow {
                        BitPacking.pack(
                            source.base + group * groupSize, count: groupSize, width: type.codeBits,
                            into: target.base + group * groupBytes)
                    }
                }
            }
        }
        return packed
    }

    /// The selectors as a packed container holds them.
    func packedSelectors(byteCount: Int, width: Int) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: byteCount)
        selectors.withUnsafeBufferPointer { selectors in
            packed.withUnsafeMutableBufferPointer {
                BitPacking.pack(
                    selectors.baseAddress!, count: selectors.count, width: width, into: $0.baseAddress!)
            }
        }
        return packed
    }
}
