import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// One measured figure beside what it is measured against.
public struct BenchmarkFigure: Codable, Sendable {
    /// What was measured.
    public let name: String
    public let value: Double
    public let unit: String
    /// The figure to reach.
    public let target: Double
    /// Whether larger is better; a time or a size is better when smaller.
    public let largerIsBetter: Bool

    /// How many times better than the target; 1 is just reached.
    public var ratio: Double { largerIsBetter ? value / target : target / value }
}

/// Times of the hot paths, each the best of several runs, beside the figures to reach.
public struct Benchmark: Sendable {
    private let progress: @Sendable (String) -> Void

    public init(progress: @escaping @Sendable (String) -> Void = { _ in }) { self.progress = progress }

    /// All figures; memory first, since the largest footprint of the process is what is measured.
    public func run() throws -> [BenchmarkFigure] {
        var figures = try elaboration()
        figures += try cosimulation()
        figures += try quantization()
        return figures
    }

    func step(_ name: String) { progress("measuring \(name)") }

    /// Wall-clock seconds of the fastest of `runs`.
    static func best(of runs: Int, _ work: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<runs {
            let start = DispatchTime.now().uptimeNanoseconds
            try work()
            best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
        }
        return best
    }

    /// The largest memory the process has held so far, in megabytes of 10^6 bytes.
    static func peakMegabytes() -> Double {
        var usage = rusage()
        // RUSAGE_SELF, which C libraries import with different types.
        getrusage(0, &usage)
        return Double(usage.ru_maxrss) * 1024 / 1e6
    }
}
