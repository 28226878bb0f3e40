import HDL

/// Whether a check is claimed of a design or taken for granted of what surrounds it.
public enum CheckUse: Sendable {
    /// `Assert`: for a stream whose source is the design.
    case asserted
    /// `Assume`: for a stream whose source is outside.
    case assumed
}

/// Checks that the source of a stream keeps what it offers: once `valid` is one, it and the payload stay
/// until the transfer.
///
/// The sink of a stream has no rule to keep, so one check covers both ends: assume it of a module's inputs,
/// assert it of its outputs.
///
/// - Parameters:
///   - name: of the stream, in the messages.
///   - domain: whose clock the stream has.
public func checkStream(
    _ stream: Stream<some SignalBundle>, _ use: CheckUse, _ name: String, in domain: ClockDomain = .main,
    file: StaticString = #fileID, line: UInt = #line
) {
    let isStill = stable(packed(stream.payload), in: domain, file: file, line: line)
    let hasWaited = past(stream.valid & ~stream.ready, in: domain, file: file, line: line)
    let offer = "An offer of \(name) stays until it is taken"
    let payload = "The payload of \(name) stays until it is taken"
    When(hasWaited, file: file, line: line) {
        switch use {
        case .asserted:
            Assert(stream.valid, offer, in: domain, file: file, line: line)
            Assert(isStill, payload, in: domain, file: file, line: line)
        case .assumed:
            Assume(stream.valid, offer, in: domain, file: file, line: line)
            Assume(isStill, payload, in: domain, file: file, line: line)
        }
    }
}

/// One word of all that pass through a queue, whichever the proof chooses; made by
/// ``followWord(from:to:capacity:file:line:)``.
public struct FollowedWord {
    /// How many words are inside, in the fewest bits that hold the capacity.
    public let inside: Signal
    /// One bit: whether the followed word is inside.
    public let isInside: Signal
    /// How many of the words inside go out before it, as wide as ``inside``; of no meaning while it isn't
    /// inside.
    public let ahead: Signal
    /// What it was when it came in.
    public let word: Signal
}

/// Asserts that `output` gives the words that `input` took, each once, in order, unchanged: the word that
/// goes out as number n is the one that came in as number n, for any n.
///
/// Words are numbered modulo a power of two above the capacity. A proof by induction needs one assertion
/// beside it: where inside the queue the followed word stands, told by ``FollowedWord/ahead``.
///
/// - Parameters:
///   - capacity: the most words that are inside at a time; that is asserted, too.
public func followWord(
    from input: Stream<Signal>, to output: Stream<Signal>, capacity: Int, file: StaticString = #fileID,
    line: UInt = #line
) -> FollowedWord {
    let shape = Shape(width: bitWidth(of: capacity))
    let arrivals = register("arrivals", shape, reset: 0, file: file, line: line)
    let departures = register("departures", shape, reset: 0, file: file, line: line)
    When(input.transfer, file: file, line: line) { arrivals <- arrivals &+ 1 }
    When(output.transfer, file: file, line: line) { departures <- departures &+ 1 }

    let number = anyConstant("followed_number", shape, file: file, line: line)
    let word = register(
        "followed_word", next: input.payload, enable: input.transfer & (arrivals .== number), file: file,
        line: line)
    let inside = wire("words_inside", arrivals &- departures, file: file, line: line)
    let ahead = wire("words_ahead", number &- departures, file: file, line: line)
    let isInside = wire("is_followed_inside", ahead .< inside, file: file, line: line)

    if !(capacity &+ 1).isPowerOfTwo {
        Assert(inside .<= capacity, "There are never more words inside than fit", file: file, line: line)
    }
    When(output.valid, file: file, line: line) {
        Assert(inside .!= 0, "Only a word that came in goes out", file: file, line: line)
        When(isInside & (ahead .== 0), file: file, line: line) {
            Assert(output.payload .== word, "Words go out as they came in, in order", file: file, line: line)
        }
    }
    return FollowedWord(inside: inside, isInside: isInside, ahead: ahead, word: word)
}
