import Configuration
import Verification
import Foundation
let a = CommandLine.arguments
func say(_ s: String) { FileHandle.standardError.write(Data((s + "\n").utf8)) }
if a[1] == "campaign" {
  let r = try CampaignRunner(progress: { say($0) })
  for f in a.dropFirst(2) { let rep = try r.run(try CampaignRunner.load(f)); print(f, rep.passed, rep.total) }
} else if a[1] == "bench" {
  for f in try Benchmark(progress: { say($0) }).run() { print(f.name, f.value, f.unit, "target", f.target, "ratio", f.ratio) }
} else {
  let c = try ArrayConfiguration()
  for t in WeightDataType.allCases {
  var j = CosimulationJob(configuration: c, dataType: t, weights: .tensor(file: a[2], name: nil), seed: 5)
  j.trace = nil
  print(try j.run { say($0) }) }
}
