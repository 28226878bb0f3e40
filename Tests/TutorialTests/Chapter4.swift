import HDL
import HDLTesting
import Testing

/// Sends eight bits, the lowest first, between a start bit and a stop bit; one bit a cycle.
final class Transmitter: Module {
    enum State: HardwareEnumeration { case idle, start, data, stop }

    let send = Input()
    let word = Input(8)
    let line = Output(1, "one while nothing is sent")
    let isIdle = Output()
    let control = StateMachine(reset: State.idle)
    private let bits = Register(8, "those to be sent")
    private let index = Register(3, reset: 0)

    func describe() {
        line <- 1
        control.body {
            At(.idle) {
                When(send) {
                    bits <- word
                    control.go(to: .start)
                }
            }
            At(.start) {
                line <- 0
                control.go(to: .data)
            }
            At(.data) {
                line <- bits[0]
                bits <- cat(low, bits[7, 1])
                index <- index &+ 1
                When(index .== 7) { control.go(to: .stop) }
            }
            At(.stop) { control.go(to: .idle) }
        }
        isIdle <- control.is(.idle)
    }
}

#sourceLocation(file:"Forgetful.swift",line:1)
final class Forgetful: Module {
    enum State: HardwareEnumeration { case idle, run, drain }

    let start = Input()
    let isRunning = Output()
    private let control = StateMachine(reset: State.idle)

    func describe() {
        control.body {
            At(.idle) { When(start) { control.go(to: .run) } }
            At(.run) { control.go(to: .idle) }
        }
        isRunning <- control.is(.run)
    }
}
#sourceLocation()

enum Opcode: Int, HardwareEnumeration { case add = 1, load = 4, halt = 7 }

enum Grant: HardwareEnumeration {
    case none, left, right
    static var encoding: EnumerationEncoding { .oneHot }
}

/// An adder with a switch, which needs no state machine.
final class Decoder: Module {
    let opcode = Input(Opcode.shape)
    let a = Input(8), b = Input(8)
    let result = Output(8)
    let isHalted = Output()
    let grant = Output(Grant.shape)

    func describe() {
        Switch(opcode) {
            Case(Opcode.add) { result <- a &+ b }
            Case(Opcode.load) { result <- b }
            Default { result <- 0 }
        }
        isHalted <- (opcode .== Opcode.halt)
        grant <- Grant.none
        When(opcode .== Opcode.load) { grant <- Grant.right }
    }
}

struct Chapter4 {
    @Test func theArticleIsRight() throws {
        try expectArticle(
            "Chapter4-StateMachines", shows: [Design { Transmitter() }, Design { Decoder() }],
            prints: [messages { try Design { Forgetful() } }, try Self.waves()])
    }

    private static func waves() throws -> String {
        let sender = Transmitter()
        let simulation = try Simulator(sender)
        let waves = WaveRecorder(simulation, [sender.send, sender.control.state, sender.line])
        try simulation.reset()
        simulation[sender.send] = 1
        simulation[sender.word] = 0b0100_1101
        try waves.step()
        simulation[sender.send] = 0
        try waves.step(cycles: 11)
        try simulation.finish()
        return waves.picture
    }

    @Test func everyWordArrives() throws {
        let sender = Transmitter()
        try onEveryBackEnd(sender) { simulation in
            try simulation.reset()
            var mistakes = 0
            for word in 0..<256 {
                simulation[sender.send] = 1
                simulation[sender.word] = word
                try simulation.step()
                simulation[sender.send] = 0
                var frame = 0
                for position in 0..<10 {
                    frame |= simulation[sender.line] << position
                    try simulation.step()
                }
                if frame != 1 << 9 | word << 1 || simulation[sender.isIdle] != 1 { mistakes += 1 }
            }
            #expect(mistakes == 0)
        }
    }
}
