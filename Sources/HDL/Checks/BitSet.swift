/// A set of a signal's bits; whole signals, the common case, cost nothing.
enum BitSet: Equatable {
    case none
    case all
    case some(BitPattern)

    init(low: Int, count: Int, width: Int) {
        self = count == width ? .all : .some(.mask(low: low, count: count, width: width))
    }

    func pattern(width: Int) -> BitPattern {
        switch self {
        case .none: .zero(width: width)
        case .all: .ones(width: width)
        case .some(let pattern): pattern
        }
    }

    func intersects(_ other: BitSet) -> Bool {
        switch (self, other) {
        case (.none, _), (_, .none): false
        case (.all, _), (_, .all): true
        case (.some(let left), .some(let right)): !(left & right).isZero
        }
    }

    mutating func form(_ other: BitSet) {
        switch (self, other) {
        case (_, .none), (.all, _): break
        case (_, .all), (.none, _): self = other
        case (.some(let left), .some(let right)):
            let union = left | right
            self = union.isAllOnes ? .all : .some(union)
        }
    }

    static func intersection(_ sets: [BitSet]) -> BitSet {
        sets.reduce(.all) { left, right in
            switch (left, right) {
            case (.none, _), (_, .none): .none
            case (.all, let other), (let other, .all): other
            case (.some(let left), .some(let right)): .some(left & right)
            }
        }
    }
}

extension BitPattern {
    /// The ones as Verilog ranges: `[7:4], [0]`.
    var verilogRanges: String {
        runs.map { $0.high == $0.low ? "[\($0.low)]" : "[\($0.high):\($0.low)]" }.joined(separator: ", ")
    }
}
