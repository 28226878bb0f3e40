extension QuantizationType {
    /// The code that marks a victim, in an outlier-victim pair.
    static let victimCode: UInt8 = 0b1000

    /// The value on the grid of every code, by code; `nil` where minus zero has no meaning. For a type with
    /// zero points, the value with a zero point of 0; for outlier-victim pairs, the value of a code beside a
    /// code that isn't 1000, and 0 for that mark itself.
    /// - Parameter selector: which special value or choice the group uses; of no consequence for a type
    ///   without.
    public func gridValues(selector: Int) -> [Int?] {
        if !choices.isEmpty {
            var values = choices[min(selector, choices.count - 1)].gridValues(selector: 0)
            if encoding == .outlierVictimPair { values[Int(Self.victimCode)] = 0 }
            return values
        }
        return (0..<1 << codeBits).map { code in
            let sign = code >> (codeBits - 1)
            switch encoding {
            case .zeroPoint:
                return code
            case .twosComplement:
                return code - sign << codeBits
            default:
                let magnitude = magnitudes[code & (1 << (codeBits - 1) - 1)]
                if sign == 1 && magnitude == 0 {
                    return specialValues.indices.contains(selector) ? specialValues[selector] : nil
                }
                return sign == 1 ? -magnitude : magnitude
            }
        }
    }

    /// The magnitudes of outliers over one of ``choices``, ascending, by the low three bits of their code less
    /// one: E2M1 values from three units up, in units of 4 over INT4 (12 … 96) and of 8 over Flint4 (24 …
    /// 192). Empty for other types.
    public func outlierMagnitudes(selector: Int) -> [Int] {
        guard encoding == .outlierVictimPair else { return [] }
        return [3, 4, 6, 8, 12, 16, 24].map { $0 * outlierUnit(selector: selector) }
    }

    /// What the magnitudes of outliers are multiples of.
    func outlierUnit(selector: Int) -> Int {
        choices[selector].largestMagnitude < 12 ? 4 : 8
    }

    /// The value on the grid of every code beside the mark 1000, by code; `nil` where there is none.
    func outlierValues(selector: Int) -> [Int?] {
        let magnitudes = outlierMagnitudes(selector: selector)
        return (0..<1 << codeBits).map { code in
            let index = code & (1 << (codeBits - 1) - 1)
            guard index > 0 && index <= magnitudes.count else { return nil }
            return code >> (codeBits - 1) == 1 ? -magnitudes[index - 1] : magnitudes[index - 1]
        }
    }
}

/// What the codes of a group stand for, by selector, ready for loops.
struct CodeTables: Sendable {
    /// Values by selector and code.
    private let values: [[Float]]
    /// Values beside the mark of a victim; empty unless codes come in pairs.
    private let outliers: [[Float]]

    init(_ type: QuantizationType) {
        let selectors = 0..<type.selectorCount
        values = selectors.map { type.gridValues(selector: $0).map { Float($0 ?? 0) } }
        outliers =
            type.encoding == .outlierVictimPair
            ? selectors.map { type.outlierValues(selector: $0).map { Float($0 ?? 0) } } : []
    }

    /// Writes the grid values of a group's codes.
    /// - Parameters:
    ///   - codes: `count` codes.
    ///   - selector: the group's.
    ///   - zeroPoint: the group's; 0 for a type without.
    ///   - result: `count` values, to be written.
    func decode(
        _ codes: UnsafePointer<UInt8>, count: Int, selector: UInt8, zeroPoint: UInt8,
        into result: UnsafeMutablePointer<Float>
    ) {
        let offset = Float(zeroPoint)
        values[Int(selector)].withUnsafeBufferPointer { table in
            for index in 0..<count { result[index] = table[Int(codes[index])] - offset }
        }
        guard !outliers.isEmpty else { return }
        outliers[Int(selector)].withUnsafeBufferPointer { table in
            for index in stride(from: 0, to: count - 1, by: 2) {
                let marked = (codes[index], codes[index + 1])
                if marked.0 == QuantizationType.victimCode { result[index + 1] = table[Int(marked.1)] }
                if marked.1 == QuantizationType.victimCode { result[index] = table[Int(marked.0)] }
            }
        }
    }
}
