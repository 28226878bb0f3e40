import HDL
import Testing

/// The example of `StateMachine`.
private enum Light: HardwareEnumeration { case red, green, yellow }

private final class TrafficLight: Module {
    let carWaits = Input()
    let timeIsUp = Input()
    let go = Output()
    private let light = StateMachine(reset: Light.red)

    func describe() {
        light.body {
            At(.red) { When(carWaits) { light.go(to: .green) } }
            At(.green) { When(timeIsUp) { light.go(to: .yellow) } }
            At(.yellow) { When(timeIsUp) { light.go(to: .red) } }
        }
        go <- light.is(.green)
    }
}

struct StateMachineTests {
    @Test func readsLikeAHandWrittenStateMachine() throws {
        let design = try Design { TrafficLight() }
        try lint(design)
        expectText(
            design.topText(),
            """
            `default_nettype none

            module traffic_light (
                input  wire clock,
                input  wire reset,
                input  wire car_waits,
                input  wire time_is_up,
                output wire go
            );
                localparam [1:0] LightRed = 2'd0;
                localparam [1:0] LightGreen = 2'd1;
                localparam [1:0] LightYellow = 2'd2;

                reg [1:0] light;

                always @(posedge clock) begin
                    if (reset) begin
                        light <= LightRed;
                    end else begin
                        case (light)
                            LightRed: begin
                                if (car_waits) begin
                                    light <= LightGreen;
                                end
                            end
                            LightGreen: begin
                                if (time_is_up) begin
                                    light <= LightYellow;
                                end
                            end
                            LightYellow: begin
                                if (time_is_up) begin
                                    light <= LightRed;
                                end
                            end
                            default: ;
                        endcase
                    end
                end

                assign go = light == LightGreen;
            endmodule

            `default_nettype wire
            """)
        // red, red, green, green, yellow, red
        let rows: [[UInt64]] = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 1], [0, 1], [0, 0]]
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        #expect(outputs.dropFirst().map { $0[0] } == ["0", "0", "1", "1", "0", "0"])
    }

    private enum Job: HardwareEnumeration {
        case idle, load, work, done
        static var encoding: EnumerationEncoding { .oneHot }
    }

    private final class Worker: Module {
        let start = Input()
        let cancel = Input()
        let isBusy = Output()
        let phase = Output(2)
        private let job = StateMachine(reset: Job.idle, "what is under way")
        func describe() {
            isBusy <- job.isAny(of: .load, .work)
            phase <- 0
            job.body {
                At(.idle, .done) { When(start) { job.go(to: .load) } }
                for (source, target) in [(Job.load, Job.work), (.work, .done)] {
                    At(source) {
                        job.go(to: target)
                        phase <- (source == .load ? 1 : 2)
                    }
                }
            }
            When(cancel) { job.go(to: .idle) }
        }
    }

    @Test func sharedStatesLoopsAndTransitionsFromEverywhere() throws {
        let design = try Design { Worker() }
        try lint(design)
        let rows: [[UInt64]] = [[0, 0], [1, 0], [1, 0], [1, 0], [1, 0], [0, 1], [0, 0]]
        let outputs = try Simulation.run(design, rows: rows, reset: [true])
        #expect(outputs.dropFirst().map { $0[1] } == ["00", "01", "10", "00", "01", "00"])
        #expect(outputs.dropFirst().map { $0[0] } == ["0", "1", "1", "0", "1", "0"])
    }
}
