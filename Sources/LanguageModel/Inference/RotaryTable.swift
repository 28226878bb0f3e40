import Foundation

/// Rotary position embedding (Su et al., RoFormer, arXiv 2104.09864): pair i of a head turns by
/// position · base^(−2i / head size).
struct RotaryTable: Sendable {
    private let architecture: LlamaArchitecture
    /// Cosine and sine, by position and pair.
    private let factors: [SIMD2<Float>]

    init(_ architecture: LlamaArchitecture, positions: Int) {
        self.architecture = architecture
        let size = architecture.headSize
        let frequencies = (0..<size / 2).map { pair in
            pow(architecture.rotaryBase, -Float(2 * pair) / Float(size))
        }
        factors = (0..<positions).flatMap { position in
            frequencies.map { frequency in
                let angle = Float(position) * frequency
                return SIMD2(cos(angle), sin(angle))
            }
        }
    }

    /// Turns every head of `count` vectors, the first at `position`.
    func rotate(_ vectors: inout [Float], heads: Int, count: Int, from position: Int) {
        let size = architecture.headSize
        let half = size / 2
        let isAdjacent = architecture.rotaryPairing == .adjacent
        let (stride, distance) = isAdjacent ? (2, 1) : (1, half)
        vectors.withUnsafeMutableBufferPointer { vectors in
            for vector in 0..<count {
                for head in 0..<heads {
                    let start = (vector * heads + head) * size
                    for pair in 0..<half {
                        let factor = factors[(position + vector) * half + pair]
                        let first = start + pair * stride
                        let (real, imaginary) = (vectors[first], vectors[first + distance])
                        vectors[first] = real * factor.x - imaginary * factor.y
                        vectors[first + distance] = real * factor.y + imaginary * factor.x
                    }
                }
            }
        }
    }
}
