import HDL
import Testing

/// Mistakes in properties.
struct PropertyDiagnosticTests {
    private let lines = MarkedLines()

    @Test func aPropertyIsOneBit() {
        expect(
            findings {
                Probe { probe in
                    probe.drives()
                    Assert(probe.a, "All of it")  // <- wide property
                }
            }, .invalidProperty, at: lines.line("wide property"),
            ["A property is one bit, but 'a' (unsigned 4 bits", "(.anyBit)"])
        expect(
            findings {
                Probe { probe in
                    probe.drives()
                    Assert(probe.bit.implies(probe.a), "All of it")  // <- wide implication
                }
            }, .invalidProperty, at: lines.line("wide implication"),
            ["An implication joins two conditions of one bit"])
        expect(
            findings {
                Probe { probe in
                    probe.drives()
                    Cover(rose(probe.a), "All of it")  // <- wide rise
                }
            }, .invalidProperty, at: lines.line("wide rise"), ["A rise is that of one bit"])
    }

    @Test func aPropertyHasAMessage() {
        expect(
            findings {
                Probe { probe in
                    probe.drives()
                    Assume(probe.bit, "?!")  // <- no message
                }
            }, .invalidMessage, at: lines.line("no message"), ["\"?!\"", "Say in words what holds"])
    }

    @Test func thePastIsBeforeNow() {
        expect(
            findings {
                Probe { probe in
                    probe.drives()
                    Assert(past(probe.bit, 0), "Now")  // <- no past
                }
            }, .invalidPast, at: lines.line("no past"), ["'bit'", "0 cycles ago", "1 to 256"])
        expect(
            findings {
                Probe { probe in
                    probe.drives()
                    Assert(outsideReset(257), "Long ago")  // <- too long
                }
            }, .invalidPast, at: lines.line("too long"), ["257 cycles ago"])
    }

    private final class Outside: Module {
        let ready = Input()
        private let settled = past(low) & past(high)
        init(_ wrong: Bool) {
            super.init()
            if wrong { Assert(ready, "Outside") }  // <- outside
        }
        func describe() { Discard(ready) }
    }

    @Test func propertiesStandInDescribe() {
        expect(
            findings { Outside(true) }, .misplacedStatement, at: lines.line("outside"), ["outside describe()"]
        )
        #expect(findings { Outside(false) }.isEmpty)
    }
}

extension Probe {
    /// Drives and reads what a test doesn't look at.
    fileprivate func drives() {
        out <- a
        flag <- bit
        signedOut <- signed
        state <- b
        Discard(wide, state)
    }
}
