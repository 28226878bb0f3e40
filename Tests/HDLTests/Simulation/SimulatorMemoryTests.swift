import HDL
import HDLTesting
import Testing

/// Reads of words that are being written, in process beside Icarus.
struct SimulatorMemoryTests {
    private final class Store: Module {
        let write = Input()
        let lanes = Input(2)
        let writeAddress = Input(3)
        let data = Input(8)
        let read = Input()
        let readAddress = Input(3)
        let oldWord = Output(8)
        let newWord = Output(8)
        private let words = Memory(
            depth: 6, width: 8,
            ports: [.write(byteEnable: 4), .read(underWrite: .old), .read(underWrite: .new)])

        func describe() {
            words.writeEnable <- write
            words.writes[0].byteEnable <- lanes
            words.writeAddress <- writeAddress
            words.writeData <- data
            for reader in [words.reads[0], words.reads[1]] {
                reader.enable <- read
                reader.address <- readAddress
            }
            oldWord <- words.reads[0].data
            newWord <- words.reads[1].data
        }
    }

    @Test func synchronousReadsShowOldOrNewWords() throws {
        let store = Store()
        try onEveryBackEnd(try Design { store }, backEnds: [.inProcess, .icarus]) { simulation in
            var generator = SeededGenerator(seed: 12)
            var differ = 0
            for cycle in 0..<400 {
                // Every word is known before the first read.
                let isFilling = cycle < 6
                simulation[store.write] = isFilling ? 1 : Int.random(in: 0...1, using: &generator)
                simulation[store.lanes] = isFilling ? 3 : Int.random(in: 0...3, using: &generator)
                simulation[store.writeAddress] = isFilling ? cycle : Int.random(in: 0..<6, using: &generator)
                simulation[store.data] = Int.random(in: 0..<256, using: &generator)
                simulation[store.read] = isFilling ? 0 : Int.random(in: 0...1, using: &generator)
                simulation[store.readAddress] = Int.random(in: 0..<6, using: &generator)
                try simulation.step()
                if simulation[store.oldWord] != simulation[store.newWord] { differ += 1 }
            }
            #expect(differ > 10, "seed 12")
        }
    }
}
