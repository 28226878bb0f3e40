// The sentences for what a bench does wrong with ports, alike on every simulator.

extension SimulationError {
    /// A value that a port can't hold.
    package static func unfitValue(_ port: Signal, _ value: String, at location: SourceLocation)
        -> SimulationError
    {
        SimulationError(
            .valueOutOfRange, "\(value) doesn't fit \(port.displayNameAndShape)",
            suggestion: "Give it \(port.shape.valueRange)", at: location)
    }

    /// A number that is too large for an `Int`.
    package static func unfitNumber(
        _ port: Signal, _ value: BitPattern, at location: SourceLocation
    ) -> SimulationError {
        SimulationError(
            .valueOutOfRange,
            "\(port.displayNameAndShape) holds \(value.width)'h\(value.hexadecimal), which no Int does",
            suggestion: "Read it with value(of:)", at: location)
    }

    /// A value put on what isn't an input of the top module.
    package static func notAnInput(_ port: Signal, at location: SourceLocation) -> SimulationError {
        SimulationError(
            .notAnInput, "\(port.displayNameAndShape) isn't an input of the top module, so it can't be set",
            suggestion: "Set inputs only", at: location)
    }

    /// A signal that the simulator doesn't know.
    package static func unknownSignal(
        _ signal: Signal, _ design: Design, portsOnly: Bool, at location: SourceLocation
    ) -> SimulationError {
        SimulationError(
            .unknownSignal,
            "\(signal.displayNameAndShape) is no \(portsOnly ? "port" : "signal") of the design '\(design.topName)' that runs here",
            suggestion: portsOnly
                ? "Name ports of the very module that the design was made of"
                : "Name signals of the very module that the design was made of, or read by path", at: location
        )
    }

    /// A clock domain that the design doesn't have.
    package static func unknownDomain(_ domain: ClockDomain, known: [ClockDomain]) -> SimulationError {
        let names = known.map { $0 == .main ? "main" : $0.name }.joined(separator: ", ")
        return SimulationError(
            .unknownName, "The design has no clock domain '\(domain.name)'", suggestion: "Use one of \(names)"
        )
    }
}

extension Shape {
    /// The numbers that fit, for messages.
    var valueRange: String {
        if width > 62 { return "a BitPattern of \(width) bits, or a number that fits" }
        return isSigned
            ? "\(-(1 << (width - 1))) to \((1 << (width - 1)) - 1)" : "0 to \((1 << width) - 1)"
    }
}
