// The figures to reach.

extension CompareSpeed {
    func goals(of report: Report) -> [Report.Goal] {
        var goals: [Report.Goal] = []
        func row(_ design: MeasuredDesign, _ size: Int) -> Report.Row? {
            report.designs.first { $0.design == design && $0.size == size }
        }
        func atMost(_ name: String, _ bar: Double, _ measured: Double?) {
            guard let measured else { return }
            goals.append(.init(name: name, bar: bar, measured: measured, ratio: bar / measured))
        }
        if let every = row(.everyElement, 64) {
            atMost("64 x 64, every element its own module: s", 0.5, every.measurement.seconds)
            atMost("64 x 64, every element its own module: peak MB", 200, every.measurement.megabytes)
        }
        atMost("64 x 64, one module shared: s", 0.1, row(.sharedElement, 64)?.measurement.seconds)
        atMost("from process start to the first simulated value: s", 0.2, report.firstResult)
        for peer in report.simulators where peer.simulator == "Amaranth" {
            guard let ratio = peer.ratio else { continue }
            goals.append(
                .init(
                    name: "simulation: times as fast as Amaranth", bar: 100, measured: ratio,
                    ratio: ratio / 100)
            )
        }
        return goals
    }
}
