/// One value that hardware and golden model disagree on, in terms of the design.
public struct Mismatch: Codable, Equatable, Sendable, CustomStringConvertible {
    /// What and where: bench, output row, channel, group, step, data type as far as they apply.
    public let place: String
    /// What the golden model gives.
    public let expected: String
    /// What the hardware gives.
    public let seen: String

    public init(place: String, expected: String, seen: String) {
        self.place = place
        self.expected = expected
        self.seen = seen
    }

    public var description: String { "\(place): expected \(expected), seen \(seen)" }
}

/// What one run of a bench did.
public struct BenchReport: Codable, Equatable, Sendable {
    /// Values compared.
    public var checked = 0
    /// Values that differed.
    public var mismatches = 0
    /// Clock cycles simulated; combinational benches count evaluations.
    public var cycles = 0
    /// Steps of processing elements that took part in checked values.
    public var elementSteps = 0
    /// Dequantised group sums that took part in checked values.
    public var groups = 0
    /// The seed from which the run follows.
    public var seed: UInt64
    /// The first value that differed.
    public var firstMismatch: Mismatch?

    public init(seed: UInt64) { self.seed = seed }

    mutating func check(_ matches: Bool, _ mismatch: @autoclosure () -> Mismatch) {
        checked += 1
        guard !matches else { return }
        mismatches += 1
        if firstMismatch == nil { firstMismatch = mismatch() }
    }

    /// Adds another run; the first mismatch and the seed stay those of the earlier one.
    public mutating func add(_ other: BenchReport) {
        checked += other.checked
        mismatches += other.mismatches
        cycles += other.cycles
        elementSteps += other.elementSteps
        groups += other.groups
        if firstMismatch == nil, other.firstMismatch != nil {
            firstMismatch = other.firstMismatch
            seed = other.seed
        }
    }

    /// Whether something was checked and all of it agreed: a run that checked nothing has failed.
    public var passed: Bool { checked > 0 && mismatches == 0 }
}
