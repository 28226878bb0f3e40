/// What an instruction does; values are in one word unless the name says otherwise.
///
/// `x` and `y` are the words at `a` and `b`, `m` is `extra`. Signed operands are shifted up by `shiftA` and `shiftB` and
/// back, which copies their sign; a shift of zero leaves an unsigned value.
enum Opcode: UInt8 {
    /// `x & m`
    case copy
    case and, or, xor
    /// `~x & m`
    case not
    /// Sums, differences and products, masked by `m`.
    case add, addSigned, subtract, subtractSigned, multiply, multiplySigned
    case equal
    case less, lessSigned, lessOrEqual, lessOrEqualSigned
    /// By `y`, masked by `m`.
    case shiftLeft, shiftRight, shiftRightSigned
    /// `(x >> shiftA) & m`, and the same with the next word's bits above.
    case slice, sliceTwo
    /// `x` with its sign, masked by `m`.
    case signExtend
    /// `x << shiftA | y`
    case join
    /// `x != 0 ? y : words[m]`
    case multiplexer
    case nonzero, parity
    /// The word that entry `min(x, m)` of the table at `b` names.
    case select
    /// Word `x` of memory `b`, or zero.
    case memoryRead
    /// Entry `a` of the wide instructions.
    case wide
    /// A memory word of several words; `m` of them.
    case memoryReadWide
}

/// 24 bytes, so that a few hundred stay in the first-level cache with the values.
struct Instruction {
    var opcode: Opcode
    var shiftA: UInt8 = 0
    var shiftB: UInt8 = 0
    /// Position of the result's word.
    var target: Int32
    var a: Int32 = 0
    var b: Int32 = 0
    var extra: UInt64 = 0
}

/// The words of one memory.
struct MemoryStorage {
    let words: UnsafeMutablePointer<UInt64>
    let depth: Int
    let stride: Int
}

/// What instructions refer to beside the values.
struct InstructionTables {
    let selections: UnsafePointer<Int32>
    let wide: UnsafePointer<WideInstruction>
    let memories: UnsafePointer<MemoryStorage>
}

extension Instruction {
    /// Runs instructions in order. Nothing here allocates or counts references.
    static func run(
        _ start: UnsafePointer<Instruction>, _ count: Int, _ words: UnsafeMutablePointer<UInt64>,
        _ tables: InstructionTables
    ) {
        var current = start
        let end = start + count
        while current < end {
            let target = Int(current.pointee.target)
            let a = Int(current.pointee.a)
            let b = Int(current.pointee.b)
            let mask = current.pointee.extra
            let shiftA = UInt64(current.pointee.shiftA)
            let shiftB = UInt64(current.pointee.shiftB)
            @inline(__always) func signedA() -> Int64 {
                Int64(bitPattern: words[a] &<< shiftA) &>> Int64(shiftA)
            }
            @inline(__always) func signedB() -> Int64 {
                Int64(bitPattern: words[b] &<< shiftB) &>> Int64(shiftB)
            }
            switch current.pointee.opcode {
            case .copy: words[target] = words[a] & mask
            case .and: words[target] = words[a] & words[b]
            case .or: words[target] = words[a] | words[b]
            case .xor: words[target] = words[a] ^ words[b]
            case .not: words[target] = ~words[a] & mask
            case .add: words[target] = (words[a] &+ words[b]) & mask
            case .addSigned: words[target] = UInt64(bitPattern: signedA() &+ signedB()) & mask
            case .subtract: words[target] = (words[a] &- words[b]) & mask
            case .subtractSigned: words[target] = UInt64(bitPattern: signedA() &- signedB()) & mask
            case .multiply: words[target] = (words[a] &* words[b]) & mask
            case .multiplySigned: words[target] = UInt64(bitPattern: signedA() &* signedB()) & mask
            case .equal: words[target] = words[a] == words[b] ? 1 : 0
            case .less: words[target] = words[a] < words[b] ? 1 : 0
            case .lessSigned: words[target] = signedA() < signedB() ? 1 : 0
            case .lessOrEqual: words[target] = words[a] <= words[b] ? 1 : 0
            case .lessOrEqualSigned: words[target] = signedA() <= signedB() ? 1 : 0
            case .shiftLeft: words[target] = words[b] > 63 ? 0 : (words[a] &<< words[b]) & mask
            case .shiftRight: words[target] = words[b] > 63 ? 0 : words[a] &>> words[b]
            case .shiftRightSigned:
                words[target] = UInt64(bitPattern: signedA() &>> Int64(min(words[b], 63))) & mask
            case .slice: words[target] = (words[a] &>> shiftA) & mask
            case .sliceTwo:
                words[target] = (words[a] &>> shiftA | words[a + 1] &<< (64 &- shiftA)) & mask
            case .signExtend: words[target] = UInt64(bitPattern: signedA()) & mask
            case .join: words[target] = words[a] &<< shiftA | words[b]
            case .multiplexer: words[target] = words[a] != 0 ? words[b] : words[Int(truncatingIfNeeded: mask)]
            case .nonzero: words[target] = words[a] != 0 ? 1 : 0
            case .parity: words[target] = UInt64(words[a].nonzeroBitCount & 1)
            case .select:
                let index = Int(truncatingIfNeeded: min(words[a], mask))
                words[target] = words[Int(tables.selections[b + index])]
            case .memoryRead:
                let memory = tables.memories[b]
                words[target] = words[a] < UInt64(memory.depth) ? memory.words[Int(words[a])] : 0
            case .wide: tables.wide[a].execute(words)
            case .memoryReadWide:
                let memory = tables.memories[b]
                let isInside = words[a] < UInt64(memory.depth)
                for index in 0..<memory.stride {
                    words[target + index] = isInside ? memory.words[Int(words[a]) * memory.stride + index] : 0
                }
            }
            current += 1
        }
    }
}
