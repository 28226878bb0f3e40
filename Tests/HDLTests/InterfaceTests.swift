import HDL
import Testing

/// The example of `Interface`.
private struct PixelBus: Interface {
    let valid: Signal
    let ready: Signal
    let color: Signal

    init(_ side: Side) {
        valid = side.output()
        ready = side.input()
        color = side.output(24, "red, green, blue")
    }
}

/// Directions, nesting against the direction, arrays and vectors.
private struct Link: Interface {
    let data: Vector
    let answer: Answer
    let lanes: [Answer]

    init(_ side: Side, isWide: Bool = false) {
        data = Vector((0..<2).map { _ in side.output(isWide ? 8 : 4) })
        answer = Answer(side.flipped)
        lanes = [Answer(side), Answer(side.flipped)]
    }
}

private struct Answer: Interface {
    let code: Signal
    let isTaken: Signal

    init(_ side: Side) {
        code = side.output(.signed(3))
        isTaken = side.input()
    }
}

/// Joining whole interfaces, and what they are in Verilog.
struct InterfaceTests {
    private final class Camera: Module {
        let pixels = PixelBus(.source)
        let light = Input(24)
        func describe() {
            pixels.valid <- light.anyBit
            pixels.color <- light
            Discard(pixels.ready)
        }
    }

    private final class Inverter: Module {
        let dark = PixelBus(.sink)
        let bright = PixelBus(.source)
        func describe() {
            bright.color <- ~dark.color
            bright.valid <- dark.valid
            dark.ready <- bright.ready
        }
    }

    private final class Studio: Module {
        let light = Input(24)
        let pixels = PixelBus(.source)
        private let camera = Camera()
        private let inverter = Inverter()
        private let middle = PixelBus(.wires)

        func describe() {
            camera.light <- light
            connect(camera.pixels, middle)
            connect(inverter.dark, middle)
            connect(pixels, inverter.bright)
        }
    }

    @Test func instancesWiresAndPortsInEitherOrder() throws {
        let design = try Design { Studio() }
        try lint(design)
        let ports = design.ports(of: "inverter").map { "\($0.direction) \($0.name)" }
        #expect(
            ports == [
                "input dark_valid", "output dark_ready", "input dark_color", "output bright_valid",
                "input bright_ready", "output bright_color",
            ])
        let rows: [[UInt64]] = [[0, 0], [0x123456, 1], [0xffffff, 0]]
        let outputs = try Simulation.run(design, rows: rows)
        for (row, output) in zip(rows, outputs) {
            #expect(output[0] == (row[0] == 0 ? "0" : "1"))
            #expect(output[1] == Simulation.binary(~row[0], width: 24))
        }
    }

    private final class End: Module {
        let link: Link
        let isSource: Bool
        init(_ side: Side, isSource: Bool) {
            link = Link(side)
            self.isSource = isSource
        }
        override var moduleName: String { isSource ? "source_end" : "sink_end" }

        func describe() {
            let (given, taken) = isSource ? (link.lanes[1], link.lanes[0]) : (link.lanes[0], link.lanes[1])
            if isSource {
                link.data[0] <- 5
                link.data[1] <- cat(link.answer.code, given.code[0])
                link.answer.isTaken <- given.code[1]
            } else {
                link.answer.code <- link.data[0].truncated(to: 3).asSigned
                Discard(link.data[1], link.answer.isTaken)
            }
            given.isTaken <- given.code[2]
            taken.code <- -3
            Discard(taken.isTaken, given.code[1, 0])
        }
    }

    private final class Pair: Module {
        let outside = Link(.sink)
        let inside = Link(.source)
        private let source = End(.source, isSource: true)
        private let sink = End(.sink, isSource: false)
        private let middle = Link(.wires)

        func describe() {
            connect(source.link, middle)
            let other = local("other", Link(.wires))
            connect(middle, other)
            connect(other, sink.link)
            connect(outside, inside)
        }
    }

    @Test func nestedFlippedInterfacesArraysAndVectors() throws {
        let design = try Design { Pair() }
        try lint(design, allowing: ["UNUSEDSIGNAL"])
        let ports = design.ports(of: "source_end").map { "\($0.direction) \($0.name)" }
        #expect(
            ports == [
                "output link_data_0", "output link_data_1", "input link_answer_code",
                "output link_answer_is_taken", "output link_lanes_0_code", "input link_lanes_0_is_taken",
                "input link_lanes_1_code", "output link_lanes_1_is_taken",
            ])
        let text = design.topText()
        #expect(text.contains("assign inside_data_0 = outside_data_0;"))
        #expect(text.contains("assign outside_answer_code = inside_answer_code;"))
        #expect(text.contains("assign outside_lanes_0_is_taken = inside_lanes_0_is_taken;"))
        #expect(text.contains("assign outside_lanes_1_code = inside_lanes_1_code;"))
    }

    // MARK: Packing

    private struct Color: SignalBundle {
        let red: Signal
        let offset: Signal
        let flags: [Signal]
    }

    /// Parts that a parameter leaves out.
    private final class Optionals: Module {
        let value = Input(4)
        let result = Output(4)
        private let held: Signal? = Register(4)
        private let absent: Signal? = nil
        private let link: Stream<Signal>? = Stream(4, .wires)

        func describe() {
            guard let held, let link else { return }
            held <- value
            link.payload <- held
            link.valid <- high
            link.ready <- (absent ?? low)
            result <- select(link.transfer, link.payload, 0)
        }
    }

    @Test func optionalsAreNamedAfterTheirProperty() throws {
        let text = try Design { Optionals() }.topText()
        #expect(text.contains("reg [3:0] held;"), "\(text)")
        #expect(text.contains(" link_payload"), "\(text)")
        #expect(!text.contains("some"), "\(text)")
    }

    private final class Packer: Module {
        let color = Color(red: Input(4), offset: Input(.signed(3)), flags: [Input(), Input(2)])
        let word = Output(10)
        let result = Color(red: Output(4), offset: Output(.signed(3)), flags: [Output(), Output(2)])
        func describe() {
            word <- packed(color)
            unpack(word, into: result)
        }
    }

    @Test func packedBundlesComeBack() throws {
        let design = try Design { Packer() }
        try lint(design)
        let output = try Simulation.run(design, rows: [[9, 5, 1, 2]])[0]
        #expect(output == ["1001101110", "1001", "101", "1", "10"])
    }
}
