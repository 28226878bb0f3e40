/// How far a job is, in one line: steps, share of the work, rate and time left.
public struct ProgressText: Sendable {
    /// What is counted, such as `tensors`.
    public let steps: String
    /// What is timed, such as `weights`.
    public let work: String

    public init(steps: String, work: String) {
        self.steps = steps
        self.work = work
    }

    /// - Parameters:
    ///   - done: steps finished.
    ///   - total: steps in all.
    ///   - finished: work finished.
    ///   - whole: work in all.
    ///   - seconds: since the start; rate and time left are told from one second on.
    ///   - name: the step that was finished last.
    public func line(
        _ done: Int, of total: Int, work finished: Int, of whole: Int, seconds: Double, name: String
    ) -> String {
        var parts = ["\(done) of \(total) \(steps)"]
        if seconds >= 1, finished > 0 {
            let rate = Double(finished) / seconds
            if done < total {
                parts.append(Figure.percent(Double(finished) / Double(max(whole, 1)), places: 0))
                parts.append(Self.rate(rate, work))
                parts.append("\(Self.duration(Double(whole - finished) / rate)) left")
            } else {
                parts.append("\(Self.rate(rate, work)) in \(Self.duration(seconds))")
            }
        }
        return parts.joined(separator: ", ") + (name.isEmpty ? "" : ": \(name)")
    }

    /// `12.3 million weights/s`.
    static func rate(_ rate: Double, _ work: String) -> String {
        switch rate {
        case 1e6...: "\(Figure.decimal(rate / 1e6, places: 1)) million \(work)/s"
        case 100...: "\(Figure.integer(Int(rate))) \(work)/s"
        default: "\(Figure.short(rate, significant: 2)) \(work)/s"
        }
    }

    /// `1 h 5 min`, `3 min 20 s` or `12 s`.
    static func duration(_ seconds: Double) -> String {
        guard seconds < 1e9 else { return "years" }
        let whole = Int(seconds.rounded())
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        if hours > 0 { return "\(hours) h \(minutes) min" }
        return minutes > 0 ? "\(minutes) min \(whole % 60) s" : "\(whole) s"
    }
}
