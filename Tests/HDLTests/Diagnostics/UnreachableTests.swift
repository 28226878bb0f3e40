import HDL
import Testing

/// Branches, cases and defaults that nothing reaches, and what generators make that isn't one.
struct UnreachableTests {
    private let lines = MarkedLines()

    private enum Full: Int, HardwareEnumeration { case first, second, third, fourth }

    private final class Control: Module {
        let a = Input()
        let b = Input()
        let wide = Input(2)
        let out = Output(2)
        let state = Register(reset: Phase.idle)
        let full = Register(reset: Full.first)
        private let body: (Control) -> Void

        init(@HardwareBuilder _ body: @escaping (Control) -> Void) { self.body = body }

        func describe() {
            state <- cat(a, wide)
            full <- wide
            out <- cat(a ^ state.parity, b ^ full.parity ^ wide.parity)
            return body(self)
        }
    }

    private func expectUnreachable(
        at name: String, _ parts: [String], sourceLocation: SourceLocation = #_sourceLocation,
        @HardwareBuilder _ body: @escaping (Control) -> Void
    ) {
        expect(
            findings { Control(body) }, .unreachable, at: lines.line(name), parts,
            sourceLocation: sourceLocation)
    }

    @Test func branches() {
        expectUnreachable(at: "same again", ["its condition is low ('a')"]) { module in
            When(module.a) {
                module.out <- 1
            }.elseWhen(module.a) {  // <- same again
                module.out <- 2
            }
        }
        expectUnreachable(at: "implied", ["This branch is never reached"]) { module in
            When(module.a | module.b) {
                module.out <- 1
            }.elseWhen(module.b & module.wide[0]) {  // <- implied
                module.out <- 2
            }
        }
        expectUnreachable(at: "after all", ["the condition before it is high ('a')"]) { module in
            When(module.a) {
                module.out <- 1
            }.elseWhen(~module.a) {
                module.out <- 2
            }.otherwise {  // <- after all
                module.out <- 3
            }
        }
        expectUnreachable(at: "contradiction", ["('a')"]) { module in
            When(module.a & module.b) {
                When(~module.a) { module.out <- 1 }  // <- contradiction
            }
        }
        expectUnreachable(at: "other state", ["('state')"]) { module in
            When(module.state .== Phase.idle) {
                When(module.a) { module.out <- 1 }
            }.elseWhen(module.b) {
                When(module.state .== Phase.idle) { module.out <- 2 }  // <- other state
            }
        }
        expectUnreachable(at: "same expression", ["('a')"]) { module in
            When((module.a ^ module.b) & module.wide.anyBit) {
                module.out <- 1
            }.elseWhen((module.a ^ module.b) & module.wide.anyBit) {  // <- same expression
                module.out <- 2
            }
        }
    }

    @Test func casesAndDefaults() {
        expectUnreachable(at: "case in case", ["The case run is never reached: 'state' can't hold it"]) {
            module in
            Switch(module.state) {
                Case(Phase.idle) {
                    Switch(module.state) {
                        Case(Phase.run) { module.out <- 1 }  // <- case in case
                        Default { module.out <- 2 }
                    }
                }
                Default { module.out <- 3 }
            }
        }
        expectUnreachable(at: "condition in default", ["('state')"]) { module in
            Switch(module.state) {
                Case(Phase.idle, Phase.run) { module.out <- 1 }
                Default { When(module.state .== Phase.run) { module.out <- 2 } }  // <- condition in default
            }
        }
        expectUnreachable(at: "too narrow", ["The case drain is never reached: 'wide' can't hold it"]) {
            module in
            Switch(module.wide.extended(to: 3)) {
                Case(Phase.idle) { module.out <- 1 }
                Case(Phase.drain) { module.out <- 2 }  // <- too narrow
                Default { module.out <- 3 }
            }
        }
        expectUnreachable(at: "all covered", ["The Default is never reached", "'full' (unsigned 2 bits)"]) {
            module in
            Switch(module.full) {
                Case(Full.first, Full.second) { module.out <- 1 }
                Case(Full.third) { module.out <- 2 }
                Case(Full.fourth) { module.out <- 3 }
                Default { module.out <- 0 }  // <- all covered
            }
        }
    }

    /// Each is what some parameter of a generator comes to.
    @Test func whatGeneratorsMakeIsNoFinding() {
        let count = 1
        let found = findings {
            Control { module in
                When(constant(0, width: 1)) { module.out <- 1 }
                When(high) {
                    module.out <- 1
                }.elseWhen(low) {
                    module.out <- 2
                }.otherwise {
                    module.out <- 3
                }
                When(module.wide .== 0) {
                    module.out <- 1
                }.elseWhen(module.wide .== count - 1) {
                    module.out <- 2
                }
                When(module.wide[0]) {
                    module.out <- 1
                }.elseWhen(module.wide[count - 1]) {
                    module.out <- 2
                }
                Switch(module.wide) {
                    for value in 0..<4 { Case(value) { module.out <- value } }
                    Default { module.out <- 0 }
                }
                // Three of eight encodings have no case of the enumeration.
                Switch(module.state) {
                    Case(Phase.idle, Phase.load, Phase.run, Phase.drain) { module.out <- 1 }
                    Default { module.out <- 0 }
                }
                When(module.a) {
                    When(module.a) { module.out <- 1 }
                    When(module.b) { module.out <- 2 }
                }.elseWhen(module.b) {
                    When(module.wide.anyBit) { module.out <- 3 }
                }
                // A condition of one chain says nothing of the next.
                When(module.b) { module.out <- 0 }
            }
        }
        #expect(found.isEmpty, "\(found)")
    }
}
