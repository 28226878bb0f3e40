import HDL
import Testing

/// The crossing check against a search through the flat netlist, on random designs of three domains.
struct CrossingCheckTests {
    /// What a node of the flat netlist is made of.
    struct Node {
        var name: String
        /// Of a register; nil for a wire.
        var domain: ClockDomain?
        var sources: [Int] = []
    }

    /// Three instances, each with a register between and beside its wires, and three registers around them.
    struct Plan {
        let domains = [ClockDomain.main, ClockDomain("pixel"), ClockDomain("link")]
        /// Of the registers, then of the instances.
        var choice: [Int] = []
        /// For each instance which of the inputs 0, 1 and the register reach output 0, output 1 and the register.
        var reach: [[Int]] = []
        /// For each instance's input, then for each register, which nodes drive it: registers 0 … 2 and the
        /// outputs of instances, 3 … 8.
        var drivers: [[Int]] = []

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed)
            // Half of the designs have few domains, so that enough of them are right.
            let isMixed = generator.next() % 2 == 0
            choice = (0..<6).map { _ in
                isMixed || generator.next() % 8 == 0 ? Int(generator.next() % 3) : 1
            }
            reach = (0..<3).map { _ in (0..<3).map { _ in Int(generator.next() % 8) } }
            for instance in 0..<3 {
                for _ in 0..<2 { drivers.append(Self.pick(3 + instance * 2, &generator)) }
            }
            for _ in 0..<3 { drivers.append(Self.pick(9, &generator)) }
        }

        private static func pick(_ count: Int, _ generator: inout SeededGenerator) -> [Int] {
            let picked = (0..<count).filter { _ in generator.next() % 4 == 0 }
            return picked.isEmpty ? [Int(generator.next() % UInt64(count))] : picked
        }

        /// Registers 0 … 2, then of each instance inputs, outputs and register.
        var nodes: [Node] {
            func node(_ driver: Int) -> Int {
                driver < 3 ? driver : 3 + (driver - 3) / 2 * 5 + 2 + (driver - 3) % 2
            }
            var nodes = (0..<3).map {
                Node(name: "state_\($0)", domain: domains[choice[$0]], sources: drivers[6 + $0].map(node))
            }
            for instance in 0..<3 {
                let first = 3 + instance * 5
                for input in 0..<2 {
                    nodes.append(Node(name: "", sources: drivers[instance * 2 + input].map(node)))
                }
                let parts = [first, first + 1, first + 4]
                for target in 0..<3 {
                    let mask = reach[instance][target]
                    let sources = parts.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
                    let isRegister = target == 2
                    nodes.append(
                        Node(
                            name: isRegister ? "child_\(instance).state" : "",
                            domain: isRegister ? domains[choice[3 + instance]] : nil, sources: sources))
                }
            }
            return nodes
        }

        /// Names of the registers that another domain reaches through wires.
        var crossed: Set<String> {
            let nodes = nodes
            var result: Set<String> = []
            for node in nodes {
                guard let domain = node.domain else { continue }
                var open = node.sources
                var seen: Set<Int> = []
                while let next = open.popLast() {
                    guard seen.insert(next).inserted else { continue }
                    if let other = nodes[next].domain {
                        if other != domain { result.insert(node.name) }
                    } else {
                        open += nodes[next].sources
                    }
                }
            }
            return result
        }
    }

    private final class Child: Module {
        let reach: [Int]
        let input = [Input(), Input()]
        let output = [Output(), Output()]
        private let state = Register(reset: 0)
        init(_ reach: [Int]) { self.reach = reach }
        override var moduleName: String { "child_" + reach.map(String.init).joined(separator: "_") }
        func describe() {
            let parts = input + [state]
            for (target, mask) in zip(output + [state], reach) {
                let chosen = parts.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
                target <- chosen.reduce(low) { $0 ^ $1 }
            }
            Discard(input[0], input[1], state)
        }
    }

    private final class Parent: Module {
        let plan: Plan
        let out = (0..<3).map { _ in Output() }
        private let state: [Signal]
        private let child: [Child]
        init(_ plan: Plan) {
            self.plan = plan
            state = (0..<3).map { Register(reset: 0, in: plan.domains[plan.choice[$0]]) }
            child = (0..<3).map {
                Child(plan.reach[$0]).clocked(by: plan.domains[plan.choice[3 + $0]])
            }
        }
        func describe() {
            let nodes = state + child.flatMap { $0.output }
            let targets = child.flatMap { $0.input } + state
            for (target, drivers) in zip(targets, plan.drivers) {
                target <- drivers.map { nodes[$0] }.reduce(low) { $0 ^ $1 }
            }
            for (target, register) in zip(out, state) { target <- register }
            for node in nodes { Discard(node) }
        }
    }

    @Test func findsWhatASearchFinds() {
        var mismatches: [String] = []
        var right = 0
        for seed in 0..<600 {
            let plan = Plan(seed: UInt64(seed))
            let expected = plan.crossed
            let found = findings { Parent(plan) }
            let sinks = Set(
                found.filter { $0.code == .clockCrossing }.map {
                    String($0.message.split(separator: "'")[1])
                })
            if found.contains(where: { $0.code != .clockCrossing }) { mismatches.append("\(seed): \(found)") }
            // Behind an input that is reported, the same mistake isn't reported again.
            if !sinks.isSubset(of: expected) || sinks.isEmpty != expected.isEmpty {
                mismatches.append("seed \(seed): \(sinks.sorted()), not \(expected.sorted())")
            }
            if expected.isEmpty { right += 1 }
        }
        #expect(mismatches.isEmpty, "\(mismatches.prefix(3))")
        #expect(right > 50 && right < 550, "\(right) of 600 designs have no crossing")
    }
}
