import Configuration
import HDL

/// Joins group headers, weights and activations into steps, one a cycle when all are there, and times every stage of
/// the array.
///
/// A step is issued in cycle 0; the controls below say in which cycle after it they hold. A step waits only for operands and,
/// when it is the last of a group, for the drain interval and for room in the output buffer: nothing in the array ever
/// stalls once a step is issued, so nothing can be lost or repeated.
final class Sequencer: Module {
    let groupValid = Input()
    let groupReady = Output()
    let groupDataType = Input(WeightDataType.encodingBits)
    let groupLast = Input(1, "the group is the last of its output")
    let weightsValid = Input()
    let weightsReady = Output()
    let activationsValid = Input()
    let activationsReady = Output()
    let hasRoom = Input(1, "the output buffer takes a row of results for each row")

    let loadGroup = Output()
    let loadWeights = Output()
    let loadActivations = Output()
    let dataType = Output(WeightDataType.encodingBits, "cycle 0")
    let bitSignificance = Output(3, "cycle 0")
    let issue = Output(1, "cycle 0")
    let startsOutput = Output(1, "cycle 0: the step's group is the first of an output")
    let finish = Output(1, "cycle 0: last step of a group")
    let finishOutput = Output(1, "cycle 0: last step of an output")
    let productSignificance: Signal
    /// Exponent-matched: the accumulator takes a sum.
    let accumulate: Signal?
    /// Shared exponent: the terms of a step are used; without them there is nothing to add.
    let selectTerms: Signal?
    let accumulateFirst: Signal
    let capture: Signal
    let captureStarts: Signal
    let captureEnds: Signal

    private let groupHeld = Register(reset: 0)
    private let weightsHeld = Register(reset: 0)
    private let activationsHeld = Register(reset: 0)
    private let heldType = Register(WeightDataType.encodingBits)
    private let heldLast = Register()
    private let term = Register(2, reset: 0)
    private let beat: Signal
    private let firstGroup = Register(reset: 1)
    private let firstStep = Register(reset: 1)
    private let drainWait: Signal
    private let configuration: ArrayConfiguration

    override var documentation: String {
        "Issues one step a cycle while operands, drain interval and output buffer allow; times the array."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let captureCycle = configuration.stepToAccumulator
        let isMatched = configuration.processingElement == .exponentMatched
        productSignificance = Output(
            Self.productSignificanceWidth(configuration),
            isMatched ? "bit significance in cycle 2" : "one-hot in cycle \(captureCycle - 1)")
        accumulate = isMatched ? Output(1, "cycle \(captureCycle - 1)") : nil
        selectTerms = isMatched ? nil : Output(1, "cycle 1")
        accumulateFirst = Output(1, "cycle \(captureCycle - 1)")
        capture = Output(1, "cycle \(captureCycle)")
        captureStarts = Output(1, "cycle \(captureCycle): the group captured is the first of an output")
        captureEnds = Output(1, "cycle \(captureCycle): the group captured is the last of an output")
        beat = Register(bits(for: configuration.beatsPerGroup - 1), reset: 0)
        drainWait = Register(bits(for: configuration.drainInterval - 1), reset: 0)
    }

    /// Bits that tell the elements where a digit stands: its bit significance, or one bit for each that there is.
    static func productSignificanceWidth(_ configuration: ArrayConfiguration) -> Int {
        switch configuration.processingElement {
        case .exponentMatched: 3
        case .sharedExponent: SharedExponentElement.significances(configuration.radix).count
        }
    }

    func describe() {
        let (remaining, significance) = digits()
        let isLastTerm = wire("is_last_term", remaining .== 0)
        let isLastStep = wire("is_last_step", isLastTerm & (beat .== configuration.beatsPerGroup - 1))

        Comment("The last step of a group waits until the sums before it are drained.")
        let operandsHeld = wire("operands_held", groupHeld & weightsHeld & activationsHeld)
        let mayFinish = wire("may_finish", (drainWait .== 0) & (hasRoom | ~heldLast))
        let step = wire("step", operandsHeld & (mayFinish | ~isLastStep))
        let finishes = wire("finishes", step & isLastStep)

        handshakes(step: step, isLastTerm: isLastTerm, finishes: finishes)
        progress(step: step, isLastTerm: isLastTerm, finishes: finishes)

        dataType <- heldType
        bitSignificance <- significance
        issue <- step
        startsOutput <- firstGroup & firstStep
        finish <- finishes
        finishOutput <- finishes & heldLast
        timing(step: step, significance: significance, finishes: finishes)
        operandsAreUsedOnce(beatDone: step & isLastTerm, finishes: finishes)
        groupsAreComplete(step: step, lastTerm: term &+ remaining, finishes: finishes)
    }

    /// How many terms of the weights come after this one, and where this one stands.
    private func digits() -> (remaining: Signal, significance: Signal) {
        let radix = configuration.radix
        Comment(
            radix == .four
                ? "Terms of a weight: bit significance 1, 0 for floating point; 6, 4, 2, 0 from the type's highest."
                : "Terms of a weight: bit significance 0 for floating point; 6, 3, 0 from the type's highest."
        )
        let commonest = configuration.termCount(.fp4)
        let lastTerm = wire("last_term", Shape.unsigned(2))
        lastTerm <- commonest - 1
        Switch(heldType) {
            for dataType in WeightDataType.allCases where configuration.termCount(dataType) != commonest {
                Case(dataType.encoding) { lastTerm <- configuration.termCount(dataType) - 1 }
            }
            Default {}
        }
        let remaining = wire("remaining_terms", lastTerm &- term)
        switch radix {
        case .four:
            let floating = WeightDataType.allCases.filter(\.isFloatingPoint).map { heldType .== $0.encoding }
            let isFloating = wire("is_floating", any(of: floating))
            let single = cat(low, low, remaining[0])
            return (remaining, wire("significance", select(isFloating, single, cat(remaining, low))))
        case .eight:
            // Three times 0, 1 or 2.
            let tripled = cat(remaining[1], remaining[1] ^ remaining[0], remaining[0])
            return (remaining, wire("significance", tripled))
        }
    }

    private func handshakes(step: Signal, isLastTerm: Signal, finishes: Signal) {
        Comment("Each stream is held in one register that refills in the cycle in which it is used up.")
        let beatDone = wire("beat_done", step & isLastTerm)
        let streams = [
            (valid: groupValid, ready: groupReady, load: loadGroup, held: groupHeld, done: finishes),
            (valid: weightsValid, ready: weightsReady, load: loadWeights, held: weightsHeld, done: beatDone),
            (
                valid: activationsValid, ready: activationsReady, load: loadActivations,
                held: activationsHeld,
                done: beatDone
            ),
        ]
        for stream in streams {
            stream.ready <- (~stream.held | stream.done)
            stream.load <- (stream.valid & stream.ready)
            When(stream.ready) { stream.held <- stream.valid }
        }
        When(loadGroup) {
            heldType <- groupDataType
            heldLast <- groupLast
        }
    }

    private func progress(step: Signal, isLastTerm: Signal, finishes: Signal) {
        Comment("Position inside the group and the output.")
        When(step) {
            term <- select(isLastTerm, constant(0, width: 2), term &+ 1)
            firstStep <- finishes
        }
        When(finishes) {
            beat <- 0
            firstGroup <- heldLast
        }
        .elseWhen(step & isLastTerm) { beat <- beat &+ 1 }

        When(finishes) { drainWait <- configuration.drainInterval - 1 }
            .elseWhen(drainWait .!= 0) { drainWait <- drainWait &- 1 }
    }

    private func timing(step: Signal, significance: Signal, finishes: Signal) {
        Comment("The same controls at the later stages of the array.")
        let captureCycle = configuration.stepToAccumulator
        switch configuration.processingElement {
        case .exponentMatched:
            productSignificance <- delayed("significance_after", significance, cycles: captureCycle - 2)
        case .sharedExponent:
            let late = delayed("significance_after", significance, cycles: captureCycle - 2)
            let places = SharedExponentElement.significances(configuration.radix).map { late .== $0 }
            productSignificance <- register("places", next: cat(places.reversed()))
        }
        if let accumulate { accumulate <- delayed("step_after", step, cycles: captureCycle - 1, reset: 0) }
        if let selectTerms { selectTerms <- delayed("selected_step_after", step, cycles: 1, reset: 0) }
        // An element without an enable must not start anew without a step.
        let isFirst = accumulate == nil ? step & firstStep : firstStep
        accumulateFirst <- delayed("first_step_after", isFirst, cycles: captureCycle - 1)
        capture <- delayed("finishes_after", finishes, cycles: captureCycle, reset: 0)
        captureStarts <- delayed("first_group_after", firstGroup, cycles: captureCycle)
        captureEnds <- delayed("last_after", heldLast, cycles: captureCycle)
    }

    // MARK: Properties

    /// Nothing that is accepted is lost, and nothing is used twice.
    private func operandsAreUsedOnce(beatDone: Signal, finishes: Signal) {
        Comment("What was accepted and not used up is what is held: at most one of each stream.")
        let streams = [
            ("group", loadGroup, groupHeld, finishes), ("weights", loadWeights, weightsHeld, beatDone),
            ("activations", loadActivations, activationsHeld, beatDone),
        ]
        for (name, load, held, done) in streams {
            let unused = register("\(name)_unused", .unsigned(4), reset: 0)
            unused <- unused &+ load.extended(to: 4) &- done.extended(to: 4)
            Assert(unused .== held.extended(to: 4), "Of \(name), what is accepted is used once")
        }
        When(term .!= 0) {
            Assert(groupHeld & weightsHeld & activationsHeld, "A beat is held up to its last term")
        }
    }

    /// Each group is issued in as many steps as its beats and its type's terms ask for.
    private func groupsAreComplete(step: Signal, lastTerm: Signal, finishes: Signal) {
        let beats = configuration.beatsPerGroup
        let shape = Shape.unsigned(bits(for: 4 * beats))
        let issued = register("issued", shape, reset: 0, "steps of the group under way")
        When(finishes) { issued <- 0 }.elseWhen(step) { issued <- issued &+ 1 }
        let beatsBefore = beat.extended(to: shape.width)
        let wholeBeats = (1...4).map { terms in
            (1..<terms).reduce(beatsBefore) { sum, _ in sum &+ beatsBefore }
        }
        When(groupHeld) {
            Assert(term .<= lastTerm, "Terms end with the type's last")
            Assert(
                issued .== select(lastTerm, from: wholeBeats) &+ term.extended(to: shape.width),
                "The position in the group says how many steps were issued")
        }
        .otherwise {
            Assert((term .== 0) & (beat .== 0) & (issued .== 0), "Between groups nothing is under way")
        }
        Assert(beat .<= beats - 1, "Beats end with the group's last")
        Assert(drainWait .<= configuration.drainInterval - 1, "The wait is at most the drain interval")
        let all = (1...4).map { constant($0 * beats - 1, shape) }
        When(finishes) {
            Assert(issued .== select(lastTerm, from: all), "A group ends with all of its steps issued")
        }
    }
}
