import HDL
import Testing

/// What a synchroniser may be given.
struct SynchronizerDiagnosticTests {
    private static let pixel = ClockDomain("pixel")
    private static let link = ClockDomain("link")
    private let lines = MarkedLines()
    private let file = "HDLTests/SynchronizerDiagnosticTests.swift"

    private final class TwoBits: Module {
        let out = Output(2)
        let other = Output(2)
        private let state = Register(2, reset: 0)
        private let sample = Register(2, in: pixel, crossing: .singleBit)  // <- two bits of a register
        func describe() {
            state <- state &+ 1
            out <- synchronized(state, into: pixel)  // <- two bits
            sample <- state
            other <- sample
        }
    }

    private final class Glitch: Module {
        let armed = Input()
        let trigger = Input()
        let out = Output()
        func describe() { out <- synchronized(armed & trigger, into: pixel) }  // <- glitch
    }

    private final class GlitchInside: Module {
        let out = Output()
        private let state = Register(2, reset: 0)
        private let inner = Passed()
        func describe() {
            state <- state &+ 1
            inner.data <- state[1] ^ state[0]  // <- glitch inside
            out <- inner.out
        }
    }

    private final class Direct: Module {
        let data = Input()
        let held = Output(2)
        let wired = Output(2)
        let gray = Output(2)
        let twice = Output()
        private let free = Register(reset: 0)
        private let state = Register(2, reset: 0)
        private let position = Register(2, reset: 0)
        private let sample = Register(2, in: pixel, crossing: .heldStable)
        private let inner = Passed()
        func describe() {
            free <- data
            state <- state &+ 1
            position <- cat(state[1], state[1] ^ state[0])
            let mirror = wire("mirror", ~free)
            wired
                <- cat(
                    synchronized(mirror, into: pixel), synchronized(state[1], into: pixel, stages: 4))
            gray <- synchronized(cat(position[1], position[0]), into: pixel, .grayCoded)
            let ready = synchronized(free, into: pixel)
            When(ready) { sample <- state &+ 1 }
            held <- sample
            inner.data <- free
            twice <- inner.out
        }
    }

    @Test func wiringIsNoLogic() throws {
        let design = try Design { Direct() }
        try lint(design)
        let text = design.topText()
        let names = ["free_in_pixel", "mirror_in_pixel", "state_1_in_pixel", "position_1_in_pixel"]
        #expect(names.allSatisfy { text.contains(" \($0) (") }, "\(text)")
    }

    private final class External: Module {
        let first = Input()
        let second = Input()
        let out = Output()
        func describe() { out <- synchronized(first | second, into: .main) }  // <- external
    }

    private final class Enabled: Module {
        let start = Input(in: link)
        let out = Output(2)
        private let state = Register(2, reset: 0)
        private let sample = Register(2, in: pixel, crossing: .heldStable)
        func describe() {
            state <- state &+ 1
            When(start) { sample <- state }  // <- foreign enable
            out <- sample
        }
    }

    private final class TwoSources: Module {
        let out = Output(2)
        private let first = Register(reset: 0)
        private let second = Register(reset: 0, in: link)
        func describe() {
            first <- ~first
            second <- ~second
            let pair = wire("pair", cat(first, second))
            out <- synchronized(pair, into: pixel, .grayCoded)  // <- two sources
        }
    }

    private final class Choice: Module {
        let choose = Input()
        let out = Output()
        private let first = Register(reset: 0)
        private let inner = Passed()
        func describe() {
            first <- ~first
            When(choose) { inner.data <- first }.otherwise { inner.data <- ~first }  // <- choice
            out <- inner.out
        }
    }

    private final class FewStages: Module {
        let a = Input()
        let out = Output()
        func describe() { out <- synchronized(a, into: pixel, stages: 1) }  // <- one stage
    }

    @Test func whatASynchroniserNeeds() {
        expect(findings { External() }, .glitchingCrossing, at: lines.line("external"), ["first_in_main"])
        expect(
            findings { Enabled() }, .clockCrossing, at: lines.line("foreign enable"),
            ["Register 'sample'", "input 'start' (unsigned 1 bit, domain 'link')"])
        expect(
            findings { TwoSources() }, .incoherentCrossing, at: lines.line("two sources"),
            ["'main' and 'link'"])
        expect(
            findings { Choice() }, .glitchingCrossing, at: lines.line("choice"), ["'inner'", "a choice"])
        expect(findings { FewStages() }, .invalidShape, at: lines.line("one stage"), ["1 stages"])
    }

    private final class Passed: Module {
        let data = Input()
        let out = Output()
        func describe() { out <- synchronized(data, into: pixel) }
    }

    @Test func synchronisersTakeRegisters() {
        let found = findings { GlitchInside() } + findings { Glitch() } + findings { TwoBits() }
        #expect(
            found.map(\.code) == [
                .glitchingCrossing, .glitchingCrossing, .incoherentCrossing, .incoherentCrossing,
            ],
            "\(found)")
        #expect(
            found.map(\.location.line)
                == ["glitch inside", "glitch", "two bits of a register", "two bits"]
                .map(lines.line), "\(found)")
        #expect(
            found.first?.description
                == "\(file):\(lines.line("glitch inside")): error H054: The synchroniser 'inner' is given the "
                + "exclusive or (unsigned 1 bit) through logic, which can glitch just when it is sampled. Put a register behind the logic, in the domain that it comes from. [in glitch_inside]",
            "\(found)")
    }
}
