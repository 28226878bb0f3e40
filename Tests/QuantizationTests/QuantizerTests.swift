import Arithmetic
import Testing

@testable import Quantization

@Suite struct QuantizerTests {
    /// Each row by itself gives what the rows give together, on however many threads.
    @Test func rowsAreIndependent() throws {
        var generator = SeededGenerator(seed: 13)
        let (rows, columns) = (90, 384)
        let values = (0..<rows * columns).map { _ in Float(generator.nextStudentT() * 0.05) }
        let whole = try Quantizer.quantize(
            values: values, rows: rows, columns: columns, type: .bitmod4, groupSize: 128)
        var differing: [Int] = []
        for row in 0..<rows {
            let single = try Quantizer.quantize(
                values: Array(values[row * columns..<(row + 1) * columns]), rows: 1, columns: columns,
                type: .bitmod4, groupSize: 128)
            let agrees =
                single.codes[...] == whole.codes[row * columns..<(row + 1) * columns]
                && single.selectors[...] == whole.selectors[row * 3..<row * 3 + 3]
                && single.scaleCodes![...] == whole.scaleCodes![row * 3..<row * 3 + 3]
                && single.channelScales![0] == whole.channelScales![row]
            if !agrees { differing.append(row) }
        }
        #expect(differing.isEmpty)
    }

    @Test func infiniteWeightIsNamed() throws {
        for bad: Float in [.infinity, -.infinity, .nan, -.signalingNaN] {
            var values = [Float](repeating: 0.5, count: 40 * 96)
            values[17 * 96 + 70] = bad
            values[31 * 96 + 2] = bad
            for type in [QuantizationType.bitmod4, .int8] {
                let error = #expect(throws: QuantizationError.self) {
                    try Quantizer.quantize(values: values, rows: 40, columns: 96, type: type, groupSize: 48)
                }
                #expect(error?.kind == .notFinite)
                #expect(error?.row == 17)
                #expect(error?.column == 70)
            }
        }
    }

    @Test func sizesAreChecked() throws {
        func kind(rows: Int, columns: Int, groupSize: Int, count: Int) -> QuantizationError.Kind? {
            do {
                _ = try Quantizer.quantize(
                    values: [Float](repeating: 1, count: count), rows: rows, columns: columns, type: .int8,
                    groupSize: groupSize)
                return nil
            } catch { return (error as? QuantizationError)?.kind }
        }
        #expect(kind(rows: 2, columns: 10, groupSize: 4, count: 20) == .indivisible)
        #expect(kind(rows: 2, columns: 10, groupSize: 5, count: 19) == .invalidParameter)
        #expect(kind(rows: 0, columns: 10, groupSize: 5, count: 0) == .invalidParameter)
        #expect(kind(rows: 2, columns: 10, groupSize: 0, count: 20) == .invalidParameter)
        #expect(kind(rows: Int.max, columns: 10, groupSize: 5, count: 20) == .invalidParameter)
        #expect(kind(rows: 2, columns: 10, groupSize: 5, count: 20) == nil)
    }

    /// In binary16 arithmetic a weight may be too large; up to 65504 and what rounds to it, it isn't.
    @Test func weightBeyondBinary16IsNamed() throws {
        var values = [Float](repeating: 0.5, count: 64)
        values[5] = 65519
        _ = try Quantizer.quantize(
            values: values, rows: 2, columns: 32, type: .bitmod4, groupSize: 32, arithmetic: .binary16)
        values[40] = -65520
        let error = #expect(throws: QuantizationError.self) {
            try Quantizer.quantize(
                values: values, rows: 2, columns: 32, type: .bitmod4, groupSize: 32, arithmetic: .binary16)
        }
        #expect(error?.kind == .notFinite && error?.row == 1 && error?.column == 8)
        #expect(error?.description.contains("-65520.0 is beyond binary16's largest number") == true)
    }
}
