extension QuantizedTensor {
    /// Checks that every part has as many elements as the sizes imply.
    func checkSizes() throws {
        try Quantizer.checkShape(rows: rows, columns: columns, groupSize: groupSize)
        try Quantizer.check(type: type, groupSize: groupSize, searchesClipping: false)
        let groups = groupCount
        try Self.check("codes", codes.count, rows * columns)
        try Self.check("selectors", selectors.count, groups)
        try Self.check("zero points", zeroPoints.count, type.zeroPointBits > 0 ? groups : 0)
        try Self.check("scales", scales.count, groups)
        if case .integer(_, _, let channelScales) = scales {
            try Self.check("channel scales", channelScales.count, groupSize > columns ? 1 : rows)
        }
        guard type.scaleFormat(requested: scales.format) == scales.format else {
            throw QuantizationError(
                .invalidParameter, problem: "\(type.name) has no scales of format \(scales.format.rawValue)",
                remedy: "Use \(type.scaleFormat(requested: scales.format).rawValue)")
        }
        guard type.prescribedScaleFormat != nil || scales.format.isSelectable else {
            throw QuantizationError(
                .invalidParameter, problem: "\(type.name) has no scales of format \(scales.format.rawValue)",
                remedy: "Use \(ScaleFormat.integer8.rawValue)")
        }
    }

    private static func check(_ part: String, _ count: Int, _ expected: Int) throws {
        guard count == expected else {
            throw QuantizationError(
                .invalidParameter, problem: "there are \(count) \(part)", remedy: "Give exactly \(expected)")
        }
    }

    /// Checks that every code, selector and zero point has a meaning.
    func checkCodes() throws {
        for (group, selector) in selectors.enumerated() where selector >= type.selectorCount {
            throw meaningless(
                group, "selector \(selector)", "Use a selector below \(type.selectorCount) for \(type.name)")
        }
        for (group, zeroPoint) in zeroPoints.enumerated() where Int(zeroPoint) >> type.zeroPointBits > 0 {
            throw meaningless(
                group, "zero point \(zeroPoint)", "Use a zero point of \(type.zeroPointBits) bits")
        }
        let legal = (0..<type.selectorCount).map { type.gridValues(selector: $0).map { $0 != nil } }
        for group in 0..<groupCount {
            let legal = legal[Int(selectors[group])]
            for index in group * groupSize..<(group + 1) * groupSize {
                let code = Int(codes[index])
                if code >= legal.count || !legal[code] { throw meaningless(codeAt: index) }
            }
        }
        if type.encoding == .outlierVictimPair { try checkPairs() }
    }

    /// Checks that the mark of a victim stands beside an outlier.
    private func checkPairs() throws {
        for group in 0..<groupCount {
            let outliers = type.outlierValues(selector: Int(selectors[group]))
            for index in group * groupSize..<(group + 1) * groupSize
            where codes[index ^ 1] == QuantizationType.victimCode && outliers[Int(codes[index])] == nil {
                throw meaningless(codeAt: index)
            }
        }
    }

    private func meaningless(codeAt index: Int) -> QuantizationError {
        QuantizationError(
            .invalidParameter, row: index / columns, column: index % columns,
            problem: "the code \(codes[index]) stands for no value of \(type.name)",
            remedy: type.encoding == .outlierVictimPair
                ? "Use codes of \(type.codeBits) bits, and the mark of a victim only beside an outlier"
                : "Use codes of \(type.codeBits) bits, and minus zero only for types with special values")
    }

    private func meaningless(_ group: Int, _ value: String, _ remedy: String) -> QuantizationError {
        QuantizationError(
            .invalidParameter, row: group * groupSize / columns,
            problem: "group \(group % groupsPerRow) has \(value)", remedy: remedy)
    }
}
