import HDL

/// A number of a shape, and the language's operators on it in plain integers: the reference that the emitted Verilog is
/// compared with. Widths stay below 60 bits.
struct Number: Equatable {
    let value: Int
    let shape: Shape

    /// The number of that shape whose bits are the low bits of `bits`.
    init(bits: Int, _ shape: Shape) {
        let low = bits & ((1 << shape.width) - 1)
        let isNegative = shape.isSigned && low >> (shape.width - 1) & 1 == 1
        value = isNegative ? low - (1 << shape.width) : low
        self.shape = shape
    }

    private init(_ bits: Int, width: Int) { self.init(bits: bits, .unsigned(width)) }

    var width: Int { shape.width }
    var bits: Int { value & ((1 << width) - 1) }
    var binary: String { Simulation.binary(UInt64(bits), width: width) }

    private func growing(_ other: Number, _ result: Int, width: Int, alwaysSigned: Bool = false) -> Number {
        Number(bits: result, Shape(width: width, isSigned: shape.isSigned || alwaysSigned))
    }

    static func + (left: Number, right: Number) -> Number {
        left.growing(right, left.value + right.value, width: max(left.width, right.width) + 1)
    }

    static func - (left: Number, right: Number) -> Number {
        left.growing(
            right, left.value - right.value, width: max(left.width, right.width) + 1, alwaysSigned: true)
    }

    static func * (left: Number, right: Number) -> Number {
        left.growing(right, left.value * right.value, width: left.width + right.width)
    }

    static prefix func - (operand: Number) -> Number {
        Number(bits: -operand.value, .signed(operand.width + 1))
    }
    static prefix func ~ (operand: Number) -> Number { Number(bits: ~operand.value, operand.shape) }
    static func &+ (left: Number, right: Number) -> Number {
        Number(bits: left.value + right.value, left.shape)
    }
    static func &- (left: Number, right: Number) -> Number {
        Number(bits: left.value - right.value, left.shape)
    }
    static func & (left: Number, right: Number) -> Number {
        Number(bits: left.value & right.value, left.shape)
    }
    static func | (left: Number, right: Number) -> Number {
        Number(bits: left.value | right.value, left.shape)
    }
    static func ^ (left: Number, right: Number) -> Number {
        Number(bits: left.value ^ right.value, left.shape)
    }

    static func bit(_ value: Bool) -> Number { Number(value ? 1 : 0, width: 1) }

    func shiftedLeft(by amount: Number) -> Number {
        Number(bits: amount.value >= width ? 0 : value << amount.value, shape)
    }

    func shiftedRight(by amount: Number) -> Number { Number(bits: value >> min(amount.value, 62), shape) }

    subscript(high: Int, low: Int) -> Number { Number(bits >> low, width: high - low + 1) }

    func resized(to width: Int) -> Number {
        Number(bits: value, Shape(width: width, isSigned: shape.isSigned))
    }
    var asSigned: Number { Number(bits: value, .signed(width)) }
    var asUnsigned: Number { Number(bits: value, .unsigned(width)) }

    static func cat(_ parts: [Number]) -> Number {
        Number(parts.reduce(0) { $0 << $1.width | $1.bits }, width: parts.reduce(0) { $0 + $1.width })
    }

    func replicated(_ count: Int) -> Number { Number.cat(Array(repeating: self, count: count)) }

    var anyBit: Number { .bit(bits != 0) }
    var allBits: Number { .bit(bits == (1 << width) - 1) }
    var parity: Number { .bit(bits.nonzeroBitCount % 2 == 1) }
    var isZero: Bool { value == 0 }

    static func select(_ index: Number, from elements: [Number]) -> Number {
        elements[min(index.value, elements.count - 1)]
    }
}
