import Testing

@testable import HDL

/// Time grows with the size of a design and no faster: ten times as much takes far less than a hundred times as long.
@Suite(.serialized) struct ScalingTests {
    /// - Parameter make: a design of so many parts; both sizes are far above what any design costs to begin with.
    private func growth<Top: Module>(_ small: Int, _ make: (Int) -> Top) throws -> Double {
        func time(_ size: Int) throws -> Duration {
            try (0..<2).map { _ in
                try ContinuousClock().measure { _ = try Design { make(size) }.verilog() }
            }.min() ?? .zero
        }
        return try time(10 * small) / time(small)
    }

    @Test func manyTargetsInOneCondition() throws {
        #expect(try growth(150) { ManyTargets($0) } < 40)
    }

    @Test func manyCasesInOneSwitch() throws {
        #expect(try growth(150) { ManyCases($0) } < 40)
    }

    @Test func manyFindings() {
        let clock = ContinuousClock()
        func time(_ count: Int) -> Duration {
            (0..<2).map { _ in
                clock.measure { #expect(throws: ElaborationError.self) { try Design { Unread(count) } } }
            }
            .min() ?? .zero
        }
        #expect(time(3000) / time(300) < 40)
    }
}

/// Wires that one condition drives.
private final class ManyTargets: Module {
    let enable = Input()
    let source = Input(8)
    let result = Output(8)
    private let value: [Signal]

    init(_ count: Int) { value = (0..<count).map { _ in Wire(8) } }

    func describe() {
        for value in value { value <- source }
        When(enable) {
            for value in value { value <- ~source }
        }
        var mix = value[0]
        for (index, value) in value.enumerated().dropFirst() { mix = wire("mix_\(index)", mix ^ value) }
        result <- mix
    }
}

/// A table as a switch.
private final class ManyCases: Module {
    let index = Input(16)
    let result = Output(16)
    private let count: Int

    init(_ count: Int) { self.count = count }

    func describe() {
        Switch(index) {
            for entry in 0..<count {
                Case(entry) { result <- entry ^ 0x5a5a }
            }
            Default { result <- 0 }
        }
    }
}

/// Inputs that nothing reads.
private final class Unread: Module {
    let source: [Signal]

    init(_ count: Int) { source = (0..<count).map { _ in Input(8) } }

    func describe() {}
}
