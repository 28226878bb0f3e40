import HDL
import HDLComponents
import HDLTesting
import Testing

/// Whoever chooses among requests.
private protocol Arbiter: ModuleBase, ModuleDescription {
    var requests: Signal { get }
    var grant: Signal { get }
    /// Nil where the choice doesn't depend on it.
    var used: Signal? { get }
}

extension RoundRobinArbiter: Arbiter { var used: Signal? { advance } }
extension PriorityArbiter: Arbiter { var used: Signal? { nil } }

/// Arbiters: one grant, of a request, and nobody waits for long.
struct ArbiterTests {
    @Test(arguments: [1, 2, 3, 4, 5, 8]) func roundRobinIsProven(requesters: Int) throws {
        let result = try prove(.induction(depth: 1)) { RoundRobinArbiter(requesters: requesters) }
        #expect(result.isProven, "\(result)")
    }

    /// What an arbiter promises, told by its ports alone.
    private final class Contract<Inner: Arbiter>: Module {
        let requests: Signal
        let advance = Input()
        let grant: Signal
        private let arbiter: Inner
        private let isFair: Bool

        init(_ arbiter: Inner, isFair: Bool) {
            self.arbiter = arbiter
            self.isFair = isFair
            requests = Input(arbiter.requests.width)
            grant = Output(arbiter.requests.width)
        }

        override var moduleName: String { "contract" }

        func describe() {
            let count = requests.width
            arbiter.requests <- requests
            if let used = arbiter.used { used <- advance }
            grant <- arbiter.grant

            Assert(grant.populationCount .<= 1, "At most one is granted")
            Assert((grant & ~requests) .== 0, "Only a request is granted")
            Assert(grant.anyBit .== requests.anyBit, "A request is granted when there is one")
            guard isFair else {
                Discard(advance)
                return
            }
            for index in 0..<count {
                let waited = register("waited_\(index)", .unsigned(8), reset: 0)
                When(~requests[index]) { waited <- 0 }
                    .elseWhen(advance) { waited <- select(grant[index], 0, waited &+ 1) }
                Assert(waited .< count, "Requester \(index) waits for at most one grant of each other")
            }
        }
    }

    @Test func arbitersKeepTheirContract() throws {
        let fair = try prove(.bounded(depth: 12)) {
            Contract(RoundRobinArbiter(requesters: 4), isFair: true)
        }
        #expect(fair.isProven, "\(fair)")
        for requesters in [1, 2, 3, 8] {
            let fixed = try prove(.induction(depth: 1)) {
                Contract(PriorityArbiter(requesters: requesters), isFair: false)
            }
            #expect(fixed.isProven, "\(fixed)")
        }
    }

    @Test func anUnfairArbiterIsFound() throws {
        let result = try prove(.bounded(depth: 8)) {
            Contract(PriorityArbiter(requesters: 3), isFair: true)
        }
        let found = try #require(result.counterexample, "\(result)")
        #expect(found.properties.contains { $0.message.contains("waits for at most one grant") })
    }

    /// Grants two at a time.
    private final class Generous: Module, Arbiter {
        let requests = Input(3)
        let grant = Output(3)
        var used: Signal? { nil }
        func describe() { grant <- requests }
    }

    @Test func aSecondGrantIsFound() throws {
        let result = try prove(.bounded(depth: 2)) { Contract(Generous(), isFair: false) }
        #expect(
            result.counterexample?.properties.map(\.message) == ["At most one is granted"], "\(result)")
    }

    @Test func theLowestComesFirst() throws {
        for requesters in 1...9 {
            let arbiter = PriorityArbiter(requesters: requesters)
            let simulation = try Simulator(arbiter)
            var mismatches: [Int] = []
            for requests in 0..<1 << requesters {
                simulation[arbiter.requests] = requests
                if simulation[arbiter.grant] != requests & -requests { mismatches.append(requests) }
            }
            #expect(mismatches.isEmpty, "\(requesters) requesters")
        }
    }

    /// From every state, under every request: beside a model in plain Swift.
    @Test(arguments: [1, 2, 3, 5]) func turnsPassOn(requesters: Int) throws {
        let arbiter = RoundRobinArbiter(requesters: requesters)
        let simulation = try Simulator(arbiter)
        try simulation.reset()
        var first = 0
        var generator = Numbers(seed: 21)
        var mismatches = 0
        for _ in 0..<4000 {
            let requests = Int(generator.next() % (1 << UInt64(requesters)))
            let advance = Int(generator.next() % 2)
            simulation[arbiter.requests] = requests
            simulation[arbiter.advance] = advance
            let order = (0..<requesters).map { (first + $0) % requesters }
            let winner = order.first { requests >> $0 & 1 == 1 }
            if simulation[arbiter.grant] != winner.map({ 1 << $0 }) ?? 0 { mismatches += 1 }
            if let winner { first = (winner + advance) % requesters }
            try simulation.step()
        }
        #expect(mismatches == 0, "\(requesters) requesters, seed 21")
    }

    @Test func theVerilogIsClean() throws {
        for requesters in [1, 2, 5] {
            try lint(try Design { RoundRobinArbiter(requesters: requesters) })
            try lint(try Design { PriorityArbiter(requesters: requesters) })
        }
    }
}
