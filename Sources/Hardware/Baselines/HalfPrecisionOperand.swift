import HDL

/// The operand register of one row or column of ``HalfPrecisionProcessingElement``s: a binary16 number, taken apart and
/// normalised once for all elements that share it.
///
/// A finite number is (−1)^`sign` · `significand` · 2^(`exponent` − 17), where the highest bit of `significand` is one; a
/// zero has a significand of 0 and the lowest exponent, −32. `exponent` is −17 … 22: the field of a normal number less 8,
/// and down to −17 for subnormal ones. In a cycle without `load` the next operand is a zero, and that of a weight
/// is negative: the product is then −0, which changes no sum.
final class HalfPrecisionOperand: Module {
    /// Which side of the array an operand belongs to.
    enum Role: String {
        case activation, weight
    }

    let load = Input(1, "take the value; otherwise a zero")
    let value = Input(16, "binary16")
    let sign = Output()
    let exponent = Output(.signed(HalfPrecisionOperand.exponentWidth))
    let significand = Output(HalfPrecisionOperand.significandWidth, "normalised, 0 for zero")
    let infinite = Output()
    let notANumber = Output()

    /// Bits of an exponent.
    static let exponentWidth = 6
    /// Bits of a significand, with the hidden one.
    static let significandWidth = 11

    private let role: Role

    override var structuralParameters: AnyHashable? { role }
    override var moduleName: String { "half_precision_\(role.rawValue)" }

    override var documentation: String {
        "Operand register of a row or column: binary16, normalised, subnormals too.\n"
            + "Value = (-1)^sign * significand * 2^(exponent - 17); without a load a zero."
    }

    init(_ role: Role) { self.role = role }

    func describe() {
        let field = value[14, 10]
        let isNormal = wire("is_normal", field.anyBit)
        let isSpecial = wire("is_special", field.allBits)
        Comment("A subnormal is shifted up to its highest one, and its exponent falls by as much.")
        let subnormal = normalized("normalize", value[9, 0])
        let isNonzero = wire("is_nonzero", isNormal | subnormal.value[9])
        let fraction = select(isNormal, value[9, 0], cat(subnormal.value[8, 0], low))
        let least = constant(-32, .signed(Self.exponentWidth))
        let normalExponent = field.extended(to: Self.exponentWidth) &- 8
        let subnormalExponent =
            constant(64 - 8, width: Self.exponentWidth)
            &- subnormal.leadingZeros.extended(to: Self.exponentWidth)
        let finiteExponent = select(isNormal, normalExponent, subnormalExponent).asSigned
        let taken = wire("taken", load & isNonzero)

        sign <- register("held_sign", next: select(load, value[15], role == .weight ? 1 : 0))
        exponent <- register("held_exponent", next: select(taken, finiteExponent, least))
        significand
            <- register("held_significand", next: cat(taken, fraction & taken.replicated(10)))
        infinite <- register("held_infinite", next: load & isSpecial & ~value[9, 0].anyBit)
        notANumber <- register("held_not_a_number", next: load & isSpecial & value[9, 0].anyBit)
    }
}
