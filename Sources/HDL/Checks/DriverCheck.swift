/// Every bit has one driver on every path: no second unconditional drive, nothing undriven, no latch.
struct DriverCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    /// Bits driven on every path and on some path, and where first.
    private struct Coverage {
        var always: BitSet = .none
        var maybe: BitSet = .none
        let first: Statement
        var place: Place { first.place }
    }

    /// By slot; the outermost block sees all slots, so its positions are an array.
    private struct Coverages {
        private var positions: [Int32]
        private var sparsePositions: [Int: Int32] = [:]
        private(set) var slots: [Int] = []
        private var entries: [Coverage] = []
        private let block: Block
        /// Stands for a slot that nothing drives. Below it, −2 − index, are slots that one statement of the block drives
        /// as a whole, as it is with nearly all: these have no entry.
        private static let none: Int32 = -1

        init(_ block: Block, slotCount: Int = 0) {
            self.block = block
            positions = Array(repeating: Self.none, count: slotCount)
        }

        private func position(_ slot: Int) -> Int32 {
            positions.isEmpty ? sparsePositions[slot] ?? Self.none : positions[slot]
        }

        private func whole(_ position: Int32) -> Coverage {
            Coverage(always: .all, maybe: .all, first: block.statements[Int(-2 - position)])
        }

        func isDrivenAsWhole(_ slot: Int) -> Bool { position(slot) < Self.none }

        subscript(slot: Int) -> Coverage? {
            let position = position(slot)
            if position == Self.none { return nil }
            return position < 0 ? whole(position) : entries[Int(position)]
        }

        /// Notes that the statement `index` of the module's own block drives all of a slot; false where that isn't the first.
        mutating func drive(whole slot: Int, by index: Int) -> Bool {
            guard positions[slot] == Self.none else { return false }
            positions[slot] = Int32(-2 - index)
            return true
        }

        /// Changes the slot's coverage, which starts with the statement `first`.
        mutating func update(_ slot: Int, from first: Statement, _ change: (inout Coverage) -> Void) {
            var position = position(slot)
            if position < 0 {
                entries.append(position == Self.none ? Coverage(first: first) : whole(position))
                position = Int32(entries.count - 1)
                if positions.isEmpty {
                    sparsePositions[slot] = position
                } else {
                    positions[slot] = position
                }
                slots.append(slot)
            }
            change(&entries[Int(position)])
        }
    }

    func run() {
        var coverages = Coverages(module.body, slotCount: module.slotCount)
        for index in module.wholeDrives.indices {
            let drive = module.wholeDrives[index]
            if drive.isPresent && coverages.drive(whole: drive.target, by: index) { continue }
            cover(module.body.statements[index], in: &coverages)
        }
        for (slot, signal) in module.declarations.enumerated() where !coverages.isDrivenAsWhole(slot) {
            check(signal, coverages[slot])
        }
        for instance in module.instances {
            let table = instance.definition.portTable
            for port in instance.ports.indices where table[port].isInput {
                let slot = instance.identity.firstSlot + table[port].index
                if !coverages.isDrivenAsWhole(slot) { check(instance.ports[port], coverages[slot]) }
            }
        }
    }

    private func check(_ signal: Signal, _ found: Coverage?) {
        if signal.isRegister {
            guard found == nil else { return }
            elaboration.report(
                .undriven, "Register '\(module.netName(of: signal))' (\(signal.shape)) is never driven",
                suggestion: "Drive it, or use a constant", at: Place(signal.location))
            return
        }
        guard module.needsDriver(signal) else { return }
        let driven = found?.always ?? .none
        if case .all = driven { return }
        let all = BitPattern.ones(width: signal.width)
        let missing = all & ~driven.pattern(width: signal.width)
        let name = module.netName(of: signal)
        let bits = missing == all ? "'\(name)'" : "bits \(missing.verilogRanges) of '\(name)'"
        let touched = missing & (found?.maybe ?? .none).pattern(width: signal.width)
        if let found, !touched.isZero {
            elaboration.report(
                .incompletelyDriven,
                "\(bits) (\(signal.shape)) would keep a value on some path, which is a latch",
                suggestion: "Drive a default before the condition, or add .otherwise or Default",
                at: found.place)
        } else {
            elaboration.report(
                .undriven, "Nothing drives \(bits) (\(signal.shape))", suggestion: "Drive it on every path",
                at: place(ofUndriven: signal))
        }
    }

    /// An instance's port is left undriven here, not where its class declares it.
    private func place(ofUndriven signal: Signal) -> Place {
        guard module.role(of: signal) == .instancePort, let place = signal.declaration?.owner?.place,
            place.location.isKnown
        else { return Place(signal.location) }
        return place
    }

    private func cover(_ block: Block) -> Coverages {
        var result = Coverages(block)
        for statement in block.statements { cover(statement, in: &result) }
        return result
    }

    private func cover(_ statement: Statement, in result: inout Coverages) {
        switch statement.kind {
        case .drive(let target, let low, let value):
            let bits = BitSet(low: low, count: value.width, width: target.width)
            result.update(module.slot(of: target), from: statement) { coverage in
                if coverage.maybe.intersects(bits) {
                    reportSecondDrive(of: target, at: statement, coverage)
                }
                coverage.always.form(bits)
                coverage.maybe.form(bits)
            }
        case .when(let branches, let otherwise):
            let blocks = branches.map(\.block) + (otherwise.map { [$0] } ?? [])
            merge(blocks, isComplete: otherwise != nil, &result)
        case .switch(_, let cases, let otherwise):
            let blocks = cases.map(\.block) + (otherwise.map { [$0] } ?? [])
            merge(blocks, isComplete: true, &result)
        case .comment, .discard, .property:
            break
        }
    }

    private func reportSecondDrive(of target: Signal, at statement: Statement, _ coverage: Coverage) {
        elaboration.report(
            .multipleDrivers,
            "'\(module.netName(of: target))' (\(target.shape)) is driven here over its drive at "
                + "\(coverage.place.location)",
            suggestion: "Keep one, or put the later one under a condition", at: statement.place)
    }

    private func merge(_ blocks: [Block], isComplete: Bool, _ result: inout Coverages) {
        let covered = blocks.map { cover($0) }
        var seen: Set<Int> = []
        for branch in covered {
            for slot in branch.slots where seen.insert(slot).inserted {
                guard let first = branch[slot] else { continue }
                result.update(slot, from: first.first) { merged in
                    if isComplete {
                        merged.always.form(.intersection(covered.map { $0[slot]?.always ?? .none }))
                    }
                    for other in covered { merged.maybe.form(other[slot]?.maybe ?? .none) }
                }
            }
        }
    }
}
