import HDL

/// One expression over two operands, in hardware and in plain integers.
struct OperatorCase {
    let name: String
    let hardware: (Signal, Signal) -> Signal
    let reference: (Number, Number) -> Number
    /// Which shapes of operands it takes.
    var applies: (Shape, Shape) -> Bool = { _, _ in true }

    static func sameShape(_ left: Shape, _ right: Shape) -> Bool { left == right }
    static func sameSign(_ left: Shape, _ right: Shape) -> Bool { left.isSigned == right.isSigned }
    static func unsignedSecond(_ left: Shape, _ right: Shape) -> Bool { !right.isSigned }
    static func once(_ left: Shape, _ right: Shape) -> Bool { right == .bit }

    /// Operators by themselves.
    static var plain: [OperatorCase] {
        [
            OperatorCase(name: "+", hardware: { $0 + $1 }, reference: { $0 + $1 }, applies: sameSign),
            OperatorCase(name: "-", hardware: { $0 - $1 }, reference: { $0 - $1 }, applies: sameSign),
            OperatorCase(name: "*", hardware: { $0 * $1 }, reference: { $0 * $1 }, applies: sameSign),
            OperatorCase(name: "&+", hardware: { $0 &+ $1 }, reference: { $0 &+ $1 }, applies: sameShape),
            OperatorCase(name: "&-", hardware: { $0 &- $1 }, reference: { $0 &- $1 }, applies: sameShape),
            OperatorCase(name: "&", hardware: { $0 & $1 }, reference: { $0 & $1 }, applies: sameShape),
            OperatorCase(name: "|", hardware: { $0 | $1 }, reference: { $0 | $1 }, applies: sameShape),
            OperatorCase(name: "^", hardware: { $0 ^ $1 }, reference: { $0 ^ $1 }, applies: sameShape),
            OperatorCase(
                name: "==", hardware: { $0 .== $1 }, reference: { .bit($0.value == $1.value) },
                applies: sameShape),
            OperatorCase(
                name: "!=", hardware: { $0 .!= $1 }, reference: { .bit($0.value != $1.value) },
                applies: sameShape),
            OperatorCase(
                name: "<", hardware: { $0 .< $1 }, reference: { .bit($0.value < $1.value) },
                applies: sameShape),
            OperatorCase(
                name: "<=", hardware: { $0 .<= $1 }, reference: { .bit($0.value <= $1.value) },
                applies: sameShape),
            OperatorCase(
                name: ">", hardware: { $0 .> $1 }, reference: { .bit($0.value > $1.value) },
                applies: sameShape),
            OperatorCase(
                name: ">=", hardware: { $0 .>= $1 }, reference: { .bit($0.value >= $1.value) },
                applies: sameShape),
            OperatorCase(
                name: "<<", hardware: { $0.shiftedLeft(by: $1) }, reference: { $0.shiftedLeft(by: $1) },
                applies: unsignedSecond),
            OperatorCase(
                name: ">>", hardware: { $0.shiftedRight(by: $1) }, reference: { $0.shiftedRight(by: $1) },
                applies: unsignedSecond),
            OperatorCase(name: "cat", hardware: { cat($0, $1) }, reference: { .cat([$0, $1]) }),
            OperatorCase(
                name: "mux", hardware: { select($0[0], $0, $1) }, reference: { $0[0, 0].isZero ? $1 : $0 },
                applies: sameShape),
            OperatorCase(
                name: "select", hardware: { select($1, from: [$0, ~$0]) },
                reference: { .select($1, from: [$0, ~$0]) }, applies: unsignedSecond),
            OperatorCase(name: "~", hardware: { a, _ in ~a }, reference: { a, _ in ~a }, applies: once),
            OperatorCase(name: "negate", hardware: { a, _ in -a }, reference: { a, _ in -a }, applies: once),
            OperatorCase(
                name: "any", hardware: { a, _ in a.anyBit }, reference: { a, _ in a.anyBit }, applies: once),
            OperatorCase(
                name: "all", hardware: { a, _ in a.allBits }, reference: { a, _ in a.allBits }, applies: once),
            OperatorCase(
                name: "parity", hardware: { a, _ in a.parity }, reference: { a, _ in a.parity }, applies: once
            ),
            OperatorCase(
                name: "signed", hardware: { a, _ in a.asSigned }, reference: { a, _ in a.asSigned },
                applies: once),
            OperatorCase(
                name: "unsigned", hardware: { a, _ in a.asUnsigned }, reference: { a, _ in a.asUnsigned },
                applies: once),
            OperatorCase(
                name: "msb", hardware: { a, _ in a.mostSignificantBit },
                reference: { a, _ in a[a.width - 1, a.width - 1] }, applies: once),
            OperatorCase(
                name: "replicated", hardware: { a, _ in a.replicated(3) },
                reference: { a, _ in a.replicated(3) },
                applies: once),
            OperatorCase(
                name: "extended", hardware: { a, _ in a.extended(to: a.width + 2) },
                reference: { a, _ in a.resized(to: a.width + 2) }, applies: once),
            OperatorCase(
                name: "truncated", hardware: { a, _ in a.truncated(to: (a.width + 1) / 2) },
                reference: { a, _ in a.resized(to: (a.width + 1) / 2) }, applies: once),
            OperatorCase(
                name: "slice", hardware: { a, _ in a[a.width - 1, a.width / 2] },
                reference: { a, _ in a[a.width - 1, a.width / 2] }, applies: once),
        ]
    }

    /// What is pushed through an expression: extension, truncation and slices of every operator's result, and operators
    /// on results.
    static var nested: [OperatorCase] {
        var result: [OperatorCase] = []
        for inner in plain {
            let hardware = inner.hardware
            let reference = inner.reference
            func add(
                _ name: String, _ outer: @escaping (Signal, Signal) -> Signal,
                _ expected: @escaping (Number, Number) -> Number
            ) {
                result.append(
                    OperatorCase(
                        name: "\(name) of \(inner.name)", hardware: { outer(hardware($0, $1), $0) },
                        reference: { expected(reference($0, $1), $0) }, applies: inner.applies))
            }
            add("wider", { x, _ in x.extended(to: x.width + 2) }, { x, _ in x.resized(to: x.width + 2) })
            add(
                "narrower", { x, _ in x.truncated(to: max(1, x.width - 1)) },
                { x, _ in x.resized(to: max(1, x.width - 1)) })
            add("lowest", { x, _ in x.truncated(to: 1) }, { x, _ in x.resized(to: 1) })
            add(
                "upper half", { x, _ in x[x.width - 1, x.width / 2] }, { x, _ in x[x.width - 1, x.width / 2] }
            )
            add(
                "middle", { x, _ in x[x.width / 2, x.width / 4].asSigned.extended(to: 6) },
                { x, _ in x[x.width / 2, x.width / 4].asSigned.resized(to: 6) })
            add(
                "other sign wider", { x, _ in flipped(x).extended(to: x.width + 1) },
                { x, _ in flipped(x).resized(to: x.width + 1) })
            add(
                "complement wider", { x, _ in (~x).extended(to: x.width + 2) },
                { x, _ in (~x).resized(to: x.width + 2) })
            add("parity of complement", { x, _ in (~x).parity }, { x, _ in (~x).parity })
            add("negation", { x, _ in -x }, { x, _ in -x })
            add("double negation", { x, _ in -(-x) }, { x, _ in -(-x) })
            add("sum with itself", { x, _ in x + x }, { x, _ in x + x })
            add(
                "difference in wide", { x, _ in (x - x.truncated(to: 1)).extended(to: x.width + 3) },
                { x, _ in (x - x.resized(to: 1)).resized(to: x.width + 3) })
            add(
                "square", { x, _ in (x * x).truncated(to: x.width + 1) },
                { x, _ in (x * x).resized(to: x.width + 1) })
            add("compared", { x, _ in x .< ~x }, { x, _ in .bit(x.value < (~x).value) })
            add(
                "arithmetic shift inside", { x, a in x.shiftedRight(by: a.asUnsigned) ^ x },
                { x, a in x.shiftedRight(by: a.asUnsigned) ^ x })
            add(
                "shift of wider",
                { x, a in x.extended(to: x.width + 1).shiftedLeft(by: a.asUnsigned).truncated(to: x.width) },
                { x, a in x.resized(to: x.width + 1).shiftedLeft(by: a.asUnsigned).resized(to: x.width) })
            add(
                "chosen wider", { x, a in select(a[0], x, ~x).extended(to: x.width + 2) },
                { x, a in (a[0, 0].isZero ? ~x : x).resized(to: x.width + 2) })
            add(
                "selected narrower",
                { x, a in select(a.asUnsigned, from: [x, ~x]).truncated(to: max(1, x.width - 1)) },
                { x, a in Number.select(a.asUnsigned, from: [x, ~x]).resized(to: max(1, x.width - 1)) })
            add(
                "replicated slice", { x, _ in x.replicated(2)[x.width, x.width - 1] },
                { x, _ in x.replicated(2)[x.width, x.width - 1] })
            add(
                "joined slice", { x, a in cat(a, x)[a.width + x.width - 1, max(0, x.width - 1)] },
                { x, a in Number.cat([a, x])[a.width + x.width - 1, max(0, x.width - 1)] })
        }
        return result
    }

    /// Every operator's result once as each operand of every operator with two: what needs parentheses.
    static var paired: [OperatorCase] {
        var result: [OperatorCase] = []
        for inner in plain {
            let hardware = inner.hardware
            let reference = inner.reference
            func add(
                _ name: String, _ outer: @escaping (Signal, Signal) -> Signal,
                _ expected: @escaping (Number, Number) -> Number
            ) {
                result.append(
                    OperatorCase(
                        name: "\(inner.name) \(name) operand",
                        hardware: { a, b in
                            let x = hardware(a, b)
                            return outer(x, like(a, x))
                        },
                        reference: { a, b in
                            let x = reference(a, b)
                            return expected(x, like(a, x))
                        }, applies: inner.applies))
                result.append(
                    OperatorCase(
                        name: "operand \(name) \(inner.name)",
                        hardware: { a, b in
                            let x = hardware(a, b)
                            return outer(like(a, x), x)
                        },
                        reference: { a, b in
                            let x = reference(a, b)
                            return expected(like(a, x), x)
                        }, applies: inner.applies))
            }
            add("+", { $0 + $1 }, { $0 + $1 })
            add("&-", { $0 &- $1 }, { $0 &- $1 })
            add("*", { $0 * $1 }, { $0 * $1 })
            add("&", { $0 & $1 }, { $0 & $1 })
            add("|", { $0 | $1 }, { $0 | $1 })
            add("^ twice", { $0 ^ $1 ^ $1 }, { $0 ^ $1 ^ $1 })
            add("==", { $0 .== $1 }, { .bit($0.value == $1.value) })
            add("<", { $0 .< $1 }, { .bit($0.value < $1.value) })
            add("cat", { cat($0, $1) }, { .cat([$0, $1]) })
            add("<<", { $0.shiftedLeft(by: $1.asUnsigned) }, { $0.shiftedLeft(by: $1.asUnsigned) })
            add(">>", { $0.shiftedRight(by: $1.asUnsigned) }, { $0.shiftedRight(by: $1.asUnsigned) })
            add(
                "?", { select($0.anyBit, $0, $1) &- $1 },
                { ($0.anyBit.isZero ? $1 : $0) &- $1 })
        }
        return result
    }

    private static func like(_ a: Signal, _ x: Signal) -> Signal {
        let sized = a.width <= x.width ? a.extended(to: x.width) : a.truncated(to: x.width)
        return x.shape.isSigned ? sized.asSigned : sized.asUnsigned
    }

    private static func like(_ a: Number, _ x: Number) -> Number {
        let sized = a.resized(to: x.width)
        return x.shape.isSigned ? sized.asSigned : sized.asUnsigned
    }

    private static func flipped(_ x: Signal) -> Signal { x.shape.isSigned ? x.asUnsigned : x.asSigned }
    private static func flipped(_ x: Number) -> Number { x.shape.isSigned ? x.asUnsigned : x.asSigned }
}
