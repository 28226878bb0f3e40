/// What an instruction does; values are in one word unless the name says otherwise.
///
/// `x` and `y` are the words at `a` and `b`, `m` is `extra`. Signed operands are shifted up by `shiftA` and `shiftB` and
/// back, which copies their sign; a shift of zero leaves an unsigned value.
enum Opcode: UInt8, CaseIterable {
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

/// Instructions of one opcode that stand in a row: what to do is decided once for all of them.
struct InstructionRun {
    let opcode: Opcode
    let count: Int32
}

/// Instructions to be run in order.
struct InstructionSequence {
    let start: UnsafePointer<Instruction>
    let runs: UnsafeBufferPointer<InstructionRun>

    /// Runs all of them. Nothing here allocates or counts references.
    func run(on words: UnsafeMutablePointer<UInt64>, _ tables: InstructionTables) {
        var next = start
        @inline(__always) func x(_ instruction: Instruction) -> UInt64 { words[Int(instruction.a)] }
        @inline(__always) func y(_ instruction: Instruction) -> UInt64 { words[Int(instruction.b)] }
        @inline(__always) func signedX(_ instruction: Instruction) -> Int64 {
            let shift = UInt64(instruction.shiftA)
            return Int64(bitPattern: x(instruction) &<< shift) &>> Int64(shift)
        }
        @inline(__always) func signedY(_ instruction: Instruction) -> Int64 {
            let shift = UInt64(instruction.shiftB)
            return Int64(bitPattern: y(instruction) &<< shift) &>> Int64(shift)
        }
        for run in runs {
            let end = next + Int(run.count)
            @inline(__always) func each(_ value: (Instruction) -> UInt64) {
                while next < end {
                    let instruction = next.pointee
                    words[Int(instruction.target)] = value(instruction)
                    next += 1
                }
            }
            switch run.opcode {
            case .copy: each { x($0) & $0.extra }
            case .and: each { x($0) & y($0) }
            case .or: each { x($0) | y($0) }
            case .xor: each { x($0) ^ y($0) }
            case .not: each { ~x($0) & $0.extra }
            case .add: each { (x($0) &+ y($0)) & $0.extra }
            case .addSigned: each { UInt64(bitPattern: signedX($0) &+ signedY($0)) & $0.extra }
            case .subtract: each { (x($0) &- y($0)) & $0.extra }
            case .subtractSigned: each { UInt64(bitPattern: signedX($0) &- signedY($0)) & $0.extra }
            case .multiply: each { (x($0) &* y($0)) & $0.extra }
            case .multiplySigned: each { UInt64(bitPattern: signedX($0) &* signedY($0)) & $0.extra }
            case .equal: each { x($0) == y($0) ? 1 : 0 }
            case .less: each { x($0) < y($0) ? 1 : 0 }
            case .lessSigned: each { signedX($0) < signedY($0) ? 1 : 0 }
            case .lessOrEqual: each { x($0) <= y($0) ? 1 : 0 }
            case .lessOrEqualSigned: each { signedX($0) <= signedY($0) ? 1 : 0 }
            case .shiftLeft: each { y($0) > 63 ? 0 : (x($0) &<< y($0)) & $0.extra }
            case .shiftRight: each { y($0) > 63 ? 0 : x($0) &>> y($0) }
            case .shiftRightSigned:
                each { UInt64(bitPattern: signedX($0) &>> Int64(min(y($0), 63))) & $0.extra }
            case .slice: each { (x($0) &>> UInt64($0.shiftA)) & $0.extra }
            case .sliceTwo:
                each {
                    let low = x($0) &>> UInt64($0.shiftA)
                    return (low | words[Int($0.a) + 1] &<< UInt64(64 &- $0.shiftA)) & $0.extra
                }
            case .signExtend: each { UInt64(bitPattern: signedX($0)) & $0.extra }
            case .join: each { x($0) &<< UInt64($0.shiftA) | y($0) }
            case .multiplexer: each { x($0) != 0 ? y($0) : words[Int(truncatingIfNeeded: $0.extra)] }
            case .nonzero: each { x($0) != 0 ? 1 : 0 }
            case .parity: each { UInt64(x($0).nonzeroBitCount & 1) }
            case .select:
                each {
                    let index = Int(truncatingIfNeeded: min(x($0), $0.extra))
                    return words[Int(tables.selections[Int($0.b) + index])]
                }
            case .memoryRead:
                each {
                    let memory = tables.memories[Int($0.b)]
                    return x($0) < UInt64(memory.depth) ? memory.words[Int(x($0))] : 0
                }
            case .wide:
                while next < end {
                    tables.wide[Int(next.pointee.a)].execute(words)
                    next += 1
                }
            case .memoryReadWide:
                while next < end {
                    Self.readWide(next.pointee, words, tables)
                    next += 1
                }
            }
        }
    }

    private static func readWide(
        _ instruction: Instruction, _ words: UnsafeMutablePointer<UInt64>, _ tables: InstructionTables
    ) {
        let memory = tables.memories[Int(instruction.b)]
        let address = words[Int(instruction.a)]
        let isInside = address < UInt64(memory.depth)
        for index in 0..<memory.stride {
            words[Int(instruction.target) + index] =
                isInside ? memory.words[Int(address) * memory.stride + index] : 0
        }
    }
}
