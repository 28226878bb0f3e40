import HDL
import Testing

/// What a reset leaves undetermined shows, and nothing else does.
struct ResetCheckTests {
    final class Pipeline: Module {
        let valid = Input()
        let data = Input(8)
        let outValid = Output()
        let outData = Output(8)
        let leak = Output()
        let hasLeak: Bool
        private let isValid = Register(reset: 0)
        private let held = Register(8)
        private let sticky = Register(reset: 0)

        init(hasLeak: Bool) { self.hasLeak = hasLeak }

        func describe() {
            isValid <- valid
            When(valid) { held <- data }
            outValid <- isValid
            outData <- held
            When(isValid) { sticky <- sticky ^ (hasLeak ? held[0] : held[0] & isValid) }
            leak <- (hasLeak ? held[7] & ~isValid : sticky)
            Discard(sticky)
        }
    }

    /// No valid data in the first five cycles.
    private func quiet(_ pipeline: Pipeline) -> (Simulator, Int) -> Void {
        { simulation, cycle in
            simulation[pipeline.valid] = cycle < 5 ? 0 : 1
            simulation[pipeline.data] = (cycle * 37) & 255
        }
    }

    @Test func outputsThatShowUnresetRegistersAreFound() throws {
        let pipeline = Pipeline(hasLeak: false)
        let found = try checkReset(pipeline, drive: quiet(pipeline))
        #expect(found.map(\.name) == ["out_data"] && found[0].cycle == 0 && found[0].isOutput)
        #expect(
            found[0].description.hasPrefix(
                "output 'out_data' isn't determined by the reset: in cycle 0 after it"))
    }

    @Test func qualifiedOutputsCountOnlyWhileValid() throws {
        let pipeline = Pipeline(hasLeak: false)
        let found = try checkReset(
            pipeline, qualified: [QualifiedOutput(pipeline.outData, while: pipeline.outValid)],
            includingRegisters: true, drive: quiet(pipeline))
        #expect(found.isEmpty, "\(found)")
        let leaky = Pipeline(hasLeak: true)
        let leaks = try checkReset(
            leaky, qualified: [QualifiedOutput(leaky.outData, while: leaky.outValid)], drive: quiet(leaky))
        #expect(leaks.map(\.name) == ["leak"])
    }

    @Test func randomInputsAreAlikeInAllRuns() throws {
        let found = try checkReset(
            SimulatorTests.Counter(), resetCycles: 2, cycles: 50, includingRegisters: true)
        #expect(found.isEmpty, "\(found)")
    }

    final class Feedback: Module {
        let out = Output(4)
        private let seed = Register(4)
        private let state = Register(4, reset: 5)
        private let depth = Register(2, reset: 0)

        func describe() {
            seed <- seed
            When(depth .== 3) { state <- seed }.otherwise { depth <- depth &+ 1 }
            out <- state
        }
    }

    @Test func lateDifferencesAreFoundWithTheirCycle() throws {
        let found = try checkReset(Feedback(), includingRegisters: true)
        #expect(found.map { "\($0.name) \($0.isOutput) \($0.cycle)" } == ["out true 4", "state false 4"])
    }
}
