import Configuration
import HDL

/// One row's share of the group buffers: the memory, and the largest exponent of each group that came in.
final class GroupBuffer: Module {
    let values: Signal
    let write = Input()
    let writeAddress: Signal
    let startsGroup = Input(1, "the beat being written is the first of its group")
    let endsGroup = Input(1, "it is the last of its group")
    let read = Input()
    let readAddress: Signal
    let opensGroup = Input(1, "the beat being read is the first of its group")
    let advance = Input(1, "the beat that was read goes on to the output")

    let beat: Signal
    let sharedExponent = Output(5, "largest exponent of that beat's group")

    private let lanes: Int
    private let beats: Memory
    private let largest = Register(5)
    private let complete = Register(5)
    private let open = Register(5)

    override var documentation: String {
        "Group buffer of one row: beats until their group is complete, and the group's largest exponent."
    }

    init(_ configuration: ArrayConfiguration) {
        lanes = configuration.lanes
        values = Input(lanes * 16, "lane 0 in the low half-word")
        let depth = GroupBufferController.depth(configuration)
        writeAddress = Input(Memory.addressWidth(depth: depth))
        readAddress = Input(Memory.addressWidth(depth: depth))
        let width = lanes * AlignableActivation.width
        beat = Output(width, "lane 0 low: \(AlignableActivation.layout)")
        // A word is never read in the cycle in which it is written.
        beats = .simpleDualPort(depth: depth, width: width, underWrite: .undefined)
    }

    func describe() {
        let activations = (0..<lanes).map { AlignableActivation(binary16: values[16 * $0 + 15, 16 * $0]) }
        beats.writeEnable <- write
        beats.writeAddress <- writeAddress
        beats.writeData <- wire("activations", cat(activations.reversed().map(\.packed)))
        beats.readEnable <- read
        beats.readAddress <- readAddress
        Comment("Memories are slow to their outputs, so a register follows.")
        beat <- register("held_beat", next: beats.readData, enable: advance)

        let ofBeat = wire("largest_of_beat", maximum(of: activations.map(\.exponent)))
        let before = wire("largest_before", select(startsGroup, constant(0, width: 5), largest))
        let now = wire("largest_now", maximum(ofBeat, before))
        When(write) { largest <- now }
        When(write & endsGroup) { complete <- now }
        When(read & opensGroup) { open <- complete }
        sharedExponent <- register("held_exponent", next: open, enable: advance)
    }
}
