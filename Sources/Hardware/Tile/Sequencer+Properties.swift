import HDL

/// What holds in every cycle, for the prover, the simulators and whoever reads the sequencer: nothing that is accepted is lost or
/// used twice, and each group has all of its steps.
extension Sequencer {
    /// Each header starts one group, after the one before it has ended, and gives its scales away once.
    func headersAreUsedOnce(finishes: Signal) {
        Comment("Headers accepted are the groups under way and the one that waits.")
        let unfinished = register("headers_unfinished", .unsigned(4), reset: 0)
        unfinished <- unfinished &+ loadGroup.extended(to: 4) &- finishes.extended(to: 4)
        Assert(
            unfinished .== headerWaits.extended(to: 4) &+ groupHeld.extended(to: 4),
            "Of headers, what is accepted is used once")
        When(headerWaits) { Assert(headerHeld, "A header stays until its group has started") }
    }

    /// A header is held until one first step, that of its own group, has reached the accumulator.
    func headersGiveTheirScalesOnce(firstsUnderWay: [Signal]) {
        let places = [headerWaits, groupHeld & firstStep] + firstsUnderWay
        let count = places.map { $0.extended(to: 4) }.reduce(constant(0, width: 4)) { $0 &+ $1 }
        Assert(
            count .== headerHeld.extended(to: 4),
            "A header's group waits, starts or is on its way to the accumulator")
    }

    /// Nothing that is accepted is lost, and nothing is used twice.
    func operandsAreUsedOnce(beatDone: Signal) {
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
    func groupsAreComplete(step: Signal, finishes: Signal) {
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
        }
        Assert(
            finishes .== step & isLastTerm & isLastBeat,
            "A group's last step has the last term of the last beat")
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
