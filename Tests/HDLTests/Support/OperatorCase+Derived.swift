import HDL

extension OperatorCase {
    private static func unsignedOnce(_ left: Shape, _ right: Shape) -> Bool {
        !left.isSigned && right == .bit
    }

    /// Operators that are made of others.
    static var derived: [OperatorCase] { saturations + counts + choices + moves }

    private static func alone(
        _ name: String, _ hardware: @escaping (Signal) -> Signal, _ reference: @escaping (Number) -> Number
    ) -> OperatorCase {
        OperatorCase(
            name: name, hardware: { a, _ in hardware(a) }, reference: { a, _ in reference(a) }, applies: once)
    }

    private static var saturations: [OperatorCase] {
        let targets = (1...4).flatMap { [Shape.unsigned($0), Shape.signed($0)] }
        return targets.map { target in
            alone("saturated to \(target)", { $0.saturated(to: target) }, { $0.saturated(to: target) })
        } + [
            alone("saturated to 2", { $0.saturated(to: 2) }) {
                $0.saturated(to: Shape(width: 2, isSigned: $0.shape.isSigned))
            },
            alone("resized to 2", { $0.resized(to: 2) }, { $0.resized(to: 2) }),
            alone("magnitude", { $0.magnitude }, { $0.magnitude }),
        ]
    }

    private static var counts: [OperatorCase] {
        [
            alone("leading zeros", { $0.leadingZeroCount }, { $0.leadingZeroCount }),
            alone("trailing zeros", { $0.trailingZeroCount }, { $0.trailingZeroCount }),
            alone("ones", { $0.populationCount }, { $0.populationCount }),
            alone("one-hot decoded", { $0.oneHotDecoded }, { $0.oneHotDecoded }),
            alone("lowest one", { $0.lowestOne }, { $0.lowestOne }),
            OperatorCase(
                name: "one-hot", hardware: { a, _ in a.oneHotEncoded() },
                reference: { a, _ in a.oneHotEncoded(1 << a.width) }, applies: unsignedOnce),
            OperatorCase(
                name: "one-hot of five", hardware: { a, _ in a.oneHotEncoded(5) },
                reference: { a, _ in a.oneHotEncoded(5) }, applies: unsignedOnce),
        ]
    }

    private static var choices: [OperatorCase] {
        [
            OperatorCase(
                name: "minimum", hardware: { minimum($0, $1) }, reference: { .smaller($0, $1) },
                applies: sameShape),
            OperatorCase(
                name: "maximum", hardware: { maximum($0, $1) }, reference: { .larger($0, $1) },
                applies: sameShape),
            OperatorCase(
                name: "minimum of three", hardware: { minimum(of: [$0, ~$1, $1]) },
                reference: { .smaller(.smaller($0, ~$1), $1) }, applies: sameShape),
            OperatorCase(
                name: "maximum of three", hardware: { maximum(of: [$0, ~$1, $1]) },
                reference: { .larger(.larger($0, ~$1), $1) }, applies: sameShape),
            OperatorCase(
                name: "priority",
                hardware: { a, b in priority([(b[0], a), (b.mostSignificantBit, ~a)], otherwise: a &+ a) },
                reference: { a, b in
                    .priority([(b[0, 0], a), (b[b.width - 1, b.width - 1], ~a)], otherwise: a &+ a)
                }),
            OperatorCase(
                name: "one-hot choice",
                hardware: { a, b in oneHot([(b[0], a), (b.mostSignificantBit, ~a), (b.allBits, a &+ a)]) },
                reference: { a, b in
                    .oneHot([(b[0, 0], a), (b[b.width - 1, b.width - 1], ~a), (b.allBits, a &+ a)])
                }),
            OperatorCase(
                name: "bit at", hardware: { a, b in a.bit(at: b.resized(to: indexWidth(a.width))) },
                reference: { a, b in a.bit(at: b.resized(to: indexWidth(a.width))) }, applies: unsignedSecond),
            OperatorCase(
                name: "part at", hardware: { a, b in cat(a, a).part(at: b[0], width: a.width) },
                reference: { a, _ in a.asUnsigned }),
        ]
    }

    private static var moves: [OperatorCase] {
        [
            alone("reversed", { $0.reversed }, { $0.reversed }),
            alone("rotated left by 4", { $0.rotatedLeft(by: 4) }, { $0.rotatedLeft(by: 4) }),
            alone("rotated right by 1", { $0.rotatedRight(by: 1) }, { $0.rotatedLeft(by: -1) }),
            alone("rotated right by -5", { $0.rotatedRight(by: -5) }, { $0.rotatedLeft(by: 5) }),
            OperatorCase(
                name: "rotated left", hardware: { $0.rotatedLeft(by: $1) },
                reference: { $0.rotatedLeft(by: $1.value) }, applies: unsignedSecond),
            OperatorCase(
                name: "rotated right", hardware: { $0.rotatedRight(by: $1) },
                reference: { $0.rotatedLeft(by: -$1.value) }, applies: unsignedSecond),
        ]
    }

    private static func indexWidth(_ count: Int) -> Int { count <= 2 ? 1 : count <= 4 ? 2 : 3 }
}
