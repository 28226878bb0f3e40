import HDL
import Testing

/// The same design gives the same bytes, and a change shows where it was made and nowhere else.
struct DeterminismTests {
    private static var text: String {
        let design = try? Design { Mixture(extra: false) }
        return (design?.verilog() ?? []).map { "\($0.fileName)\n\($0.text)" }.joined()
    }

    @Test func twoElaborationsAndTwoEmissionsGiveTheSameBytes() throws {
        let design = try Design { Mixture(extra: false) }
        #expect(design.verilog() == design.verilog())
        let again = try Design { Mixture(extra: false) }
        #expect(design.verilog() == again.verilog())
    }

    @Test func threeProcessesGiveTheSameBytes() async throws {
        // Hash tables are ordered differently in every process.
        var texts = [Self.text]
        #expect(!texts[0].isEmpty)
        for _ in 0..<2 {
            let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
                print(DeterminismTests.text, terminator: "")
            }
            let bytes = try #require(result).standardOutputContent
            texts.append(String(decoding: bytes, as: UTF8.self))
        }
        #expect(texts[1].hasSuffix(texts[0]) && texts[2].hasSuffix(texts[0]))
    }

    @Test func anUnrelatedSignalChangesOnlyItsOwnLines() throws {
        let plain = try Design { Mixture(extra: false) }.verilog()
        let more = try Design { Mixture(extra: true) }.verilog()
        #expect(plain.dropLast() == more.dropLast())
        let old = plain[plain.count - 1].text.split(separator: "\n").map(String.init)
        let new = more[more.count - 1].text.split(separator: "\n").map(String.init)
        let difference = new.difference(from: old)
        #expect(difference.removals.isEmpty, "\(difference.removals)")
        let added = difference.insertions.map { change -> String in
            if case .insert(_, let line, _) = change { line } else { "" }
        }
        #expect(added.count == 3 && added.allSatisfy { $0.contains("extra") }, "\(added)")
    }

    @Test func identicalModulesAreEmittedOnce() throws {
        let design = try Design { Mixture(extra: false) }
        #expect(design.moduleNames == ["cell_3", "cell_4", "mixture"])
        #expect(design.instanceCounts == ["cell_3": 3, "cell_4": 1, "mixture": 1])
        try lint(design)
        try lint(try Design { Mixture(extra: true) })
    }
}

private final class Cell: Module {
    let width: Int
    let a: Signal
    let out: Signal
    private let held: Signal

    init(_ width: Int) {
        self.width = width
        a = Input(width)
        out = Output(width)
        held = Register(width, reset: 0)
    }

    override var moduleName: String { "cell_\(width)" }

    func describe() {
        held <- held ^ a
        out <- held
    }
}

private final class Mixture: Module {
    let hasExtra: Bool
    let a = Input(3)
    let b = Input(4)
    let extra: Signal?
    let extraOut: Signal?
    let out = Output(8)
    let status = Output(4)
    private let cells = [Cell(3), Cell(3), Cell(3)]
    private let other = Cell(4)
    private let phase = Register(reset: Phase.idle)
    private let count = Register(4, reset: 3)

    init(extra hasExtra: Bool) {
        self.hasExtra = hasExtra
        extra = hasExtra ? Input(2) : nil
        extraOut = hasExtra ? Output() : nil
    }

    func describe() {
        for cell in cells { cell.a <- a }
        other.a <- b &+ count
        Switch(phase) {
            Case(Phase.idle) { phase <- Phase.load }
            Case(Phase.load) { phase <- Phase.run }
            Default { When(b.anyBit) { phase <- Phase.idle } }
        }
        count <- count &+ 1
        let shared = (cells[0].out + cells[1].out) * cells[2].out
        out <- (shared &+ (shared ^ shared.extended(to: 7))).extended(to: 8)
        status <- other.out ^ select(a[1, 0], from: [b, count, ~b]) ^ phase.extended(to: 4)
        if let extra, let extraOut { extraOut <- extra.parity }
    }
}
