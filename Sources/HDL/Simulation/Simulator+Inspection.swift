// Looking inside: signals by path or object, and the words of memories.

extension Simulator {
    /// The bits of any signal, by its instances' names and its own joined by dots: `"row_0.accumulator"`.
    ///
    /// - Throws: ``SimulationError`` of code `unknownName`.
    public func value(
        at path: String, file: StaticString = #fileID, line: UInt = #line
    ) throws -> BitPattern {
        let (signal, access) = try find(path, SourceLocation(file: file, line: line))
        settle(for: access)
        return storage.pattern(at: access.position, count: access.count, width: signal.width)
    }

    /// The number of any signal by its path, as its shape says.
    ///
    /// - Throws: ``SimulationError`` of code `unknownName`, or `valueOutOfRange` when no `Int` holds it.
    public func number(
        at path: String, file: StaticString = #fileID, line: UInt = #line
    ) throws -> Int {
        let location = SourceLocation(file: file, line: line)
        let (signal, access) = try find(path, location)
        settle(for: access)
        let value = storage.pattern(at: access.position, count: access.count, width: signal.width)
        guard let number = value.number(isSigned: signal.shape.isSigned) else {
            throw SimulationError.unfitNumber(signal, value, at: location)
        }
        return number
    }

    private func find(_ path: String, _ location: SourceLocation) throws -> (Signal, SignalAccess) {
        var names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let name = names.removeLast()
        let instance = try findInstance(names, in: path, location)
        let definition = program.netlist.definition(instance)
        guard let index = definition.declarations.firstIndex(where: { $0.name == name }) else {
            throw unknown(
                "signal", name, in: path, names, known: definition.declarations.map(\.name), location)
        }
        let node = program.netlist.signalNodes[program.netlist.instances[instance].firstSignal + index]
        let signal = definition.declarations[index]
        return (signal, SignalAccess(program, signal: signal, node: node, isTop: instance == 0))
    }

    private func findInstance(
        _ names: [String], in path: String, _ location: SourceLocation
    ) throws -> Int {
        var instance = 0
        for (depth, name) in names.enumerated() {
            guard let child = child(named: name, of: instance) else {
                let known = Netlist.children(of: program.netlist.definition(instance)).map(\.name)
                throw unknown("instance", name, in: path, Array(names[..<depth]), known: known, location)
            }
            instance = child
        }
        return instance
    }

    private func child(named name: String, of instance: Int) -> Int? {
        Netlist.children(of: program.netlist.definition(instance)).firstIndex { $0.name == name }.map {
            program.netlist.instances[instance].firstChild + $0
        }
    }

    private func unknown(
        _ what: String, _ name: String, in path: String, _ parents: [String], known: [String],
        _ location: SourceLocation
    ) -> SimulationError {
        let owner = parents.isEmpty ? "the top module" : "'\(parents.joined(separator: "."))'"
        let most = 12
        let names = known.prefix(most).joined(separator: ", ") + (known.count > most ? ", …" : "")
        return SimulationError(
            .unknownName, "The path '\(path)' leads nowhere: \(owner) has no \(what) '\(name)'",
            suggestion: known.isEmpty ? "It has no \(what)s" : "It has \(names)", at: location)
    }

    // MARK: By object

    /// Where an instance is, by the identity of its module.
    func instance(of identity: ModuleIdentity) -> Int? {
        if let known = knownInstances[ObjectIdentifier(identity)] { return known }
        var found: Int?
        if let parent = identity.parent {
            found = instance(of: parent).flatMap { child(named: identity.name, of: $0) }
        } else if identity === design.top.identity {
            found = 0
        }
        knownInstances[ObjectIdentifier(identity)] = found
        return found
    }

    func innerAccess(to signal: Signal, at location: SourceLocation) -> SignalAccess? {
        guard let declaration = signal.declaration, let owner = declaration.owner,
            let instance = instance(of: owner),
            program.netlist.definition(instance).declarations.indices.contains(declaration.index)
        else {
            keep(.unknownSignal(signal, design, portsOnly: false, at: location))
            return nil
        }
        let node = program.netlist.signalNodes[
            program.netlist.instances[instance].firstSignal + declaration.index]
        return SignalAccess(program, signal: signal, node: node, isTop: false)
    }

    // MARK: Memories

    /// A word of a memory of the design.
    ///
    /// - Throws: ``SimulationError`` of code `unknownName` when the memory isn't in the design or has fewer words.
    public func word(
        _ index: Int, of memory: ModuleBase, file: StaticString = #fileID, line: UInt = #line
    ) throws -> BitPattern {
        let location = SourceLocation(file: file, line: line)
        return word(try find(memory, index, location), index)
    }

    /// A word of the memory at an instance path.
    ///
    /// - Throws: ``SimulationError`` of code `unknownName` when there is no such memory or it has fewer words.
    public func word(
        _ index: Int, at path: String, file: StaticString = #fileID, line: UInt = #line
    ) throws -> BitPattern {
        word(try find(path, index, SourceLocation(file: file, line: line)), index)
    }

    /// Changes a word of a memory of the design, at once.
    ///
    /// - Throws: ``SimulationError`` of code `unknownName`, or `valueOutOfRange` when the width is another.
    public func setWord(
        _ index: Int, of memory: ModuleBase, to value: BitPattern, file: StaticString = #fileID,
        line: UInt = #line
    ) throws {
        let location = SourceLocation(file: file, line: line)
        try setWord(try find(memory, index, location), index, value, location)
    }

    /// Changes a word of the memory at an instance path, at once.
    ///
    /// - Throws: ``SimulationError`` of code `unknownName`, or `valueOutOfRange` when the width is another.
    public func setWord(
        _ index: Int, at path: String, to value: BitPattern, file: StaticString = #fileID, line: UInt = #line
    ) throws {
        let location = SourceLocation(file: file, line: line)
        try setWord(try find(path, index, location), index, value, location)
    }

    private func word(_ memory: Int, _ index: Int) -> BitPattern {
        let array = storage.memories[memory]
        let words = UnsafeBufferPointer(start: array.words + index * array.stride, count: array.stride)
        return BitPattern(words: Array(words), width: program.netlist.memories[memory].width)
    }

    private func setWord(
        _ memory: Int, _ index: Int, _ value: BitPattern, _ location: SourceLocation
    ) throws {
        let width = program.netlist.memories[memory].width
        guard value.width == width else {
            throw SimulationError(
                .valueOutOfRange, "A word of \(width) bits can't take a pattern of \(value.width) bits",
                suggestion: "Give it \(width) bits", at: location)
        }
        let array = storage.memories[memory]
        for (offset, word) in value.words.enumerated() { array.words[index * array.stride + offset] = word }
        isStateStale = true
    }

    private func find(_ memory: ModuleBase, _ index: Int, _ location: SourceLocation) throws -> Int {
        guard let identity = memory.identity, let instance = instance(of: identity) else {
            throw SimulationError(
                .unknownName, "The memory isn't one of the design '\(design.topName)'",
                suggestion: "Name a memory of the very module that the design was made of", at: location)
        }
        return try find(instance, index, program.netlist.path(of: instance), location)
    }

    private func find(_ path: String, _ index: Int, _ location: SourceLocation) throws -> Int {
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return try find(try findInstance(names, in: path, location), index, path, location)
    }

    private func find(
        _ instance: Int, _ index: Int, _ path: String, _ location: SourceLocation
    ) throws -> Int {
        guard let memory = program.netlist.memory(of: instance) else {
            throw SimulationError(.unknownName, "The instance '\(path)' isn't a memory", at: location)
        }
        let depth = program.netlist.memories[memory].depth
        guard index >= 0, index < depth else {
            throw SimulationError(
                .unknownName, "The memory '\(path)' of \(depth) words has no word \(index)",
                suggestion: "Words run from 0 to \(depth - 1)", at: location)
        }
        return memory
    }
}
