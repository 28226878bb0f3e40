import Configuration
import HDL

/// Takes in beats of activations and gives them on once their group is complete, so that every row knows the group's
/// largest exponent before it aligns the first of them.
///
/// All rows' memories are rings of one group and two beats, run in step: while a group leaves, the next one comes in, without
/// an idle cycle between groups.
final class GroupBufferController: Module {
    let activationsValid = Input()
    let activationsReady = Output()
    let beatValid = Output(1, "a beat of a complete group is on the buffers' outputs")
    let beatReady = Input()

    let write = Output()
    let writeAddress: Signal
    let startsGroup = Output(1, "the beat being written is the first of its group")
    let endsGroup = Output(1, "it is the last of its group")
    let read = Output()
    let readAddress: Signal
    let opensGroup = Output(1, "the beat being read is the first of its group")
    let advance = Output(1, "the beat that was read goes on to the output")

    private let beats: Int
    private let depth: Int
    private let heldWrite: Signal
    private let heldRead: Signal
    private let writeBeat: Signal
    private let readBeat: Signal
    private let stored: Signal
    private let complete = Register(reset: 0)
    private let fetched = Register(reset: 0)
    private let held = Register(reset: 0)

    override var documentation: String {
        "Group buffers: a beat of activations leaves when its group is complete; \(depth) beats a row."
    }

    /// Beats that a row's memory holds: a group, and the two of the next one that come in before the first has left.
    static func depth(_ configuration: ArrayConfiguration) -> Int { configuration.beatsPerGroup + 2 }

    init(_ configuration: ArrayConfiguration) {
        beats = configuration.beatsPerGroup
        depth = Self.depth(configuration)
        let addressWidth = Memory.addressWidth(depth: depth)
        writeAddress = Output(addressWidth)
        readAddress = Output(addressWidth)
        heldWrite = Register(addressWidth, reset: 0)
        heldRead = Register(addressWidth, reset: 0)
        writeBeat = Register(bits(for: beats - 1), reset: 0)
        readBeat = Register(bits(for: beats - 1), reset: 0)
        stored = Register(bits(for: depth), reset: 0)
    }

    func describe() {
        Comment("A group's last beat waits while the group before it hasn't begun to leave.")
        let isLast = wire("is_last", writeBeat .== beats - 1)
        activationsReady <- (stored .!= depth) & ~(isLast & complete)
        let writes = wire("writes", activationsValid & activationsReady)
        let isFirstRead = wire("is_first_read", readBeat .== 0)
        let advances = wire("advances", fetched & (~held | beatReady))
        let reads = wire("reads", (complete | ~isFirstRead) & (~fetched | advances))

        When(writes) {
            heldWrite <- next(heldWrite, last: depth - 1)
            writeBeat <- next(writeBeat, last: beats - 1)
        }
        When(reads) {
            heldRead <- next(heldRead, last: depth - 1)
            readBeat <- next(readBeat, last: beats - 1)
        }
        When(writes & ~reads) { stored <- stored &+ 1 }
            .elseWhen(reads & ~writes) { stored <- stored &- 1 }
        When(writes & isLast) { complete <- 1 }
            .elseWhen(reads & isFirstRead) { complete <- 0 }
        When(reads) { fetched <- 1 }.elseWhen(advances) { fetched <- 0 }
        When(advances) { held <- 1 }.elseWhen(beatReady) { held <- 0 }

        write <- writes
        writeAddress <- heldWrite
        startsGroup <- (writeBeat .== 0)
        endsGroup <- isLast
        read <- reads
        readAddress <- heldRead
        opensGroup <- isFirstRead
        advance <- advances
        beatValid <- held

        When(reads) { Assert(stored .!= 0, "Only stored beats are read") }
        Assert(stored .<= depth, "The ring holds no more than its depth")
    }

    /// The number after `current`, from `last` back to zero.
    private func next(_ current: Signal, last: Int) -> Signal {
        select(current .== last, constant(0, width: current.width), current &+ 1)
    }
}
