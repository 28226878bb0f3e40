import HDL
import Testing

/// Every kind of port against a model in Swift, in Icarus and in process.
struct MemorySimulationTests {
    /// What a memory is to do, written for this test alone: words as known and unknown bits.
    private struct Model {
        struct Word: Equatable {
            var value: UInt64 = 0
            var known: UInt64 = 0
        }

        let depth: Int
        let width: Int
        let ports: [MemoryPort]
        var words: [Word]
        var held: [Word]

        init(_ memory: Memory, _ ports: [MemoryPort], contents: [UInt64]?) {
            depth = memory.depth
            width = memory.width
            self.ports = ports
            let mask = UInt64.max >> UInt64(64 - width)
            words = (0..<depth).map { index in
                guard let contents else { return Word() }
                return Word(value: index < contents.count ? contents[index] : 0, known: mask)
            }
            held = ports.map { _ in Word() }
        }

        var mask: UInt64 { UInt64.max >> UInt64(64 - width) }

        func address(_ inputs: [String: UInt64]) -> Int? {
            let address = Int(inputs["address"] ?? 0)
            return depth == 1 ? 0 : address < depth ? address : nil
        }

        /// Bits that a port writes, and where; nil for none.
        func write(_ port: MemoryPort, _ inputs: [String: UInt64]) -> (
            address: Int, bits: UInt64, data: UInt64
        )? {
            guard port.kind != .read, inputs["enable"] == 1, inputs["write_enable"] ?? 1 == 1,
                let address = address(inputs)
            else { return nil }
            var bits = mask
            if let lane = port.laneWidth, let enables = inputs["byte_enable"] {
                bits = 0
                for index in 0..<width where enables >> UInt64(index / lane) & 1 == 1 {
                    bits |= 1 << UInt64(index)
                }
            }
            return (address, bits, inputs["write_data"] ?? inputs["data"] ?? 0)
        }

        func read(_ port: MemoryPort, _ inputs: [String: UInt64], _ all: [[String: UInt64]]) -> Word {
            guard let address = address(inputs) else { return Word() }
            return port.underWrite == .new ? written(address, all) : words[address]
        }

        /// A word after the edge; lanes that two ports write are unknown.
        func written(_ address: Int, _ all: [[String: UInt64]]) -> Word {
            var word = words[address]
            var touched: UInt64 = 0
            var contested: UInt64 = 0
            for (other, values) in zip(ports, all) {
                guard let write = write(other, values), write.address == address else { continue }
                word.value = word.value & ~write.bits | write.data & write.bits
                word.known |= write.bits
                contested |= touched & write.bits
                touched |= write.bits
            }
            word.known &= ~contested
            return word
        }

        /// What each port shows before the edge, nil for ports that only write; then the edge.
        mutating func step(_ all: [[String: UInt64]]) -> [Word?] {
            let shown = zip(ports, all).enumerated().map { index, port -> Word? in
                if port.0.kind == .write { return nil }
                return port.0.timing == .asynchronous ? read(port.0, port.1, all) : held[index]
            }
            let next = zip(ports, all).enumerated().map { index, port in
                port.0.timing == .synchronous && port.1["enable"] == 1
                    ? read(port.0, port.1, all) : held[index]
            }
            words = words.indices.map { written($0, all) }
            held = next
            return shown
        }
    }

    /// A shape and the ports that it declares.
    struct Case: Sendable, CustomTestStringConvertible {
        let depth: Int
        let width: Int
        let ports: [MemoryPort]
        var contents: [UInt64]?

        init(_ depth: Int, _ width: Int, _ ports: [MemoryPort], contents: [UInt64]? = nil) {
            (self.depth, self.width, self.ports, self.contents) = (depth, width, ports, contents)
        }

        var testDescription: String {
            let ports = ports.map { "\($0.kind)\($0.laneWidth ?? 0)\($0.underWrite?.rawValue ?? "")" }
            return "\(depth)x\(width) \(ports.joined(separator: " "))"
        }
    }

    private static func rams(_ under: ReadUnderWrite) -> [Case] {
        let read = MemoryPort.read(underWrite: under)
        let direct = MemoryPort.read(.asynchronous, underWrite: under)
        let both = MemoryPort.readWrite(underWrite: under)
        let many: [MemoryPort] = [
            .write(byteEnable: 4), .write(byteEnable: 6), read, direct, both, .read(underWrite: .old),
        ]
        let lanes = MemoryPort.readWrite(byteEnable: 2, underWrite: under)
        let thirds = MemoryPort.readWrite(byteEnable: 3, underWrite: under)
        return [
            Case(4, 8, [.write(), read]), Case(5, 8, [.write(byteEnable: 4), direct]), Case(4, 8, [both]),
            Case(4, 8, [lanes], contents: [1, 200, 77]), Case(3, 6, [both, thirds]), Case(4, 12, many),
            Case(1, 4, [.write(byteEnable: 2), both, read, direct]),
        ]
    }

    private static let roms: [Case] = [
        Case(4, 8, [.read(), .read(.asynchronous)], contents: [3, 255, 0, 129]),
        Case(6, 8, [.read(), .read(.asynchronous)], contents: [3, 255, 0, 129]),
        Case(1, 8, [.read(), .read(.asynchronous)], contents: [129]),
    ]

    static let cases: [Case] = rams(.old) + rams(.new) + rams(.undefined) + roms

    @Test(arguments: cases) func behaviour(_ item: Case) throws {
        let memory = Memory(
            depth: item.depth, width: item.width, ports: item.ports,
            contents: item.contents?.map { BitPattern(words: [$0], width: item.width) })
        let design = try Design { memory }
        let entry = try #require(design.memoryManifest().memories.first)
        let inputs = design.ports().filter { $0.direction == .input }
        let outputs = design.ports().filter { $0.direction == .output }
        var generator = SeededGenerator(seed: 5)
        let rows = (0..<400).map { _ in
            inputs.map { port in
                // All enables are often one, so that ports collide.
                port.name.hasSuffix("enable") && port.shape.width == 1
                    ? (generator.next() % 4 == 0 ? 0 : 1)
                    : generator.next() & UInt64.max >> UInt64(64 - port.shape.width)
            }
        }
        let runs = [try Simulation.run(design, rows: rows), try runInProcess(design, rows)]
        for (name, found) in zip(["Icarus", "in process"], runs) {
            let (mismatches, compared) = compare(found, memory, item, entry, inputs, outputs, rows)
            #expect(mismatches.isEmpty, "\(name): \(mismatches.prefix(5))\n\(design.topText())")
            #expect(compared > 400)
        }
        try lint(design, VerilogOptions(), .quick)
    }

    private func runInProcess(_ design: Design, _ rows: [[UInt64]]) throws -> [[String]] {
        let simulation = try Simulator(design)
        return try rows.map { row in
            for (input, value) in zip(simulation.inputs, row) {
                simulation.set(input, BitPattern(words: [value], width: input.width))
            }
            let shown = simulation.outputs.map {
                Simulation.binary(simulation.value(of: $0).words[0], width: $0.width)
            }
            try simulation.step()
            return shown
        }
    }

    /// What differs in bits that the model knows, and how many there are.
    private func compare(
        _ found: [[String]], _ memory: Memory, _ item: Case, _ entry: MemoryManifest.Entry,
        _ inputs: [Design.Port], _ outputs: [Design.Port], _ rows: [[UInt64]]
    ) -> (mismatches: [String], compared: Int) {
        var model = Model(memory, item.ports, contents: item.contents)
        var mismatches: [String] = []
        var compared = 0
        for (cycle, row) in rows.enumerated() {
            let all = entry.ports.map { port in
                Dictionary(
                    uniqueKeysWithValues: zip(inputs, row).filter { port.signals.contains($0.0.name) }
                        .map { (String($0.0.name.dropFirst(port.name.count + 1)), $0.1) })
            }
            for (port, shown) in zip(entry.ports, model.step(all)) {
                guard let shown, let output = outputs.firstIndex(where: { port.signals.contains($0.name) })
                else {
                    continue
                }
                for (bit, character) in found[cycle][output].reversed().enumerated()
                where shown.known >> UInt64(bit) & 1 == 1 {
                    compared += 1
                    if character != (shown.value >> UInt64(bit) & 1 == 1 ? "1" : "0") {
                        mismatches.append("cycle \(cycle) \(port.name)[\(bit)]: \(character)")
                    }
                }
            }
        }
        return (mismatches, compared)
    }
}
