import HDL
import HDLTesting
import Testing

/// Counts pulses in as many bits as are wanted.
final class PulseCounter: Module {
    let pulse = Input()
    let count: Signal
    private let value: Signal
    private let width: Int

    init(width: Int) {
        self.width = width
        count = Output(width)
        value = Register(width, reset: 0)
    }

    override var moduleName: String { "pulse_counter_\(width)" }

    func describe() {
        When(pulse) { value <- value &+ 1 }
        count <- value
    }
}

/// A counter for each of several inputs, and their total.
final class PulseCounters: Module {
    let pulses: Vector
    let total: Signal
    private let counters: [PulseCounter]

    init(_ count: Int, width: Int) {
        pulses = Vector(count, of: 1, .input)
        counters = (0..<count).map { _ in PulseCounter(width: width) }
        total = Output(width + Memory.addressWidth(depth: count))
    }

    func describe() {
        for (counter, pulse) in zip(counters, pulses) { counter.pulse <- pulse }
        total <- sum(of: counters.map(\.count))
    }
}

let sensor = ClockDomain("sensor")

/// Counts the frames of a sensor that has a clock of its own.
final class FrameCounter: Module {
    let isFrame = Input()
    let frames = Output(16)
    private let toggle = Register(reset: 0, in: sensor)
    private let previous = Register(reset: 0)
    private let counter = PulseCounter(width: 16)

    func describe() {
        When(isFrame) { toggle <- ~toggle }
        let now = synchronized(toggle, into: .main, reset: 0)
        previous <- now
        counter.pulse <- now ^ previous
        frames <- counter.count
    }
}

#sourceLocation(file:"Hasty.swift",line:1)
final class Hasty: Module {
    let isFrame = Input()
    let frames = Output(16)
    private let seen = Register(reset: 0, in: sensor)
    private let counter = PulseCounter(width: 16)

    func describe() {
        seen <- isFrame
        counter.pulse <- seen
        frames <- counter.count
    }
}
#sourceLocation()

/// A module of somebody else's.
final class GrayCode: BlackBox {
    let binary = Input(4)
    let gray = Output(4)

    override var moduleName: String { "gray_code" }
    override var parameters: KeyValuePairs<String, VerilogParameter> { ["WIDTH": 4] }
    override var files: [SupportFile] { [.file("gray_code.v")] }
}

final class GrayCounter: Module {
    let step = Input()
    let code = Output(4)
    private let counter = PulseCounter(width: 4)
    private let converter = GrayCode()

    func describe() {
        counter.pulse <- step
        converter.binary <- counter.count
        code <- converter.gray
    }
}

/// Keeps a port that it doesn't read.
final class Compatible: Module {
    let data = Input(8)
    let parity = Input()
    let inverted = Output(8)

    func describe() { inverted <- ~data }
}

struct Chapter7 {
    private static func systemVerilog(of design: Design) -> [VerilogFile] {
        var options = VerilogOptions()
        options.dialect = .systemVerilog
        options.resetKind = .asynchronous
        options.resetName = "reset_n"
        options.resetIsActiveLow = true
        let files = design.verilog(options)
        return files
    }

    private static func waived() throws -> Design {
        let design = try Design(
            waiving: [Waiver(.unused, in: "compatible", naming: "parity", because: "kept for the old board")]
        ) { Compatible() }
        return design
    }

    @Test func theArticleIsRight() throws {
        let counters = try Design { PulseCounters(3, width: 8) }
        let frames = try Design { FrameCounter() }
        let gray = try Design { GrayCounter() }
        let place = try #require(counters.sourceMap().place(ofLine: 17, in: "pulse_counter_8.v"))
        try expectArticle(
            "Chapter7-Structure", shows: [counters, frames, gray],
            verilog: Self.systemVerilog(of: counters).map(\.text),
            prints: [messages { try Design { Hasty() } }, "\(place.file):\(place.line)"])
        let waived = try Self.waived().waived
        #expect(waived.map(\.waiver.reason) == ["kept for the old board"])
    }

    @Test func pulsesAreCounted() throws {
        let counters = PulseCounters(3, width: 8)
        let simulation = try Simulator(counters)
        try simulation.reset()
        simulation[counters.pulses[0]] = 1
        simulation[counters.pulses[2]] = 1
        try simulation.step(cycles: 5)
        #expect(simulation[counters.total] == 10)
        #expect(try simulation.number(at: "counters_2.value") == 5)
        try simulation.finish()
    }

    @Test func framesAreCounted() throws {
        let counter = FrameCounter()
        let simulation = try Simulator(counter)
        try simulation.reset()
        simulation[counter.isFrame] = 1
        for _ in 0..<5 {
            try simulation.step(sensor)
            try simulation.step(cycles: 3)
        }
        #expect(simulation[counter.frames] == 5)
        try simulation.finish()
    }

    @Test func somebodyElsesModuleCounts() throws {
        let counter = GrayCounter()
        try onEveryBackEnd(counter, backEnds: [.verilator, .icarus]) { simulation in
            try simulation.reset()
            simulation[counter.step] = 1
            for number in 0..<16 {
                #expect(simulation[counter.code] == number ^ number >> 1)
                try simulation.step()
            }
        }
    }
}
