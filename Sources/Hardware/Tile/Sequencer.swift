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
    let headerHeld = Register(reset: 0)
    /// That header's group hasn't started.
    let headerWaits = Register(reset: 0)
    let headerType = Register(WeightDataType.encodingBits)
    let headerLast = Register()
    let groupHeld = Register(reset: 0)
    let weightsHeld = Register(reset: 0)
    let activationsHeld = Register(reset: 0)
    /// Its bits are those of ``dataType``: decoders have the longest way from here.
    let heldType: Signal
    let heldLast = Register()
    /// Terms of a weight of the group, less one.
    let lastTerm = Register(2)
    /// Terms of the weights held that come after this one.
    let remaining = Register(2)
    let isLastTerm = Register()
    let beat: Signal
    let isLastBeat: Signal
    let firstGroup = Register(reset: 1)
    let firstStep = Register(reset: 1)
    let drainWait: Signal
    /// Nothing but missing operands keeps the next step back.
    let mayStep = Register()
    /// Nothing but missing operands keeps the next step back, and it is the last of its group.
    let mayFinish = Register()
    let configuration: ArrayConfiguration

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
        let operandsHeld = wire("operands_held", groupHeld & weightsHeld & activationsHeld)
        let step = wire("step", operandsHeld & mayStep)
        let finishes = wire("finishes", operandsHeld & mayFinish)
        let beatDone = wire("beat_done", step & isLastTerm)

        header(finishes: finishes)
        handshakes(beatDone: beatDone)
        let nextIsLastTerm = countTerms(step: step)
        let nextIsLastBeat = countBeats(beatDone: beatDone)
        progress(
            step: step, finishes: finishes,
            nextIsLastStep: wire("next_is_last_step", nextIsLastTerm & nextIsLastBeat))

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
    func lastTerm(of encoding: Signal, _ name: String) -> Signal {
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

    /// Whether the next cycle's step has the last term of its weights. In groups of several beats this is open for a group's
    /// first step, which isn't its last whatever its term is.
    private func countTerms(step: Signal) -> Signal {
        Comment(
            configuration.radix == .four
                ? "Terms of a weight: bit significance 1, 0 for floating point; 6, 4, 2, 0 from the type's highest."
                : "Terms of a weight: bit significance 0 for floating point; 6, 3, 0 from the type's highest."
        )
        let first = lastTerm(of: headerType, "header_last_term")
        When(startGroup) { lastTerm <- first }
        let further = wire("further", select(isLastTerm, lastTerm, remaining &- 1))
        let ofGroup = wire("remaining_in_group", select(step, further, remaining))
        let next = wire("next_remaining", select(startGroup, first, ofGroup))
        remaining <- next
        isLastTerm <- (next .== 0)
        return (configuration.beatsPerGroup > 1 ? ofGroup : next) .== 0
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
        let endIsFree: Signal
        if configuration.beatsPerGroup > 1 {
            // The first step of a group isn't its last, so another group's end or start doesn't matter.
            endIsFree = isDrained & (hasRoom | ~heldLast)
        } else {
            endIsFree = isDrained & ~finishes & (hasRoom | ~select(startGroup, headerLast, heldLast))
        }
        let isFree = wire("end_is_free", endIsFree)
        mayStep <- (isFree | ~nextIsLastStep)
        mayFinish <- (isFree & nextIsLastStep)
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
}
