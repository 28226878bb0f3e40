import Testing

@testable import HDL

/// A module whose instances say what they differ by, and how often they were described.
private final class Scaled: Module {
    nonisolated(unsafe) static var descriptions = 0
    let source = Input(8)
    let result = Output(8)
    private let width: Int
    private let shift: Int

    init(width: Int, shift: Int) {
        self.width = width
        self.shift = shift
    }

    override var moduleName: String { "scaled_\(width)_\(shift)" }
    override var structuralParameters: AnyHashable? { width }

    func describe() {
        Self.descriptions += 1
        result <- (source &+ shift)
    }
}

private final class Row: Module {
    let source = Input(8)
    let output: [Signal]
    private let unit: [Scaled]

    init(shifts: [Int]) {
        output = shifts.map { _ in Output(8) }
        unit = shifts.map { Scaled(width: 8, shift: $0) }
    }

    func describe() {
        for (unit, output) in zip(unit, output) {
            unit.source <- source
            output <- unit.result
        }
    }
}

@Suite(.serialized) struct SharingTests {
    @Test func equalParametersAreDescribedTwice() throws {
        Scaled.descriptions = 0
        let design = try Design { Row(shifts: [2, 2, 2, 2, 2]) }
        #expect(Scaled.descriptions == 2)
        #expect(design.moduleNames == ["scaled_8_2", "row"])
        #expect(design.instanceCounts["scaled_8_2"] == 5)
    }

    @Test func parametersThatDontTellAllAreFound() {
        let error = #expect(throws: ElaborationError.self) { try Design { Row(shifts: [1, 2]) } }
        #expect(error?.diagnostics.map(\.code) == [.unsharedStructure])
        #expect(error?.diagnostics.first?.message.contains("'unit_1'") == true)
        // Also behind two that are alike.
        let late = #expect(throws: ElaborationError.self) { try Design { Row(shifts: [1, 1, 1, 2]) } }
        #expect(late?.diagnostics.map(\.code) == [.unsharedStructure])
    }
}
