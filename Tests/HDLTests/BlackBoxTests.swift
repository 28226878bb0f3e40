import Foundation
import HDL
import HDLTesting
import Testing

/// Somebody else's Verilog inside a design: emission, simulation with the real file, and mistakes.
struct BlackBoxTests {
    private static let source = """
        module legacy_accumulator #(
            parameter WIDTH = 4,
            parameter [3:0] START = 4'd0,
            parameter NAME = "none"
        ) (
            input wire clk,
            input wire rst_n,
            input wire [WIDTH-1:0] STEP,
            output reg [WIDTH-1:0] total,
            output wire isEven
        );
            assign isEven = ~STEP[0] & (NAME == "even");
            always @(posedge clk) begin
                if (!rst_n) total <= {{(WIDTH - 4){1'b0}}, START};
                else total <= total + STEP;
            end
        endmodule

        """

    private final class Accumulator: BlackBox {
        let step: Signal
        let total: Signal
        let even = Output()
        private let width: Int

        init(width: Int) {
            self.width = width
            step = Input(width)
            total = Output(width)
        }

        override var moduleName: String { "legacy_accumulator" }
        override var parameters: KeyValuePairs<String, VerilogParameter> {
            ["WIDTH": .integer(width), "START": .bits(BitPattern(words: [3], width: 4)), "NAME": "even"]
        }
        override var portNames: [String: String] { ["step": "STEP", "even": "isEven"] }
        override var pins: [DomainPin] { [.clock("clk"), .reset("rst_n", isActiveLow: true)] }
        override var files: [SupportFile] { [.text(BlackBoxTests.source, named: "legacy_accumulator.v")] }
        override var combinationalPaths: CombinationalPaths { .some([(from: [step], to: [even])]) }
        override func simulationModel() -> (any Module)? { Model(width: width) }
    }

    private final class Model: Module {
        let step: Signal
        let total: Signal
        let even = Output()
        private let sum: Signal

        init(width: Int) {
            step = Input(width)
            total = Output(width)
            sum = Register(width, reset: 3)
        }

        override var moduleName: String { "accumulator_model_\(step.width)" }

        func describe() {
            sum <- sum &+ step
            total <- sum
            even <- ~step[0]
        }
    }

    private final class Pair: Module {
        let step = Input(8)
        let wide = Output(8)
        let narrow = Output(6)
        let even = Output(2)
        private let first = Accumulator(width: 8)
        private let second = Accumulator(width: 6)

        func describe() {
            first.step <- step
            second.step <- first.total[5, 0]
            wide <- first.total
            narrow <- second.total
            even <- cat(first.even, second.even)
        }
    }

    @Test func emission() throws {
        let design = try Design { Pair() }
        var options = VerilogOptions()
        options.modulePrefix = "chip_"
        #expect(design.verilog(options).map(\.fileName) == ["chip_pair.v"])
        #expect(design.supportFiles.map(\.name) == ["legacy_accumulator.v"])
        // Without a path from step to total there is none from step to even's upper box.
        #expect(design.combinationalInputs(of: "even") == ["step"])
        #expect(design.combinationalInputs(of: "narrow") == [])
        expectText(
            design.topText(options),
            """
            `default_nettype none

            module chip_pair (
                input  wire       clock,
                input  wire       reset,
                input  wire [7:0] step,
                output wire [7:0] wide,
                output wire [5:0] narrow,
                output wire [1:0] even
            );
                wire [7:0] first_total;
                wire first_even;
                wire second_even;

                legacy_accumulator #(
                    .WIDTH(8),
                    .START(4'h3),
                    .NAME("even")
                ) first (
                    .clk(clock),
                    .rst_n(~reset),
                    .STEP(step),
                    .total(first_total),
                    .isEven(first_even)
                );

                legacy_accumulator #(
                    .WIDTH(6),
                    .START(4'h3),
                    .NAME("even")
                ) second (
                    .clk(clock),
                    .rst_n(~reset),
                    .STEP(first_total[5:0]),
                    .total(narrow),
                    .isEven(second_even)
                );

                assign wide = first_total;
                assign even = {first_even, second_even};
            endmodule

            `default_nettype wire
            """)
        try lint(design, options, allowing: ["DECLFILENAME"])
        options.resetIsActiveLow = true
        #expect(design.topText(options).contains(".rst_n(reset),"))
    }

    @Test func simulation() throws {
        let design = try Design { Pair() }
        var generator = SeededGenerator(seed: 8)
        let rows = (0..<100).map { _ in [generator.next() & 255] }
        let outputs = try Simulation.run(design, rows: rows, reset: rows.indices.map { $0 < 2 })
        var (wide, narrow): (UInt64, UInt64) = (3, 3)
        var mismatches = 0
        for cycle in rows.indices where cycle >= 1 {
            let even = (rows[cycle][0] & 1 ^ 1) << 1 | (wide & 1 ^ 1)
            let expected = [wide, narrow, even]
            if outputs[cycle].map({ UInt64($0, radix: 2) }) != expected { mismatches += 1 }
            if cycle >= 2 {
                narrow = (narrow + wide) & 63
                wide = (wide + rows[cycle][0]) & 255
            }
        }
        #expect(mismatches == 0)
    }

    @Test func modelRunsLikeTheVerilog() throws {
        let pair = Pair()
        try onEveryBackEnd(pair) { simulation in
            var generator = SeededGenerator(seed: 9)
            try simulation.reset(cycles: 2)
            for _ in 0..<50 {
                simulation[pair.step] = Int(generator.next() & 255)
                try simulation.step()
            }
        }
        let simulation = try Simulator(Pair())
        try simulation.reset()
        #expect(try simulation.number(at: "second.model.sum") == 3)
        #expect(try simulation.number(at: "second.total") == 3)
    }

    @Test func boxesWithoutModelDoNotRunInProcess() throws {
        let design = try Design { Around(Faulty { _ in }) }
        #expect {
            try Simulator(design)
        } throws: { error in
            guard let error = error as? SimulationError, error.code == .missingModel else { return false }
            return "\(error)".contains("The black box 'faulty', declared at HDLTests/BlackBoxTests.swift:")
        }
    }

    // MARK: Mistakes

    /// A box with one mistake at a time.
    private final class Faulty: BlackBox {
        let data = Input(4)
        let result = Output(4)
        var given: KeyValuePairs<String, VerilogParameter> = [:]
        var names: [String: String] = [:]
        var sources: [SupportFile] = []
        var paths = CombinationalPaths.all
        var makeModel: () -> (any Module)? = { nil }

        init(_ change: (Faulty) -> Void) {
            super.init()
            change(self)
        }

        override var parameters: KeyValuePairs<String, VerilogParameter> { given }
        override var portNames: [String: String] { names }
        override var files: [SupportFile] { sources }
        override var combinationalPaths: CombinationalPaths { paths }
        override func simulationModel() -> (any Module)? { makeModel() }
    }

    /// A model of ``Faulty`` with or without a register.
    private final class Slow: Module {
        let data = Input(4)
        let result = Output(4)
        private let isRegistered: Bool
        init(isRegistered: Bool) { self.isRegistered = isRegistered }
        func describe() { result <- isRegistered ? register("held", next: data) : data }
    }

    private final class Around: Module {
        let data = Input(4)
        let result = Output(4)
        private let box: Faulty

        init(_ box: Faulty) { self.box = box }

        func describe() {
            box.data <- data
            result <- box.result
        }
    }

    private func message(_ change: @escaping (Faulty) -> Void) -> String {
        findings { Around(Faulty(change)) }.map { "\($0.code.rawValue) \($0.message)" }.joined(
            separator: "\n")
    }

    @Test func mistakes() {
        let stray = Input(4)
        #expect(message { _ in } == "")
        #expect(
            message { $0.given = ["SIZE": .integer(1 << 40)] }
                == "H065 The parameter 'SIZE' of 'faulty' can't be written: 1099511627776 doesn't fit 32 bits with "
                + "sign: give it as .bits")
        #expect(
            message { $0.given = ["A": 1, "A": 2] }
                == "H065 The black box 'faulty' has two parameters called 'A'")
        #expect(message { $0.names = ["data": "reg"] } == "H031 'reg' can't name a port of a black box")
        #expect(
            message { $0.names = ["input": "D"] }
                == "H065 portNames of 'faulty' names 'input', which is no port")
        #expect(
            message { $0.paths = .some([(from: [stray], to: [$0.result])]) }
                == "H065 A path of 'faulty' doesn't lead from its inputs to its outputs")
        #expect(
            message { $0.makeModel = { Model(width: 4) } }
                == "H064 The simulation model 'accumulator_model_4' has other ports than the black box 'faulty': it "
                + "hasn't input 'data' (unsigned 4 bits), it hasn't output 'result' (unsigned 4 bits), only it has "
                + "input 'step' (unsigned 4 bits), only it has output 'total' (unsigned 4 bits), only it has output "
                + "'even' (unsigned 1 bit)")
        let hidden = message {
            $0.paths = .none
            $0.makeModel = { Slow(isRegistered: false) }
        }
        #expect(
            hidden
                == "H064 In the simulation model 'slow' 'data' reaches the output 'result' in the same cycle, which "
                + "combinationalPaths of 'faulty' doesn't say")
        #expect(
            message { $0.makeModel = { Slow(isRegistered: true) } }
                == "H064 The simulation model 'slow' has registers in the domain 'main', of which the black box "
                + "'faulty' has no pin")
        #expect(
            findings { Faulty { _ in } }.map(\.message) == [
                "The black box 'faulty' can't be the top of a design"
            ])
    }

    @Test func files() throws {
        let missing = SupportFile.file("no_such_file.v")  // <- missing
        let found = findings { Around(Faulty { $0.sources = [missing] }) }
        expect(
            found, .invalidSupportFile, at: MarkedLines().line("missing"),
            ["The file 'no_such_file.v' of the black box 'faulty' can't be read"])
        let twice = [SupportFile.text("a", named: "a.v"), .text("b", named: "a.v")]
        #expect(
            message { $0.sources = twice }.hasPrefix("H063 The file 'a.v' would be written over another file")
        )
        #expect(
            message { $0.sources = [.text("a", named: "around.v")] }
                == "H063 The file 'around.v' would be written over the emitted module of that name")
        let own = try Design { Around(Faulty { $0.sources = [.file("BlackBoxTests.swift")] }) }
        #expect(own.supportFiles.first?.text.hasPrefix("import Foundation") == true)
    }
}
