extension GroupExplanation {
    /// What Algorithm 1 made of each special value or choice.
    ///
    /// A group without weights other than zero chooses nothing: the first candidate, whose errors are all
    /// zero.
    /// - Parameters:
    ///   - weights: of the group.
    ///   - chosen: the selector in the result.
    static func candidates(
        _ weights: [Float], settings: QuantizationSettings, chosen: Int
    ) -> [Candidate] {
        let type = settings.type
        guard type.selectorCount > 1 else { return [] }
        return (0..<type.selectorCount).compactMap { selector in
            // Alone it is quantised as it was when it was tried: what is compared doesn't depend on others.
            let alone = try? Quantizer.quantize(
                values: weights, rows: 1, columns: weights.count, type: type.restricted(to: selector),
                groupSize: weights.count, scale: .binary32, arithmetic: settings.arithmetic,
                searchesClipping: settings.searchesClipping)
            guard let alone else { return nil }
            return Candidate(
                name: type.selectionName(selector),
                scale: alone.scale(row: 0, group: 0) * Float(type.gridUnitsPerOne),
                meanSquareError: comparedError(alone, weights, arithmetic: settings.arithmetic),
                isChosen: selector == chosen)
        }
    }

    /// The mean square error of step 2 of ``Quantizer``'s rule, in its arithmetic and order of addition.
    /// - Parameters:
    ///   - tensor: one group, its scale in binary32.
    ///   - weights: its weights.
    static func comparedError(
        _ tensor: QuantizedTensor, _ weights: [Float], arithmetic: QuantizationArithmetic
    ) -> Float {
        func round(_ result: Float) -> Float {
            arithmetic == .binary16 ? Float(Float16(result)) : result
        }
        let scale = tensor.scale(row: 0, group: 0)
        var sums = [Float](repeating: 0, count: 8)
        for (index, weight) in weights.enumerated() {
            let value = Float(tensor.gridValue(row: 0, column: index))
            let difference = round(round(value * scale) - round(weight))
            sums[index % 8] += round(difference * difference)
        }
        let total =
            ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]))
        return round(round(total) / Float(weights.count))
    }

    /// The values that weights of a group can become, and how many did.
    static func levels(_ tensor: QuantizedTensor, group: Int, weights: [Weight]) -> [Level] {
        let type = tensor.type
        let selector = Int(tensor.selectors[group])
        let zeroPoint = tensor.zeroPoints.isEmpty ? 0 : Int(tensor.zeroPoints[group])
        let basic = type.choices.isEmpty ? type.basicValues : type.choices[selector].basicValues
        let special = type.specialValues.isEmpty ? nil : type.specialValues[selector]
        let outliers = type.outlierMagnitudes(selector: selector)
        var values = Set(basic.map { $0 - zeroPoint })
        if let special { values.insert(special) }
        if type.encoding == .outlierVictimPair { values.formUnion(outliers + outliers.map { -$0 }) }
        let units = Double(type.gridUnitsPerOne)
        var counts: [Double: Int] = [:]
        for weight in weights { counts[weight.value, default: 0] += 1 }
        return values.sorted().map { value in
            let published = Double(value) / units
            return Level(
                value: published, dequantized: tensor.dequantized(gridValue: value, group: group),
                isSpecial: value == special && !basic.contains(value), count: counts[published] ?? 0)
        }
    }
}
