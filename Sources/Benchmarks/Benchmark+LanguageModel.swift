import Foundation
import LanguageModel
import Quantization

extension Benchmark {
    /// Perplexity of stories260K over 40 windows of 256 tokens, quantised to bitmod4, in floating point and with every
    /// quantised layer on the golden model; all cores.
    func languageModel() throws -> [BenchmarkFigure] {
        step("perplexity of stories260K")
        let model = models.appendingPathComponent("stories260K.bin").path
        let tokens = models.appendingPathComponent("stories260K-eval.json").path
        let cases: [(Datapath, runs: Int, target: Double)] = [(.float, 3, 5), (.golden, 1, 60)]
        func figure(_ datapath: Datapath, _ target: Double, _ value: Double?, _ remark: String)
            -> BenchmarkFigure
        {
            BenchmarkFigure(
                name: "perplexity of stories260K over 40 windows, \(datapath.rawValue) data path",
                value: value,
                unit: "s", target: target, largerIsBetter: false, remark: remark)
        }
        guard let missing = [model, tokens].first(where: { !FileManager.default.isReadableFile(atPath: $0) })
        else {
            let windows = try TokenWindows(path: tokens).windows
            let original = try LoadedModel(path: model).model
            let settings = QuantizationSettings(type: .bitmod4, granularity: .group(64), indivisible: .row)
            return try cases.map { datapath, runs, target in
                var loss = 0.0
                let seconds = try Self.best(of: runs) {
                    let quantized = try original.quantized(settings, datapath: datapath)
                    loss = try Perplexity.measure(quantized, windows: windows).loss
                }
                return figure(datapath, target, seconds, String(format: "%.5f nats a token", loss))
            }
        }
        return cases.map { datapath, _, target in
            figure(
                datapath, target, nil,
                "skipped: no \(missing); name its folder with --models or \(Self.modelsVariable)")
        }
    }
}
