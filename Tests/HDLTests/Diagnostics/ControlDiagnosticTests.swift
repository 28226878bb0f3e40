import HDL
import Testing

/// What is said of state machines and pipelines that can't be meant.
struct ControlDiagnosticTests {
    private let lines = MarkedLines()

    private enum State: HardwareEnumeration { case idle, run, drain, broken }

    private final class Machine: Module {
        let start = Input()
        let out = Output()
        private let state = StateMachine(reset: State.idle)
        private let body: (Machine, StateMachine<State>) -> Void
        init(_ body: @escaping (Machine, StateMachine<State>) -> Void) { self.body = body }
        func describe() {
            out <- state.is(.run) & start
            body(self, state)
        }
    }

    @Test func statesThatTheMachineSaysNothingOf() {
        let found = findings {
            Machine { module, state in
                state.body {  // <- missing
                    At(.idle) { state.go(to: .run) }
                    At(.run) { state.go(to: .drain) }
                }
                When(module.start) { state.go(to: .broken) }
            }
        }
        expect(
            found, .invalidCase, at: lines.line("missing"),
            [
                "The state machine 'state' (unsigned 2 bits", "says nothing of drain, broken",
                "Add At(.drain), At(.broken)",
            ])
    }

    @Test func statesThatNothingLeadsTo() {
        let found = findings {
            Machine { _, state in
                state.body {
                    At(.idle) { state.go(to: .run) }
                    At(.run) { state.go(to: .idle) }
                    At(.drain) { state.go(to: .broken) }  // <- drain
                    At(.broken) { state.go(to: .drain) }
                }
            }
        }
        #expect(found.map(\.code) == [.unreachable, .unreachable], "\(found)")
        #expect(found.first?.location.line == lines.line("drain"))
        #expect(
            found.first?.message.hasPrefix(
                "No transition leads from idle to drain of the state machine 'state'") == true)
    }

    @Test func repeatedAndStrayStates() {
        let found = findings {
            Machine { _, state in
                state.body {
                    At(.idle, .run) { state.go(to: .drain) }
                    At(.run) { state.go(to: .idle) }  // <- repeated
                    At(.drain, .broken) {
                        state.go(to: .run)
                        _ = At(State.idle) {}  // <- stray
                    }
                }
                When(state.is(.idle)) { state.go(to: .broken) }
            }
        }
        #expect(found.map(\.code) == [.invalidCase, .misplacedStatement], "\(found)")
        #expect(found.map(\.location.line) == [lines.line("repeated"), lines.line("stray")])
    }

    @Test func aSecondBody() {
        let found = findings {
            Machine { _, state in
                for _ in 0..<2 {
                    state.body {  // <- second
                        At(.idle, .run, .drain, .broken) {
                            for next in State.allCases { When(state.is(.idle)) { state.go(to: next) } }
                        }
                    }
                }
            }
        }
        expect(found, .misplacedStatement, at: lines.line("second"), ["has a body already"])
    }

    private enum Unnumbered: HardwareEnumeration {
        case first, second
        static var encoding: EnumerationEncoding { .rawValue }
    }

    private final class Coded: Module {
        private let state = Register(reset: Unnumbered.first)  // <- no codes
        let out = Output()
        func describe() {
            state <- 0
            out <- state
        }
    }

    @Test func anEncodingWithoutCodes() {
        let found = findings { Coded() }
        #expect(found.first?.code == .constantOutOfRange)
        #expect(found.first?.location.line == lines.line("no codes"))
        #expect(
            found.first?.message.contains(
                "Unnumbered.first has no code of unsigned 1 bit in the encoding rawValue") == true, "\(found)"
        )
    }

    @Test func pipelinesOfWideValidBits() {
        let found = findings {
            Probe { probe in
                Discard(probe.a, probe.b, probe.wide, probe.bit, probe.signed)
                probe.flag <- 0
                probe.signedOut <- 0
                probe.state <- 0
                probe.out <- probe.state
                let pipeline = Pipeline(valid: probe.a, enable: probe.b)  // <- pipeline
                Discard(pipeline.valid)
                _ = delayed("late", probe.a, by: -1)  // <- delay
            }
        }
        #expect(found.map(\.code) == [.widthMismatch, .widthMismatch, .invalidShape], "\(found)")
        #expect(found.map(\.location.line) == ["pipeline", "pipeline", "delay"].map(lines.line))
        #expect(found.first?.message.contains("The valid bit of a pipeline is one bit, but 'a'") == true)
    }
}
