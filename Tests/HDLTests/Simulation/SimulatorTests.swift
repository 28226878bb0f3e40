import Testing

@testable import HDL

/// What a bench sees of the in-process simulator: cycles, resets, memories, domains, looking inside, snapshots.
struct SimulatorTests {
    final class Counter: Module {
        let enable = Input()
        let step = Input(.signed(4))
        let count = Output(.signed(8))
        let next = Output(.signed(8))
        let value = Register(.signed(8), reset: -3)
        let last = Register(.signed(4))

        func describe() {
            let sum = wire("sum", value &+ step.extended(to: 8))
            When(enable) { value <- sum }
            last <- step
            count <- value
            next <- sum
            Discard(last)
        }
    }

    @Test func registersHoldAndFollowAndReset() throws {
        let counter = Counter()
        let simulation = try Simulator(counter)
        #expect(simulation[counter.count] == 0)
        simulation[counter.step] = -8
        simulation[counter.enable] = 1
        try simulation.reset(cycles: 2)
        #expect(simulation[counter.count] == -3 && simulation[counter.next] == -11)
        // A register without reset is clocked all the same.
        #expect(simulation[counter.last] == -8)
        try simulation.step(cycles: 2)
        #expect(simulation[counter.count] == -19)
        simulation[counter.step] = 7
        #expect(simulation[counter.next] == -12 && simulation[counter.count] == -19)
        simulation[counter.enable] = 0
        try simulation.step(cycles: 5)
        #expect(simulation[counter.count] == -19 && simulation.cycle == 9)
        try simulation.finish()
    }

    @Test func numbersWrapWithTheirSign() throws {
        let counter = Counter()
        let simulation = try Simulator(counter)
        simulation[counter.step] = 7
        simulation[counter.enable] = 1
        try simulation.reset()
        var seen: [Int] = []
        for _ in 0..<40 {
            try simulation.step()
            seen.append(simulation[counter.count])
        }
        let expected = (1...40).map { Int(Int8(truncatingIfNeeded: 7 * $0 - 3)) }
        #expect(seen == expected)
    }

    final class Store: Module {
        let write = Input()
        let address = Input(3)
        let data = Input(100)
        let result = Output(100)
        let words = Memory(depth: 6, width: 100)

        func describe() {
            words.writeEnable <- write
            words.writeAddress <- address
            words.writeData <- data
            words.readAddress <- address
            result <- words.readData
        }
    }

    @Test func memoriesKeepWideWords() throws {
        let store = Store()
        let simulation = try Simulator(store)
        var model = [BitPattern](repeating: .zero(width: 100), count: 8)
        var generator = SeededGenerator(seed: 3)
        var mismatches = 0
        for _ in 0..<300 {
            let address = Int(generator.next() % 8)
            let data = BitPattern(words: [generator.next(), generator.next()], width: 100)
            let isWrite = generator.next() % 2
            simulation[store.address] = address
            simulation[store.write] = Int(isWrite)
            simulation.set(store.data, data)
            if simulation.value(of: store.result) != model[address] { mismatches += 1 }
            try simulation.step()
            // Words 6 and 7 aren't there: writes go nowhere, and reads give zeros.
            if isWrite == 1 && address < 6 { model[address] = data }
            if simulation.value(of: store.result) != model[address] { mismatches += 1 }
        }
        #expect(mismatches == 0)
        let inside = try (0..<6).map { try simulation.word($0, of: store.words) }
        #expect(inside == Array(model[..<6]))
        try simulation.setWord(2, at: "words", to: .ones(width: 100))
        simulation[store.address] = 2
        #expect(simulation.value(of: store.result) == .ones(width: 100))
        #expect(throws: SimulationError.self) { try simulation.word(6, of: store.words) }
        #expect(throws: SimulationError.self) { try simulation.word(0, of: Memory(depth: 6, width: 100)) }
        #expect(throws: SimulationError.self) { try simulation.setWord(0, at: "words", to: .ones(width: 99)) }
    }

    final class Pair: Module {
        let enable = Input()
        let total = Output(.signed(9))
        let left = Counter()
        let right = Counter()

        func describe() {
            for (counter, step) in [(left, 1), (right, -2)] {
                counter.enable <- enable
                counter.step <- step
                Discard(counter.next)
            }
            total <- left.count + right.count
        }
    }

    @Test func signalsInsideReadByPathAndByObject() throws {
        let pair = Pair()
        let simulation = try Simulator(pair)
        simulation[pair.enable] = 1
        try simulation.reset()
        try simulation.step(cycles: 4)
        #expect(simulation[pair.total] == -10)
        #expect(simulation[pair.left.value] == 1 && simulation[pair.right.count] == -11)
        #expect(try simulation.number(at: "right.sum") == -13)
        #expect(try simulation.value(at: "left.step") == BitPattern(1, width: 4, isSigned: true))
        #expect(try simulation.number(at: "total") == -10)
        do {
            _ = try simulation.number(at: "left.nothing", file: "Bench/File.swift", line: 7)
        } catch {
            #expect(
                "\(error)" == """
                    Bench/File.swift:7: error H083: The path 'left.nothing' leads nowhere: 'left' has no signal \
                    'nothing'. It has enable, step, count, next, value, last, sum.
                    """)
        }
        #expect(throws: SimulationError.self) { try simulation.number(at: "middle.sum") }
        #expect(throws: SimulationError.self) { try simulation.number(at: "") }
    }

    @Test func misuseIsThrownByTheNextStepWithItsLine() throws {
        let counter = Counter()
        let other = Counter()
        let simulation = try Simulator(counter)
        let uses: [(SimulationError.Code, String, () -> Void)] = [
            (.valueOutOfRange, "8 doesn't fit 'step' (signed 4 bits", { simulation[counter.step] = 8 }),
            (.valueOutOfRange, "Give it -8 to 7", { simulation[counter.step] = -9 }),
            (.valueOutOfRange, "Give it 0 to 1", { simulation[counter.enable] = -1 }),
            (.valueOutOfRange, "5 bits", { simulation.set(counter.step, .ones(width: 5)) }),
            (.notAnInput, "'count'", { simulation[counter.count] = 1 }),
            (.notAnInput, "'value'", { simulation[counter.value] = 1 }),
            (.unknownSignal, "a signal without a name", { simulation[other.step] = 1 }),
            (.unknownSignal, "design 'counter'", { _ = simulation[other.count] }),
            (.unknownSignal, "the sum", { _ = simulation[counter.count + counter.count] }),
        ]
        for (code, text, use) in uses {
            use()
            // Only the first counts.
            simulation[counter.enable] = 2
            do {
                try simulation.step()
                Issue.record("nothing thrown: \(text)")
            } catch let error as SimulationError {
                #expect(error.code == code && error.description.contains(text), "\(error)")
                #expect(error.location.description.contains("SimulatorTests.swift"))
            }
            #expect(simulation.cycle == 0)
        }
        try simulation.step()
        #expect(throws: SimulationError.self) { try simulation.step(ClockDomain("pixel")) }
        simulation[counter.step] = 100
        #expect(throws: SimulationError.self) { try simulation.finish() }
    }

    @Test func wideAndWordSizedPortsTakeNumbers() throws {
        let shapes: [Shape] = [62, 63, 64, 65, 130].flatMap { [.unsigned($0), .signed($0)] }
        let bench = SimulatorOperatorTests.Bench(shapes) { a, _ in a }
        let simulation = try Simulator(bench)
        for (index, shape) in shapes.enumerated() {
            let fits = shape.width > 63 || !shape.isSigned && shape.width == 63 ? [Int.max] : []
            for value in fits + (shape.isSigned ? [-1, 5, -(1 << 60)] : [0, 1 << 61]) {
                simulation[bench.a[index]] = value
                #expect(simulation[bench.result[index]] == value, "\(shape)")
            }
            try simulation.step()
            simulation[bench.a[index]] = shape.isSigned ? (shape.width < 64 ? .min : 0) : -1
            let isMisuse = !shape.isSigned || shape.width < 64
            if isMisuse { #expect(throws: SimulationError.self) { try simulation.step() } }
        }
        simulation.set(bench.a[4], .ones(width: 64))
        _ = simulation[bench.result[4]]
        #expect(throws: SimulationError.self) { try simulation.step() }
    }

    @Test func snapshotsBringEverythingBack() throws {
        let store = Store()
        let simulation = try Simulator(store)
        func run(_ count: Int, seed: UInt64) throws -> [BitPattern] {
            var generator = SeededGenerator(seed: seed)
            return try (0..<count).map { _ in
                simulation[store.address] = Int(generator.next() % 6)
                simulation[store.write] = Int(generator.next() % 2)
                simulation.set(
                    store.data, BitPattern(words: [generator.next(), generator.next()], width: 100))
                try simulation.step()
                return simulation.value(of: store.result)
            }
        }
        _ = try run(20, seed: 1)
        let snapshot = simulation.snapshot()
        let first = try run(30, seed: 2)
        try simulation.restore(snapshot)
        #expect(simulation.cycle == 20)
        #expect(try run(30, seed: 2) == first)
        let sibling = simulation.sibling()
        try sibling.restore(snapshot)
        #expect(sibling.cycle == 20)
        let stranger = try Simulator(Store())
        #expect(throws: SimulationError.self) { try stranger.restore(snapshot) }
    }

    @Test(arguments: (1...12).map { UInt64($0) })
    func randomStatementsAgreeWithIcarus(seed: UInt64) throws {
        let module = RandomStatements(seed: seed)
        let design = try Design { module }
        let simulation = try Simulator(design)
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<100).map { _ in [generator.next() & 63, generator.next() & 63, generator.next() & 3] }
        let resets = (0..<100).map { $0 < 2 || $0 == 50 }
        let expected = try HDLTests.Simulation.run(design, rows: rows, reset: resets)
        var mismatches: [String] = []
        for (cycle, row) in rows.enumerated() {
            for (input, bits) in zip(simulation.inputs, row) { simulation[input] = Int(bits) }
            for (index, output) in simulation.outputs.enumerated() where cycle > 0 {
                let bits = HDLTests.Simulation.binary(UInt64(simulation[output]), width: 6)
                if bits != expected[cycle][index] {
                    mismatches.append("\(cycle): \(output.name) \(bits), not \(expected[cycle][index])")
                }
            }
            try resets[cycle] ? simulation.reset() : simulation.step()
        }
        #expect(mismatches.isEmpty, "seed \(seed): \(mismatches.prefix(5))")
    }

    static let slow = ClockDomain("slow")

    final class Ticker: Module {
        let count = Output(4)
        private let value = Register(4, reset: 2)

        func describe() {
            value <- value &+ 1
            count <- value
        }
    }

    final class TwoClocks: Module {
        let fast = Output(4)
        let slow = Output(4)
        private let first = Ticker()
        private let second = Ticker().clocked(by: SimulatorTests.slow)

        func describe() {
            fast <- first.count
            slow <- second.count
        }
    }

    @Test func domainsStepByThemselves() throws {
        let module = TwoClocks()
        let simulation = try Simulator(module)
        try simulation.reset()
        #expect(simulation[module.fast] == 2 && simulation[module.slow] == 2)
        try simulation.step(cycles: 3)
        try simulation.step(Self.slow)
        #expect(simulation[module.fast] == 5 && simulation[module.slow] == 3)
        try simulation.reset(Self.slow)
        #expect(simulation[module.fast] == 5 && simulation[module.slow] == 2)
    }
}
