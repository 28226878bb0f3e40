import HDL
import Testing

/// Two numbers, and what can be computed of them.
final class Pair: Module {
    let a = Input(8)
    let b = Input(8)
    let sum = Output(9, "exact")
    let wrapped = Output(8, "modulo 256")
    let average = Output(8, "rounded down")
    let difference = Output(.signed(9), "exact, so it has a sign")

    func describe() {
        let total = wire("total", a + b)
        sum <- total
        wrapped <- a &+ b
        average <- total[8, 1]
        difference <- a - b
    }
}

/// A level that moves by a signed step and stays within its range.
final class Level: Module {
    let step = Input(.signed(4))
    let height = Output(8)
    private let value = Register(8, reset: 128)

    func describe() {
        let moved = wire("moved", value.extended(to: 9).asSigned + step)
        value <- moved.saturated(to: .unsigned(8))
        height <- value
    }
}

#sourceLocation(file:"Mistaken.swift",line:1)
final class Mistaken: Module {
    let address = Input(8)
    let offset = Input(.signed(8))
    let next = Output(8)
    let moved = Output(.signed(9))

    func describe() {
        next <- address + address
        let sum = offset + address
        moved <- sum
    }
}
#sourceLocation()

struct Chapter2 {
    @Test func theArticleIsRight() throws {
        try expectArticle(
            "Chapter2-Widths", shows: [Design { Pair() }, Design { Level() }],
            prints: [messages { try Design { Mistaken() } }])
    }

    @Test func everyPairOfNumbers() throws {
        let pair = Pair()
        let simulation = try Simulator(pair)
        var mistakes = 0
        for a in 0..<256 {
            for b in 0..<256 {
                simulation[pair.a] = a
                simulation[pair.b] = b
                if simulation[pair.sum] != a + b || simulation[pair.wrapped] != (a + b) % 256
                    || simulation[pair.average] != (a + b) / 2 || simulation[pair.difference] != a - b
                {
                    mistakes += 1
                }
            }
        }
        #expect(mistakes == 0)
        try simulation.finish()
    }

    @Test func theLevelStaysInItsRange() throws {
        let level = Level()
        let simulation = try Simulator(level)
        try simulation.reset()
        for (step, expected) in [(7, 255), (-8, 0)] {
            simulation[level.step] = step
            try simulation.step(cycles: 40)
            #expect(simulation[level.height] == expected)
        }
        try simulation.finish()
    }
}
