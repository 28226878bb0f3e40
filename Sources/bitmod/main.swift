import Configuration
import Verification
import Hardware
import Foundation
import Cosimulation
let models = try VerificationModels { print("  ", $0) }
func timed(_ name: String, _ body: () throws -> BenchReport) {
  let t = Date()
  do { let r = try body(); let s = Date().timeIntervalSince(t); print(name, r, "secs", s, "cyc/s", Double(r.cycles)/s) } catch { print(name, error) }
}
let c = try ArrayConfiguration()
let small = try ArrayConfiguration(rows: 2, columns: 2, lanes: 4, groupSize: 16)
let dec = try models.model(of: .termDecoder, c)
let rf = try models.model(of: .specialValueRegisterFile, c)
timed("decoder") { try TermDecoderBench(decoder: dec, registerFile: rf).run(BenchOptions(seed: 1)) }
let pe = try models.model(of: .processingElement, c)
timed("pe") { try ProcessingElementBench(model: pe, configuration: c).run(steps: 2_000_000, BenchOptions(seed: 1)) }
let dq = try models.model(of: .dequantizer, c)
timed("dq") { try DequantizerBench(model: dq, configuration: c).run(randomSums: 50, BenchOptions(seed: 1)) }
let ts = try models.model(of: .tile, small)
timed("tile small") { try TileBench(model: ts, configuration: small).run(tiles: 500, BenchOptions(seed: 1)) }
let t8 = try models.model(of: .tile, c)
timed("tile 8x8") { try TileBench(model: t8, configuration: c).run(tiles: 40, BenchOptions(seed: 1)) }
