import ExternalTools
import Foundation

@testable import Cost

/// Small designs, the default library, and a cache that no other run has.
enum Fixture {
    /// Two numbers added to a register, and a comparison of the register with a third.
    static let accumulator = """
        module accumulator (
            input wire clock, input wire reset, input wire [7:0] first, input wire [7:0] second,
            output wire [9:0] sum, output wire above
        );
            reg [9:0] held;
            always @(posedge clock) begin
                if (reset) held <= 10'd0;
                else held <= held + {2'd0, first} + {2'd0, second};
            end
            assign sum = held;
            assign above = held > {2'd0, first};
        endmodule

        """

    /// Two accumulators and a register of its own.
    static let pair =
        accumulator + """
            module pair (
                input wire clock, input wire reset, input wire [7:0] first, input wire [7:0] second,
                output reg [9:0] difference
            );
                wire [9:0] left_sum, right_sum;
                wire left_above, right_above;
                accumulator left (.clock(clock), .reset(reset), .first(first), .second(second),
                    .sum(left_sum), .above(left_above));
                accumulator right (.clock(clock), .reset(reset), .first(second), .second(8'd3),
                    .sum(right_sum), .above(right_above));
                always @(posedge clock) difference <= (left_above ^ right_above) ? left_sum : right_sum;
            endmodule

            """

    static func module(
        _ name: String = "accumulator", _ verilog: String = accumulator, isOwnLogicOnly: Bool = false,
        workload: PortVectors? = nil
    ) -> CostModule {
        CostModule(
            name: name, verilog: verilog, top: name, isOwnLogicOnly: isOwnLogicOnly, workload: workload)
    }

    /// A cache in a folder of its own for `body`, removed afterwards.
    static func withCache<Result>(_ body: (ContentCache) throws -> Result) throws -> Result {
        let path = NSTemporaryDirectory() + "/cost-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(ContentCache(directory: path))
    }

    static func withEvaluator<Result>(_ body: (CostEvaluator) throws -> Result) throws -> Result {
        try withCache { cache in
            try body(try CostEvaluator(library: try CellLibrary(cache: cache), cache: cache))
        }
    }

    /// Files of a folder and its subfolders, by path within it, locks excluded.
    static func contents(_ folder: String) -> [String: Data] {
        var result: [String: Data] = [:]
        let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        for name in names where !name.hasSuffix(".lock") {
            var isDirectory = ObjCBool(false)
            _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isDirectory)
            if !isDirectory.boolValue {
                result[name] = FileManager.default.contents(atPath: folder + "/" + name)
            }
        }
        return result
    }

    static let hasTools = [("yosys", 0), ("sta", 0), ("iverilog", 0)].allSatisfy { name, _ in
        (try? ExternalTool(name, purpose: .cost).location()) != nil
    }
    static let hasLibrary = FileManager.default.fileExists(atPath: CellLibrary.defaultPath)
}
