import Configuration
import HDL

extension ArrayConfiguration {
    /// Words of a memory that has one for each row; a memory has at least two.
    var rowMemoryDepth: Int { max(2, rows) }
    /// Bits of a row number.
    var rowAddressWidth: Int { Memory.addressWidth(depth: rowMemoryDepth) }
}

/// Bits that hold 0 … `largest`.
func bits(for largest: Int) -> Int { max(1, Int.bitWidth - largest.leadingZeroBitCount) }
