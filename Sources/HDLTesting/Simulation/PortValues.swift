import HDL

/// The values of a top module's ports on a simulator that runs elsewhere, and what a bench did wrong with them.
struct PortValues {
    let design: Design
    let ports: [Signal]
    /// By port.
    var values: [BitPattern]
    /// Whether an input has changed since the simulator was told.
    var isStale = true
    private var misuse: SimulationError?

    init(_ design: Design) {
        self.design = design
        ports = design.topPorts
        values = ports.map { .zero(width: $0.width) }
    }

    mutating func position(of port: Signal, at location: SourceLocation) -> Int? {
        if let position = design.portIndex(of: port) { return position }
        keep(.unknownSignal(port, design, portsOnly: true, at: location))
        return nil
    }

    mutating func number(_ value: BitPattern, on port: Signal, at location: SourceLocation) -> Int {
        if let number = value.asNumber(isSigned: port.shape.isSigned) { return number }
        keep(.unfitNumber(port, value, at: location))
        return Int(truncatingIfNeeded: value.words[0])
    }

    /// The input's position when the number fits it.
    mutating func set(_ port: Signal, number: Int, at location: SourceLocation) -> Int? {
        guard let position = inputPosition(of: port, at: location) else { return nil }
        guard let value = BitPattern(number, width: port.width, isSigned: port.shape.isSigned) else {
            keep(.unfitValue(port, "\(number)", at: location))
            return nil
        }
        return place(value, position)
    }

    mutating func set(_ port: Signal, value: BitPattern, at location: SourceLocation) -> Int? {
        guard let position = inputPosition(of: port, at: location) else { return nil }
        guard value.width == port.width else {
            keep(.unfitValue(port, "a pattern of \(value.width) bits", at: location))
            return nil
        }
        return place(value, position)
    }

    private mutating func inputPosition(of port: Signal, at location: SourceLocation) -> Int? {
        guard let position = position(of: port, at: location) else { return nil }
        if port.isInputPort { return position }
        keep(.notAnInput(port, at: location))
        return nil
    }

    private mutating func place(_ value: BitPattern, _ position: Int) -> Int {
        if values[position] != value {
            values[position] = value
            isStale = true
        }
        return position
    }

    private mutating func keep(_ error: SimulationError) { if misuse == nil { misuse = error } }

    mutating func throwMisuse() throws {
        guard let error = misuse else { return }
        misuse = nil
        throw error
    }
}

/// The clock and reset ports of a design's Verilog.
struct Clocking {
    struct Domain {
        let domain: ClockDomain
        let clock: String
        /// Nil where nothing in the design is reset.
        let reset: String?
        let resetIsActiveLow: Bool
    }

    let domains: [Domain]

    init(_ design: Design, _ options: VerilogOptions) {
        domains = design.clocking().map { use in
            let clocking = options.clocking(of: use.domain)
            return Domain(
                domain: use.domain, clock: clocking.clockName, reset: use.hasReset ? clocking.resetName : nil,
                resetIsActiveLow: clocking.resetIsActiveLow)
        }
    }

    /// Which domains an edge of `domain`, or of all, is one of.
    ///
    /// - Throws: `SimulationError` of code `unknownName`.
    func indices(_ domain: ClockDomain?) throws -> [Int] {
        guard let domain else { return Array(domains.indices) }
        if let index = domains.firstIndex(where: { $0.domain == domain }) { return [index] }
        // A design without registers has cycles all the same.
        if domain == .main { return [] }
        throw SimulationError.unknownDomain(domain, known: domains.map(\.domain))
    }
}
