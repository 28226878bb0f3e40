import HDL
import Testing

/// Mistakes with memories: number, text and line.
struct MemoryDiagnosticTests {
    private let lines = MarkedLines()

    private final class Holder: Module {
        let result = Output()
        let held: Memory

        init(_ held: Memory) { self.held = held }

        func describe() { result <- low }
    }

    private func check(
        _ memory: Memory, _ code: DiagnosticCode, _ line: String, _ text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = findings { Holder(memory) }.filter { $0.code == code }
        expect(found, code, at: lines.line(line), [text], sourceLocation: sourceLocation)
    }

    @Test func ports() {
        check(
            Memory(depth: 4, width: 4, ports: [.write()]),  // <- write only
            .invalidMemoryPort, "write only", "A memory without a port that reads is no use")
        check(
            Memory(depth: 4, width: 4, ports: [.read()]),  // <- read only
            .invalidMemoryPort, "read only", "A memory without a port that writes has nothing to read")
        check(
            Memory(depth: 4, width: 20, ports: [.write(byteEnable: 8), .read()]),  // <- lanes
            .invalidMemoryPort, "lanes", "Lanes of 8 bits don't divide words of 20 bits (port 'write')")
        check(
            Memory(depth: 4, width: 4, ports: [.readWrite(byteEnable: 0)]),  // <- no lanes
            .invalidMemoryPort, "no lanes", "Lanes of 0 bits don't divide words of 4 bits (port 'port')")
        let other = ClockDomain("b")
        check(
            Memory(depth: 1, width: 4, ports: [.write(), .write(in: other), .read()]),  // <- clocks
            .invalidMemoryPort, "clocks", "A memory of one word is a register, and one clock writes that")
        check(
            Memory(depth: .max, width: 4),  // <- deep
            .invalidShape, "deep", "words can't be built. Give it at most 1073741824 words")
    }

    @Test func contents() {
        let words = [4, 4, 5].map { BitPattern.ones(width: $0) }
        let three = Array(repeating: words[0], count: 3)
        check(
            Memory(depth: 2, width: 4, ports: [.read()], contents: three),  // <- many
            .invalidMemoryContents, "many", "3 words of contents don't fit a memory of 2 words")
        check(
            Memory(depth: 4, width: 4, ports: [.read()], contents: words),  // <- wide
            .invalidMemoryContents, "wide", "Word 2 of the contents has 5 bits, the memory's words have 4")
    }

    @Test func missingPorts() {
        final class Uses: Module {
            let result = Output(4)
            private let memory = Memory(depth: 4, width: 4)

            func describe() {
                memory.writes[1].address <- 0  // <- second
                memory.writes[-1].enable <- 0
                memory.reads[0].enable <- 1  // <- asynchronous
                result <- memory.readWrites[0].readData  // <- both
                memory.readEnable <- 1  // <- convenience
            }
        }
        let found = findings { Uses() }
        let expected = [
            ("second", "This memory of 4 words has no writes[1]: its ports are write, read"),
            ("", "has no writes[-1]"), ("asynchronous", "has no enable of reads[0]"),
            ("both", "has no readWrites[0]"),
            ("convenience", "has no enable of reads[0]"),
        ]
        #expect(found.count == expected.count, "\(found)")
        for (finding, (line, text)) in zip(found, expected) {
            #expect(finding.code == .missingMemoryPort)
            if !line.isEmpty { #expect(finding.location.line == lines.line(line), "\(finding)") }
            #expect(finding.description.contains(text), "\(finding)")
        }
    }

    @Test func loop() {
        final class Loop: Module {
            let data = Input(2)
            let result = Output(2)
            private let memory = Memory(
                depth: 4, width: 2, ports: [.write(), .read(.asynchronous, underWrite: .new)])

            func describe() {
                memory.writeEnable <- 1
                memory.writeAddress <- memory.readData
                memory.writeData <- data
                memory.readAddress <- data
                result <- memory.readData
            }
        }
        let found = findings { Loop() }
        #expect(found.map(\.code) == [.combinationalLoop], "\(found)")
    }
}
