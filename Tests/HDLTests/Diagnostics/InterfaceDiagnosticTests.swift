import HDL
import Testing

/// What is said of interfaces that don't fit, of vectors, state machines, pipelines and the derived operators.
struct InterfaceDiagnosticTests {
    private let lines = MarkedLines()

    private struct Bus: Interface {
        let valid: Signal
        let data: Signal
        init(_ side: Side, width: Int = 8) {
            valid = side.output()  // <- valid
            data = side.output(width)
        }
    }

    private struct Handshake: Interface {
        let valid: Signal
        let ready: Signal
        let data: Signal
        init(_ side: Side) {
            valid = side.output()
            ready = side.input()  // <- ready
            data = side.output(8)
        }
    }

    private final class Sink: Module {
        let bus = Bus(.sink)
        let parity = Output()
        func describe() { parity <- bus.data.parity & bus.valid }
    }

    private final class Joined<First: SignalBundle, Second: SignalBundle>: Module {
        let first: First
        let second: Second
        override var moduleName: String { "joined" }
        init(_ first: First, _ second: Second) {
            self.first = first
            self.second = second
        }
        func describe() {
            connect(first, second)  // <- connect
        }
    }

    @Test func aNameThatOnlyOneEndHas() {
        let found = findings { Joined(Handshake(.sink), Bus(.source)) }
        expect(
            found, .missingPartner, at: lines.line("connect"),
            [
                "'first_ready' (unsigned 1 bit, declared at HDLTests/InterfaceDiagnosticTests.swift:"
                    + "\(lines.line("ready"))) has no partner",
                "the bundle of 'second_valid' (unsigned 1 bit, declared at "
                    + "HDLTests/InterfaceDiagnosticTests.swift:\(lines.line("valid"))) has no property 'ready'",
            ])
    }

    @Test func endsThatBothDriveOrNeither() {
        let both = findings { Joined([Bus(.sink)], [Bus(.sink)]) }
        #expect(both.map(\.code) == [.connectionDirection, .connectionDirection])
        #expect(both.allSatisfy { $0.location.line == lines.line("connect") && $0.isLocationExact })
        #expect(both[0].message.contains("'first_0_valid'") && both[0].message.contains("both drive"))
        let neither = findings { Joined(Bus(.source), Bus(.source)) }
        #expect(neither.map(\.code) == [.connectionDirection, .connectionDirection])
        #expect(neither[1].message.contains("'second_data'") && neither[1].message.contains("neither drives"))
    }

    @Test func endsOfDifferentShapes() {
        expect(
            findings { Joined(Bus(.sink, width: 4), Bus(.source)) }, .connectionShape,
            at: lines.line("connect"),
            ["'first_data' (unsigned 4 bits, declared at", "is connected to 'second_data' (unsigned 8 bits"])
        expect(
            findings { Joined(Stream(8, .sink), Stream({ Bus($0) }, .source)) }, .connectionShape,
            at: lines.line("connect"),
            ["'first_payload' (unsigned 8 bits", "is one signal, but is connected to a bundle of 2"])
        expect(
            findings { Joined(Vector(2, of: 4, .input), Vector(3, of: 4, .output)) }, .missingPartner,
            at: lines.line("connect"), ["'second_2'", "has no property '[2]'"])
    }

    private final class Parent: Module {
        let bus = Bus(.source)
        let parity = Output()
        private let sink = Sink()
        func describe() {
            connect(sink.bus, bus)  // <- instance
            parity <- sink.parity
        }
    }

    @Test func portsOfInstancesAreNamedAfterThem() {
        let found = findings { Parent() }
        #expect(found.map(\.code) == [.connectionDirection, .connectionDirection])
        #expect(found[0].message.hasPrefix("'sink.bus_valid' (unsigned 1 bit, declared at"), "\(found[0])")
    }

    private struct Word: SignalBundle { let low = Wire(3), high = Wire(4) }

    private final class Unpacker: Module {
        let a = Input(8)
        let word = Word()
        func describe() {
            unpack(a, into: word)  // <- unpack
        }
    }

    @Test func unpackingAnotherWidth() {
        expect(
            findings { Unpacker() }, .widthMismatch, at: lines.line("unpack"),
            ["'a' (unsigned 8 bits", "can't be unpacked into 7 bits"])
    }

    @Test func aLocalOutsideDescribe() {
        final class Early: Module {
            let made: Bus
            let out = Output(8)
            override init() { made = local("made", Bus(.wires)) }  // <- local
            func describe() { out <- made.data }
        }
        let found = findings { Early() }
        #expect(found.first?.code == .misplacedStatement)
        #expect(found.first?.location.line == lines.line("local"))
    }

    // MARK: Vectors and operators

    private func found(@HardwareBuilder _ body: @escaping (Probe) -> Void) -> [Diagnostic] {
        findings {
            Probe { probe in
                Discard(probe.a, probe.b, probe.wide, probe.bit, probe.signed)
                probe.flag <- 0
                probe.signedOut <- 0
                probe.state <- 0
                probe.out <- probe.state
                body(probe)
            }
        }
    }

    @Test func indicesOfOtherShapes() {
        expect(
            found { _ = $0.a.bit(at: $0.b) },  // <- wide index
            .widthMismatch, at: lines.line("wide index"),
            ["the bits of 'a'", "is indexed by 2 bits, but 'b' (unsigned 4 bits", ".truncated(to: 2)"])
        expect(
            found { _ = Vector([$0.a, $0.b])[$0.bit.asSigned] },  // <- signed index
            .signMismatch, at: lines.line("signed index"), ["a vector of 2 elements", "unsigned"])
        expect(
            found { _ = $0.a.parts(of: 3) },  // <- parts
            .rangeOutOfBounds, at: lines.line("parts"), ["'a'", "no whole number of parts of 3 bits"])
        #expect(found { _ = Vector([$0.a, $0.b])[2] }.map(\.code) == [.rangeOutOfBounds])
        #expect(found { _ = Vector([$0.a, $0.wide]) }.map(\.code) == [.widthMismatch])
        #expect(found { _ in _ = Vector([]) }.map(\.code) == [.invalidShape])
        #expect(found { _ in _ = Vector(0, of: 4, .wire) }.map(\.code) == [.invalidShape])
    }

    @Test func derivedOperatorsOnWhatTheyDontTake() {
        expect(
            found { _ = $0.a.saturated(to: 0) },  // <- saturate
            .invalidShape, at: lines.line("saturate"), ["'a'", "can't be saturated to 0 bits"])
        expect(
            found { _ = $0.signed.oneHotEncoded() },  // <- one-hot
            .signMismatch, at: lines.line("one-hot"), ["A position is unsigned, but 'signed'"])
        #expect(found { _ = $0.a.rotatedLeft(by: $0.signed) }.map(\.code) == [.signMismatch])
        #expect(found { _ in _ = priority([], otherwise: 0) }.map(\.code) == [.invalidShape])
        #expect(found { _ in _ = oneHot([]) }.map(\.code) == [.invalidShape])
        #expect(found { _ = oneHot([($0.a, $0.a)]) }.map(\.code) == [.widthMismatch])
        #expect(found { _ = oneHot([($0.bit, $0.a), ($0.bit, $0.wide)]) }.map(\.code) == [.widthMismatch])
        #expect(found { _ = minimum($0.a, $0.signed) }.map(\.code) == [.signMismatch])
        #expect(found { _ in _ = maximum(of: []) }.map(\.code) == [.invalidShape])
    }

    @Test func constantsFromDigits() {
        expect(
            found { _ in _ = constant("0x1_0000_0000_0000_0000", width: 64) },  // <- large
            .constantOutOfRange, at: lines.line("large"),
            ["0x1_0000_0000_0000_0000 needs 65 bits and doesn't fit unsigned 64 bits"])
        expect(
            found { _ in _ = constant("0b12", width: 8) },  // <- digit
            .constantOutOfRange, at: lines.line("digit"), ["\"0b12\" isn't a number"])
        for text in ["", "0x", "-1", "1.0", "٣", "0b_"] {
            #expect(
                found { _ in _ = constant(text, width: 8) }.map(\.code) == [.constantOutOfRange], "\(text)")
        }
        #expect(found { _ in _ = constant("1", width: 0) }.map(\.code) == [.invalidShape])
    }
}
