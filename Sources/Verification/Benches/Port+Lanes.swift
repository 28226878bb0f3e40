import Cosimulation

extension Port {
    /// Puts `value` into lane `lane` of a port whose lanes are `width` bits wide, lane 0 lowest.
    func setLane(_ lane: Int, width: Int, _ value: UInt64) {
        setBits(offset: lane * width, width: width, value: value)
    }

    /// Puts noise into all bits.
    func setNoise(_ noise: UInt64) {
        for offset in stride(from: 0, to: width, by: 64) {
            let count = min(64, width - offset)
            let word = noise &* (0x9E37_79B9_7F4A_7C15 &+ 2 &* UInt64(offset))
            setBits(offset: offset, width: count, value: word >> UInt64(64 - count))
        }
    }

    /// The port as a two's complement number of up to 128 bits.
    func getWideSigned() -> Int128 {
        guard width > 64 else { return Int128(getSigned()) }
        let low = bits(offset: 0, width: 64)
        let high = bits(offset: 64, width: width - 64)
        let unused = 128 - width
        return Int128(truncatingIfNeeded: UInt128(high) << 64 | UInt128(low)) << unused >> unused
    }
}
