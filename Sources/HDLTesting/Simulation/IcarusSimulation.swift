import Foundation
import HDL

/// A design that runs in Icarus Verilog, in a process of its own that this one talks with through pipes.
///
/// Registers and memories start undefined; bits of an output that are undefined read as zeros and are told by
/// ``undefinedBits(of:file:line:)``.
public final class IcarusSimulation: Simulation {
    public let design: Design
    public private(set) var cycle = 0

    private let clocking: Clocking
    private let harness: IcarusProcess
    private var values: PortValues
    /// By port, ones where the value is undefined.
    private var undefined: [BitPattern]

    /// Compiles the Verilog and starts the simulator.
    ///
    /// - Parameter options: how the Verilog is written.
    /// - Throws: `SimulationError` of code `backEnd` when Icarus is missing or rejects the design,
    ///   `ElaborationError` when the options don't suit the design.
    public init(_ design: Design, options: VerilogOptions = VerilogOptions()) throws {
        try design.check(options)
        self.design = design
        clocking = Clocking(design, options)
        values = PortValues(design)
        undefined = values.ports.map { .zero(width: $0.width) }
        let text = IcarusHarness(design, options, clocking, values.ports).text
        let support = design.supportFiles.map { ($0.name, $0.text, $0.isSource) }
        let files = support + design.verilog(options).map { ($0.fileName, $0.text, true) }
        harness = try IcarusProcess(files: files, harness: text)
    }

    /// Sends inputs, and `cycles` edges of the domains in `edges` if there are any; takes what outputs are then.
    private func exchange(edges: [Int], isReset: Bool, cycles: Int) throws {
        let edgeBits = edges.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        let inputs = zip(values.ports, values.values).filter { $0.0.isInputPort }.map { $0.1.binary }.joined()
        let answer = try harness.exchange(
            "\(edgeBits) \(isReset ? edgeBits : 0) \(cycles) \(inputs.isEmpty ? "0" : inputs)")
        let bits = Array(answer.utf8)
        var position = 0
        for (index, port) in values.ports.enumerated() where !port.isInputPort {
            guard position + port.width <= bits.count else {
                throw SimulationError(.backEnd, "Icarus answered '\(answer)'")
            }
            let part = bits[position..<position + port.width]
            (values.values[index], undefined[index]) = (
                BitPattern(binary: part) { $0 == UInt8(ascii: "1") },
                BitPattern(binary: part) { $0 != UInt8(ascii: "0") && $0 != UInt8(ascii: "1") }
            )
            position += port.width
        }
        values.isStale = false
    }

    private var failure: SimulationError?

    /// Reading can't throw: what the simulator fails with then waits for the next step.
    private func settle() {
        guard values.isStale, failure == nil else { return }
        do {
            try exchange(edges: [], isReset: false, cycles: 0)
        } catch {
            failure = error as? SimulationError ?? SimulationError(.backEnd, "\(error)")
        }
    }

    public func value(on port: Signal, at location: SourceLocation) -> BitPattern {
        guard let position = values.position(of: port, at: location) else { return .zero(width: port.width) }
        settle()
        return values.values[position]
    }

    /// Ones where a port's bits are undefined.
    public func undefinedBits(
        of port: Signal, file: StaticString = #fileID, line: UInt = #line
    ) -> BitPattern {
        guard let position = values.position(of: port, at: SourceLocation(file: file, line: line)) else {
            return .zero(width: port.width)
        }
        settle()
        return undefined[position]
    }

    public func number(on port: Signal, at location: SourceLocation) -> Int {
        values.number(value(on: port, at: location), on: port, at: location)
    }

    public func set(_ port: Signal, number: Int, at location: SourceLocation) {
        _ = values.set(port, number: number, at: location)
    }

    public func set(_ port: Signal, value: BitPattern, at location: SourceLocation) {
        _ = values.set(port, value: value, at: location)
    }

    public func advance(_ domain: ClockDomain?, cycles: Int, isReset: Bool) throws {
        try values.throwMisuse()
        if let failure { throw failure }
        let edges = try clocking.indices(domain)
        guard cycles > 0 else { return }
        try exchange(edges: edges, isReset: isReset, cycles: cycles)
        cycle += cycles
    }

    public func finish() throws {
        harness.stop()
        try values.throwMisuse()
        if let failure { throw failure }
    }
}

extension BitPattern {
    /// Binary digits, the highest first.
    fileprivate var binary: String { String((0..<width).reversed().map { self[$0] ? "1" : "0" }) }

    /// One where a digit, the highest first, says so.
    fileprivate init(binary digits: ArraySlice<UInt8>, _ isOne: (UInt8) -> Bool) {
        var words = [UInt64](repeating: 0, count: (digits.count + 63) / 64)
        for (index, digit) in digits.reversed().enumerated() where isOne(digit) {
            words[index / 64] |= 1 << UInt64(index % 64)
        }
        self.init(words: words, width: digits.count)
    }
}
