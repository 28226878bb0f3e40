import Foundation
import Testing

@testable import Verification

/// The parts of a mutation campaign that decide what counts; the campaign itself runs from the command line.
@Suite struct MutationTests {
    private static let source = ["module m;", "  assign sum = a + b;", "  assign other = a + b;"]

    private func mutant(_ number: Int, cell: String, line: Int) -> Mutant? {
        Mutant(
            line: "mutate -ctrl mutation 8 \(number) -mode const0 -module m -cell \(cell) -port Y -portbit 2 "
                + "-ctrlbit 1 -wire sum -wirebit 2 -src m.v:\(line).16-\(line).21",
            source: Self.source)
    }

    @Test func aMutantIsNamedByWhatItDoesAndNotByNumbersOfYosys() throws {
        let first = try #require(mutant(3, cell: "$add$m.v:2$1", line: 2))
        let renumbered = try #require(mutant(9, cell: "$add$m.v:2$77", line: 2))
        #expect(first.number == 3)
        #expect(first.description == "const0 $add.Y[2] by [1], sum[2] | a + b")
        #expect(renumbered.description == first.description)
    }

    @Test func mutantsThatReadAlikeAreToldApart() throws {
        let pair = [
            try #require(mutant(1, cell: "$add$m.v:2$1", line: 2)),
            try #require(mutant(2, cell: "$add$m.v:3$2", line: 3)),
        ]
        let names = Mutant.distinguish(pair).map(\.description)
        #expect(Set(names).count == 2)
    }

    @Test func theUnmutatedDesignIsNoMutant() {
        #expect(Mutant(line: "mutate -mode none", source: []) == nil)
        #expect(Mutant(line: "", source: []) == nil)
    }

    private func waivers(_ text: String) throws -> MutationWaivers {
        let path = NSTemporaryDirectory() + "bitmod-waivers-\(UUID().uuidString).yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try MutationWaivers(contentsOf: path)
    }

    @Test func aWaiverNeedsItsReasonAndItsOwnMutant() throws {
        let entry = "  - { target: sequencer, mutant: x, reason: unreachable }\n"
        #expect(try waivers("waivers:\n" + entry).waivers.count == 1)
        for (text, says) in [
            ("waivers:\n" + entry + entry, "twice"),
            ("waivers:\n  - { target: sequencer, mutant: x, reason: '' }\n", "no reason"),
            ("waivers:\n  - { target: sequencer, mutant: x, reson: y }\n", "'reson'"),
            ("waivers:\n  - { target: adder, mutant: x, reason: y }\n", "list of waivers"),
        ] {
            let error = #expect(throws: CampaignError.self) { try waivers(text) }
            #expect(error?.description.contains(says) == true, "\(String(describing: error))")
        }
    }

    @Test func missingYosysIsNamedWithItsCure() {
        for environment in [["PATH": "/nonexistent"], ["YOSYS": "/nonexistent/yosys"]] {
            let error = #expect(throws: MutationError.self) {
                try YosysToolchain.locate(environment: environment)
            }
            #expect("\(String(describing: error))".contains("apt-get install yosys"))
        }
    }
}
