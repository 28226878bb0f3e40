import Foundation
import HDL
import Testing

/// Waves as text and as value change dumps.
struct WaveTests {
    enum State: Int, HardwareEnumeration { case idle, run, waiting }

    final class Machine: Module {
        let enable = Input()
        let count = Output(4)
        let delta = Output(.signed(4))
        let state = Register(reset: State.idle)
        let shown = Output(State.shape)
        private let value = Register(4, reset: 0)

        func describe() {
            Switch(state) {
                Case(State.idle) { When(enable) { state <- State.run } }
                Case(State.run) {
                    value <- value &+ 1
                    When(value .== 2) { state <- State.waiting }
                }
                Case(State.waiting) { state <- State.idle }
            }
            count <- value
            delta <- (~value).asSigned
            shown <- state
        }
    }

    private func run(_ simulation: Simulator, _ machine: Machine, _ step: () throws -> Void) throws {
        try simulation.reset()
        for cycle in 0..<8 {
            simulation[machine.enable] = cycle == 1 || cycle == 2 ? 1 : 0
            try step()
        }
    }

    @Test func wavesAsText() throws {
        let machine = Machine()
        let simulation = try Simulator(machine)
        let waves = WaveRecorder(
            simulation, [machine.enable, machine.count, machine.delta, machine.state, machine.shown])
        try run(simulation, machine) { try waves.step() }
        #expect(
            waves.picture == """
                clock   ____----____----____----____----____----____----____----____----
                enable  ________----------------________________________________________
                count   0                       |1      |2      |3
                delta   -1                      |-2     |-3     |-4
                state   idle            |run                    |waiting|idle
                shown   idle            |run                    |waiting|idle
                """)
    }

    @Test func cyclesAreTwoColumnsWhereThatIsEnough() throws {
        let machine = Machine()
        let simulation = try Simulator(machine)
        let waves = WaveRecorder(simulation, [machine.enable, machine.count])
        try run(simulation, machine) { try waves.step() }
        #expect(
            waves.picture == """
                clock   _-_-_-_-_-_-_-_-
                enable  __----__________
                count   0     |1|2|3
                """)
    }

    @Test func enumerationsReachThroughPortsAndCutsAreMarked() throws {
        enum Long: Int, HardwareEnumeration { case aNameOfMoreThanTwentyFourLetters, b }
        final class Child: Module {
            let kind = Input(Long.shape)
            let isB = Output()
            func describe() { isB <- (kind .== Long.b) }
        }
        final class Parent: Module {
            let kind = Input(Long.shape)
            let isB = Output()
            let child = Child()
            func describe() {
                child.kind <- kind
                isB <- child.isB
            }
        }
        let parent = Parent()
        let simulation = try Simulator(parent)
        let waves = WaveRecorder(simulation, [parent.kind, parent.child.kind])
        try waves.step()
        simulation[parent.kind] = 1
        try waves.step()
        #expect(
            waves.picture == """
                clock  ____________------------____________------------
                kind   aNameOfMoreThanTwentyFo~|b
                kind   aNameOfMoreThanTwentyFo~|b
                """)
    }

    @Test func changesAreDumped() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("machine.vcd").path
            let machine = Machine()
            let simulation = try Simulator(machine)
            try simulation.trace(to: path)
            simulation[machine.enable] = 1
            try simulation.reset()
            // Until the run is over there is no file of that name.
            #expect(!FileManager.default.fileExists(atPath: path))
            try simulation.step(cycles: 2)
            try simulation.finish()
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names == ["machine.vcd"])
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(
                text == """
                    $version BitMoD HDL simulator $end
                    $timescale 1ns $end
                    $scope module machine $end
                    $var wire 1 ! clock $end
                    $var wire 1 " reset $end
                    $var wire 1 # enable $end
                    $var wire 4 $ count [3:0] $end
                    $var wire 4 % delta [3:0] $end
                    $var reg 2 & state [1:0] $end
                    $var string 1 ' state_case $end
                    $var wire 2 ( shown [1:0] $end
                    $var string 1 ) shown_case $end
                    $var reg 4 * value [3:0] $end
                    $upscope $end
                    $enddefinitions $end
                    #0
                    0!
                    1"
                    1#
                    b0 $
                    b1111 %
                    b0 &
                    sidle '
                    b0 (
                    sidle )
                    b0 *
                    #5
                    1!
                    #10
                    0!
                    0"
                    #15
                    1!
                    b1 &
                    srun '
                    b1 (
                    srun )
                    #20
                    0!
                    #25
                    1!
                    b1 $
                    b1110 %
                    b1 *
                    #30

                    """)
        }
    }

    @Test func aTraceThatCantBeWrittenIsAnError() throws {
        let simulation = try Simulator(Machine())
        #expect(throws: SimulationError.self) { try simulation.trace(to: "no/such/folder/machine.vcd") }
        try simulation.step()
    }
}
