import Foundation

/// Signal and noise of every group of a quantised tensor.
///
/// The signal is the sum of a group's squared weights, the noise the sum of the squared differences between
/// the weights and what codes and stored scales stand for, each in binary64 and in the order of the weights:
/// the number of threads has no influence.
struct GroupErrors {
    /// Per group of the tensor, row by row.
    let signal: [Double]
    let noise: [Double]

    /// - Parameters:
    ///   - tensor: rows · columns codes.
    ///   - original: the weights that they were made from, as many.
    init(_ tensor: QuantizedTensor, original: [Float]) {
        let groupSize = tensor.groupSize
        let restored = tensor.dequantized()
        var sums = [SIMD2<Double>](repeating: .zero, count: tensor.groupCount)
        sums.withUnsafeMutableBufferPointer { sums in
            original.withUnsafeBufferPointer { original in
                restored.withUnsafeBufferPointer { restored in
                    let sums = DisjointBuffer(sums)
                    let original = SharedBuffer(original)
                    let restored = SharedBuffer(restored)
                    forEachRange(of: tensor.groupCount, weightsPerItem: groupSize) { groups in
                        for group in groups {
                            var sum = SIMD2<Double>.zero
                            for index in group * groupSize..<(group + 1) * groupSize {
                                let weight = Double(original.base[index])
                                let difference = Double(restored.base[index]) - weight
                                sum += SIMD2(weight * weight, difference * difference)
                            }
                            sums.base[group] = sum
                        }
                    }
                }
            }
        }
        signal = sums.map { $0[0] }
        noise = sums.map { $0[1] }
    }

    /// The first of the groups with the most noise.
    var worst: Int {
        var worst = 0
        for group in noise.indices where noise[group] > noise[worst] { worst = group }
        return worst
    }

    /// The ratio in decibels; `nil` without noise, when the codes stand for the weights exactly.
    static func decibels(signal: Double, noise: Double) -> Double? {
        signal > 0 && noise > 0 ? 10 * log10(signal / noise) : nil
    }
}

/// Figures of one or more tensors in one data type, as they add up.
struct ErrorTotals {
    private var weights = 0
    private var bits = 0.0
    private var signal = 0.0
    private var noise = 0.0
    private var groups = 0
    private var groupSizes: [Int] = []
    private var selectors: [Int]
    private var worst: TypeComparison.WorstGroup?
    private let type: QuantizationType

    /// Nothing yet.
    init(_ type: QuantizationType) {
        self.type = type
        selectors = [Int](repeating: 0, count: type.selectorCount)
    }

    /// One tensor.
    /// - Parameters:
    ///   - name: the tensor's.
    ///   - original: its rows · columns weights.
    ///   - bitsPerWeight: of the packed tensor.
    init(_ name: String, _ tensor: QuantizedTensor, original: [Float], bitsPerWeight: Double) {
        self.init(tensor.type)
        let errors = GroupErrors(tensor, original: original)
        weights = original.count
        bits = bitsPerWeight * Double(original.count)
        groups = tensor.groupCount
        groupSizes = [tensor.groupSize]
        for selector in tensor.selectors { selectors[Int(selector)] += 1 }
        for group in 0..<tensor.groupCount {
            signal += errors.signal[group]
            noise += errors.noise[group]
        }
        let group = errors.worst
        let error = errors.noise[group] / Double(tensor.groupSize)
        worst = TypeComparison.WorstGroup(
            tensor: name, row: group * tensor.groupSize / tensor.columns, group: group,
            groupOfRow: group % tensor.groupsPerRow, groupSize: tensor.groupSize, meanSquareError: error,
            signalToNoiseRatio: GroupErrors.decibels(
                signal: errors.signal[group], noise: errors.noise[group]))
    }

    /// Adds what other tensors of the same type added up to.
    mutating func add(_ other: ErrorTotals) {
        weights += other.weights
        bits += other.bits
        signal += other.signal
        noise += other.noise
        groups += other.groups
        groupSizes = Set(groupSizes + other.groupSizes).sorted()
        for selector in selectors.indices { selectors[selector] += other.selectors[selector] }
        if let theirs = other.worst, worst.map({ theirs.meanSquareError > $0.meanSquareError }) ?? true {
            worst = theirs
        }
    }

    /// What has been added, at least one tensor of at least one weight.
    var figures: TypeComparison.Figures {
        TypeComparison.Figures(
            weights: weights, groups: groups, groupSizes: groupSizes, bitsPerWeight: bits / Double(weights),
            meanSquareError: noise / Double(weights),
            signalToNoiseRatio: GroupErrors.decibels(signal: signal, noise: noise),
            selections: type.selectorCount == 1
                ? []
                : selectors.enumerated().map { selector, count in
                    TypeComparison.Selection(
                        name: type.selectionName(selector), groups: count,
                        share: Double(count) / Double(groups))
                },
            worstGroup: worst!)
    }
}
