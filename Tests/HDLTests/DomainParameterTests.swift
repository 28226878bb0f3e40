// swift-format-ignore-file: AlwaysUseLowerCamelCase
import HDL
import Testing

/// Whatever makes registers or ports can be put into a clock domain.
struct DomainParameterTests {
    private static let pixel = ClockDomain("pixel")

    private enum Step: HardwareEnumeration { case idle, run }

    private final class Everything: Module {
        let start = Input()
        let data = Input(8)
        let index = Input(2)
        let result = Output(8)
        private let machine = StateMachine(reset: Step.idle, in: pixel)
        private let words = Vector(4, of: 8, .register(reset: 0), in: pixel)

        func describe() {
            machine.body {
                At(.idle) { When(start) { machine.go(to: .run) } }
                At(.run) { machine.go(to: .idle) }
            }
            When(machine.is(.run)) { words[index] <- data }
            let pipeline = Pipeline(valid: start, in: pixel)
            let value = pipeline.carry("value", words[index])
            pipeline.nextStage()
            let late = delayed("late", data, by: 2, in: pixel)
            let lateValid = delayed("marked", data, valid: start, by: 1, in: pixel)
            result <- value.value ^ late ^ lateValid.value ^ (pipeline.valid & lateValid.valid).replicated(8)
        }
    }

    @Test func allRegistersAreInTheDomain() throws {
        let design = try Design { Everything() }
        #expect(design.clocking().map(\.domain) == [Self.pixel])
        #expect(!design.topText().contains("posedge clock"))
    }

    private final class Receiver: Module {
        let input = Stream(8, .sink.in(pixel))
        let other = Stream(8, .source.flipped.in(pixel))
        let count = Output(8)
        private let total = Register(8, reset: 0)

        func describe() {
            input.ready <- high
            other.ready <- high
            When(input.transfer & other.transfer) { total <- input.payload &+ other.payload }
            count <- total
        }
    }

    @Test func portsOfInterfacesSayTheirDomain() {
        let found = findings { Receiver() }
        #expect(!found.isEmpty && found.allSatisfy { $0.code == .clockCrossing }, "\(found)")
        #expect(found.allSatisfy { $0.subject == "total" }, "\(found)")
        #expect(
            found.first?.message.hasPrefix(
                "Register 'total' (unsigned 8 bits, domain 'main') samples input 'input_valid'") == true,
            "\(found)")
    }

    /// Ports of which one says another domain than the rest.
    private struct Link: Interface {
        let data: Signal
        let level: Signal
        init(_ side: Side) {
            data = side.output(4)
            level = side.input(2, in: .main)
        }
    }

    private final class Sender: Module {
        let link = Link(.source.in(pixel))
        private let value = Register(4, reset: 0, in: pixel)
        private let limit = Register(2, reset: 0)
        let full = Output()
        func describe() {
            value <- value &+ 1
            link.data <- value
            limit <- link.level
            full <- limit .== 3
        }
    }

    @Test func aPortCanDifferFromItsInterface() throws {
        let design = try Design { Sender() }
        #expect(design.clocking().map(\.domain) == [.main, Self.pixel])
    }

    private final class Crossing: Module {
        let start = Input()
        let result = Output(4)
        private let count = Register(4, reset: 0)
        private let shown = Register(4, in: pixel)
        func describe() {
            When(start) { count <- count &+ 1 }
            shown <- count
            result <- shown
        }
    }

    @Test func crossingsAreWaived() throws {
        let waiver = Waiver(
            .clockCrossing, in: "crossing", naming: "shown",
            because: "only read while the counter stands still")
        let design = try Design(waiving: [waiver]) { Crossing() }
        #expect(design.waived.map(\.diagnostic.code) == [.clockCrossing])
        #expect(design.topText().contains("shown <= count;"))
        #expect(throws: ElaborationError.self) {
            try Design(waiving: [Waiver(.clockCrossing, in: "crossing", naming: "count", because: "none")]) {
                Crossing()
            }
        }
    }
}
