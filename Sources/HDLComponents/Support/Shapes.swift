import HDL

// What all components share: names that tell their parameters, and widths.

extension Shape {
    /// As part of a module's name: `8`, or `8s` where signed.
    var nameSuffix: String { "\(width)\(isSigned ? "s" : "")" }
}

extension Signal {
    /// The same bits with the signedness of `shape`.
    func cast(to shape: Shape) -> Signal { shape.isSigned ? asSigned : asUnsigned }
}

extension Int {
    /// Whether as many values fill a whole number of bits.
    var isPowerOfTwo: Bool { self > 0 && self & (self - 1) == 0 }
}

/// The fewest bits that hold `value` unsigned, at least 1.
func bitWidth(of value: Int) -> Int { max(1, Int.bitWidth - max(0, value).leadingZeroBitCount) }

/// Bits of a number that counts `values` values from zero: those of the largest, at least 1; a width that
/// can't be built where there are fewer than `least`, so that the port that has it is reported.
func indexWidth(of values: Int, atLeast least: Int = 1) -> Int {
    values < least ? 0 : bitWidth(of: values - 1)
}

/// Bits of `factor` words; none, which is reported, where that is no width.
func productOrZero(_ width: Int, _ factor: Int) -> Int {
    let (product, overflows) = width.multipliedReportingOverflow(by: factor)
    return overflows || factor < 2 ? 0 : product
}
