import HDL

extension RoundRobinArbiter {
    /// What holds whatever is requested.
    func describeProperties() {
        Assert((grant & (grant &- 1)) .== 0, "At most one is granted")
        Assert((grant & ~requests) .== 0, "Only a request is granted")
        Assert(grant.anyBit .== requests.anyBit, "A request is granted when there is one")
        Assert((~hasTurn & (~hasTurn &+ 1)) .== 0, "Those that have their turn are above the others")
        When(past(requests.anyBit & ~advance) & (requests & past(grant)).anyBit) {
            Assert(stable(grant), "A grant that isn't used stays with its request")
        }
        describeFairness()
    }

    /// Counts how often others were granted while one requester, whichever, waited.
    private func describeFairness() {
        Comment(
            "One requester, whichever, and how many come before it. With each grant of another it is fewer.")
        let index = anyConstant("followed", .unsigned(indexWidth(of: requesters)))
        let width = bitWidth(of: 2 * requesters)
        let waited = register("waited", .unsigned(width), reset: 0)
        let isWaiting = requests.bit(at: index)
        When(~isWaiting | (advance & grant.bit(at: index))) { waited <- 0 }
            .elseWhen(advance) { waited <- waited &+ 1 }
        let before = wire(
            "requesters_before",
            index.resized(to: width) &+ hasTurn.populationCount.resized(to: width)
                &- select(hasTurn.bit(at: index), requesters, constant(0, width: width)))
        When(index .<= (requesters - 1)) {
            Assert(waited &+ before .<= (requesters - 1), "Who waits longer has fewer before it")
            Assert(waited .<= (requesters - 1), "A request waits for at most one grant of each other")
        }
    }
}
