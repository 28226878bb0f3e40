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
        guard case .memory(let depth, let width)? = definition(instance).primitive else { return }
        memories.append(MemoryArray(instance: instance, depth: depth, width: width))
    }

    /// Settles an output of a memory, or gives the input that it waits for.
    mutating func advancePrimitive(_ instance: Int, _ index: Int) -> Int? {
        let first = instances[instance].firstSignal
        guard let memory = memory(of: instance),
            let address = port("read_address", of: instance)
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
            guard let enable = port("write_enable", of: instance),
                let address = port("write_address", of: instance),
                let data = port("write_data", of: instance)
            else { continue }
            memories[index].writes.append(
                MemoryArray.Write(
                    domain: domain(.main, in: instance), enable: signalNode(instance, enable),
                    address: signalNode(instance, address), data: signalNode(instance, data)))
        }
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

    private func port(_ name: String, of instance: Int) -> Int? {
        definition(instance).declarations.firstIndex { $0.name == name }
    }
}
