// What simulators outside this module need to know of a design.

extension Design {
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
