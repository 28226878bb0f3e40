/// The values of one running simulation, outside Swift's arrays so that the inner loop needs no checks.
final class SimulatorStorage {
    let words: UnsafeMutablePointer<UInt64>
    let wordCount: Int
    let memories: [MemoryStorage]
    private let memoryTable: UnsafeMutablePointer<MemoryStorage>
    private let selections: UnsafeMutablePointer<Int32>
    private let wide: UnsafeMutablePointer<WideInstruction>
    private let wideCount: Int
    let stateLogic: InstructionSequence
    let inputLogic: InstructionSequence
    let observerLogic: InstructionSequence
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
        stateLogic = InstructionSequence(copying: program.stateLogic)
        inputLogic = InstructionSequence(copying: program.inputLogic)
        observerLogic = InstructionSequence(copying: program.observerLogic)
        tables = InstructionTables(selections: selections, wide: wide, memories: memoryTable)
    }

    deinit {
        for memory in memories { memory.words.deallocate() }
        wide.deinitialize(count: wideCount)
        wide.deallocate()
        words.deallocate()
        memoryTable.deallocate()
        selections.deallocate()
        for logic in [stateLogic, inputLogic, observerLogic] { logic.deallocate() }
    }

    func pattern(at position: Int, count: Int, width: Int) -> BitPattern {
        BitPattern(words: Array(UnsafeBufferPointer(start: words + position, count: count)), width: width)
    }
}

extension InstructionSequence {
    fileprivate init(copying logic: SimulationProgram.Logic) {
        let instructions = UnsafeMutablePointer<Instruction>.allocate(
            capacity: max(1, logic.instructions.count))
        instructions.initialize(from: logic.instructions, count: logic.instructions.count)
        start = UnsafePointer(instructions)
        let runs = UnsafeMutableBufferPointer<InstructionRun>.allocate(capacity: logic.runs.count)
        _ = runs.initialize(from: logic.runs)
        self.runs = UnsafeBufferPointer(runs)
    }

    fileprivate func deallocate() {
        start.deallocate()
        runs.deallocate()
    }
}
