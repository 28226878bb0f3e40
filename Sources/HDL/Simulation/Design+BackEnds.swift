// What simulators outside this module need to know of a design.

extension Design {
    /// Every clock domain with a register, memory or property in the design, `main` first; names as the top sees them.
    package var clockDomains: [ClockDomain] {
        let netlist = Netlist(self)
        var result: [ClockDomain] = []
        let used =
            netlist.registers.map(\.domain) + netlist.memories.flatMap { $0.writes.map(\.domain) }
            + netlist.properties.map(\.domain)
        for domain in used where !result.contains(domain) { result.append(domain) }
        return result.filter { $0 == .main } + result.filter { $0 != .main }
    }

    /// Position of a signal among the ports of the top module; nil for any other signal.
    package func portIndex(of signal: Signal) -> Int? {
        guard signal.isPort, let declaration = signal.declaration, declaration.owner === top.identity else {
            return nil
        }
        return top.ports.firstIndex { $0.declaration?.index == declaration.index }
    }

    /// The ports of the top module.
    package var topPorts: [Signal] { top.ports }
}

extension Signal {
    package var isInputPort: Bool { isInput }
}

extension BitPattern {
    /// The number that the pattern is, when an `Int` holds it.
    package func asNumber(isSigned: Bool) -> Int? { number(isSigned: isSigned) }
}
