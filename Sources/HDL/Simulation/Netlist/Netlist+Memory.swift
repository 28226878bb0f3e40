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
    var writes: [Write] = []

    /// Words of 64 bits that one word takes.
    var stride: Int { (width + 63) / 64 }
}

// All that the simulator knows of memories as modules: which ports read and write.
extension Netlist {
    mutating func addMemory(_ instance: Int) {
        guard case .memory(let geometry)? = definition(instance).primitive else { return }
        memories.append(MemoryArray(instance: instance, depth: geometry.depth, width: geometry.width))
        let first = instances[instance].firstSignal
        for (index, signal) in geometry.signals.enumerated() where signal.role == .readData {
            let port = geometry.ports[signal.port]
            guard port.timing == .synchronous else { continue }
            signalNodes[first + index] = addRegister(
                width: geometry.width, reset: nil, domain: domain(port.domain, in: instance), signal: -1)
        }
    }

    /// Settles an output of a memory, or gives the input that it waits for.
    mutating func advancePrimitive(_ instance: Int, _ index: Int) -> Int? {
        let first = instances[instance].firstSignal
        guard let memory = memory(of: instance), let geometry = geometry(of: instance),
            let address = geometry.signal(.address, of: geometry.signals[index].port)
        else {
            signalNodes[first + index] = graph.constant(0)
            return nil
        }
        let known = signalNodes[first + address]
        if known < 0 { return address }
        signalNodes[first + index] = graph.make(
            LogicNode(
                operation: .memoryRead, width: Int32(memories[memory].width), a: known,
                parameter: Int32(memory)))
        return nil
    }

    mutating func connectMemories() {
        for index in memories.indices {
            let instance = memories[index].instance
            guard let geometry = geometry(of: instance) else { continue }
            for port in geometry.ports.indices where geometry.ports[port].isWriter {
                connectWriter(port, of: geometry, index, instance)
            }
            for port in geometry.ports.indices where geometry.ports[port].isReader {
                connectReader(port, of: geometry, index, instance)
            }
        }
    }

    private mutating func connectWriter(
        _ port: Int, of geometry: MemoryGeometry, _ memory: Int, _ instance: Int
    ) {
        guard let enable = geometry.signal(.enable, of: port),
            let address = geometry.signal(.address, of: port),
            let data = geometry.signal(.writeData, of: port)
        else { return }
        var isWriting = signalNode(instance, enable)
        if let writeEnable = geometry.signal(.writeEnable, of: port) {
            isWriting = graph.multiplexer(isWriting, signalNode(instance, writeEnable), graph.constant(0))
        }
        var write = MemoryArray.Write(
            domain: domain(geometry.ports[port].domain, in: instance), enable: isWriting,
            address: signalNode(instance, address), data: signalNode(instance, data))
        if let laneWidth = geometry.ports[port].laneWidth, let lanes = geometry.signal(.byteEnable, of: port)
        {
            let enables = signalNode(instance, lanes)
            let ones = graph.constant(.ones(width: laneWidth))
            let pieces = (0..<geometry.lanes(geometry.ports[port])).map { lane in
                let bit = graph.slice(enables, low: lane, width: 1)
                return (node: graph.multiplexer(bit, ones, graph.constant(0)), low: lane * laneWidth)
            }
            write.mask = graph.assemble(pieces)
        }
        memories[memory].writes.append(write)
    }

    /// A synchronous reader is a register that takes the word at its address.
    private mutating func connectReader(
        _ port: Int, of geometry: MemoryGeometry, _ memory: Int, _ instance: Int
    ) {
        guard geometry.ports[port].timing == .synchronous, let enable = geometry.signal(.enable, of: port),
            let address = geometry.signal(.address, of: port), let data = geometry.signal(.readData, of: port)
        else { return }
        let held = signalNode(instance, data)
        var word = graph.make(
            LogicNode(
                operation: .memoryRead, width: Int32(geometry.width), a: signalNode(instance, address),
                parameter: Int32(memory)))
        for writer in geometry.bypassed(by: geometry.ports[port]) {
            let position = geometry.ports[..<writer].filter(\.isWriter).count
            word = written(by: memories[memory].writes[position], over: word, at: signalNode(instance, address))
        }
        guard let register = registers.firstIndex(where: { $0.node == held }) else { return }
        registers[register].next = graph.multiplexer(signalNode(instance, enable), word, held)
    }

    /// The word at `address` as it is once `write` is done.
    private mutating func written(
        by write: MemoryArray.Write, over word: LogicGraph.Node, at address: LogicGraph.Node
    ) -> LogicGraph.Node {
        let width = graph.width(word)
        var new = write.data
        if write.mask >= 0 {
            let kept = graph.binary(
                .and, word, graph.unary(.not, write.mask, width: width), width: width)
            let stored = graph.binary(.and, write.data, write.mask, width: width)
            new = graph.binary(.or, kept, stored, width: width)
        }
        let isSame = graph.binary(.equal, address, write.address, width: 1)
        return graph.multiplexer(graph.binary(.and, write.enable, isSame, width: 1), new, word)
    }

    private func geometry(of instance: Int) -> MemoryGeometry? {
        guard case .memory(let geometry)? = definition(instance).primitive else { return nil }
        return geometry
    }

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
