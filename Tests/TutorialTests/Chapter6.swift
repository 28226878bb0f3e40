import HDL
import HDLTesting
import Testing

struct Pixel: Interface {
    let red: Signal
    let green: Signal
    let blue: Signal

    init(_ side: Side) {
        red = side.output(8)
        green = side.output(8)
        blue = side.output(8)
    }
}

/// The brightness of each pixel: (red + 2 green + blue) / 4.
final class Brightness: Module {
    let pixels = Stream(Pixel.init, .sink)
    let levels = Stream(8, .source)

    func describe() {
        let level = pixels.map { pixel in
            sum(of: [pixel.red, pixel.green, pixel.green, pixel.blue])[9, 2]
        }
        connect(level, levels)
    }
}

/// A register between two streams: no value is lost, whenever the sink stalls.
final class StreamRegister: Module {
    let input = Stream(8, .sink)
    let output = Stream(8, .source)
    private let isFull = Register(reset: 0)
    private let value = Register(8)

    func describe() {
        input.ready <- ~isFull | output.ready
        When(input.ready) { isFull <- input.valid }
        When(input.transfer) { value <- input.payload }
        output.valid <- isFull
        output.payload <- value
    }
}

/// Pixels in, brightness out, with a register in between.
final class Camera: Module {
    let pixels = Stream(Pixel.init, .sink)
    let levels = Stream(8, .source)
    private let brightness = Brightness()
    private let stage = StreamRegister()

    func describe() {
        connect(pixels, brightness.pixels)
        connect(brightness.levels, stage.input)
        connect(stage.output, levels)
    }
}

#sourceLocation(file:"Crossed.swift",line:1)
final class Crossed: Module {
    let levels = Stream(8, .source)
    private let stage = StreamRegister()

    func describe() {
        connect(stage.input, levels)
        connect(stage.output, levels)
    }
}
#sourceLocation()

struct Chapter6 {
    @Test func theArticleIsRight() throws {
        try expectArticle(
            "Chapter6-Streams", shows: [Design { Camera() }],
            prints: [messages { try Design { Crossed() } }])
    }

    @Test func noPixelIsLost() throws {
        let camera = Camera()
        try onEveryBackEnd(camera) { simulation in
            var sent = 0
            var received: [Int] = []
            try simulation.reset()
            for cycle in 0..<400 {
                simulation[camera.pixels.valid] = cycle % 3 == 2 ? 0 : 1
                simulation[camera.pixels.payload.red] = sent
                simulation[camera.pixels.payload.green] = 100
                simulation[camera.pixels.payload.blue] = sent
                simulation[camera.levels.ready] = cycle % 7 < 4 ? 1 : 0
                if simulation[camera.levels.valid] == 1 && simulation[camera.levels.ready] == 1 {
                    received.append(simulation[camera.levels.payload])
                }
                if simulation[camera.pixels.valid] == 1 && simulation[camera.pixels.ready] == 1 { sent += 1 }
                try simulation.step()
            }
            #expect(received == (0..<received.count).map { (2 * $0 + 200) / 4 })
            #expect(received.count > 100 && sent - received.count <= 1)
        }
    }
}
