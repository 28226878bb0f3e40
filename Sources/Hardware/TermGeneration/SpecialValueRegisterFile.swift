import Configuration
import HDL

/// The programmable special values of FP4 (addresses 0 … 3) and FP3 (4 … 7), held as their two terms (BitMoD
/// section III-A, SV_reg). A value is recoded when it is written, once for all columns.
final class SpecialValueRegisterFile: Module {
    let write = Input()
    let address = Input(3)
    let value = Input(SpecialValues.registerBits, "sign, magnitude[4:0]")
    let terms = (0..<8).map { _ in Output(2 * Term.width, "first and second term") }
    let writeError = Output(1, "the value being written has no two terms")

    private let registers: [Signal]

    override var documentation: String {
        "Special values: FP4 at addresses 0 to 3, FP3 at 4 to 7, each recoded into two terms when written."
    }

    init(_ configuration: ArrayConfiguration) {
        let values = configuration.specialValues.fp4 + configuration.specialValues.fp3
        registers = values.map { value in
            Register(
                2 * Term.width,
                reset: SpecialValueRecoding(magnitude: abs(value)).packed(isNegative: value < 0))
        }
    }

    func describe() {
        let recodings = (0..<32).map { SpecialValueRecoding(magnitude: $0) }
        Comment("Both terms of a positive value, by magnitude.")
        let positive = wire(
            "positive_terms",
            select(value[4, 0], from: recodings.map { constant($0.packed(isNegative: false), width: 8) }))
        let expressible = wire(
            "expressible",
            select(value[4, 0], from: recodings.map { constant($0.isExpressible ? 1 : 0, width: 1) }))
        let first = Term(packed: positive[7, 4])
        let second = Term(packed: positive[3, 0])
        let recoded = wire("recoded", cat(withSign(first), withSign(second)))
        writeError <- write & ~expressible
        for (index, register) in registers.enumerated() {
            When(write & (address .== index)) { register <- recoded }
            terms[index] <- register
        }
    }

    private func withSign(_ term: Term) -> Signal {
        Term(sign: term.sign ^ (value[5] & term.mantissa), exponent: term.exponent, mantissa: term.mantissa)
            .packed
    }
}

/// How a magnitude of 0 … 31 splits into a first term of 2 … 16 and a second of 1 … 8.
struct SpecialValueRecoding {
    let isExpressible: Bool
    private let first: Int
    private let second: Int

    init(magnitude: Int) {
        // A power of two less one or two has too many ones; it is a difference instead of a sum.
        let differences = [7: (8, -1), 14: (16, -2), 15: (16, -1)]
        if let (first, second) = differences[magnitude] {
            (isExpressible, self.first, self.second) = (true, first, second)
            return
        }
        let highest = [16, 8, 4, 2].first { magnitude & $0 != 0 } ?? 0
        let remainder = magnitude - highest
        isExpressible = [0, 1, 2, 4, 8].contains(remainder)
        first = isExpressible ? highest : 0
        second = isExpressible ? remainder : 0
    }

    /// The register's eight bits: first term above second, each sign, exponent, mantissa.
    func packed(isNegative: Bool) -> Int {
        func term(_ value: Int, unit: Int) -> Int {
            guard value != 0 else { return 0 }
            let sign = (value < 0) != isNegative ? 1 : 0
            return sign << 3 | (abs(value) / unit).trailingZeroBitCount << 1 | 1
        }
        return term(first, unit: 2) << Term.width | term(second, unit: 1)
    }
}
