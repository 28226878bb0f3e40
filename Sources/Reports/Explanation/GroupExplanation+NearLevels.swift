import Quantization

extension GroupExplanation {
    /// The levels that pictures have room for: those of which weights became one, and others up to half as far
    /// again as the largest weight. The outliers that OliVe's types could express would leave no room for weights.
    var nearLevels: [Level] {
        let largest = weights.reduce(0) { max($0, abs($1.weight)) }
        return levels.filter { $0.count > 0 || abs($0.dequantized) <= 1.5 * largest }
    }
}
