import Configuration
import GoldenModel

/// A way to compute the dot product of one group: a processing element of the array, or a floating-point unit beside it.
public enum AccumulationMethod: Hashable, Sendable {
    /// The exponent-matched element.
    case exponentMatched(DigitRadix)
    /// The shared-exponent element of an aligned width; it gives the same sums in both radices.
    case sharedExponent(alignedWidth: Int)
    /// One multiply-accumulate a weight in binary16: the product rounded, then the sum.
    case binary16
    /// One fused multiply-accumulate a weight in binary16: only the sum rounded.
    case fusedBinary16
    /// Exact products, sums rounded to binary32.
    case binary32

    /// The array's elements at the aligned widths of interest, and the floating-point units.
    public static let standard: [AccumulationMethod] =
        [.binary16, .fusedBinary16, .binary32]
        + DigitRadix.allCases.map { .exponentMatched($0) }
        + (Array(11...18) + [40]).map { .sharedExponent(alignedWidth: $0) }

    /// A few words for people, the same for every run.
    public var name: String {
        switch self {
        case .exponentMatched(let radix): "exponent-matched, radix \(radix.rawValue)"
        case .sharedExponent(let width): "shared exponent, W = \(width)"
        case .binary16: "FP16 multiply-accumulate"
        case .fusedBinary16: "FP16 fused multiply-accumulate"
        case .binary32: "FP32 accumulation"
        }
    }
}

/// The operands of one group, prepared once for all methods.
struct AccuracyGroup {
    let activations: [UInt16]
    let codes: [UInt8]
    /// Weights on the grid of the hardware.
    let weights: [Int]
    let dataType: WeightDataType
    let specialValue: Int

    /// The exact sum, in units of 2^−24: below 2^58 for any group that the array takes.
    var exact: Int {
        zip(activations, weights).reduce(0) { sum, pair in
            let activation = GoldenActivation(bits: pair.0)
            // An activation of exponent e is a multiple of 2^(e − 25).
            let magnitude = activation.significand << (activation.exponent - 1)
            return sum + pair.1 * (activation.isNegative ? -magnitude : magnitude)
        }
    }

    /// What a method makes of the group.
    func sum(by method: AccumulationMethod, lanes: Int) throws -> Double {
        switch method {
        case .exponentMatched(let radix): return try exponentMatchedSum(radix, lanes)
        case .sharedExponent(let width): return sharedExponentSum(width)
        case .binary16:
            return floatingPointSum { sum, weight, activation in sum + weight * activation }
        case .fusedBinary16:
            // In binary64, where it is exact, since this standard library's Float16 rounds a fused sum twice.
            return floatingPointSum { sum, weight, activation in
                Float16(Double(sum) + Double(weight) * Double(activation))
            }
        case .binary32:
            return zip(activations, weights).reduce(0) { sum, pair in
                // 11 and 8 bits: the product is exact.
                Double(Float(sum) + Float(Float16(bitPattern: pair.0)) * Float(pair.1))
            }
        }
    }

    /// In sixteenths, so that 128 large products of INT8 don't overflow binary16; a power of two rounds nothing.
    private func floatingPointSum(_ add: (Float16, Float16, Float16) -> Float16) -> Double {
        let scale: Float16 = 0x1p-4
        return 16
            * Double(
                zip(activations, weights).reduce(Float16(0)) { sum, pair in
                    add(sum, Float16(pair.1) * scale, Float16(bitPattern: pair.0))
                })
    }

    private func exponentMatchedSum(_ radix: DigitRadix, _ lanes: Int) throws -> Double {
        let configuration = try ArrayConfiguration(
            lanes: lanes, groupSize: activations.count, processingElement: .exponentMatched, radix: radix)
        let table = GoldenTermTable(dataType: dataType, specialValue: specialValue, radix: radix)
        var element = GoldenExponentMatchedElement(configuration: configuration)
        let terms = [GoldenTerm](unsafeUninitializedCapacity: codes.count * table.termCount) { terms, count in
            guard let first = terms.baseAddress else { return }
            table.expand(codes: codes, count: codes.count, lanes: lanes, into: first)
            count = codes.count * table.termCount
        }
        element.run(
            activations: activations.map(GoldenActivation.init(bits:)), terms: terms,
            beats: configuration.beatsPerGroup, termCount: table.termCount)
        return Self.value(element.accumulator, lastPlace: element.exponent - configuration.exponentBias)
    }

    private func sharedExponentSum(_ width: Int) -> Double {
        let decoded = activations.map(GoldenActivation.init(bits:))
        let exponent = GoldenActivationAligner.sharedExponent(of: decoded)
        let aligner = GoldenActivationAligner(width: width)
        let aligned = decoded.map { aligner.aligned($0, sharedExponent: exponent) }
        let sum = GoldenSharedExponentElement.sum(
            activations: aligned, weights: weights, count: weights.count)
        return Self.value(sum, lastPlace: exponent - width - 14)
    }

    static func value(_ mantissa: Int, lastPlace: Int) -> Double {
        Double(mantissa) * Double(sign: .plus, exponent: lastPlace, significand: 1)
    }
}
