import Configuration

/// The weights and the scale of one group in one column, as the kind of processing element takes them.
struct GoldenColumnOperands {
    enum Weights {
        /// By beat, by term, by lane.
        case terms([GoldenTerm], termCount: Int)
        case integers([Int])
    }

    let weights: Weights
    let scale: UInt8

    init(codes: ArraySlice<UInt8>, table: GoldenTermTable, scale: UInt8, _ configuration: ArrayConfiguration)
    {
        self.scale = scale
        switch configuration.processingElement {
        case .sharedExponent: weights = .integers(codes.map(table.weight))
        case .exponentMatched:
            let count = codes.count * table.termCount
            let terms = [GoldenTerm](unsafeUninitializedCapacity: count) { terms, initialized in
                codes.withUnsafeBufferPointer { codes in
                    table.expand(
                        codes: codes.baseAddress.unsafelyUnwrapped, count: codes.count,
                        lanes: configuration.lanes, into: terms.baseAddress.unsafelyUnwrapped)
                }
                initialized = count
            }
            weights = .terms(terms, termCount: table.termCount)
        }
    }
}

/// The activations of one group in all rows, as the kind of processing element takes them.
enum GoldenRowOperands {
    case decoded([GoldenActivation])
    /// Aligned activations, and the shared exponent of each row.
    case aligned([Int], exponents: [Int])

    /// - Parameter activations: rows × groupSize, row-major.
    init(_ activations: [GoldenActivation], _ configuration: ArrayConfiguration) {
        switch configuration.processingElement {
        case .exponentMatched: self = .decoded(activations)
        case .sharedExponent:
            let aligner = GoldenActivationAligner(width: configuration.alignedWidth)
            let size = configuration.groupSize
            let exponents = (0..<configuration.rows).map { row in
                GoldenActivationAligner.sharedExponent(of: activations[row * size..<(row + 1) * size])
            }
            let aligned = activations.indices.map { index in
                aligner.aligned(activations[index], sharedExponent: exponents[index / size])
            }
            self = .aligned(aligned, exponents: exponents)
        }
    }

    /// Mantissa and exponent of the sum of one row's group.
    func sum(
        row: Int, _ column: GoldenColumnOperands, _ configuration: ArrayConfiguration
    ) -> (accumulator: Int, exponent: Int) {
        let first = row * configuration.groupSize
        switch (self, column.weights) {
        case (.decoded(let activations), .terms(let terms, let termCount)):
            var element = GoldenExponentMatchedElement(configuration: configuration)
            activations.withUnsafeBufferPointer { activations in
                terms.withUnsafeBufferPointer { terms in
                    element.run(
                        activations: activations.baseAddress.unsafelyUnwrapped + first,
                        terms: terms.baseAddress.unsafelyUnwrapped, beats: configuration.beatsPerGroup,
                        termCount: termCount)
                }
            }
            return (element.accumulator, element.exponent)
        case (.aligned(let activations, let exponents), .integers(let weights)):
            let sum = activations.withUnsafeBufferPointer { activations in
                weights.withUnsafeBufferPointer { weights in
                    GoldenSharedExponentElement.sum(
                        activations: activations.baseAddress.unsafelyUnwrapped + first,
                        weights: weights.baseAddress.unsafelyUnwrapped, count: configuration.groupSize)
                }
            }
            return (sum, exponents[row])
        case (.decoded, .integers), (.aligned, .terms):
            preconditionFailure("operands of rows and columns come from one configuration")
        }
    }
}
