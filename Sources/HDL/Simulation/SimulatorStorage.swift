/// The values of one running simulation, outside Swift's arrays so that the inner loop needs no checks.
final class SimulatorStorage {
    let words: UnsafeMutablePointer<UInt64>
    let wordCount: Int
    let memories: [MemoryStorage]
    private let memoryTable: UnsafeMutablePointer<MemoryStorage>
    private let selections: UnsafeMutablePointer<Int32>
    private let wide: UnsafeMutablePointer<WideInstruction>
    private let wideCount: Int
    let instructions: UnsafeMutablePointer<Instruction>
    let tables: InstructionTables

    init(_ program: SimulationProgram) {
        wordCount = program.initialWords.count
        words = .allocate(capacity: max(1, wordCount))
        words.initialize(from: program.initialWords, count: wordCount)
        memories = program.netlist.memories.map { memory in
            let count = memory.depth * memory.stride
            let words = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, count))
            words.initialize(repeating: 0, count: count)
            for (index, pattern) in (memory.contents ?? []).enumerated() {
                (words + index * memory.stride).update(from: pattern.words, count: pattern.words.count)
            }
            return MemoryStorage(words: words, depth: memory.depth, stride: memory.stride)
        }
        memoryTable = .allocate(capacity: max(1, memories.count))
        memoryTable.initialize(from: memories, count: memories.count)
        selections = .allocate(capacity: program.selections.count)
        selections.initialize(from: program.selections, count: program.selections.count)
        wideCount = program.wide.count
        wide = .allocate(capacity: max(1, wideCount))
        wide.initialize(from: program.wide, count: wideCount)
        instructions = .allocate(capacity: max(1, program.instructions.count))
        instructions.initialize(from: program.instructions, count: program.instructions.count)
        tables = InstructionTables(selections: selections, wide: wide, memories: memoryTable)
    }

    deinit {
        for memory in memories { memory.words.deallocate() }
        wide.deinitialize(count: wideCount)
        wide.deallocate()
        words.deallocate()
        memoryTable.deallocate()
        selections.deallocate()
        instructions.deallocate()
    }

    func pattern(at position: Int, count: Int, width: Int) -> BitPattern {
        BitPattern(words: Array(UnsafeBufferPointer(start: words + position, count: count)), width: width)
    }
}
