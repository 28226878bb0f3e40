/// Which weights share a scale.
public enum Granularity: Sendable, Hashable {
    /// All of a tensor.
    case tensor
    /// All of a row, that is of an output channel.
    case channel
    /// This many consecutive input channels of a row.
    case group(Int)

    /// `tensor`, `channel` or a number, as on the command line.
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        switch text {
        case "tensor": self = .tensor
        case "channel": self = .channel
        default:
            guard let size = Int(text) else { return nil }
            self = .group(size)
        }
    }
}

extension Granularity: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tensor: "tensor"
        case .channel: "channel"
        case .group(let size): "\(size)"
        }
    }
}

/// What to do with a tensor whose input channels the group size doesn't divide.
public enum IndivisiblePolicy: String, CaseIterable, Codable, Sendable {
    /// Stop with an error before anything is written.
    case error
    /// Make each row one group.
    case row
}

/// The arithmetic in which Algorithm 1 chooses codes (``Quantizer``).
public enum QuantizationArithmetic: String, CaseIterable, Codable, Sendable {
    /// Every operation rounded to binary32.
    case binary32 = "fp32"
    /// Weights and every operation rounded to binary16, as in the published software.
    case binary16 = "fp16"
}

/// Everything that decides what a weight is quantised to.
public struct QuantizationSettings: Sendable, Hashable {
    public var type: QuantizationType
    /// Which weights share a scale; a type with a ``QuantizationType/fixedGroupSize`` has groups of that size.
    public var granularity: Granularity
    /// How scales are stored, unless the type prescribes it.
    public var scaleFormat: ScaleFormat
    public var arithmetic: QuantizationArithmetic
    /// Whether each group's scale is searched (``Quantizer/clippingFactors``).
    public var searchesClipping: Bool
    public var indivisible: IndivisiblePolicy

    public init(
        type: QuantizationType, granularity: Granularity = .group(128), scaleFormat: ScaleFormat = .integer8,
        arithmetic: QuantizationArithmetic = .binary32, searchesClipping: Bool = false,
        indivisible: IndivisiblePolicy = .error
    ) {
        self.type = type
        self.granularity = granularity
        self.scaleFormat = scaleFormat
        self.arithmetic = arithmetic
        self.searchesClipping = searchesClipping
        self.indivisible = indivisible
    }

    /// Checks what can be checked without a matrix.
    /// - Throws: ``QuantizationError`` of kind `invalidParameter` for a group size below 1, a clipping search
    ///   that the type has no use for, or a scale format that isn't the user's to ask for.
    public func check() throws {
        if case .group(let size) = granularity, size < 1 {
            throw QuantizationError(
                .invalidParameter, problem: "the group size is \(size)", remedy: "Use at least 1")
        }
        guard scaleFormat.isSelectable else {
            throw QuantizationError(
                .invalidParameter, problem: "the scale format \(scaleFormat.rawValue) can't be asked for",
                remedy: "Use a data type that prescribes it")
        }
        try Quantizer.check(type: type, groupSize: 2, searchesClipping: searchesClipping)
    }

    /// Weights of a group of a matrix.
    /// - Throws: ``QuantizationError``: `indivisible` when the group size doesn't divide the columns and the
    ///   policy is to stop, `invalidParameter` as ``check()``.
    public func groupSize(rows: Int, columns: Int) throws -> Int {
        var size: Int
        try check()
        switch (type.fixedGroupSize, granularity) {
        case (let fixed?, _): size = fixed
        case (nil, .tensor): return rows * columns
        case (nil, .channel): return columns
        case (nil, .group(let requested)): size = requested
        }
        if !columns.isMultiple(of: size) {
            guard indivisible == .row else {
                let other =
                    type.fixedGroupSize == nil ? "Use a group size that divides \(columns), or make" : "Make"
                throw QuantizationError(
                    .indivisible, problem: "groups of \(size) don't divide its \(columns) columns",
                    remedy: "\(other) each row of such tensors one group (policy \"row\")")
            }
            size = columns
        }
        return size
    }
}
