import Foundation

/// Runs blocking work, such as waiting for compilers, on a few threads of its own.
public enum ParallelJobs {
    /// Processors that this process may use.
    public static var processorCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// Runs the jobs, several at a time, starting them in order.
    ///
    /// - Throws: The error of the earliest job that failed, after all that were started have ended; no job
    ///   is started after a failure.
    public static func run(_ jobs: [@Sendable () throws -> Void], atATime limit: Int) throws {
        let progress = Progress(jobCount: jobs.count)
        let workers = max(1, min(limit, jobs.count))
        let work: @Sendable () -> Void = {
            while let index = progress.next() {
                do { try jobs[index]() } catch { progress.fail(index, error) }
            }
        }
        let ended = DispatchSemaphore(value: 0)
        for _ in 1..<workers {
            Thread.detachNewThread {
                work()
                ended.signal()
            }
        }
        work()
        for _ in 1..<workers { ended.wait() }
        if let error = progress.firstError { throw error }
    }

    private final class Progress: @unchecked Sendable {
        private let lock = NSLock()
        private let jobCount: Int
        private var started = 0
        private var failure: (index: Int, error: any Error)?

        init(jobCount: Int) { self.jobCount = jobCount }

        var firstError: (any Error)? { lock.withLock { failure?.error } }

        func next() -> Int? {
            lock.withLock {
                guard failure == nil, started < jobCount else { return nil }
                started += 1
                return started - 1
            }
        }

        func fail(_ index: Int, _ error: any Error) {
            lock.withLock {
                if let failure, failure.index < index { return }
                failure = (index, error)
            }
        }
    }
}
