import HDL
import HDLTesting
import Testing

/// 256 words that are written by bytes and read a cycle later.
final class Scratchpad: Module {
    let write = Input()
    let bytes = Input(4, "which bytes of the word to write")
    let address = Input(8)
    let word = Input(32)
    let result = Output(32, "a cycle after its address")
    private let words = Memory(depth: 256, width: 32, ports: [.write(byteEnable: 8), .read(.synchronous)])

    func describe() {
        words.writes[0].enable <- write
        words.writes[0].byteEnable <- bytes
        words.writes[0].address <- address
        words.writes[0].data <- word
        words.reads[0].enable <- ~write
        words.reads[0].address <- address
        result <- words.reads[0].data
    }
}

/// The squares of 0 to 15, from a table.
final class Squares: Module {
    let number = Input(4)
    let square = Output(8)
    private let values = Memory.rom(
        (0..<16).map { BitPattern(words: [UInt64($0 * $0)], width: 8) }, label: "squares")

    func describe() {
        values.readEnable <- high
        values.readAddress <- number
        square <- values.readData
    }
}

#sourceLocation(file:"Stack.swift",line:1)
final class Stack: Module {
    let address = Input(8)
    let word = Output(16)
    private let words = Memory.simpleDualPort(depth: 256, width: 16)

    func describe() {
        words.readEnable <- high
        words.readAddress <- address
        word <- words.readData
    }
}
#sourceLocation()

struct Chapter5 {
    @Test func theArticleIsRight() throws {
        let scratchpad = try Design { Scratchpad() }
        try expectArticle(
            "Chapter5-Memories", shows: [scratchpad, Design { Squares() }],
            prints: [messages { try Design { Stack() } }, scratchpad.memoryManifest().json])
    }

    @Test func readsWhatWasWritten() throws {
        let pad = Scratchpad()
        try onEveryBackEnd(pad) { simulation in
            try simulation.reset()
            simulation[pad.write] = 1
            simulation[pad.address] = 7
            simulation[pad.bytes] = 0b1111
            simulation[pad.word] = 0x1122_3344
            try simulation.step()
            simulation[pad.bytes] = 0b0010
            simulation[pad.word] = 0xaabb_ccdd
            try simulation.step()
            simulation[pad.write] = 0
            try simulation.step()
            #expect(simulation[pad.result] == 0x1122_cc44)
        }
    }

    @Test func squaresComeACycleLater() throws {
        let squares = Squares()
        try onEveryBackEnd(squares) { simulation in
            try simulation.reset()
            for number in 0..<16 {
                simulation[squares.number] = number
                try simulation.step()
                #expect(simulation[squares.square] == number * number)
            }
        }
    }
}
