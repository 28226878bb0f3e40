import Configuration

/// The terms of all 256 code bytes of one data type and special value, decoded once.
public struct GoldenTermTable: Sendable {
    /// Data type of the codes.
    public let dataType: WeightDataType
    /// The special value that the minus-zero code stands for (FP4, FP3), on the grid of the hardware.
    public let specialValue: Int
    /// Radix of the terms.
    public let radix: DigitRadix
    /// Terms a code: `radix.termCount(dataType)`.
    public let termCount: Int

    /// 256 × termCount, code-major.
    @usableFromInline let storage: [GoldenTerm]
    /// The sum of each code's terms.
    @usableFromInline let weights: [Int]

    public init(dataType: WeightDataType, specialValue: Int, radix: DigitRadix) {
        self.dataType = dataType
        self.specialValue = specialValue
        self.radix = radix
        self.termCount = radix.termCount(dataType)
        let terms = (UInt8.min...UInt8.max).map {
            GoldenTermDecoder.terms(code: $0, dataType: dataType, specialValue: specialValue, radix: radix)
        }
        storage = terms.flatMap { $0 }
        weights = terms.map { $0.reduce(0) { $0 + $1.value } }
    }

    /// All terms of a code, in the order in which the array processes them. Allocates nothing.
    @inlinable
    public subscript(code: UInt8) -> ArraySlice<GoldenTerm> {
        storage[Int(code) * termCount..<(Int(code) + 1) * termCount]
    }

    /// The term of a code that `step` (0 … termCount − 1) processes.
    @inlinable
    public subscript(code: UInt8, step: Int) -> GoldenTerm {
        storage[Int(code) * termCount + step]
    }

    /// The integer that a code stands for, on the grid of the hardware: the sum of its terms.
    @inlinable
    public func weight(_ code: UInt8) -> Int { weights[Int(code)] }

    /// Writes the terms of a group of codes in the order of the array's steps: by beat, by term, by lane.
    /// - Parameters:
    ///   - codes: One byte a weight; `count` of them, a multiple of `lanes`.
    ///   - destination: Room for `count · termCount` terms.
    public func expand(
        codes: UnsafePointer<UInt8>, count: Int, lanes: Int,
        into destination: UnsafeMutablePointer<GoldenTerm>
    ) {
        storage.withUnsafeBufferPointer { terms in
            for index in 0..<count {
                let (beat, lane) = index.quotientAndRemainder(dividingBy: lanes)
                let first = beat * termCount * lanes + lane
                for step in 0..<termCount {
                    destination[first + step * lanes] = terms[Int(codes[index]) * termCount + step]
                }
            }
        }
    }
}
