import HDL

/// A module of random statements over a few signals: nested conditions and switches, whole and partial drives, registers
/// that hold, two alike instances inside.
final class RandomStatements: Module {
    let a = Input(6)
    let b = Input(6)
    let c = Input(2)
    let outputs = (0..<4).map { _ in Output(6) }
    private let wires = (0..<3).map { _ in Wire(6) }
    let registers = (0..<4).map { Register(6, reset: 9 * $0) }
    private let leaves = (0..<2).map { _ in RandomLeaf() }
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    func describe() {
        let maker = StatementMaker(seed: seed)
        var readable = [a, b] + registers
        for (index, leaf) in leaves.enumerated() {
            let value = maker.value(readable)
            leaf.data <- value
            leaf.load <- c[index]
            readable.append(leaf.result)
        }
        for target in wires + outputs {
            maker.drive(target, readable)
            maker.statements(target, readable, choice: c, depth: 3)
            readable.append(target)
        }
        for register in registers {
            if maker.flip() { maker.drive(register[1, 0], readable) }
            maker.statements(register, readable, choice: c, depth: 3)
        }
        for signal in readable { Discard(signal) }
    }
}

/// Holds what it is given; its result follows its input at once.
final class RandomLeaf: Module {
    let data = Input(6)
    let load = Input()
    let result = Output(6)
    private let held = Register(6, reset: 33)

    func describe() {
        When(load) { held <- data }
        result <- (held ^ data)
    }
}

private final class StatementMaker {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }

    func flip() -> Bool { below(2) == 0 }

    func value(_ readable: [Signal]) -> Signal {
        let one = readable[below(readable.count)]
        let two = readable[below(readable.count)]
        switch below(6) {
        case 0: return one &+ two
        case 1: return one ^ two
        case 2: return (one * two).truncated(to: 6)
        case 3: return select(one .< two, one, ~two)
        case 4: return constant(below(64), width: 6)
        default: return one
        }
    }

    func drive(_ target: Signal, _ readable: [Signal]) {
        let value = value(readable)
        target <- (target.width == value.width ? value : value[target.width - 1, 0])
    }

    func statements(_ target: Signal, _ readable: [Signal], choice: Signal, depth: Int) {
        let kind = below(4)
        if kind == 0 {
            When(value(readable)[below(6)]) {
                inner(target, readable, choice: choice, depth: depth)
            }.elseWhen(value(readable) .< value(readable)) {
                inner(target, readable, choice: choice, depth: depth)
            }.otherwise {
                inner(target, readable, choice: choice, depth: depth)
            }
        } else if kind == 1 {
            When(value(readable).parity) { inner(target, readable, choice: choice, depth: depth) }
        } else {
            let hasDefault = kind == 2
            Switch(choice) {
                Case(0, 2) { inner(target, readable, choice: choice, depth: depth) }
                Case(1) { inner(target, readable, choice: choice, depth: depth) }
                if hasDefault {
                    Default { inner(target, readable, choice: choice, depth: depth) }
                } else {
                    Case(3) { inner(target, readable, choice: choice, depth: depth) }
                }
            }
        }
    }

    private func inner(_ target: Signal, _ readable: [Signal], choice: Signal, depth: Int) {
        let high = below(6)
        let low = below(high + 1)
        switch below(4) {
        case 0: drive(target, readable)
        case 1 where depth > 0: statements(target, readable, choice: choice, depth: depth - 1)
        case 2 where depth > 0:
            drive(target[high, low], readable)
            statements(target, readable, choice: choice, depth: depth - 1)
        default: drive(target[high, low], readable)
        }
    }
}
