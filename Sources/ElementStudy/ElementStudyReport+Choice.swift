import Configuration
import Reports
import Verification

extension ElementStudyReport {
    /// Which element to choose when, as the figures say it: one sentence a purpose.
    var choices: [String] {
        var sentences: [String] = []
        for (type, names) in fastest() {
            let ratios = names.other.map { ", \($0.ratio) times the \($0.name)" } ?? ""
            sentences.append(
                "**Most work from the area, \(type) weights:** \(names.best), "
                    + "\(Figure.decimal(names.throughput * 1e-6, places: 1)) · 10^6 multiply-accumulates a second and um2"
                    + ratios + ".")
        }
        if let thrifty = elements.filter({ $0.energy != nil }).min(by: { $0.energy ?? 0 < $1.energy ?? 0 }),
            let energy = thrifty.energy
        {
            sentences.append(
                "**Least energy, FP4 weights:** \(thrifty.name), \(Figure.decimal(energy * 1e15, places: 0)) fJ a "
                    + "multiply-accumulate at \(Figure.decimal(powerPeriod, places: 2)) ns.")
        }
        let cores = elements.filter(\.isOfArray)
        if let small = cores.min(by: {
            $0.smallestCore?.area ?? .infinity < $1.smallestCore?.area ?? .infinity
        }) {
            sentences.append(
                "**Least area, whatever the clock:** \(small.name), a core of \(Self.text(small.smallestCore))."
            )
        }
        let widths = ArrayConfiguration.alignedWidthRange
        if let narrowest = widths.first(where: { accuracy.isAccurate(alignedWidth: $0) }) {
            sentences.append(
                "**Aligned width:** W = \(narrowest) is the narrowest whose mean error is a tenth of an FP16 "
                    + "multiply-accumulate's on normal activations and no larger with outliers.")
        }
        sentences.append(
            "**Exponent-matched elements** align each product to the running sum instead of each activation to its group: "
                + "they need no look at a whole group beforehand, and so no group buffer.")
        return sentences
    }

    private struct Winner {
        let best: String
        let throughput: Double
        /// The half-precision element and how far behind it is.
        let other: (name: String, ratio: String)?
    }

    /// The element with the highest throughput per area, for each set of weight types on which it wins by as much.
    private func fastest() -> [(types: String, Winner)] {
        var found: [(types: [String], name: String, throughput: Double)] = []
        for type in WeightDataType.allCases.map(\.rawValue) {
            let rated = elements.compactMap { element in element.throughput[type].map { (element.name, $0) } }
            guard let best = rated.max(by: { $0.1 < $1.1 }) else { continue }
            if let index = found.firstIndex(where: { $0.name == best.0 && $0.throughput == best.1 }) {
                found[index].types.append(type)
            } else {
                found.append(([type], best.0, best.1))
            }
        }
        let reference = elements.first { $0.isHalfPrecision }
        return found.map { types, name, throughput in
            let other = reference.flatMap { half -> (name: String, ratio: String)? in
                guard let rate = half.throughput[types[0]], half.name != name else { return nil }
                return (half.name, Figure.decimal(throughput / rate, places: 1))
            }
            return (types.joined(separator: ", "), Winner(best: name, throughput: throughput, other: other))
        }
    }
}
