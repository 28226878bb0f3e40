extension QuantizationType {
    /// What `bitmod compare` takes without a list: every type with codes of three or four bits.
    public static let comparedByDefault: [QuantizationType] = all.filter { (3...4).contains($0.codeBits) }

    /// Whether a clipping search can improve this type: others define or search their scales themselves.
    public var permitsClippingSearch: Bool {
        (try? Quantizer.check(type: self, groupSize: 2, searchesClipping: true)) != nil
    }

    /// What a group's selector chooses, as text: a special value in published units with its sign, or the
    /// name of the type chosen; the type's own name when there is nothing to choose.
    /// - Parameter selector: 0 ..< ``selectorCount``.
    public func selectionName(_ selector: Int) -> String {
        if !choices.isEmpty { return choices[selector].name }
        guard !specialValues.isEmpty else { return name }
        let value = specialValues[selector]
        return (value > 0 ? "+" : "") + publishedText(value)
    }

    /// This type with nothing to choose any more: only the special value or choice of a selector is left.
    func restricted(to selector: Int) -> QuantizationType {
        guard choices.isEmpty else {
            return QuantizationType(
                name: name, summary: summary, codeBits: codeBits, encoding: encoding, rounding: rounding,
                scaleRule: scaleRule, choices: [choices[selector]])
        }
        var type = self
        if !specialValues.isEmpty { type.specialValues = [specialValues[selector]] }
        return type
    }
}
