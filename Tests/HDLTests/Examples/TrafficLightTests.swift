import HDL
import Testing

/// A crossing of two roads: the light stays green for the main road until a car waits on the side road.
private enum Light: HardwareEnumeration {
    case mainGreen, mainYellow, sideGreen, sideYellow

    static var encoding: EnumerationEncoding { .gray }
}

private final class TrafficLight: Module {
    let carWaits = Input(1, "a car stands on the side road")
    let mainIsGreen = Output()
    let sideIsGreen = Output()
    let isYellow = Output()
    private let light = StateMachine(reset: Light.mainGreen)
    private let timer = Register(2, reset: 0, "cycles in this state, up to three")

    func describe() {
        let timeIsUp = wire("time_is_up", timer .== 3)
        timer <- timer &+ 1
        light.body {
            At(.mainGreen) {
                When(carWaits & timeIsUp) { light.go(to: .mainYellow) }.elseWhen(timeIsUp) { timer <- 3 }
            }
            At(.mainYellow) { light.go(to: .sideGreen) }
            At(.sideGreen) {
                When(timeIsUp) { light.go(to: .sideYellow) }
            }
            At(.sideYellow) { light.go(to: .mainGreen) }
        }
        mainIsGreen <- light.is(.mainGreen)
        sideIsGreen <- light.is(.sideGreen)
        isYellow <- light.isAny(of: .mainYellow, .sideYellow)
    }
}

struct TrafficLightTests {
    @Test func theSideRoadWaitsItsTurn() throws {
        let design = try Design { TrafficLight() }
        try lint(design)
        let text = design.topText()
        #expect(text.contains("localparam [1:0] LightSideGreen = 2'd3;"))
        #expect(text.contains("LightMainYellow: light <= LightSideGreen;"))
        // A car from the start; the main road keeps its green for four cycles, a yellow takes one of the next four.
        let outputs = try Simulation.run(
            design, rows: Array(repeating: [1], count: 14), reset: [true])
        let lights = outputs.dropFirst().map {
            $0[0] == "1" ? "M" : $0[1] == "1" ? "S" : $0[2] == "1" ? "y" : "?"
        }
        #expect(lights.joined() == "MMMMySSSyMMMy")
    }
}
