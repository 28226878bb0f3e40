import Foundation
import Testing

@testable import Cosimulation

@Suite struct TraceTests {
    /// Times and values of one signal in a value change dump.
    private func changes(of signal: String, in dump: String) -> [(time: Int, value: String)] {
        var identifier = ""
        var time = 0
        var result: [(time: Int, value: String)] = []
        for line in dump.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.first == "$var", words.count > 4, words[4] == signal, identifier.isEmpty {
                identifier = words[3]
            } else if line.hasPrefix("#") {
                time = Int(line.dropFirst()) ?? -1
            } else if line.hasPrefix("b"), words.count == 2, words[1] == identifier {
                result.append((time, String(words[0].dropFirst())))
            } else if !identifier.isEmpty, !line.hasPrefix("$"), line.dropFirst() == identifier {
                result.append((time, String(line.prefix(1))))
            }
        }
        return result
    }

    @Test func traceHasSignalsAndTimes() throws {
        let model = try Fixture.model(TestDesigns.counter(), tracing: true)
        let path = Fixture.newDirectory() + "/counter.vcd"
        let step = try model.port(named: "step")
        step.set(1)
        model.cycle(count: 2)
        try model.openTrace(path)
        for value in 1...3 as ClosedRange<UInt64> {
            step.set(value)
            model.cycle()
        }
        model.closeTrace()
        model.cycle()
        let dump = Files.text(path)
        let clock = changes(of: "clock", in: dump)
        #expect(clock.map(\.time) == [8, 10, 12, 14, 16, 18, 20])
        #expect(clock.map(\.value) == ["0", "1", "0", "1", "0", "1", "0"])
        let steps = changes(of: "step[31:0]", in: dump) + changes(of: "step", in: dump)
        #expect(steps.map(\.time) == [8, 13, 17])
        let counts = changes(of: "count[31:0]", in: dump) + changes(of: "count", in: dump)
        #expect(counts.map { Int($0.value, radix: 2) } == [2, 3, 5, 8])
        #expect(counts.map(\.time) == [8, 10, 14, 18])

        // A second trace of the same run, closed by the model's end.
        let later = Fixture.newDirectory() + "/later.vcd"
        try model.openTrace(later)
        model.cycle()
        model.closeTrace()
        #expect(changes(of: "clock", in: Files.text(later)).count == 3)
    }

    @Test func combinationalTraceFollowsEvaluations() throws {
        let path = Fixture.newDirectory() + "/adder.vcd"
        do {
            let model = try Fixture.model(TestDesigns.adder, tracing: true)
            try model.openTrace(path)
            for value in 1...4 as ClosedRange<UInt64> {
                try model.port(named: "a").setExactly(value)
                model.evaluate()
            }
        }
        let dump = Files.text(path)
        let sums = changes(of: "sum[8:0]", in: dump) + changes(of: "sum", in: dump)
        #expect(sums.map { Int($0.value, radix: 2) } == [0, 1, 2, 3, 4])
    }

    @Test func traceErrors() throws {
        let plain = try Fixture.model(TestDesigns.counter())
        #expect {
            try plain.openTrace(NSTemporaryDirectory() + "never.vcd")
        } throws: { error in
            (error as? CosimulationError)?.kind == .traceUnavailable
        }
        plain.closeTrace()
        let traced = try Fixture.model(TestDesigns.counter(), tracing: true)
        let path = Fixture.newDirectory() + "/missing/counter.vcd"
        #expect {
            try traced.openTrace(path)
        } throws: { error in
            (error as? CosimulationError)?.kind == .traceUnavailable && "\(error)".contains(path)
        }
        #expect(traced.state == .running)
        traced.cycle()
        #expect(traced.cycleCount == 1)
    }
}
