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

extension BitPacking {
    /// Bytes that `count` codes of `width` bits take.
    static func byteCount(_ count: Int, width: Int) -> Int { (count * width + 7) / 8 }

    /// Codes of `width` bits, packed.
    static func packed(_ codes: [UInt8], width: Int) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: byteCount(codes.count, width: width))
        codes.withUnsafeBufferPointer { codes in
            packed.withUnsafeMutableBufferPointer {
                guard let source = codes.baseAddress, let target = $0.baseAddress else { return }
                pack(source, count: codes.count, width: width, into: target)
            }
        }
        return packed
    }

    /// `count` codes of `width` bits, unpacked; `nil` when bits left over in the last byte aren't zero.
    static func unpacked(_ bytes: [UInt8], count: Int, width: Int) -> [UInt8]? {
        var codes = [UInt8](repeating: 0, count: count)
        let isClean = bytes.withUnsafeBufferPointer { bytes in
            codes.withUnsafeMutableBufferPointer {
                guard let source = bytes.baseAddress, let target = $0.baseAddress else { return true }
                return unpack(source, count: count, width: width, into: target)
            }
        }
        return isClean ? codes : nil
    }
}

extension QuantizedTensor {
    /// The codes as a packed container holds them, group by group.
    func packedCodes() -> [UInt8] {
        let groupBytes = BitPacking.byteCount(groupSize, width: type.codeBits)
        var packed = [UInt8](repeating: 0, count: groupCount * groupBytes)
        codes.withUnsafeBufferPointer { codes in
            packed.withUnsafeMutableBufferPointer { packed in
                let source = SharedBuffer(codes)
                let target = DisjointBuffer(packed)
                forEachRange(of: groupCount, weightsPerItem: groupSize) { groups in
                    for group in groups {
                        BitPacking.pack(
                            source.base + group * groupSize, count: groupSize, width: type.codeBits,
                            into: target.base + group * groupBytes)
                    }
                }
            }
        }
        return packed
    }
}
