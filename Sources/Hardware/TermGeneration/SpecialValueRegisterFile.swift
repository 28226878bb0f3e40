import Configuration
import HDL

/// The programmable special values of FP4 (addresses 0 … 3) and FP3 (4 … 7), held as their terms (BitMoD section III-A,
/// SV_reg). A value is recoded when it is written, once for all columns.
final class SpecialValueRegisterFile: Module {
    let write = Input()
    let address = Input(3)
    let value = Input(SpecialValues.registerBits, "sign, magnitude[4:0]")
    let terms: [Signal]
    let writeError = Output(1, "the value being written has no terms")

    private let registers: [Signal]
    private let radix: DigitRadix

    override var documentation: String {
        "Special values: FP4 at addresses 0 to 3, FP3 at 4 to 7, each recoded into terms of radix "
            + "\(radix.rawValue) when written."
    }

    init(_ configuration: ArrayConfiguration) {
        let radix = configuration.radix
        self.radix = radix
        let width = Self.width(radix)
        let values = configuration.specialValues.fp4 + configuration.specialValues.fp3
        terms = values.map { _ in Output(width, radix == .four ? "first and second term" : "") }
        registers = values.map { value in
            let recoding = SpecialValueRecoding(magnitude: abs(value), radix)
            return Register(width, reset: recoding.packed(isNegative: value < 0))
        }
    }

    /// Bits of the terms of one special value.
    static func width(_ radix: DigitRadix) -> Int { radix.termCount(.fp4) * Term.width(radix) }

    func describe() {
        let width = terms[0].width
        let recodings = (0..<32).map { SpecialValueRecoding(magnitude: $0, radix) }
        Comment("Terms of a positive value, by magnitude.")
        let positive = wire(
            "positive_terms",
            select(
                value[4, 0], from: recodings.map { constant($0.packed(isNegative: false), width: width) }))
        let expressible = wire(
            "expressible",
            select(value[4, 0], from: recodings.map { constant($0.isExpressible ? 1 : 0, width: 1) }))
        let size = Term.width(radix)
        let recoded = wire(
            "recoded",
            cat((0..<width / size).reversed().map { withSign(positive[size * $0 + size - 1, size * $0]) }))
        writeError <- write & ~expressible
        for (index, register) in registers.enumerated() {
            When(write & (address .== index)) { register <- recoded }
            terms[index] <- register
        }
    }

    /// The term with the sign of the value being written; a zero term has none.
    private func withSign(_ packed: Signal) -> Signal {
        let term = Term(packed: packed, radix)
        let sign = term.sign ^ (value[5] & term.multiple.anyBit)
        return Term(sign: sign, exponent: term.exponent, multiple: term.multiple).packed
    }
}
