// Clock edges.

extension Simulator {
    public func advance(_ domain: ClockDomain?, cycles: Int, isReset: Bool) throws {
        try throwMisuse()
        var range = 0...(program.domains.count - 1)
        if let domain {
            guard let index = program.domains.firstIndex(where: { $0.domain == domain }) else {
                throw SimulationError.unknownDomain(domain, known: program.domains.map(\.domain))
            }
            range = index...index
        }
        for _ in 0..<max(0, cycles) { try edge(range, isReset: isReset) }
    }

    public func finish() throws {
        try trace?.finish(self)
        trace = nil
        try throwMisuse()
    }

    /// An edge of some domains at once.
    private func edge(_ range: ClosedRange<Int>, isReset: Bool) throws {
        settle()
        if let trace { try trace.beforeEdge(self, range, isReset: isReset) }
        if !isReset { try checkProperties(range) }
        // Writes take what registers hold before the edge.
        for index in range { for write in program.domains[index].writes { perform(write) } }
        for index in range {
            let domain = program.domains[index]
            (storage.words + domain.registers).update(from: storage.words + domain.next, count: domain.count)
            if isReset {
                for (position, value) in domain.resets { storage.words[position] = value }
            }
        }
        isStateStale = true
        cycle += 1
        if let trace { try trace.afterEdge(self, range) }
    }

    private func perform(_ write: SimulationProgram.WriteLayout) {
        let words = storage.words
        guard words[write.enable] != 0 else { return }
        let memory = storage.memories[write.memory]
        let address = words[write.address.offset]
        guard address < UInt64(memory.depth) else { return }
        let target = memory.words + Int(address) * memory.stride
        for index in 0..<memory.stride {
            let value = index < write.data.count ? words[write.data.offset + index] : 0
            if write.mask < 0 {
                target[index] = value
            } else {
                let mask = index < write.maskCount ? words[write.mask + index] : 0
                target[index] = target[index] & ~mask | value & mask
            }
        }
    }

    private func checkProperties(_ range: ClosedRange<Int>) throws {
        for index in range {
            for (position, property) in program.domains[index].properties where storage.words[position] != 0 {
                try record(property)
            }
        }
    }

    private func record(_ index: Int) throws {
        let property = program.netlist.properties[index]
        if property.kind == .cover {
            coverCounts[index] += 1
            return
        }
        let failure = PropertyFailure(
            kind: property.kind == .assert ? .assertion : .assumption, message: property.message,
            location: property.location.description,
            instancePath: program.netlist.path(of: property.instance),
            cycle: cycle)
        if propertyFailures.count < Self.mostPropertyFailures { propertyFailures.append(failure) }
        guard stopsAtPropertyFailure else { return }
        // The waves up to here are what shows why.
        try trace?.finish(self)
        trace = nil
        throw failure
    }

    /// How often each cover point of the design was reached, in the order of instances and statements.
    public var covers: [CoverCount] {
        program.netlist.properties.indices.compactMap { index in
            let property = program.netlist.properties[index]
            guard property.kind == .cover else { return nil }
            return CoverCount(
                message: property.message, location: property.location.description,
                instancePath: program.netlist.path(of: property.instance), count: coverCounts[index])
        }
    }
}
