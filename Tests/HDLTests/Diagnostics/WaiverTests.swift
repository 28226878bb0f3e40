import HDL
import Testing

/// Findings that are waived by name and with a reason, and waivers that don't hold.
struct WaiverTests {
    private let lines = MarkedLines()

    private final class Leaf: Module {
        let a = Input(4)
        let debugBus = Input(8)  // <- debug bus
        let out = Output(4)
        let status = Output()
        func describe() {
            out <- ~a
            status <- debugBus[0]
        }
    }

    private final class Top: Module {
        let a = Input(4)
        let bus = Input(8)
        let out = Output(8)
        private let leaves = [Leaf(), Leaf()]
        func describe() {
            for leaf in leaves {
                leaf.a <- a
                leaf.debugBus <- bus
            }
            out <- cat(leaves[0].out, leaves[1].out ^ leaves[0].status.extended(to: 4))
        }
    }

    private let bus = Waiver(
        .unused, in: "top.leaves_0", naming: "debug_bus", because: "the other bits go to the logic analyser")
    private let status = Waiver(
        .unused, in: "top", naming: "leaves_1_status", because: "only the first leaf's counts")

    private func findings(_ waivers: [Waiver]) -> [Diagnostic] {
        do {
            _ = try Design(waiving: waivers) { Top() }
            return []
        } catch let error as ElaborationError {
            return error.diagnostics
        } catch {
            Issue.record("\(error)")
            return []
        }
    }

    @Test func waivedFindingsAreListedAndTheVerilogIsClean() throws {
        let design = try Design(waiving: [status, bus]) { Top() }
        #expect(design.waived.map(\.diagnostic.subject) == ["debug_bus", "leaves_1_status"])
        #expect(design.waived.map(\.waiver.reason) == [bus.reason, status.reason])
        #expect(
            design.waived[0].description
                == "HDLTests/WaiverTests.swift:\(lines.line("debug bus")): waived H020: Nothing reads bits [7:1] of "
                + "'debug_bus' (unsigned 8 bits); because the other bits go to the logic analyser. "
                + "[in top.leaves_0]")
        #expect(design.verilog()[0].text.contains("wire unused = &{1'b0, debug_bus[7:1]};"))
        try lint(design)
    }

    @Test func everyInstanceOfTheModuleAndItsFileNameIt() throws {
        let other = Waiver(.unused, in: "top.leaves_1", naming: "debug_bus", because: "as above")
        #expect(try Design(waiving: [other, status]) { Top() }.waived.count == 2)
        for name in ["WaiverTests.swift", "HDLTests/WaiverTests.swift"] {
            let file = Waiver(.unused, inFile: name, naming: "debug_bus", because: "as above")
            #expect(findings([file, status]).isEmpty)
        }
        let wrong = [
            Waiver(.unused, inFile: "Tests.swift", naming: "debug_bus", because: "part of a name"),
            Waiver(.unused, in: "top.leaves_2", naming: "debug_bus", because: "no such instance"),
            Waiver(.unused, in: "top", naming: "debug_bus", because: "the parent"),
            Waiver(.unused, in: "top.leaves_0", naming: "debug", because: "part of a name"),
            Waiver(.unreachable, in: "top.leaves_0", naming: "debug_bus", because: "another rule"),
        ]
        for waiver in wrong {
            #expect(findings([waiver, status]).map(\.code) == [.unused], "\(waiver.reason)")
        }
    }

    @Test func waiversThatDontHold() {
        let stale = Waiver(.unused, in: "top", naming: "a", because: "it is read")  // <- stale
        expect(
            findings([bus, status, stale]), .invalidWaiver, at: lines.line("stale"),
            ["The waiver of H020 of 'a' in 'top' matches no finding"])
        let twice = Waiver(.unused, in: "top.leaves_1", naming: "debug_bus", because: "again")  // <- twice
        expect(
            findings([bus, status, twice]), .invalidWaiver, at: lines.line("twice"), ["matches no finding"])
        let silent = Waiver(.unused, in: "top", naming: "leaves_1_status", because: "  ")  // <- silent
        let found = findings([bus, silent])
        #expect(
            found.map(\.code) == [.unused, .invalidWaiver] && found[1].message.contains("gives no reason"))
        #expect(found.last?.location.line == lines.line("silent"))
    }

    @Test func onlyDesignsWithAMeaningAreWaived() {
        let crossings: [DiagnosticCode] = [
            .clockCrossing, .inputInTwoDomains, .mixedDomains, .incoherentCrossing, .glitchingCrossing,
        ]
        #expect(
            DiagnosticCode.allCases.filter(\.isWaivable)
                == [.unused, .unreachable, .unsharedStructure] + crossings)
        for code in DiagnosticCode.allCases where !code.isWaivable {
            let waiver = Waiver(code, in: "top", naming: "a", because: "none")  // <- not waivable
            expect(
                findings([bus, status, waiver]), .invalidWaiver, at: lines.line("not waivable"),
                [
                    "\(code.rawValue) can't be waived",
                    "H020, H025, H033, H050, H051, H052, H053, H054 can be waived",
                ])
        }
    }

    private final class Unit: Module {
        let amount: Int
        let a = Input(4)
        let out = Output(4)
        init(_ amount: Int) { self.amount = amount }
        override var moduleName: String { "unit_\(amount)" }
        override var structuralParameters: AnyHashable? { 0 }
        func describe() { out <- (a &+ amount) }
    }

    private final class Trial: Module {
        let a = Input(4)
        let out = Output(12)
        private let units = [Unit(1), Unit(2), Unit(1)]
        func describe() {
            for unit in units { unit.a <- a }
            out <- cat(units.map(\.out))
        }
    }

    /// What a waiver lets pass is built as it is described.
    @Test func unsharedStructuresAndDeadBranchesCanBeMeant() throws {
        let waiver = Waiver(
            .unsharedStructure, in: "trial", naming: "units_1", because: "a trial of another amount")
        let design = try Design(waiving: [waiver]) { Trial() }
        #expect(design.instanceCounts == ["unit_1": 2, "unit_2": 1, "trial": 1])
        try lint(design)
        let dead = Waiver(.unreachable, in: "twofold", naming: "go", because: "kept for the next revision")
        let twofold = try Design(waiving: [dead]) { Twofold() }
        #expect(twofold.waived.map(\.diagnostic.code) == [.unreachable])
        try lint(twofold)
    }

    private final class Twofold: Module {
        let go = Input()
        let a = Input(4)
        let out = Output(4)
        private let held = Register(4)
        func describe() {
            When(go) {
                held <- a
            }.elseWhen(go) {
                held <- 0
            }
            out <- held
        }
    }
}
