/// All that a simulation remembers: inputs, registers, memories and the number of the cycle.
public struct SimulationSnapshot: Sendable {
    let design: ObjectIdentifier
    let words: [UInt64]
    let memories: [[UInt64]]
    /// The cycle in which it was taken.
    public let cycle: Int
}

extension Simulator {
    /// What the simulation remembers now; failures and counts of cover points aren't part of it.
    public func snapshot() -> SimulationSnapshot {
        SimulationSnapshot(
            design: ObjectIdentifier(program),
            words: Array(UnsafeBufferPointer(start: storage.words, count: storage.wordCount)),
            memories: storage.memories.map {
                Array(UnsafeBufferPointer(start: $0.words, count: $0.depth * $0.stride))
            }, cycle: cycle)
    }

    /// Goes back to what a snapshot of this simulation, or of a ``sibling(initialContents:)``, remembers.
    ///
    /// - Throws: ``SimulationError`` of code `unusableRecord` for a snapshot of another design.
    public func restore(
        _ snapshot: SimulationSnapshot, file: StaticString = #fileID, line: UInt = #line
    ) throws {
        guard snapshot.design == ObjectIdentifier(program) else {
            throw SimulationError(
                .unusableRecord, "The snapshot is one of another simulation",
                suggestion: "Restore it in the simulation that it was taken of, or in a sibling",
                at: SourceLocation(file: file, line: line))
        }
        for (index, word) in snapshot.words.enumerated() { storage.words[index] = word }
        for (memory, words) in zip(storage.memories, snapshot.memories) {
            for (index, word) in words.enumerated() { memory.words[index] = word }
        }
        cycle = snapshot.cycle
        isStateStale = true
        isInputStale = true
    }
}
