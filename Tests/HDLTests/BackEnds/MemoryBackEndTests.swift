import HDL
import HDLTesting
import Testing

/// Memories on every back end: kinds of ports, contents, and two clocks.
struct MemoryBackEndTests {
    private static let pixel = ClockDomain("pixel")

    private static let shapes: [@Sendable () -> Memory] = [
        {
            Memory(
                depth: 5, width: 12,
                ports: [
                    .write(byteEnable: 4), .readWrite(byteEnable: 6, underWrite: .new),
                    .read(underWrite: .new),
                    .read(.asynchronous, underWrite: .new), .read(underWrite: .old),
                ])
        },
        { Memory(depth: 1, width: 70, ports: [.write(byteEnable: 7), .readWrite(), .read(.asynchronous)]) },
        { Memory.rom((0..<5).map { BitPattern(words: [$0 * 77], width: 9) }) },
        {
            Memory(
                depth: 4, width: 65, ports: [.write(), .read(.asynchronous), .read()],
                contents: [BitPattern(words: [.max, 1], width: 65), BitPattern(words: [9], width: 65)])
        },
    ]

    /// One port writes at a time, to a word that is there, so that nothing is undefined once all words are written.
    @Test(arguments: shapes.indices) func portsAgree(shape: Int) throws {
        let memory = Self.shapes[shape]()
        try onEveryBackEnd(memory) { simulation in
            var generator = SeededGenerator(seed: UInt64(shape))
            for cycle in 0..<300 {
                let writer = cycle < memory.depth ? 0 : Int(generator.next() % 3)
                for input in simulation.inputs {
                    let name = input.declaredName
                    var words = [generator.next(), generator.next()]
                    if name.hasSuffix("_address") {
                        words = [cycle < memory.depth ? UInt64(cycle) : words[0] % UInt64(memory.depth), 0]
                    } else if name == "write_enable" {
                        words = [writer == 0 ? 1 : 0, 0]
                    } else if name == "port_write_enable" {
                        words = [writer == 1 ? 1 : 0, 0]
                    } else if name == "write_byte_enable" && cycle < memory.depth {
                        words = [.max, .max]
                    }
                    simulation.set(input, BitPattern(words: words, width: input.width))
                }
                // Edges that would leave an undefined word in a register come only once there is none.
                if cycle < memory.depth {
                    for input in simulation.inputs
                    where input.declaredName.hasSuffix("enable")
                        && !input.declaredName.hasPrefix("write")
                    {
                        simulation.set(input, .zero(width: input.width))
                    }
                }
                try simulation.step()
            }
        }
    }

    /// A buffer between two clocks: written at one, read at the other.
    private final class Buffer: Module {
        let write = Input(in: pixel)
        let writeAddress = Input(3, in: pixel)
        let data = Input(8, in: pixel)
        let read = Input()
        let readAddress = Input(3)
        let result = Output(8)
        private let words = Memory(depth: 8, width: 8, ports: [.write(in: pixel), .read()])

        func describe() {
            words.writeEnable <- write
            words.writeAddress <- writeAddress
            words.writeData <- data
            words.readEnable <- read
            words.readAddress <- readAddress
            result <- words.readData
        }
    }

    @Test func twoClocksAreEmitted() throws {
        let design = try Design { Buffer() }
        #expect(design.clocking().map(\.domain) == [.main, Self.pixel])
        #expect(
            design.clocking(of: "memory_8x8_w_pixel_r").map(\.domain) == [.main, Self.pixel],
            "\(design.moduleNames)")
        let text = design.verilog()[0].text
        #expect(
            text.contains("always @(posedge pixel_clock) begin\n        if (write_enable) begin"), "\(text)")
        #expect(text.contains("always @(posedge clock) begin\n        if (read_enable) begin"))
        try lint(design)
        var options = VerilogOptions()
        options.domains[Self.pixel] = ClockConfiguration(clockName: "dot", edge: .falling)
        let falling = design.verilog(options)
        #expect(falling[0].text.contains("always @(negedge dot)"), "\(falling[0].text)")
        #expect(falling[1].text.contains(".dot(dot)") && falling[1].text.contains(".clock(clock)"))
        try lint(design, options)
    }

    /// Clocks of periods 7 and 10: sometimes two edges of one come between two of the other.
    @Test func twoClocksOfUnrelatedPeriods() throws {
        let buffer = Buffer()
        var mismatches: [String] = []
        try onEveryBackEnd(buffer) { simulation in
            var generator = SeededGenerator(seed: 12)
            var words = [Int](repeating: 0, count: 8)
            var held = 0
            func writeEdge(_ address: Int, _ data: Int, enable: Int) throws {
                simulation[buffer.write] = enable
                simulation[buffer.writeAddress] = address
                simulation[buffer.data] = data
                try simulation.step(Self.pixel)
                if enable == 1 { words[address] = data }
            }
            for address in 0..<8 { try writeEdge(address, 10 + address, enable: 1) }
            for time in 1..<2000 {
                let bits = Int(truncatingIfNeeded: generator.next() >> 1)
                if time % 7 == 0 { try writeEdge(bits & 7, bits >> 3 & 255, enable: bits >> 11 & 1) }
                guard time % 10 == 0 else { continue }
                let enable = time == 10 ? 1 : bits >> 12 & 1
                simulation[buffer.read] = enable
                simulation[buffer.readAddress] = bits >> 13 & 7
                try simulation.step()
                if enable == 1 { held = words[bits >> 13 & 7] }
                if simulation[buffer.result] != held { mismatches.append("time \(time)") }
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.prefix(5))")
    }

    /// A memory's own clock is mapped like that of any instance.
    private final class Mapped: Module {
        let write = Input()
        let address = Input(2)
        let data = Input(8)
        let result = Output(8)
        private let words = Memory.simpleDualPort(depth: 4, width: 8).clocked(by: pixel)

        func describe() {
            words.writeEnable <- write
            words.writeAddress <- address
            words.writeData <- data
            words.readEnable <- ~write
            words.readAddress <- address
            result <- words.readData
        }
    }

    @Test func memoriesRunOnTheClockTheyAreGiven() throws {
        let module = Mapped()
        let design = try Design { module }
        #expect(design.clocking().map(\.domain) == [Self.pixel])
        #expect(design.moduleNames == ["memory_4x8_w_r", "mapped"])
        #expect(design.topText().contains(".clock(pixel_clock)"), "\(design.topText())")
        try lint(design)
        try onEveryBackEnd(design) { simulation in
            for cycle in 0..<16 {
                simulation[module.write] = cycle < 4 ? 1 : 0
                simulation[module.address] = cycle & 3
                simulation[module.data] = 3 * cycle + 1
                try simulation.step(Self.pixel)
                if cycle >= 4 { #expect(simulation[module.result] == 3 * (cycle & 3) + 1) }
            }
        }
    }

    private final class Mixed: Module {
        let write = Input()
        let address = Input(2)
        let data = Input(8)
        let shown = Output(8)
        private let words = Memory(depth: 4, width: 8, ports: [.write(), .read(in: pixel)])
        private let result = Register(8)
        private let isOpen = Register()

        func describe() {
            words.writeEnable <- write
            words.writeAddress <- address
            words.writeData <- data
            isOpen <- write
            words.readEnable <- isOpen
            words.readAddress <- 0
            result <- words.readData
            shown <- result
        }
    }

    /// What a port samples and what it gives belongs to its own domain.
    @Test func portsTakeNothingOfOtherDomains() {
        let found = findings { Mixed() }
        #expect(found.map(\.code) == [.clockCrossing, .clockCrossing], "\(found)")
        #expect(Set(found.map(\.subject)) == ["result", "words_read_enable"], "\(found)")
    }
}
