import Foundation
import Synchronization

/// Says how far a long job is, at most once in two seconds.
final class ProgressMeter: Sendable {
    private let total: Int
    private let unit: String
    private let report: @Sendable (String) -> Void
    private let state: Mutex<(done: Int, reported: Date)>

    init(total: Int, unit: String, report: @escaping @Sendable (String) -> Void) {
        self.total = total
        self.unit = unit
        self.report = report
        state = Mutex((0, Date()))
    }

    func advance() {
        let done = state.withLock { state -> Int? in
            state.done += 1
            let now = Date()
            guard now.timeIntervalSince(state.reported) >= 2 else { return nil }
            state.reported = now
            return state.done
        }
        if let done { report("\(done) of \(total) \(unit)") }
    }
}
