import Arithmetic
import Configuration
import GoldenModel

/// How far group sums of processing elements are from exact, beside those of floating-point units: the study that
/// decides the default aligned width.
///
/// Errors are relative to the root mean square of the exact sums of the same weights and activations.
public struct AccuracyStudy: Sendable {
    /// Distributions of activations.
    public enum Activations: String, Codable, CaseIterable, Sendable {
        /// Normal distribution, mean 0, deviation 1.
        case gaussian
        /// Normal distribution, one value in 64 a hundred times larger.
        case outliers
        /// Given to ``AccuracyStudy/recorded``.
        case recorded
    }

    /// Data types of the weights: random codes, FP4 with the published special values in turn.
    public var dataTypes: [WeightDataType] = [.fp4, .int8]
    /// What computes the sums.
    public var methods = AccumulationMethod.standard
    /// Weights of a group, a multiple of the lanes.
    public var groupSize = 128
    /// Groups of each weight type and distribution.
    public var groups = 4000
    /// Lanes of the exponent-matched elements.
    public var lanes = 4
    /// Activations of a real model in binary16, in the order in which groups take them; at least one group to be used.
    public var recorded: [UInt16] = []
    /// Weights and activations follow from it.
    public var seed: UInt64 = 1

    public init() {}

    /// Runs the study on all cores; the same settings give the same result.
    /// - Throws: `ConfigurationError` for a group size or lanes that no array has.
    public func run() throws -> AccuracyReport {
        _ = try ArrayConfiguration(lanes: lanes, groupSize: groupSize)
        let distributions = Activations.allCases.filter { $0 != .recorded || recorded.count >= groupSize }
        let cases = dataTypes.flatMap { dataType in distributions.map { (dataType, $0) } }
        let results = try concurrently(cases.count) { index in
            try self.figures(cases[index].0, cases[index].1, SeededGenerator(seed: seed).stream(index))
        }
        return AccuracyReport(
            groupSize: groupSize, groups: groups, seed: seed, figures: results.flatMap { $0 })
    }

    private func figures(
        _ dataType: WeightDataType, _ distribution: Activations, _ generator: SeededGenerator
    ) throws -> [AccuracyReport.Figure] {
        var generator = generator
        var square = 0.0
        var totals = [(sum: Double, largest: Double)](repeating: (0, 0), count: methods.count)
        for index in 0..<groups {
            let group = group(index, dataType, distribution, &generator)
            let exact = AccuracyGroup.value(group.exact, lastPlace: -24)
            square += exact * exact
            for (place, method) in methods.enumerated() {
                let error = abs(try group.sum(by: method, lanes: lanes) - exact)
                totals[place].sum += error
                totals[place].largest = max(totals[place].largest, error)
            }
        }
        let rootMeanSquare = (square / Double(groups)).squareRoot()
        return zip(methods, totals).map { method, total in
            AccuracyReport.Figure(
                method: method.name, dataType: dataType, activations: distribution,
                meanError: total.sum / Double(groups) / rootMeanSquare,
                largestError: total.largest / rootMeanSquare)
        }
    }

    private func group(
        _ index: Int, _ dataType: WeightDataType, _ distribution: Activations,
        _ generator: inout SeededGenerator
    ) -> AccuracyGroup {
        let specialValue = SpecialValues.published.value(
            for: dataType, selector: index % SpecialValues.count)
        let table = GoldenTermTable(dataType: dataType, specialValue: specialValue, radix: .eight)
        let codes = (0..<groupSize).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 24) }
        let activations = (0..<groupSize).map { place -> UInt16 in
            switch distribution {
            case .recorded:
                let whole = recorded.count / groupSize
                return recorded[index % whole * groupSize + place]
            case .gaussian: return Float16(generator.nextGaussian()).bitPattern
            case .outliers:
                let scale: Double = generator.next() >> 58 == 0 ? 100 : 1
                return Float16(generator.nextGaussian() * scale).bitPattern
            }
        }
        return AccuracyGroup(
            activations: activations, codes: codes, weights: codes.map(table.weight), dataType: dataType,
            specialValue: specialValue)
    }
}

/// What ``AccuracyStudy`` found; the keys of its JSON.
public struct AccuracyReport: Codable, Equatable, Sendable {
    /// Errors of one method on one kind of operands, over the root mean square of the exact sums.
    public struct Figure: Codable, Equatable, Sendable {
        /// ``AccumulationMethod/name``.
        public let method: String
        public let dataType: WeightDataType
        public let activations: AccuracyStudy.Activations
        public let meanError: Double
        public let largestError: Double
    }

    public let groupSize: Int
    /// Groups of each weight type and distribution.
    public let groups: Int
    public let seed: UInt64
    public let figures: [Figure]

    /// The figure of a method; nil when it wasn't studied.
    public func figure(
        _ method: AccumulationMethod, _ dataType: WeightDataType, _ activations: AccuracyStudy.Activations
    ) -> Figure? {
        figures.first {
            $0.method == method.name && $0.dataType == dataType && $0.activations == activations
        }
    }

    /// Whether an aligned width meets the criterion of the default: mean errors at least ten times smaller than those of a
    /// sequential FP16 multiply-accumulate on the normal distribution, and no larger with outliers.
    public func isAccurate(alignedWidth: Int) -> Bool {
        let method = AccumulationMethod.sharedExponent(alignedWidth: alignedWidth)
        return [(AccuracyStudy.Activations.gaussian, 10.0), (.outliers, 1.0)].allSatisfy {
            distribution, factor in
            Set(figures.map(\.dataType)).allSatisfy { dataType in
                guard let element = figure(method, dataType, distribution),
                    let reference = figure(.binary16, dataType, distribution)
                else { return false }
                return factor * element.meanError <= reference.meanError
            }
        }
    }
}
