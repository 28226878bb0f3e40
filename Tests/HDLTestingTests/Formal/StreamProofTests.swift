import HDL
import HDLTesting
import Testing

/// Proofs of two modules between valid/ready streams: no loss, no change, no overflow.
struct StreamProofTests {
    /// Takes one word more than it gives, so that `ready` comes out of a register.
    private final class SkidBuffer: Module {
        let inputValid = Input()
        let inputReady = Output()
        let inputData = Input(4)
        let outputValid = Output()
        let outputReady = Input()
        let outputData = Output(4)
        private let isFull = Register(reset: 0)
        private let held = Register(4)
        private let losesWords: Bool

        init(losesWords: Bool = false) { self.losesWords = losesWords }

        func describe() {
            let arrives = wire("arrives", inputValid & inputReady)
            let leaves = wire("leaves", outputValid & outputReady)
            inputReady <- ~isFull
            outputValid <- (inputValid | isFull)
            outputData <- select(isFull, held, inputData)
            When(arrives & ~(losesWords ? inputValid : leaves)) {
                isFull <- 1
                held <- inputData
            }
            .elseWhen(leaves) { isFull <- 0 }

            Comment("The source keeps what it offers until that is taken, and so does the buffer.")
            When(past(inputValid & ~inputReady)) {
                Assume(inputValid & stable(inputData), "An offer is kept")
            }
            When(past(outputValid & ~outputReady)) {
                Assert(outputValid, "A word on offer stays on offer")
                Assert(stable(outputData), "A word on offer stays the same")
            }

            Comment("Words that came in, less those that went out.")
            let stored = register("stored", .unsigned(4), reset: 0)
            stored <- stored &+ arrives.extended(to: 4) &- leaves.extended(to: 4)
            Assert(stored .== isFull.extended(to: 4), "As many words go out as come in")

            Comment("The order is kept: a word that is followed comes out when it should.")
            let followed = anyConstant("followed", .unsigned(4))
            let isInside = register("is_inside", .bit, reset: 0)
            When(arrives & ~leaves) { isInside <- (inputData .== followed) }.elseWhen(leaves) {
                isInside <- 0
            }
            When(isFull) { Assert((held .== followed) .== isInside, "The word inside is the one that came") }
            Cover(isFull & leaves, "A word that waited goes out")
        }
    }

    @Test func theSkidBufferLosesNothing() throws {
        let result = try prove(.induction(depth: 2)) { SkidBuffer() }
        #expect(result.isProven, "\(result)")
    }

    @Test func aLostWordIsFound() throws {
        let result = try prove(.induction(depth: 4)) { SkidBuffer(losesWords: true) }
        let found = try #require(result.counterexample, "\(result)")
        #expect(found.properties.map(\.message).contains("As many words go out as come in"), "\(result)")
        #expect(found.cycle == 2)
    }

    /// Four words behind a registered output.
    private final class Fifo: Module {
        enum Bug { case none, overflow, order }

        let push = Input()
        let pushData = Input(4)
        let pop = Input()
        let popData = Output(4)
        let isEmpty = Output()
        let isFull = Output()
        private let words = Memory(depth: 4, width: 4)
        private let head = Register(2, reset: 0)
        private let tail = Register(2, reset: 0)
        private let count = Register(3, reset: 0)
        private let bug: Bug

        init(_ bug: Bug = .none) { self.bug = bug }

        func describe() {
            isEmpty <- (count .== 0)
            isFull <- (count .== 4)
            let writes = wire("writes", bug == .overflow ? push : push & ~isFull)
            let reads = wire("reads", pop & ~isEmpty)
            words.writeEnable <- writes
            words.writeAddress <- tail
            words.writeData <- pushData
            words.readAddress <- head
            popData <- words.readData
            When(writes) { tail <- tail &+ 1 }
            When(reads) { head <- head &+ (bug == .order ? 3 : 1) }
            count <- count &+ writes.extended(to: 3) &- reads.extended(to: 3)

            Assert(count .<= 4, "Never more than four words")
            Assert(
                count.truncated(to: 2) .== tail &- head, "The pointers are as far apart as there are words")
            followAWord(writes: writes, reads: reads)
        }

        /// Of one push, whichever, the word comes out when as many have been read as were before it.
        private func followAWord(writes: Signal, reads: Signal) {
            let address = anyConstant("followed_address", .unsigned(2))
            let word = anyConstant("followed_word", .unsigned(4))
            let isInside = register("is_inside", .bit, reset: 0)
            When(writes & (tail .== address)) { isInside <- (pushData .== word) }
                .elseWhen(reads & (head .== address)) { isInside <- 0 }
            let distance = wire("distance", (address &- head).extended(to: 3))
            Assert((distance .< count) | ~isInside, "The followed word is among those inside")
            When(isInside & (head .== address)) { Assert(popData .== word, "What goes in comes out") }
        }
    }

    @Test func theFifoHoldsByBoundedProof() throws {
        let result = try prove(.bounded(depth: 8)) { Fifo() }
        #expect(result.isProven, "\(result)")
    }

    @Test(arguments: [true, false]) func fifoBugsAreFound(isOverflow: Bool) throws {
        let result = try prove(.bounded(depth: 8)) { Fifo(isOverflow ? .overflow : .order) }
        let found = try #require(result.counterexample, "\(result)")
        let messages = found.properties.map(\.message)
        if isOverflow {
            #expect(messages.contains("Never more than four words"), "\(result)")
            #expect(found.cycle == 6)
        } else {
            #expect(
                messages.contains("The pointers are as far apart as there are words"), "\(result)")
            #expect(found.cycle == 3)
        }
    }
}
