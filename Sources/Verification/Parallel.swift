import Dispatch
import Foundation
import Synchronization

/// Runs `count` pieces of work on all cores and gives their results in order; the first error in order is thrown.
func concurrently<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) throws -> Result
) throws -> [Result] {
    let workers = max(1, min(count, ProcessInfo.processInfo.activeProcessorCount))
    let state = Mutex((next: 0, results: [Int: Swift.Result<Result, any Error>]()))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
            let index = state.withLock { state -> Int? in
                guard state.next < count else { return nil }
                defer { state.next += 1 }
                return state.next
            }
            guard let index else { return }
            let result = Swift.Result { try work(index) }
            state.withLock { $0.results[index] = result }
        }
    }
    let results = state.withLock { $0.results }
    return try (0..<count).compactMap { try results[$0]?.get() }
}
