import Foundation
import HDL
import Testing

/// Which primitives Yosys makes of each shape on each family: whole memories, never flip-flops.
struct MemoryInferenceTests {
    enum Family: String, CaseIterable {
        case ecp5, ice40, xilinx

        /// Cells of block RAM.
        var blocks: [String] {
            switch self {
            case .ecp5: ["DP16KD"]
            case .ice40: ["SB_RAM40_4K"]
            case .xilinx: ["RAMB18E1", "RAMB36E1"]
            }
        }

        /// Cells of distributed RAM; empty for a family without.
        var distributed: [String] {
            switch self {
            case .ecp5: ["TRELLIS_DPR16X4"]
            case .ice40: []
            case .xilinx: ["RAM32M", "RAM64M", "RAM32X1D", "RAM64X1D"]
            }
        }
    }

    /// How many cells of each type the family's synthesis makes, up to the mapping of memories.
    private func cells(_ design: Design, _ family: Family) throws -> [String: Int] {
        try withTemporaryFolder { folder in
            let files = try design.write(to: folder).joined(separator: " ")
            let script =
                "read_verilog \(files); synth_\(family.rawValue) -run :map_ffram -top \(design.topName); "
                + "tee -q -o cells.txt stat"
            let (output, status) = try Tool.yosys.run(["-q", "-p", script], in: folder)
            #expect(status == 0, "\(output)")
            let report = try String(contentsOf: folder.appendingPathComponent("cells.txt"), encoding: .utf8)
            var counts: [String: Int] = [:]
            for line in report.split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.count == 2, let count = Int(words[1]) { counts[String(words[0])] = count }
            }
            return counts
        }
    }

    /// A memory, where it has to become RAM of which kind.
    private struct Case: Sendable {
        let name: String
        var families = Family.allCases
        var kind: @Sendable (Family) -> [String] = { $0.blocks }
        let memory: @Sendable () -> Memory
    }

    private static let cases: [Case] = [
        Case(name: "single port") { .singlePort(depth: 512, width: 16) },
        Case(name: "simple dual port") { .simpleDualPort(depth: 512, width: 16, underWrite: .undefined) },
        Case(name: "byte enables") {
            .simpleDualPort(depth: 512, width: 16, byteEnable: 8, underWrite: .undefined)
        },
        Case(name: "ROM") { .rom(words(512, width: 16)) },
        Case(name: "new words", families: [.ecp5]) {
            .simpleDualPort(depth: 512, width: 16, underWrite: .new)
        },
        Case(name: "true dual port", families: [.ecp5, .xilinx]) { .trueDualPort(depth: 1024, width: 16) },
        Case(name: "asynchronous read", families: [.ecp5, .xilinx], kind: { $0.distributed }) {
            Memory(depth: 32, width: 8)
        },
    ]

    /// Jobs of which one runs while another waits for its synthesis: two at a time, for two cores.
    @Test(arguments: [0, 1]) func wholeMemories(half: Int) throws {
        let jobs = Self.cases.flatMap { item in item.families.map { (item, $0) } }
        for (index, (item, family)) in jobs.enumerated() where index % 2 == half {
            let design = try Design { item.memory() }
            let counts = try cells(design, family)
            let found = item.kind(family).reduce(0) { $0 + (counts[$1] ?? 0) }
            let isLeft = counts.keys.contains { $0.hasPrefix("$mem") }
            #expect(found > 0 && !isLeft, "\(item.name) on \(family): \(counts)")
            // Whatever surrounds the RAM is far smaller than its contents.
            let flipFlops = counts.filter { $0.key.contains("dff") }.values.reduce(0, +)
            #expect(flipFlops < 60, "\(item.name) on \(family): \(counts)")
        }
    }

    private static func words(_ count: Int, width: Int) -> [BitPattern] {
        var generator = SeededGenerator(seed: 3)
        return (0..<count).map { _ in BitPattern(words: [generator.next()], width: width) }
    }
}
