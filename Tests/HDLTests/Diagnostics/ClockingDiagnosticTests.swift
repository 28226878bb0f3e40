import HDL
import Testing

/// Values that meet in two clock domains, through logic and instances.
struct ClockingDiagnosticTests {
    private static let pixel = ClockDomain("pixel")
    private static let link = ClockDomain("link")
    private let lines = MarkedLines()
    private let file = "HDLTests/ClockingDiagnosticTests.swift"

    private final class Crossing: Module {
        let start = Input()
        let out = Output(4)
        let lit = Output()
        private let count = Register(4, reset: 0)  // <- count
        private let sum = Wire(4)
        private let shown = Register(4, in: pixel)
        private let light = Register(in: pixel)
        private let running = Register(reset: 0)  // <- running
        func describe() {
            running <- start
            count <- count &+ 1
            sum <- count &+ 3
            shown <- sum  // <- shown
            When(running) { light <- 1 }.otherwise { light <- 0 }  // <- light
            out <- shown
            lit <- light
        }
    }

    @Test func dataAndConditions() {
        let found = findings { Crossing() }
        #expect(
            found.map(\.description) == [
                "\(file):\(lines.line("shown")): error H050: Register 'shown' (unsigned 4 bits, domain 'pixel') "
                    + "samples register 'count' (unsigned 4 bits, domain 'main'), declared at "
                    + "\(file):\(lines.line("count")), by way of 'sum'. Bring it over with a handshake or FIFO, or "
                    + "Gray-coded with synchronized(..., into: pixel, .grayCoded). [in crossing]",
                "\(file):\(lines.line("light")): error H050: Register 'light' (unsigned 1 bit, domain 'pixel') "
                    + "samples register 'running' (unsigned 1 bit, domain 'main'), declared at "
                    + "\(file):\(lines.line("running")). Read synchronized(running, into: pixel) instead. "
                    + "[in crossing]",
            ])
    }

    // MARK: Through instances

    private final class Source: Module {
        let valid = Output()
        private let state = Register(reset: 0)  // <- state
        func describe() {
            state <- ~state
            valid <- state
        }
    }

    private final class Gate: Module {
        let a = Input()
        let b = Input()
        let out = Output()
        func describe() { out <- a & b }
    }

    private final class Sink: Module {
        let enable = Input()
        let count = Output(4)
        private let value = Register(4, reset: 0)
        func describe() {
            When(enable) { value <- value &+ 1 }
            count <- value
        }
    }

    private final class Joined: Module {
        let allow = Input()
        let count = Output(4)
        private let source = Source().clocked(by: link)
        private let gate = Gate()
        private let sink = Sink().clocked(by: pixel)
        func describe() {
            gate.a <- source.valid
            gate.b <- allow
            sink.enable <- gate.out  // <- joined
            count <- sink.count
        }
    }

    @Test func throughInstances() {
        let found = findings { Joined() }
        expect(
            found, .clockCrossing, at: lines.line("joined"),
            [
                "Register 'sink.value' (unsigned 4 bits, domain 'pixel') samples register 'source.state' "
                    + "(unsigned 1 bit, domain 'link'), declared at \(file):\(lines.line("state")), by way of "
                    + "'source_valid', 'gate_a', 'gate_out'. Read synchronized(source.valid, into: pixel) instead",
                "[in joined]",
            ])
    }

    private final class OneDomain: Module {
        let count = Output(4)  // <- one domain count
        private let source = Source().clocked(by: pixel)
        private let sink = Sink().clocked(by: pixel)
        func describe() {
            sink.enable <- source.valid
            count <- sink.count
        }
    }

    private final class Mapped: Module {
        let first = Output(4)
        let second = Output()
        private let inner = OneDomain().clocked([pixel: .main])
        private let state = Register(reset: 0)
        func describe() {
            state <- inner.count[0]
            first <- inner.count
            second <- state
        }
    }

    @Test func mappedDomainsCanBeOne() throws {
        #expect(findings { OneDomain() }.isEmpty)
        #expect(findings { Mapped() }.isEmpty)
    }

    // MARK: Ports

    private final class Ports: Module {
        let request = Input()  // <- request
        let here = Output()
        let there = Output()
        let both = Output()
        private let fast = Register(reset: 0)
        private let slow = Register(reset: 0, in: pixel)
        func describe() {
            fast <- request
            slow <- ~request
            here <- fast
            there <- slow
            both <- fast ^ slow  // <- both
        }
    }

    @Test func inputsAndOutputsOfTwoDomains() {
        let found = findings { Ports() }
        #expect(
            found.map(\.description) == [
                "\(file):\(lines.line("request")): error H051: Input 'request' (unsigned 1 bit) is sampled in two clock "
                    + "domains: by register 'fast' (unsigned 1 bit, domain 'main') and by register 'slow' (unsigned 1 bit, domain "
                    + "'pixel'). Synchronise it into one of them, and say with in: which it comes from. [in ports]",
                "\(file):\(lines.line("both")): error H052: Output 'both' (unsigned 1 bit) mixes two clock domains: register "
                    + "'fast' (unsigned 1 bit, domain 'main') and register 'slow' (unsigned 1 bit, domain 'pixel'). Synchronise one "
                    + "of them into the other's domain first. [in ports]",
            ])
    }

    private final class Declared: Module {
        let request = Input(in: pixel)
        let level = Input(4, in: link, "an external level")
        let good = Output(in: pixel)
        let bad = Output(in: pixel)
        let through = Output(4, in: .main)
        private let taken = Register(in: pixel)
        private let wrong = Register(reset: 0)
        func describe() {
            taken <- request
            wrong <- request  // <- wrong
            good <- taken
            bad <- wrong  // <- bad
            through <- level  // <- through
        }
    }

    @Test func declaredPorts() {
        let found = findings { Declared() }
        #expect(found.map(\.code) == [.clockCrossing, .clockCrossing, .clockCrossing], "\(found)")
        #expect(found.map(\.location.line) == ["wrong", "bad", "through"].map(lines.line), "\(found)")
        let texts = found.map(\.message)
        #expect(
            texts.first?.contains("samples input 'request' (unsigned 1 bit, domain 'pixel')") == true,
            "\(texts)")
        #expect(
            texts.last?.contains("gives input 'level' (unsigned 4 bits, domain 'link')") == true, "\(texts)")
    }

    private final class UsesDeclared: Module {
        let a = Input()
        let out = Output()
        private let state = Register(reset: 0)
        private let child = Taker()
        func describe() {
            state <- a
            child.request <- state  // <- into declared
            out <- child.taken
        }
    }

    private final class Taker: Module {
        let request = Input(in: pixel)
        let taken = Output(in: pixel)
        func describe() { taken <- ~request }
    }

    @Test func declaredPortsOfInstances() {
        expect(
            findings { UsesDeclared() }, .clockCrossing, at: lines.line("into declared"),
            ["Input 'child.request' (unsigned 1 bit, domain 'pixel') is given register 'state'"])
    }

    private final class MixedInput: Module {
        let a = Input()
        let out = Output()
        let kept = Output()
        private let state = Register(reset: 0)
        private let sampled = Register(in: pixel)
        func describe() {
            sampled <- a
            kept <- sampled
            state <- ~state
            out <- state & a  // <- mixed input
        }
    }

    @Test func inputsHaveTheDomainThatSamplesThem() {
        expect(
            findings { MixedInput() }, .mixedDomains, at: lines.line("mixed input"),
            [
                "register 'state' (unsigned 1 bit, domain 'main') and input 'a' (unsigned 1 bit, domain 'pixel')"
            ])
    }

    // MARK: Domains that aren't there

    private final class Misused: Module {
        let out = Output(4)
        let other = Output(4)
        let gated = Output()
        private let first = Sink().clocked([pixel: .main])  // <- unknown domain
        private let second = Sink().clocked(by: pixel).clocked(by: link)  // <- mapped twice
        private let gate = Gate().clocked(by: pixel)
        func describe() {
            first.enable <- 1
            second.enable <- 1
            gate.a <- 1
            gate.b <- 0
            gated <- gate.out
            out <- first.count
            other <- second.count
        }
    }

    @Test func mappings() {
        let found = findings { Misused() }
        #expect(found.map(\.code) == [.invalidClocking, .invalidClocking], "\(found)")
        #expect(found.map(\.location.line) == ["unknown domain", "mapped twice"].map(lines.line), "\(found)")
        #expect(found.first?.message == "'sink' has no domain 'pixel' to be mapped", "\(found)")
        let top = findings { Source().clocked(by: ClockDomain("pixel")) }  // <- top
        expect(top, .invalidClocking, at: lines.line("top"), ["top module 'source'", "'pixel'"])
    }

    @Test func options() throws {
        let design = try Design { Mapped() }
        func found(_ domain: ClockDomain, _ configuration: ClockConfiguration) -> [String] {
            var options = VerilogOptions()
            options.domains[domain] = configuration
            do {
                try design.check(options)
                return []
            } catch {
                return (error as? ElaborationError)?.diagnostics.map { "\($0.code.rawValue) \($0.message)" }
                    ?? []
            }
        }
        #expect(
            found(Self.link, ClockConfiguration()) == [
                "H055 Options are given for the domain 'link', in which the design has no register"
            ])
        #expect(found(Self.pixel, ClockConfiguration(clockName: "dots")).isEmpty)
        #expect(
            found(Self.pixel, ClockConfiguration(edge: .falling)) == [
                "H055 Options say how the domain 'pixel' works, but each instance with it maps it to another domain"
            ])
        #expect(
            found(.main, ClockConfiguration(resetSynchronizerStages: 1)) == [
                "H055 The reset of the domain 'main' would be synchronised by 1 stages"
            ])
        #expect(found(.main, ClockConfiguration(resetSynchronizerStages: 2)).isEmpty)
        #expect(
            found(Self.pixel, ClockConfiguration(clockName: "count", resetName: "wire")) == [
                "H031 'wire' can't name a port: it is a keyword of Verilog, SystemVerilog or Verilog-AMS",
                "H030 the clock of the domain 'pixel' and the signal 'count' declared at "
                    + "\(file):\(lines.line("one domain count")) would both be called 'count' in the Verilog",
            ])
    }

    private final class Stateless: Module {
        let out = Output()
        private let inner = Reset().clocked(by: pixel)
        func describe() { out <- inner.out }
    }

    private final class Reset: Module {
        let out = Output()
        private let state = Register()
        func describe() {
            state <- ~state
            out <- state
        }
    }

    @Test func aResetThatIsntThere() throws {
        let design = try Design { Stateless() }
        var options = VerilogOptions()
        options.domains[Self.pixel] = ClockConfiguration(resetSynchronizerStages: 2)
        let error = #expect(throws: ElaborationError.self) { try design.check(options) }
        #expect(error?.diagnostics.map(\.code) == [.invalidClocking], "\(error?.description ?? "")")
    }
}
