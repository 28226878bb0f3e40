/// Numbers of 16 bits in binary32, exactly, many at a time and on all processors.
enum HalfWidthNumbers {
    /// Widens binary16 or bfloat16 numbers.
    /// - Parameter format: one of the two.
    static func widen(
        _ source: UnsafePointer<UInt16>, count: Int, format: TensorFormat,
        into target: UnsafeMutablePointer<Float>
    ) {
        let source = SharedBuffer(UnsafeBufferPointer(start: source, count: count))
        let target = DisjointBuffer(UnsafeMutableBufferPointer(start: target, count: count))
        forEachRange(of: count, weightsPerItem: 1) { range in
            if format == .bfloat16 {
                for index in range {
                    target.base[index] = Float(bitPattern: UInt32(source.base[index]) << 16)
                }
            } else {
                for index in range { target.base[index] = binary16(source.base[index]) }
            }
        }
    }

    /// The same as the language's conversion, without the call to a library that this is on processors of the
    /// plainest kind; loops over it are made of vector instructions.
    @inline(__always)
    static func binary16(_ bits: UInt16) -> Float {
        let magnitude = UInt32(bits & 0x7FFF) << 13
        // Exponents are 112 apart; multiplying makes subnormals normal as well.
        var result = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
        let infinity: UInt32 = 0x7C00 << 13
        result |= magnitude >= infinity ? 0x7F80_0000 : 0
        // A NaN is quiet after a conversion.
        result |= magnitude > infinity ? 0x0040_0000 : 0
        return Float(bitPattern: result | UInt32(bits & 0x8000) << 16)
    }
}
