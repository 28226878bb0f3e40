import HDL

/// Random expressions over inputs, each in hardware and in plain integers. Later ones take earlier ones as operands, so
/// many are shared and deep.
struct RandomExpressions {
    static let shapes: [Shape] = [1, 2, 3, 5, 8, 13].flatMap { [.unsigned($0), .signed($0)] }
    /// Widths stay far below what the reference's integers hold.
    private static let widest = 24

    private struct Node {
        let operands: [Int]
        let evaluate: ([Number]) -> Number
    }

    private(set) var signals: [Signal]
    private var nodes: [Node] = []
    private var generator: SeededGenerator
    private let inputCount: Int

    init(inputs: [Signal], count: Int, seed: UInt64) {
        signals = inputs
        inputCount = inputs.count
        generator = SeededGenerator(seed: seed)
        for _ in 0..<count { grow() }
    }

    /// The expressions' values for the inputs' bits.
    func values(_ inputs: [Number]) -> [Number] {
        var values = inputs
        for node in nodes { values.append(node.evaluate(node.operands.map { values[$0] })) }
        return Array(values.dropFirst(inputCount))
    }

    private mutating func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }

    private mutating func pick(where isWanted: (Shape) -> Bool = { _ in true }) -> Int? {
        for _ in 0..<40 {
            // Half of the operands are recent, so that trees get deep.
            let recent = max(0, signals.count - 12)
            let index = below(2) == 0 ? below(signals.count) : recent + below(signals.count - recent)
            if isWanted(signals[index].shape) { return index }
        }
        return nil
    }

    private mutating func add(
        _ operands: [Int], _ signal: Signal, _ evaluate: @escaping ([Number]) -> Number
    ) {
        if signal.width <= Self.widest {
            signals.append(signal)
            nodes.append(Node(operands: operands, evaluate: evaluate))
        } else {
            let width = 1 + below(Self.widest)
            signals.append(signal.truncated(to: width))
            nodes.append(Node(operands: operands) { evaluate($0).resized(to: width) })
        }
    }

    private mutating func grow() {
        guard let first = pick() else { return }
        let a = signals[first]
        switch below(5) {
        case 0: growAlone(first, a)
        case 1: growShape(first, a)
        case 2: growMatched(first, a)
        case 3: growArithmetic(first, a)
        default: growChoice(first, a)
        }
    }

    private mutating func growAlone(_ first: Int, _ a: Signal) {
        switch below(6) {
        case 0: add([first], ~a) { ~$0[0] }
        case 1: add([first], -a) { -$0[0] }
        case 2: add([first], a.anyBit) { $0[0].anyBit }
        case 3: add([first], a.allBits) { $0[0].allBits }
        case 4: add([first], a.parity) { $0[0].parity }
        default: add([first], a.mostSignificantBit) { $0[0][a.width - 1, a.width - 1] }
        }
    }

    private mutating func growShape(_ first: Int, _ a: Signal) {
        let low = below(a.width)
        let high = low + below(a.width - low)
        let width = 1 + below(a.width)
        switch below(6) {
        case 0: add([first], a.extended(to: a.width + width)) { $0[0].resized(to: a.width + width) }
        case 1: add([first], a.truncated(to: width)) { $0[0].resized(to: width) }
        case 2: add([first], a[high, low]) { $0[0][high, low] }
        case 3: add([first], a.asSigned) { $0[0].asSigned }
        case 4: add([first], a.asUnsigned) { $0[0].asUnsigned }
        default: add([first], a.truncated(to: width).replicated(2)) { $0[0].resized(to: width).replicated(2) }
        }
    }

    private mutating func growMatched(_ first: Int, _ a: Signal) {
        guard let second = pick(where: { $0 == a.shape }) else { return }
        let b = signals[second]
        let operands = [first, second]
        switch below(9) {
        case 0: add(operands, a & b) { $0[0] & $0[1] }
        case 1: add(operands, a | b) { $0[0] | $0[1] }
        case 2: add(operands, a ^ b) { $0[0] ^ $0[1] }
        case 3: add(operands, a &+ b) { $0[0] &+ $0[1] }
        case 4: add(operands, a &- b) { $0[0] &- $0[1] }
        case 5: add(operands, a .== b) { .bit($0[0].value == $0[1].value) }
        case 6: add(operands, a .< b) { .bit($0[0].value < $0[1].value) }
        case 7: add(operands, a .>= b) { .bit($0[0].value >= $0[1].value) }
        default: add(operands, a .!= b) { .bit($0[0].value != $0[1].value) }
        }
    }

    private mutating func growArithmetic(_ first: Int, _ a: Signal) {
        guard let second = pick(where: { $0.isSigned == a.shape.isSigned }) else { return }
        let b = signals[second]
        let operands = [first, second]
        switch below(4) {
        case 0: add(operands, a + b) { $0[0] + $0[1] }
        case 1: add(operands, a - b) { $0[0] - $0[1] }
        case 2: add(operands, a * b) { $0[0] * $0[1] }
        default: add(operands, cat(a, b)) { .cat($0) }
        }
    }

    private mutating func growChoice(_ first: Int, _ a: Signal) {
        guard let second = pick(where: { $0 == a.shape }), let index = pick(where: { !$0.isSigned }) else {
            return
        }
        let (b, i) = (signals[second], signals[index])
        switch below(4) {
        case 0: add([first, second, index], select(i[0], a, b)) { $0[2][0, 0].isZero ? $0[1] : $0[0] }
        case 1:
            let elements = i.width == 1 ? [a, b] : [a, b, ~a]
            add([first, second, index], select(i, from: elements)) { values in
                .select(
                    values[2],
                    from: i.width == 1 ? [values[0], values[1]] : [values[0], values[1], ~values[0]])
            }
        case 2: add([first, index], a.shiftedLeft(by: i)) { $0[0].shiftedLeft(by: $0[1]) }
        default: add([first, index], a.shiftedRight(by: i)) { $0[0].shiftedRight(by: $0[1]) }
        }
    }
}
