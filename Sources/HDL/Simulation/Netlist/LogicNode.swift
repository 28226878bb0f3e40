/// What a node of the simulator's logic computes.
///
/// A node's value is a natural number below 2^width: what lies above counts as zeros, so extending an unsigned value
/// takes no node. Where a sign matters, the operation says at which width its operand is signed.
enum LogicOperation: UInt8 {
    /// `parameter`: index among the constants.
    case constant
    /// A value that logic doesn't compute: an input, a register, in a template a signal. `parameter`: its index.
    case source
    /// Bitwise on `a` and `b`; `not` on the lowest bits of `a`.
    case and, or, xor, not
    /// On `a` and `b` as the numbers that their signs say, modulo 2^width.
    case add, subtract, multiply
    /// One bit.
    case equal, less, lessOrEqual
    /// `a` by `b`.
    case shiftLeft, shiftRight
    /// Bits of `a` from `parameter` on.
    case slice
    /// `a`, signed, in more bits.
    case signExtend
    /// `a` above the `parameter` bits of `b`.
    case join
    /// `b` where `a` is one, otherwise `c`.
    case multiplexer
    /// One bit: whether any bit of `a` is one; whether an odd number is.
    case nonzero, parity
    /// The `a`th of the list of `c` nodes at `b`, the last beyond the end.
    case select
    /// Nodes side by side: a list at `b` of `c` pairs of node and lowest bit, lowest first.
    case assemble
    /// The word of memory `parameter` at address `a`; zeros beyond the end.
    case memoryRead
}

/// One operation of a ``LogicGraph``, which says what the operands mean.
struct LogicNode: Equatable {
    var operation: LogicOperation
    /// Bits.
    var width: Int32
    var a: Int32 = -1
    var b: Int32 = -1
    var c: Int32 = -1
    /// Width at which `a` is a two's complement number; 0 where it isn't.
    var signA: Int32 = 0
    var signB: Int32 = 0
    var parameter: Int32 = 0

    var hasList: Bool { operation == .select || operation == .assemble }

    /// A hash of all fields: multiplications and a shift, since a design has millions.
    var hash: UInt64 {
        var mixed = UInt64(operation.rawValue) << 32 | UInt64(UInt32(bitPattern: width))
        mixed =
            (mixed ^ (UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))))
            &* 0x9e37_79b9_7f4a_7c15
        mixed ^= mixed >> 29
        mixed =
            (mixed ^ (UInt64(UInt32(bitPattern: c)) << 32 | UInt64(UInt32(bitPattern: parameter))))
            &* 0xbf58_476d_1ce4_e5b9
        mixed ^= mixed >> 32
        mixed =
            (mixed ^ (UInt64(UInt32(bitPattern: signA)) << 32 | UInt64(UInt32(bitPattern: signB))))
            &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
