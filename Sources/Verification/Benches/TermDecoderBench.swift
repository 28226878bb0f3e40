import Configuration
import Cosimulation
import GoldenModel

/// Every code of every data type with every special value that the register file can be given, exhaustively: register
/// file and term decoder together against the golden decoder (BitMoD section IV-A).
public struct TermDecoderBench: Sendable {
    private let decoder: BuiltModel
    private let registerFile: BuiltModel
    private let radix: DigitRadix

    public init(decoder: BuiltModel, registerFile: BuiltModel, radix: DigitRadix) {
        self.decoder = decoder
        self.registerFile = registerFile
        self.radix = radix
    }

    public func run(_ options: BenchOptions) throws -> BenchReport {
        var report = BenchReport(seed: options.seed)
        let registers = try options.start(registerFile)
        let model = try options.start(decoder)
        let ports = try DecoderPorts(model)
        for dataType in WeightDataType.allCases {
            guard dataType.isFloatingPoint else {
                try sweep(dataType, special: 0, terms: 0, model, ports, options, &report)
                continue
            }
            for selector in 0..<SpecialValues.count {
                for pattern in UInt8(0)..<64 {
                    let terms = try write(pattern, dataType, selector, registers, &report)
                    let value = GoldenSpecialValueRegister(pattern: pattern).value
                    try sweep(dataType, special: value, terms: terms, model, ports, options, &report)
                    if options.stopsAtMismatch && report.mismatches > 0 { return report }
                }
            }
        }
        return report
    }

    /// The bits of the decoder's port: floating point, FP3, INT5, and INT4 (radix 4: INT3).
    static func typeBits(_ dataType: WeightDataType, _ radix: DigitRadix) -> UInt64 {
        switch dataType {
        case .fp4: 0b0001
        case .fp3: 0b0011
        case .int5: 0b0100
        case .int4: radix == .four ? 0 : 0b1000
        case .int3: radix == .four ? 0b1000 : 0
        case .int8, .int6: 0
        }
    }

    private struct DecoderPorts {
        let code, dataType, bitSignificance, specialTerms, term: Port

        init(_ model: VerilatedModel) throws {
            code = try model.port(named: "code")
            dataType = try model.port(named: "data_type")
            bitSignificance = try model.port(named: "bit_significance")
            specialTerms = try model.port(named: "special_terms")
            term = try model.port(named: "term")
        }
    }

    /// Writes a register and gives the terms that the file holds then.
    private func write(
        _ pattern: UInt8, _ dataType: WeightDataType, _ selector: Int, _ registers: VerilatedModel,
        _ report: inout BenchReport
    ) throws -> UInt64 {
        let address = (dataType == .fp4 ? 0 : SpecialValues.count) + selector
        try registers.port(named: "write").set(1)
        try registers.port(named: "address").set(UInt64(address))
        try registers.port(named: "value").set(UInt64(pattern))
        registers.evaluate()
        let isExpressible = GoldenSpecialValueRegister(pattern: pattern).isExpressible(radix: radix)
        let error = try registers.port(named: "write_error").get()
        report.check(
            (error == 0) == isExpressible,
            Mismatch(
                place: "write of special value register \(address) with pattern \(pattern)",
                expected: isExpressible ? "no error" : "an error", seen: error == 0 ? "none" : "one"))
        registers.cycle()
        report.cycles += 1
        return try registers.port(named: "terms_\(address)").get()
    }

    private func sweep(
        _ dataType: WeightDataType, special: Int, terms: UInt64, _ model: VerilatedModel,
        _ ports: DecoderPorts,
        _ options: BenchOptions, _ report: inout BenchReport
    ) throws {
        ports.dataType.set(Self.typeBits(dataType, radix))
        ports.specialTerms.set(terms)
        let goldenSpecial = options.altersGolden ? special + 1 : special
        for code in UInt8.min...UInt8.max {
            ports.code.set(UInt64(code))
            let expected = GoldenTermDecoder.terms(
                code: code, dataType: dataType, specialValue: goldenSpecial, radix: radix)
            for term in expected {
                ports.bitSignificance.set(UInt64(term.bitSignificance))
                model.evaluate()
                report.cycles += 1
                let seen = ports.term.get()
                report.check(
                    seen == term.packed(radix),
                    Mismatch(
                        place: "\(dataType) code \(code), special value \(goldenSpecial), "
                            + "bit significance \(term.bitSignificance)",
                        expected: "term \(String(term.packed(radix), radix: 2))", seen: String(seen, radix: 2)
                    ))
            }
        }
    }
}

extension GoldenTerm {
    /// Sign, exponent and multiple side by side, as the hardware carries them: two bits of exponent and one of multiple in
    /// radix 4, three of each in radix 8, the multiple one-hot.
    func packed(_ radix: DigitRadix) -> UInt64 {
        let fieldWidth: UInt64 = radix == .four ? 3 : 6
        let multipleWidth: UInt64 = radix == .four ? 1 : 3
        return (isNegative ? 1 << fieldWidth : 0) | UInt64(exponent) << multipleWidth | multipleBits
    }

    /// Bit 0 for 1, bit 1 for 3, bit 2 for 5; none for 0.
    var multipleBits: UInt64 { multiple == 0 ? 0 : 1 << UInt64(multiple / 2) }
}
