import ExternalTools
import Foundation
import Testing

@testable import Cost

/// Carries of every style are those of plain addition, for all inputs.
@Suite struct AdderTests {
    @Test(arguments: AdderStyle.allCases, [2, 3, 8, 13, 29])
    func sumsAreThoseOfPlainAddition(_ style: AdderStyle, _ width: Int) throws {
        let log = try Self.proof(style.technologyMap, width: width)
        #expect(log.contains("SAT proof finished - no model found: SUCCESS!"), "\(log)")
    }

    /// A map that isn't taken, or that the proof doesn't see, would let everything pass.
    @Test func anotherCarryIsFound() throws {
        let map = AdderStyle.sklansky.technologyMap
        let wrong = map.replacingOccurrences(of: "(i >> level) % 2 == 1", with: "(i >> level) % 4 == 1")
        #expect(wrong != map)
        #expect(!(try Self.proof(wrong, width: 13).contains("SUCCESS!")))
    }

    private static func proof(_ map: String, width: Int) throws -> String {
        try Workspace.with { folder in
            try folder.write(map, to: "adders.v")
            try folder.write(
                """
                module plain (input [\(width - 1):0] a, b, input c, d, output [\(width):0] y);
                    assign y = d ? a - b : {a, 1'b1} + {b, c} >> 1;
                endmodule
                """, to: "plain.v")
            let script = """
                read_verilog plain.v
                hierarchy -top plain
                proc
                copy plain mapped
                select mapped
                alumacc
                techmap -map adders.v -map +/techmap.v
                select -clear
                miter -equiv -flatten plain mapped miter
                sat -verify -prove trigger 0 miter
                """
            try folder.write(script, to: "script.ys")
            return try ExternalTool("yosys", purpose: .cost).run(
                ["-Q", "-T", "-s", "script.ys"], in: folder.url
            )
            .text
        }
    }
}
