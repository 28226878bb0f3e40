/// Every bit has one driver on every path: no second unconditional drive, nothing undriven, no latch.
struct DriverCheck {
    let module: ModuleDefinition
    let scope: ModuleScope
    let elaboration: Elaboration

    /// Bits driven on every path and on some path, and where first.
    private struct Coverage {
        var always: BitSet = .none
        var maybe: BitSet = .none
        var location: SourceLocation
    }

    func run() {
        let coverage = cover(module.body)
        for signal in module.declarations { check(signal, coverage) }
        for instance in module.instances {
            for port in instance.ports { check(port, coverage) }
        }
    }

    private func check(_ signal: Signal, _ coverage: [ObjectIdentifier: Coverage]) {
        let found = coverage[ObjectIdentifier(signal)]
        if signal.isRegister {
            guard found == nil else { return }
            elaboration.report(
                .undriven, "Register \(scope.netName(of: signal)) (\(signal.shape)) is never driven",
                suggestion: "Drive it, or use a constant", at: signal.location)
            return
        }
        guard scope.needsDriver(signal) else { return }
        let all = BitPattern.ones(width: signal.width)
        let missing = all & ~(found?.always ?? .none).pattern(width: signal.width)
        guard !missing.isZero else { return }
        let name = scope.netName(of: signal)
        let bits = missing == all ? "'\(name)'" : "bits \(missing.verilogRanges) of '\(name)'"
        let touched = missing & (found?.maybe ?? .none).pattern(width: signal.width)
        if touched.isZero {
            elaboration.report(
                .undriven, "Nothing drives \(bits) (\(signal.shape))", suggestion: "Drive it on every path",
                at: signal.location)
        } else {
            elaboration.report(
                .incompletelyDriven,
                "\(bits) (\(signal.shape)) keeps its value on some path, which would be a latch",
                suggestion: "Drive a default before the condition, or add .otherwise or Default",
                at: found?.location ?? signal.location)
        }
    }

    private func cover(_ block: Block) -> [ObjectIdentifier: Coverage] {
        var result: [ObjectIdentifier: Coverage] = [:]
        for statement in block.statements {
            switch statement.kind {
            case .drive(let target, let low, let value):
                let bits = BitSet(low: low, count: value.width, width: target.width)
                var coverage = result[ObjectIdentifier(target)] ?? Coverage(location: statement.location)
                if coverage.maybe.intersects(bits, width: target.width) {
                    elaboration.report(
                        .multipleDrivers,
                        "'\(scope.netName(of: target))' is driven here over its drive at \(coverage.location)",
                        suggestion: "Keep one, or put the later one under a condition", at: statement.location)
                }
                coverage.always.form(bits, width: target.width)
                coverage.maybe.form(bits, width: target.width)
                result[ObjectIdentifier(target)] = coverage
            case .when(let branches, let otherwise):
                merge(branches.map(\.block) + (otherwise.map { [$0] } ?? []), isComplete: otherwise != nil, &result)
            case .switch(_, let cases, let otherwise):
                merge(cases.map(\.block) + (otherwise.map { [$0] } ?? []), isComplete: true, &result)
            case .comment, .discard:
                break
            }
        }
        return result
    }

    private func merge(_ blocks: [Block], isComplete: Bool, _ result: inout [ObjectIdentifier: Coverage]) {
        let covered = blocks.map(cover)
        var seen: Set<ObjectIdentifier> = []
        for branch in covered {
            for (target, coverage) in branch where seen.insert(target).inserted {
                var merged = result[target] ?? Coverage(location: coverage.location)
                let everywhere = covered.map { $0[target]?.always ?? .none }
                if isComplete { merged.always.form(.intersection(everywhere)) }
                for other in covered { merged.maybe.form(other[target]?.maybe ?? .none) }
                result[target] = merged
            }
        }
    }
}

/// A set of a signal's bits; whole signals, the common case, cost nothing.
enum BitSet {
    case none
    case all
    case some(BitPattern)

    init(low: Int, count: Int, width: Int) {
        self = count == width ? .all : .some(.mask(low: low, count: count, width: width))
    }

    func pattern(width: Int) -> BitPattern {
        switch self {
        case .none: .zero(width: width)
        case .all: .ones(width: width)
        case .some(let pattern): pattern
        }
    }

    func intersects(_ other: BitSet, width: Int) -> Bool {
        switch (self, other) {
        case (.none, _), (_, .none): false
        case (.all, _), (_, .all): true
        case (.some(let left), .some(let right)): !(left & right).isZero
        }
    }

    mutating func form(_ other: BitSet, width: Int? = nil) {
        switch (self, other) {
        case (_, .none), (.all, _): break
        case (_, .all), (.none, _): self = other
        case (.some(let left), .some(let right)):
            let union = left | right
            self = (~union).isZero ? .all : .some(union)
        }
    }

    static func intersection(_ sets: [BitSet]) -> BitSet {
        sets.reduce(.all) { left, right in
            switch (left, right) {
            case (.none, _), (_, .none): .none
            case (.all, let other), (let other, .all): other
            case (.some(let left), .some(let right)): .some(left & right)
            }
        }
    }
}

extension BitPattern {
    /// The ones as Verilog ranges: `[7:4], [0]`.
    var verilogRanges: String {
        runs.map { $0.high == $0.low ? "[\($0.low)]" : "[\($0.high):\($0.low)]" }.joined(separator: ", ")
    }
}
