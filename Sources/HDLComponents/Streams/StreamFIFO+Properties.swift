import HDL

extension StreamFIFO {
    /// What holds whatever surrounds the queue. Where the words are in a memory, no assertion can name
    /// them, so that they go out as they came in is left to a bounded proof.
    func describeProperties() {
        Comment("Level, flags and pointers agree.")
        if !(depth + 1).isPowerOfTwo {
            Assert(level .<= depth, "The level is at most the depth")
        }
        Assert(hasSpace .== (level .!= depth), "There is space unless the queue is full")
        Assert(hasWord .== (level .!= 0), "There is a word unless the queue is empty")
        if let head, let tail {
            if !depth.isPowerOfTwo {
                Assert(head .< depth, "The head points into the queue")
                Assert(tail .< depth, "The tail points into the queue")
            }
            Assert(place(level, behind: head) .== tail, "The tail is behind the last word")
        }
        checkStream(output, .asserted, "the output")
        if let words { followOneWord(in: words) }
    }

    private func followOneWord(in words: Vector) {
        Comment("One word, whichever, followed on its way.")
        let followed = followWord(from: input, to: output, capacity: depth)
        Assert(followed.inside .== level, "As many words go out as come in")
        let position = head.map { place(followed.ahead, behind: $0) } ?? constant(0, width: 1)
        let stored = wire("word_at_its_place", words[position])
        When(followed.isInside) { Assert(stored .== followed.word, "The followed word is at its place") }
    }

    /// The place `distance`, at most the depth, behind `pointer`.
    private func place(_ distance: Signal, behind pointer: Signal) -> Signal {
        let sum = pointer + distance
        return select(
            sum .>= depth, (sum &- depth).truncated(to: pointer.width), sum.truncated(to: pointer.width))
    }
}
