import Foundation
import Quantization

/// Interrupts (control-C), and requests to end, remove what is half written before they end the process.
enum Interruption {
    /// The end of a pipe to which the handler writes; set before any handler is.
    nonisolated(unsafe) private static var mailbox: Int32 = -1

    static func leavesNoTemporaryFiles() {
        var ends: [Int32] = [-1, -1]
        // Without a pipe, signals do what they always do.
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        mailbox = ends[1]
        let inbox = ends[0]
        Thread.detachNewThread {
            var number: UInt8 = 0
            while read(inbox, &number, 1) != 1 {}
            TemporaryFiles.removeAll()
            // The process ends by the signal itself, as whoever started it expects.
            signal(Int32(number), SIG_DFL)
            kill(getpid(), Int32(number))
        }
        // Whoever started the program may have blocked them.
        var numbers = sigset_t()
        sigemptyset(&numbers)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&numbers, number) }
        pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
        // A handler, unlike a signal that is ignored or blocked, isn't inherited by the programs that are started.
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(Interruption.mailbox, &byte, 1)
            }
        }
        // A file beyond the limit of its size is an error of the write, not the end of the process.
        signal(SIGXFSZ) { _ in }
    }
}
