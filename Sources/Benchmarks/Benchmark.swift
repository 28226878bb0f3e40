import Dispatch
import Foundation

/// Times of the hot paths, each the best of several runs, beside the figures to reach.
public struct Benchmark: Sendable {
    let progress: @Sendable (String) -> Void
    let peer: NumPyPeer?
    let models: URL

    /// - Parameters:
    ///   - python: a Python with NumPy; nil for the one that `scripts/bench-peers` installs.
    ///   - models: the folder of `stories260K.bin` and `stories260K-eval.json`; nil for what ``modelsVariable`` of the
    ///     environment says, or the current folder.
    ///   - progress: told what is being measured.
    public init(
        python: String? = nil, models: String? = nil,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        peer = NumPyPeer(python: python)
        let variable = ProcessInfo.processInfo.environment[Self.modelsVariable]
        self.models = URL(fileURLWithPath: models ?? variable ?? ".")
        self.progress = progress
    }

    /// The environment's name for the folder of models.
    public static let modelsVariable = "BITMOD_REAL_MODELS"

    /// All figures; memory first, since the largest footprint of the process is what is measured.
    /// - Throws: ``BenchmarkError`` when there is nothing to time, because results are wrong; what the parts throw.
    public func run() throws -> [BenchmarkFigure] {
        var figures = try elaboration()
        figures += try streaming()
        figures += try cosimulation()
        figures += try quantization()
        figures += try languageModel()
        return figures
    }

    func step(_ name: String) { progress("measuring \(name)") }

    /// Wall-clock seconds of the fastest of `runs`.
    static func best(of runs: Int, _ work: () throws -> Void) rethrows -> Double {
        try bestTimes(of: runs, work).wall
    }

    /// The least wall-clock seconds and the least processor seconds of `runs`; other work on the machine lengthens the
    /// former much more.
    static func bestTimes(
        of runs: Int, _ work: () throws -> Void
    ) rethrows -> (wall: Double, processor: Double) {
        var best = (wall: Double.infinity, processor: Double.infinity)
        for _ in 0..<runs {
            let start = DispatchTime.now().uptimeNanoseconds
            let processorStart = processorSeconds()
            try work()
            best.processor = min(best.processor, processorSeconds() - processorStart)
            best.wall = min(best.wall, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
        }
        return best
    }

    /// What this process has had of all processors.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A benchmark whose results are wrong, so that its time says nothing.
public struct BenchmarkError: Error, CustomStringConvertible {
    public let description: String

    init(_ name: String, _ problem: String) {
        description = "\(name): \(problem), so there is nothing to time."
    }
}
