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

    private func expect(
        _ memory: Memory, on families: [Family], _ kind: KeyPath<Family, [String]>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let design = try Design { memory }
        for family in families {
            let counts = try cells(design, family)
            let found = family[keyPath: kind].reduce(0) { $0 + (counts[$1] ?? 0) }
            let isLeft = counts.keys.contains { $0.hasPrefix("$mem") }
            #expect(
                found > 0 && !isLeft, "\(design.topName) on \(family): \(counts)",
                sourceLocation: sourceLocation)
            // Whatever surrounds the RAM is far smaller than its contents.
            let flipFlops = counts.filter { $0.key.contains("dff") }.values.reduce(0, +)
            #expect(
                flipFlops < 60, "\(design.topName) on \(family): \(counts)", sourceLocation: sourceLocation)
        }
    }

    private func words(_ count: Int, width: Int) -> [BitPattern] {
        var generator = SeededGenerator(seed: 3)
        return (0..<count).map { _ in BitPattern(words: [generator.next()], width: width) }
    }

    @Test(arguments: [ReadUnderWrite.old, .new, .undefined]) func singlePort(under: ReadUnderWrite) throws {
        try expect(.singlePort(depth: 512, width: 16, underWrite: under), on: Family.allCases, \.blocks)
    }

    @Test(arguments: [ReadUnderWrite.old, .new, .undefined]) func simpleDualPort(under: ReadUnderWrite) throws
    {
        try expect(.simpleDualPort(depth: 512, width: 16, underWrite: under), on: Family.allCases, \.blocks)
    }

    @Test func byteEnables() throws {
        try expect(.simpleDualPort(depth: 512, width: 16, byteEnable: 8), on: Family.allCases, \.blocks)
        try expect(
            .singlePort(depth: 512, width: 18, byteEnable: 9, underWrite: .undefined), on: Family.allCases,
            \.blocks)
    }

    @Test func trueDualPort() throws {
        try expect(.trueDualPort(depth: 1024, width: 16), on: [.ecp5, .xilinx], \.blocks)
        try expect(.trueDualPort(depth: 1024, width: 16, byteEnable: 8), on: [.ecp5, .xilinx], \.blocks)
        try expect(.trueDualPort(depth: 1024, width: 16, underWrite: .new), on: [.ecp5, .xilinx], \.blocks)
        try expect(.trueDualPort(depth: 1024, width: 16, underWrite: .old), on: [.xilinx], \.blocks)
    }

    @Test func contents() throws {
        try expect(.rom(words(1024, width: 18)), on: Family.allCases, \.blocks)
        let ports: [MemoryPort] = [.write(), .read(underWrite: .undefined)]
        try expect(
            Memory(depth: 512, width: 16, ports: ports, contents: words(200, width: 16)), on: Family.allCases,
            \.blocks)
    }

    @Test func asynchronousRead() throws {
        try expect(Memory(depth: 32, width: 8), on: [.ecp5, .xilinx], \.distributed)
        try expect(
            Memory(depth: 32, width: 8, ports: [.write(), .read(.asynchronous, underWrite: .new)]),
            on: [.ecp5, .xilinx], \.distributed)
    }
}
