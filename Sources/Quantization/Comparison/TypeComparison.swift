/// What each of some data types makes of the weights of a checkpoint (``CheckpointComparison``).
///
/// Errors are over all weights of all tensors compared, each weight counting the same: the mean square error
/// is Σ (w′ − w)² / N in the square of the weights' unit, w′ being what code and stored scale stand for, and
/// the signal-to-noise ratio 10 · log10(Σ w² / Σ (w′ − w)²). All sums are in binary64.
public struct TypeComparison: Sendable, Equatable {
    /// Path of the checkpoint as given.
    public let file: String
    public let granularity: Granularity
    /// How scales are stored, except for types that prescribe it.
    public let scaleFormat: ScaleFormat
    /// In which codes were chosen.
    public let arithmetic: QuantizationArithmetic
    public let indivisible: IndivisiblePolicy
    /// Tensors compared.
    public let tensorCount: Int
    /// Weights compared.
    public let weights: Int
    /// Tensors that were meant but can't be quantised, by name.
    public let skipped: [Skipped]
    /// In the order in which types were asked for.
    public let types: [TypeResult]

    /// A tensor that was left out, and why.
    public struct Skipped: Sendable, Equatable {
        public let tensor: String
        public let reason: String
    }

    /// How many groups use one special value, or one of the types that there are to choose from. A group of
    /// zeros counts for the first.
    public struct Selection: Sendable, Equatable {
        /// `+5`, or the name of a type.
        public let name: String
        public let groups: Int
        /// Of all groups, 0 to 1.
        public let share: Double
    }

    /// The first of the groups with the largest mean square error.
    public struct WorstGroup: Sendable, Equatable {
        public let tensor: String
        /// Output channel of the group, from 0; 0 when the whole tensor is one group.
        public let row: Int
        /// Counted from the start of the tensor, row by row, from 0: what `bitmod explain --group` takes.
        public let group: Int
        /// Counted from the start of the row.
        public let groupOfRow: Int
        /// Weights of the group.
        public let groupSize: Int
        public let meanSquareError: Double
        /// In decibels; `nil` when there is no error.
        public let signalToNoiseRatio: Double?
    }

    /// Figures of one or more tensors in one data type.
    public struct Figures: Sendable, Equatable {
        public let weights: Int
        public let groups: Int
        /// Weights of a group; more than one size where rows become groups. Ascending.
        public let groupSizes: [Int]
        /// Bits of codes, selectors, zero points and scales for each weight, as packed.
        public let bitsPerWeight: Double
        public let meanSquareError: Double
        /// In decibels; `nil` when there is no error, that is when the codes stand for the weights exactly.
        public let signalToNoiseRatio: Double?
        /// By selector; empty for a type with nothing to choose.
        public let selections: [Selection]
        public let worstGroup: WorstGroup
    }

    /// One tensor in one data type.
    public struct TensorResult: Sendable, Equatable {
        public let tensor: String
        /// Output channels.
        public let rows: Int
        /// Input channels.
        public let columns: Int
        public let figures: Figures
    }

    /// One data type.
    public struct TypeResult: Sendable, Equatable {
        public let type: QuantizationType
        /// How its scales are stored.
        public let scaleFormat: ScaleFormat
        /// Whether each group's scale was searched: asked for, and of use to this type.
        public let searchesClipping: Bool
        public let figures: Figures
        /// By name; empty unless asked for.
        public let tensors: [TensorResult]
    }
}
