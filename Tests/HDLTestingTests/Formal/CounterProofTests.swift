import Foundation
import HDL
import HDLTesting
import Testing

/// Proofs of a counter: what holds, what doesn't, what is never looked at.
struct CounterProofTests {
    /// Counts to nine and starts again.
    private final class Counter: Module {
        let enable = Input()
        let count = Output(4)
        private let value = Register(4, reset: 0)
        private let extra: (Counter) -> Void

        init(_ extra: @escaping (Counter) -> Void = { _ in }) { self.extra = extra }

        func describe() {
            When(enable) { value <- select(value .== 9, 0, value &+ 1) }
            count <- value
            extra(self)
        }
    }

    private final class TwoClocks: Module {
        let count = Output(4)
        private let value = Register(4, reset: 0)
        private let other = Register(4, reset: 0, in: ClockDomain("pixel"))
        let shown = Output(4)
        func describe() {
            value <- value &+ 1
            other <- other &+ 1
            count <- value
            shown <- other
            Assert(value .<= 15, "Always")
            Cover(value .== 3, "Three")
        }
    }

    /// Proven at one clock for both it would say nothing of two.
    @Test func severalClocksAreNotProven() throws {
        let error = ProofError.severalDomains(design: "two_clocks", ["main", "pixel"])
        #expect(throws: error) { try prove { TwoClocks() } }
        let design = try Design { TwoClocks() }
        #expect(throws: error) { try design.cover() }
        #expect("\(error)".hasPrefix("'two_clocks' runs at several clocks (main, pixel)"))
    }

    private final class OtherClock: Module {
        let count = Output(3)
        private let value = Register(3, reset: 0, in: ClockDomain("pixel"))
        func describe() {
            When(value .!= 4) { value <- value &+ 1 }
            count <- value
            Assert(value .<= 4, "It stops at four", in: ClockDomain("pixel"))
        }
    }

    @Test func theOneClockCanBeAnother() throws {
        #expect(try prove(.induction(depth: 2)) { OtherClock() }.isProven)
    }

    @Test func boundsAreProven() throws {
        let result = try prove(.induction(depth: 1)) {
            Counter { counter in
                Assert(counter.count .<= 9, "The count stays below ten")
                Assert(
                    changed(counter.count).implies(past(counter.enable)), "It moves only when it is told to")
                Cover(counter.count .== 9, "It gets to nine")
            }
        }
        #expect(result.isProven, "\(result)")
        #expect("\(result)" == "2 properties proven by induction over 1 cycles")
    }

    @Test func aPlantedBugIsFoundInItsCycle() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).vcd")
        defer { try? FileManager.default.removeItem(at: file) }
        var options = ProofOptions()
        options.traceFile = file
        let line: UInt = #line + 3
        let result = try prove(.induction(depth: 12), options) {
            Counter { counter in
                Assert(counter.count .!= 7, "The count is never seven")
            }
        }
        let found = try #require(result.counterexample, "\(result)")
        // The reset is active in cycle 0, the count 0 in cycle 1.
        #expect(found.cycle == 8)
        #expect(found.properties.map(\.message) == ["The count is never seven"])
        #expect(found.properties.map(\.location.line) == [line])
        #expect((1...8).map { found.trace.value(of: "count", in: $0) } == Array(0...7))
        #expect(found.trace.cycles == 9)
        #expect(try String(contentsOf: file, encoding: .utf8).contains("$enddefinitions"))
    }

    @Test func aWeakInductionSaysWhatToStrengthen() throws {
        let weak = try prove(.induction(depth: 2)) {
            Counter { Assert($0.count .!= 13, "The count isn't thirteen") }
        }
        guard case .unknown(.induction(let properties, let trace, 2)) = weak else {
            Issue.record("\(weak)")
            return
        }
        #expect(properties.map(\.message) == ["The count isn't thirteen"])
        #expect(trace.value(of: "value", in: trace.cycles - 1) == 13)
        #expect("\(weak)".contains("assert what excludes it"))
        let strong = try prove(.induction(depth: 2)) {
            Counter {
                Assert($0.count .!= 13, "The count isn't thirteen")
                Assert($0.count .<= 9, "The count stays below ten")
            }
        }
        #expect(strong.isProven, "\(strong)")
    }

    @Test func assumptionsAreTaken() throws {
        let free = try prove(.bounded(depth: 5)) {
            Counter { Assert(past($0.count) .== $0.count, "The count stays") }
        }
        #expect(free.counterexample?.cycle == 2, "\(free)")
        let held = try prove(.induction(depth: 2)) {
            Counter {
                Assume(~$0.enable, "Nothing is counted")
                Assert(past($0.count) .== $0.count, "The count stays")
            }
        }
        #expect(held.isProven, "\(held)")
    }

    @Test func whatIsNeverLookedAtIsNoticed() throws {
        let result = try prove(.induction(depth: 1)) {
            Counter { counter in
                Assert(counter.count .<= 9, "The count stays below ten")
                When(counter.count .== 12) { Assert(counter.enable, "Beyond") }
                Cover(counter.count .== 11, "Eleven")
            }
        }
        guard case .unreached(let properties, _) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(properties.map(\.message) == ["Beyond", "Eleven"])
        let contradiction = try prove(.bounded(depth: 3)) {
            Counter {
                Assume($0.count .== 3, "Never met after the reset")
                Assert(low, "Nothing")
            }
        }
        guard case .unreached = contradiction else {
            Issue.record("\(contradiction)")
            return
        }
    }

    @Test func theResetMayComeAnyTime() throws {
        var options = ProofOptions()
        options.reset = .anyTime
        let claim = { (counter: Counter) -> Void in
            Assert(counter.count .<= 9, "The count stays below ten")
            When(counter.count .== 0) {
                Assert((past(counter.count) .== 9) | (past(counter.count) .== 0), "Zero follows nine")
            }
        }
        #expect(try prove(.induction(depth: 2), options) { Counter(claim) }.isProven)
        #expect(try prove(.induction(depth: 2)) { Counter(claim) }.isProven)
        let unguarded = try prove(.bounded(depth: 5), options) {
            Counter { counter in
                let previous = register("previous", next: counter.count)
                When(counter.count .== 0) { Assert((previous .== 9) | (previous .== 0), "Zero follows nine") }
            }
        }
        #expect(unguarded.counterexample != nil, "\(unguarded)")
    }

    @Test func coverStatementsComeWithTheWayThere() throws {
        let design = try Design {
            Counter {
                Cover(fell($0.count[3]), "It wraps")
                Cover($0.count .== 12, "Twelve")
            }
        }
        let results = try design.cover(depth: 12)
        #expect(results.map(\.cycle) == [11, nil])
        #expect(results[0].trace?.value(of: "count", in: 10) == 9)
        #expect(results[0].trace?.value(of: "count", in: 11) == 0)
        #expect(results[0].trace?.cycles == 12)
    }

    @Test func aDesignWithoutPropertiesIsRefused() throws {
        #expect(throws: ProofError.noProperties(design: "counter")) { try prove { Counter() } }
        let design = try Design { Counter { Assert($0.count .<= 9, "The count stays below ten") } }
        #expect(throws: ProofError.noProperties(design: "counter")) { try design.cover() }
    }

    @Test func theTimeLimitEndsAProof() throws {
        var options = ProofOptions()
        options.timeLimit = 0.3
        let result = try prove(.bounded(depth: 400), options) {
            Counter { Assert($0.count .<= 9, "The count stays below ten") }
        }
        guard case .unknown(.timeLimit) = result else {
            Issue.record("\(result)")
            return
        }
    }
}
