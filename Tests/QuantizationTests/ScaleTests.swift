import Arithmetic
import Testing

@testable import Quantization

@Suite struct ScaleTests {
    private func tensor(
        _ type: QuantizationType, _ format: ScaleFormat, spread: Double = 1
    ) throws -> (QuantizedTensor, [Float]) {
        var generator = SeededGenerator(seed: 21)
        var values = (0..<24 * 256).map { _ in Float(generator.nextStudentT() * spread) }
        for column in 0..<64 { values[5 * 256 + column] = 0 }
        for column in 0..<256 { values[6 * 256 + column] = 0 }
        for column in 64..<128 { values[7 * 256 + column] *= 1e-4 }
        return (
            try Quantizer.quantize(
                values: values, rows: 24, columns: 256, type: type, groupSize: 64, scale: format), values
        )
    }

    /// Scale codes against the binary32 scales that the same weights get, by exact arithmetic: no other code
    /// is nearer to the scale, but for the roundings of channel scale and quotient.
    @Test(arguments: QuantizationType.all.filter { $0.prescribedScaleFormat == nil })
    func scaleCodesAreNearest(_ type: QuantizationType) throws {
        let (coded, _) = try tensor(type, .integer8)
        let (exact, _) = try tensor(type, .binary32)
        #expect(coded.codes == exact.codes)
        #expect(coded.selectors == exact.selectors)
        var wrong: [String] = []
        for row in 0..<24 {
            let scales = (0..<4).map { exact.scale(row: row, group: $0) }
            let channelScale = coded.channelScales![row]
            if channelScale != scales.max()! / 255 { wrong.append("channel scale of row \(row)") }
            for (group, scale) in scales.enumerated() {
                let code = coded.scaleCodes![row * 4 + group]
                let distance = abs(Double(code) * Double(channelScale) - Double(scale))
                let isNear = distance <= Double(channelScale) * 0.50001
                let isRight = scale == 0 ? code == 0 : code >= 1 && (isNear || code == 1)
                if !isRight { wrong.append("row \(row) group \(group): \(code)") }
            }
            if scales.max()! > 0 && !coded.scaleCodes![row * 4..<row * 4 + 4].contains(255) {
                wrong.append("row \(row) has no 255")
            }
        }
        #expect(wrong.isEmpty, "seed 21, \(type): \(wrong)")
        #expect(coded.scaleCodes![5 * 4] == 0)
        #expect(coded.channelScales![6] == 0)
        #expect(coded.scaleCodes![7 * 4 + 1] == 1)
    }

    /// Dequantised weights are the exact products, rounded once.
    @Test(arguments: ScaleFormat.selectable, [1.0, 1e-5, 1e5])
    func dequantisationRoundsOnce(_ format: ScaleFormat, _ spread: Double) throws {
        for type in QuantizationType.all where type.prescribedScaleFormat == nil || format == .binary32 {
            let (tensor, _) = try tensor(type, format, spread: spread)
            let restored = tensor.dequantized()
            var wrong: [Int] = []
            for row in 0..<24 {
                for column in stride(from: row % 13, to: 256, by: 13) {
                    let group = row * 4 + column / 64
                    let factor =
                        switch tensor.scales {
                        case .integer(_, let codes, let channelScales):
                            ExactDyadic(Int(codes[group])) * ExactDyadic(exactly: channelScales[row])!
                        case .binary16(let bits): Binary16(bitPattern: bits[group]).exactValue!
                        case .binary32(let scales): ExactDyadic(exactly: scales[group])!
                        case .powerOfTwo: ExactDyadic(exactly: tensor.scale(row: row, group: column / 64))!
                        case .float8E4M3(let codes, let tensorScale):
                            ExactDyadic(exactly: ReferenceQuantizer.e4m3[Int(codes[group])] / 2)!
                                * ExactDyadic(exactly: tensorScale)!
                        }
                    let exact = factor * ExactDyadic(tensor.gridValue(row: row, column: column))
                    if exact.float != restored[row * 256 + column] { wrong.append(row * 256 + column) }
                }
            }
            #expect(wrong.isEmpty, "seed 21, \(type), first of \(wrong.count): \(wrong.prefix(3))")
        }
    }

    /// More bits, less error; a special value helps; eight-bit scales cost little.
    @Test func errorsAreInOrder() throws {
        func error(_ type: QuantizationType, _ format: ScaleFormat = .binary32) throws -> Double {
            let (tensor, values) = try tensor(type, format)
            return zip(tensor.dequantized(), values).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        }
        let integers = try [QuantizationType.int8, .int6, .int5, .int4, .int3].map { try error($0) }
        #expect(integers == integers.sorted())
        #expect(try error(.bitmod4) < error(.fp4))
        #expect(try error(.bitmod3) < error(.fp3))
        #expect(try error(.bitmod4) < error(.int4))
        #expect(try error(.bitmod3) < error(.int3))
        #expect(try error(.bitmod4, .integer8) < 1.05 * error(.bitmod4))
    }
}
