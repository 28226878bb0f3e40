/// A memory's words and what changes them.
struct MemoryArray {
    struct Write {
        let domain: ClockDomain
        var enable: LogicGraph.Node
        var address: LogicGraph.Node
        var data: LogicGraph.Node
        /// Ones in the bits that are written; -1 where all are.
        var mask: LogicGraph.Node = -1
    }

    let instance: Int
    let depth: Int
    /// Bits of a word.
    let width: Int
    /// Words from address 0 when power comes on, missing ones zero; nil where words start undefined.
    let contents: [BitPattern]?
    /// In the order of the ports.
    var writes: [Write] = []

    /// Words of 64 bits that one word takes.
    var stride: Int { (width + 63) / 64 }
}

// All that the simulator knows of memories as modules: which ports read and write, see MemoryGeometry.
extension Netlist {
    mutating func addMemory(_ instance: Int) {
        guard let wiring = wiring(of: instance) else { return }
        let geometry = wiring.geometry
        memories.append(
            MemoryArray(
                instance: instance, depth: geometry.depth, width: geometry.width, contents: geometry.contents)
        )
        let first = instances[instance].firstSignal
        for (port, wires) in zip(geometry.ports, wiring.ports) {
            guard port.timing == .synchronous, let data = wires.readData else { continue }
            signalNodes[first + data] = addRegister(
                width: geometry.width, reset: nil, domain: domain(port.domain, in: instance), signal: -1)
        }
    }

    /// Settles the data of an asynchronous port, or gives the input that it waits for.
    mutating func advanceMemory(_ instance: Int, _ index: Int) -> Int? {
        let first = instances[instance].firstSignal
        guard let wiring = wiring(of: instance), let memory = memory(of: instance),
            let read = wiring.asynchronousReads[index]
        else {
            signalNodes[first + index] = graph.constant(0)
            return nil
        }
        if let missing = read.inputs.first(where: { signalNodes[first + $0] < 0 }) { return missing }
        signalNodes[first + index] = word(read.port, wiring, memory, instance)
        return nil
    }

    mutating func connectMemories() {
        for index in memories.indices {
            let instance = memories[index].instance
            guard let wiring = wiring(of: instance) else { continue }
            for port in wiring.ports.indices where wiring.geometry.ports[port].isWriter {
                memories[index].writes.append(write(port, wiring, instance))
            }
            for port in wiring.ports.indices { connectReader(port, wiring, index, instance) }
        }
    }

    /// A synchronous reader is a register that takes the word at its address.
    private mutating func connectReader(
        _ port: Int, _ wiring: MemoryWiring, _ memory: Int, _ instance: Int
    ) {
        guard wiring.geometry.ports[port].timing == .synchronous, let data = wiring.ports[port].readData
        else { return }
        let held = signalNode(instance, data)
        let next = word(port, wiring, memory, instance)
        let enable = input(wiring.ports[port].enable, of: instance)
        guard case .register(let register) = sources[Int(graph.nodes[Int(held)].parameter)] else { return }
        registers[register].next = graph.multiplexer(enable, next, held)
    }

    // MARK: Words

    /// The word at a reader's address, with the lanes that the writes it shows are about to change.
    private mutating func word(
        _ port: Int, _ wiring: MemoryWiring, _ memory: Int, _ instance: Int
    ) -> Node {
        let wires = wiring.ports[port]
        let address = address(wires, wiring, instance)
        var word = graph.make(
            LogicNode(
                operation: .memoryRead, width: Int32(wiring.geometry.width), a: address,
                parameter: Int32(memory)))
        for writer in wires.shown {
            let write = write(writer, wiring, instance)
            let isSame = graph.binary(.equal, address, write.address, width: 1)
            let isShown = graph.binary(.and, write.enable, isSame, width: 1)
            word = graph.multiplexer(isShown, merged(write, into: word, wiring.geometry.width), word)
        }
        return word
    }

    /// `word` with the bits that a port writes.
    private mutating func merged(_ write: MemoryArray.Write, into word: Node, _ width: Int) -> Node {
        if write.mask < 0 { return write.data }
        let others = graph.binary(.xor, write.mask, graph.constant(.ones(width: width)), width: width)
        let kept = graph.binary(.and, word, others, width: width)
        let written = graph.binary(.and, write.data, write.mask, width: width)
        return graph.binary(.or, kept, written, width: width)
    }

    private mutating func write(
        _ port: Int, _ wiring: MemoryWiring, _ instance: Int
    ) -> MemoryArray.Write {
        let (geometry, wires) = (wiring.geometry, wiring.ports[port])
        var enable = input(wires.enable, of: instance)
        if let writeEnable = wires.writeEnable {
            enable = graph.binary(.and, enable, signalNode(instance, writeEnable), width: 1)
        }
        var write = MemoryArray.Write(
            domain: domain(geometry.ports[port].domain, in: instance), enable: enable,
            address: address(wires, wiring, instance), data: input(wires.writeData, of: instance))
        if let laneWidth = geometry.ports[port].laneWidth, let lanes = wires.byteEnable {
            let enables = signalNode(instance, lanes)
            let ones = graph.constant(.ones(width: laneWidth))
            let pieces = (0..<geometry.lanes(geometry.ports[port])).map { lane in
                let bit = graph.slice(enables, low: lane, width: 1)
                return (node: graph.multiplexer(bit, ones, graph.constant(0)), low: lane * laneWidth)
            }
            write.mask = graph.assemble(pieces)
        }
        return write
    }

    /// A memory of one word ignores its addresses.
    private mutating func address(_ wires: MemoryWiring.Port, _ wiring: MemoryWiring, _ instance: Int) -> Node
    {
        wiring.geometry.depth == 1 ? graph.constant(0) : input(wires.address, of: instance)
    }

    private mutating func input(_ index: Int?, of instance: Int) -> Node {
        index.map { signalNode(instance, $0) } ?? graph.constant(0)
    }

    private func wiring(of instance: Int) -> MemoryWiring? { templates[instances[instance].template].memory }

    /// The position of an instance's words among the memories, which are in the order of instances.
    func memory(of instance: Int) -> Int? {
        var (low, high) = (0, memories.count)
        while low < high {
            let middle = (low + high) / 2
            if memories[middle].instance < instance { low = middle + 1 } else { high = middle }
        }
        return low < memories.count && memories[low].instance == instance ? low : nil
    }
}
