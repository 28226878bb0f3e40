import Configuration
import HDL

/// Joins group headers, weights and activations into steps, one a cycle when all are there, and times every stage of
/// the array.
///
/// A step is issued in cycle 0; the controls below say in which cycle after it they hold. A step waits only for operands and,
/// when it is the last of a group, for the drain interval and for room in the output buffer: nothing in the array ever
/// stalls once a step is issued, so nothing can be lost or repeated.
///
/// A group's header is taken while the group before it is under way: columns hold it until the first step's sum is accumulated,
/// when its scales move on. Whether a header is taken hangs on registers alone, since it enables registers of every column.
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

    let loadGroup = Output(1, "columns take a group header")
    let startGroup = Output(1, "that header's group starts in the next cycle")
    let headerDataType = Output(WeightDataType.encodingBits)
    let loadWeights = Output()
    let loadActivations = Output()
    let dataType: Signal
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
    /// Of a group's first step; the columns' header gives its scales away.
    let accumulateFirst: Signal
    let capture: Signal
    let captureStarts: Signal
    let captureEnds: Signal

    /// The columns' header hasn't given its scales away yet.
    private let headerHeld = Register(reset: 0)
    /// That header's group hasn't started.
    private let headerWaits = Register(reset: 0)
    private let headerType = Register(WeightDataType.encodingBits)
    private let headerLast = Register()
    private let groupHeld = Register(reset: 0)
    private let weightsHeld = Register(reset: 0)
    private let activationsHeld = Register(reset: 0)
    /// Its bits are those of ``dataType``: decoders have the longest way from here.
    private let heldType: Signal
    private let heldLast = Register()
    /// Terms of a weight of the group, less one.
    private let lastTerm = Register(2)
    /// Terms of the weights held that come after this one.
    private let remaining = Register(2)
    private let isLastTerm = Register()
    private let beat: Signal
    private let isLastBeat: Signal
    private let isLastStep = Register()
    private let firstGroup = Register(reset: 1)
    private let firstStep = Register(reset: 1)
    private let drainWait: Signal
    /// Nothing but missing operands keeps the next step back.
    private let mayStep = Register()
    private let configuration: ArrayConfiguration

    override var documentation: String {
        "Issues one step a cycle while operands, drain interval and output buffer allow; times the array."
    }

    init(_ configuration: ArrayConfiguration) {
        self.configuration = configuration
        let captureCycle = configuration.stepToAccumulator
        let isMatched = configuration.processingElement == .exponentMatched
        let types = TermDecoder.typeSets(configuration.radix).count
        dataType = Output(types, "cycle 0, " + TermDecoder.typeLayout(configuration.radix))
        heldType = Register(types)
        productSignificance = Output(
            Self.productSignificanceWidth(configuration),
            isMatched ? "bit significance in cycle 2" : "one-hot in cycle \(captureCycle - 2)")
        accumulate = isMatched ? Output(1, "cycle \(captureCycle - 1)") : nil
        selectTerms = isMatched ? nil : Output(1, "cycle 1")
        accumulateFirst = Output(1, "cycle \(captureCycle - 1)")
        capture = Output(1, "cycle \(captureCycle)")
        captureStarts = Output(1, "cycle \(captureCycle): the group captured is the first of an output")
        captureEnds = Output(1, "cycle \(captureCycle): the group captured is the last of an output")
        beat = Register(bits(for: configuration.beatsPerGroup - 1), reset: 0)
        isLastBeat = Register(reset: configuration.beatsPerGroup == 1 ? 1 : 0)
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
        Comment(
            "What a step is, and whether it may go, was worked out in the cycle before: its enables reach the whole array."
        )
        let step = wire("step", groupHeld & weightsHeld & activationsHeld & mayStep)
        let finishes = wire("finishes", step & isLastStep)
        let beatDone = wire("beat_done", step & isLastTerm)

        header(finishes: finishes)
        handshakes(beatDone: beatDone)
        let endsBeat = countTerms(step: step)
        let endsGroup = wire("next_is_last_step", endsBeat & countBeats(beatDone: beatDone))
        isLastStep <- endsGroup
        progress(step: step, finishes: finishes, nextIsLastStep: endsGroup)

        headerDataType <- headerType
        dataType <- heldType
        let significance = significance()
        bitSignificance <- significance
        issue <- step
        startsOutput <- firstGroup & firstStep
        finish <- finishes
        finishOutput <- finishes & heldLast
        timing(step: step, significance: significance, finishes: finishes)
        headersAreUsedOnce(finishes: finishes)
        operandsAreUsedOnce(beatDone: beatDone)
        groupsAreComplete(step: step, finishes: finishes)
    }

    /// Where the term of this step stands.
    private func significance() -> Signal {
        switch configuration.radix {
        case .four:
            let isFloating = wire("is_floating", heldType[0])
            let single = cat(low, low, remaining[0])
            return wire("significance", select(isFloating, single, cat(remaining, low)))
        case .eight:
            // Three times 0, 1 or 2.
            let tripled = cat(remaining[1], remaining[1] ^ remaining[0], remaining[0])
            return wire("significance", tripled)
        }
    }

    /// Terms of a weight of type `encoding`, less one.
    private func lastTerm(of encoding: Signal, _ name: String) -> Signal {
        let commonest = configuration.termCount(.fp4)
        let last = wire(name, Shape.unsigned(2))
        last <- commonest - 1
        Switch(encoding) {
            for dataType in WeightDataType.allCases where configuration.termCount(dataType) != commonest {
                Case(dataType.encoding) { last <- configuration.termCount(dataType) - 1 }
            }
            Default {}
        }
        return last
    }

    private func header(finishes: Signal) {
        Comment("A header is taken ahead and stays until its group's first sum is accumulated.")
        groupReady <- ~headerHeld
        loadGroup <- (groupValid & groupReady)
        When(loadGroup) {
            headerHeld <- 1
            headerType <- groupDataType
            headerLast <- groupLast
        }
        .elseWhen(accumulateFirst) { headerHeld <- 0 }

        startGroup <- (headerWaits & (~groupHeld | finishes))
        When(loadGroup) { headerWaits <- 1 }.elseWhen(startGroup) { headerWaits <- 0 }
        When(startGroup) {
            groupHeld <- 1
            heldType
                <- cat(
                    TermDecoder.typeSets(configuration.radix).reversed().map { types in
                        any(of: types.map { headerType .== $0.encoding })
                    })
            heldLast <- headerLast
        }
        .elseWhen(finishes) { groupHeld <- 0 }
    }

    private func handshakes(beatDone: Signal) {
        Comment("Operands are held in one register that refills in the cycle in which it is used up.")
        let streams = [
            (valid: weightsValid, ready: weightsReady, load: loadWeights, held: weightsHeld),
            (valid: activationsValid, ready: activationsReady, load: loadActivations, held: activationsHeld),
        ]
        for stream in streams {
            stream.ready <- (~stream.held | beatDone)
            stream.load <- (stream.valid & stream.ready)
            When(stream.ready) { stream.held <- stream.valid }
        }
    }

    /// Whether the next cycle's step has the last term of its weights.
    private func countTerms(step: Signal) -> Signal {
        Comment(
            configuration.radix == .four
                ? "Terms of a weight: bit significance 1, 0 for floating point; 6, 4, 2, 0 from the type's highest."
                : "Terms of a weight: bit significance 0 for floating point; 6, 3, 0 from the type's highest."
        )
        let first = lastTerm(of: headerType, "header_last_term")
        When(startGroup) { lastTerm <- first }
        let further = wire("further", select(isLastTerm, lastTerm, remaining &- 1))
        let next = wire("next_remaining", select(startGroup, first, select(step, further, remaining)))
        remaining <- next
        let isLast = wire("next_is_last_term", next .== 0)
        isLastTerm <- isLast
        return isLast
    }

    /// Whether the next cycle's step has the last beat of its group.
    private func countBeats(beatDone: Signal) -> Signal {
        Comment("Beats of a group.")
        When(beatDone) { beat <- select(isLastBeat, constant(0, width: beat.width), beat &+ 1) }
        let beats = configuration.beatsPerGroup
        guard beats > 1 else {
            isLastBeat <- 1
            return high
        }
        let isLast = wire("next_is_last_beat", select(beatDone, beat .== beats - 2, isLastBeat))
        isLastBeat <- isLast
        return isLast
    }

    private func progress(step: Signal, finishes: Signal, nextIsLastStep: Signal) {
        Comment("Position inside the output.")
        When(step) { firstStep <- finishes }
        When(finishes) { firstGroup <- heldLast }

        Comment(
            "The last step of a group waits until the sums before it are drained, that of an output for room."
        )
        let isDrained = wire("is_drained", drainWait .<= 1)
        let mayFinish: Signal
        if configuration.beatsPerGroup > 1 {
            // The first step of a group isn't its last, so another group's end or start doesn't matter.
            mayFinish = isDrained & (hasRoom | ~heldLast)
        } else {
            mayFinish = isDrained & ~finishes & (hasRoom | ~select(startGroup, headerLast, heldLast))
        }
        mayStep <- (mayFinish | ~nextIsLastStep)
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
            let late = delayed("significance_after", significance, cycles: captureCycle - 3)
            let places = SharedExponentElement.significances(configuration.radix).map { late .== $0 }
            productSignificance <- register("places", next: cat(places.reversed()))
        }
        if let accumulate { accumulate <- delayed("step_after", step, cycles: captureCycle - 1, reset: 0) }
        if let selectTerms { selectTerms <- delayed("selected_step_after", step, cycles: 1, reset: 0) }
        let firsts = delayLine("first_step_after", step & firstStep, cycles: captureCycle - 1, reset: 0)
        accumulateFirst <- firsts[captureCycle - 1]
        headersGiveTheirScalesOnce(firstsUnderWay: Array(firsts.dropFirst()))
        capture <- delayed("finishes_after", finishes, cycles: captureCycle, reset: 0)
        captureStarts <- delayed("first_group_after", firstGroup, cycles: captureCycle)
        captureEnds <- delayed("last_after", heldLast, cycles: captureCycle)
    }

    // MARK: Properties

    /// Each header starts one group, after the one before it has ended, and gives its scales away once.
    private func headersAreUsedOnce(finishes: Signal) {
        Comment("Headers accepted are the groups under way and the one that waits.")
        let unfinished = register("headers_unfinished", .unsigned(4), reset: 0)
        unfinished <- unfinished &+ loadGroup.extended(to: 4) &- finishes.extended(to: 4)
        Assert(
            unfinished .== headerWaits.extended(to: 4) &+ groupHeld.extended(to: 4),
            "Of headers, what is accepted is used once")
        When(headerWaits) { Assert(headerHeld, "A header stays until its group has started") }
    }

    /// A header is held until one first step, that of its own group, has reached the accumulator.
    private func headersGiveTheirScalesOnce(firstsUnderWay: [Signal]) {
        let places = [headerWaits, groupHeld & firstStep] + firstsUnderWay
        let count = places.map { $0.extended(to: 4) }.reduce(constant(0, width: 4)) { $0 &+ $1 }
        Assert(
            count .== headerHeld.extended(to: 4),
            "A header's group waits, starts or is on its way to the accumulator")
    }

    /// Nothing that is accepted is lost, and nothing is used twice.
    private func operandsAreUsedOnce(beatDone: Signal) {
        Comment("What was accepted and not used up is what is held: at most one of each stream.")
        let streams = [
            ("weights", loadWeights, weightsHeld, beatDone),
            ("activations", loadActivations, activationsHeld, beatDone),
        ]
        for (name, load, held, done) in streams {
            let unused = register("\(name)_unused", .unsigned(4), reset: 0)
            unused <- unused &+ load.extended(to: 4) &- done.extended(to: 4)
            Assert(unused .== held.extended(to: 4), "Of \(name), what is accepted is used once")
        }
        When(groupHeld & (remaining .!= lastTerm)) {
            Assert(weightsHeld & activationsHeld, "A beat is held up to its last term")
        }
    }

    /// Each group is issued in as many steps as its beats and its type's terms ask for.
    private func groupsAreComplete(step: Signal, finishes: Signal) {
        let beats = configuration.beatsPerGroup
        let shape = Shape.unsigned(bits(for: 4 * beats))
        let issued = register("issued", shape, reset: 0, "steps of the group under way")
        When(finishes) { issued <- 0 }.elseWhen(step) { issued <- issued &+ 1 }
        let beatsBefore = beat.extended(to: shape.width)
        let wholeBeats = (1...4).map { terms in
            (1..<terms).reduce(beatsBefore) { sum, _ in sum &+ beatsBefore }
        }
        let type = register("type_of_group", next: headerType, enable: startGroup)
        let ofType = lastTerm(of: type, "last_term_of_type")
        When(groupHeld) {
            Assert(lastTerm .== ofType, "A weight has its type's terms")
            Assert(remaining .<= lastTerm, "Terms start with the type's first")
            Assert(
                issued .== select(lastTerm, from: wholeBeats)
                    &+ (lastTerm &- remaining).extended(to: shape.width),
                "The position in the group says how many steps were issued")
        }
        .otherwise { Assert((beat .== 0) & (issued .== 0), "Between groups nothing is under way") }
        Assert(firstStep .== (issued .== 0), "A group's first step comes before all others")
        Assert(isLastBeat .== (beat .== beats - 1), "The last beat is told by its number")
        When(groupHeld) {
            Assert(isLastTerm .== (remaining .== 0), "The last term is told by those that remain")
            Assert(isLastStep .== isLastTerm & isLastBeat, "The last step has last beat and last term")
        }
        When(finishes) { Assert(drainWait .== 0, "The last step waits for the drain interval") }
        let hadRoom = register("room_before", next: hasRoom)
        When(finishes & heldLast) { Assert(hadRoom, "The last step of an output waits for room") }
        Assert(beat .<= beats - 1, "Beats end with the group's last")
        Assert(drainWait .<= configuration.drainInterval - 1, "The wait is at most the drain interval")
        let all = (1...4).map { constant($0 * beats - 1, shape) }
        When(finishes) {
            Assert(issued .== select(lastTerm, from: all), "A group ends with all of its steps issued")
        }
    }
}
