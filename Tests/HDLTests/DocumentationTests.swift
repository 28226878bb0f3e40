import Foundation
import HDL
import Testing

/// The short examples of the documentation comments; the long ones stand in the tests of what they show.
struct DocumentationTests {
    private struct PixelBus: Interface {
        let valid: Signal
        let color: Signal
        init(_ side: Side) {
            valid = side.output()
            color = side.output(24)
        }
    }

    private struct PixelColor: Interface {
        let color: Signal
        init(_ side: Side) { color = side.output(24) }
    }

    private final class Stage: Module {
        let input = PixelBus(.sink)
        let output = PixelBus(.source)
        func describe() { connect(input, output) }
    }

    private final class Source: Module {
        let pixels = PixelBus(.source)
        func describe() {
            pixels.valid <- high
            pixels.color <- 7
        }
    }

    private final class Chain: Module {
        let pixels = PixelBus(.source)
        private let camera = Source()
        private let filter = Stage()

        func describe() {
            connect(camera.pixels, filter.input)
            connect(filter.output, pixels)
        }
    }

    private final class Joint: Module {
        let color = Output(24)
        private let camera = Source()
        func describe() {
            let middle = local("middle", PixelBus(.wires))
            connect(camera.pixels, middle)
            color <- select(middle.valid, middle.color, 0)
        }
    }

    private final class Queue: Module {
        let writeData = Input(24)
        let readData = Output(24)
        func describe() { readData <- writeData }
    }

    private final class Packing: Module {
        let pixels = Stream(PixelColor.init, .sink)
        let result = Stream(PixelColor.init, .source)
        private let queue = Queue()
        func describe() {
            queue.writeData <- packed(pixels.payload)
            unpack(queue.readData, into: result.payload)
            result.valid <- pixels.valid
            pixels.ready <- result.ready
        }
    }

    private final class Choices: Module {
        let clear = Input(), load = Input(), count = Input(), acknowledge = Input()
        let channel = Input(3)
        let data = Input(8), flags = Input(8)
        let next = Output(8)
        let flag = Output()
        let isPolynomial = Output()
        private let value = Register(8, reset: 0)
        private let pending = Register(8, reset: 0)
        private let remainder = Register(33, reset: 0)

        func describe() {
            let zero = constant(0, width: 8)
            next <- priority([(clear, zero), (load, data), (count, value &+ 1)], otherwise: value)
            value <- next
            pending <- flags
            flag <- flags.bit(at: channel)
            When(acknowledge) { pending.bit(at: channel) <- 0 }
            let polynomial = constant("0x1_db71_0641", width: 33)
            remainder <- polynomial ^ cat(pending, remainder[24, 0])
            isPolynomial <- remainder .== polynomial
        }
    }

    private final class Totals: Module {
        let sample = Input(8)
        let isSample = Input()
        let sum = Output(8)
        private let total = Register(8, reset: 0)
        func describe() {
            let late = delayed("sample", sample, valid: isSample, by: 3)
            When(late.valid) { total <- total &+ late.value }
            sum <- total
        }
    }

    @Test func theShortExamplesAreDesigns() throws {
        try lint(try Design { Chain() }, allowing: ["UNUSEDSIGNAL"])
        try lint(try Design { Joint() })
        try lint(try Design { Packing() })
        try lint(try Design { Choices() })
        try lint(try Design { Totals() })
    }

    /// Every example of the folders that these tests cover stands in a test, spaces and `private` aside.
    @Test func everyExampleStandsInATest() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let language = tests.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/HDL/Language")
        let tested = try swiftFiles(in: tests).map { Self.plain($0[...]) }
        var examples = 0
        for folder in ["Interfaces", "Control", "Operators", "Values"] {
            for text in try swiftFiles(in: language.appendingPathComponent(folder)) {
                for example in Self.examples(of: text) {
                    examples += 1
                    #expect(tested.contains { $0.contains(example) }, "not in a test: \(example)")
                }
            }
        }
        #expect(examples >= 12)
    }

    private func swiftFiles(in folder: URL) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: folder.resolvingSymlinksInPath().path)
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
            try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
        }
    }

    private static func examples(of text: String) -> [String] {
        var found: [String] = []
        var open: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let content = line.drop { $0 == " " }
            if content.hasPrefix("/// ```") {
                if let lines = open { found.append(plain(lines.joined(separator: "\n")[...])) }
                open = open == nil ? [] : nil
            } else if open != nil {
                open?.append(content.dropFirst(3))
            }
        }
        return found
    }

    private static func plain(_ text: Substring) -> String {
        text.split { $0.isWhitespace }.filter { $0 != "private" }.joined(separator: " ")
    }
}
