import Quantization

/// A comparison as a page of charts and tables.
public struct ComparisonPage: Sendable {
    public let result: TypeComparison

    public init(_ result: TypeComparison) { self.result = result }

    /// The HTML file.
    public var text: String {
        var page = ReportPage(
            title: "Data types on \(result.file)",
            summary:
                "\(Figure.integer(result.weights)) weights of "
                + "\(Figure.count(result.tensorCount, "tensor", "tensors")): \(ComparisonTable.settings(result)). "
                + "Errors are over all weights alike: the sum of squared errors over the number of weights.")
        page.add(
            "Signal-to-noise ratio against size",
            note:
                "Further up is more faithful, further left is smaller. Bits count codes, selectors, zero points and "
                + "scales, as packed.", [scatter])
        page.add("Mean square error", note: "The smallest first; shorter is better.", bars)
        if !shares.isEmpty {
            page.add(
                "Special values and choices", note: "What share of the groups uses which.",
                [
                    StackedBarChart(
                        description: "Share of groups by special value or choice, one bar a type",
                        bars: shares
                    ).chart.element
                ])
        }
        page.add("All figures", [figures])
        page.add(
            "Worst groups",
            note:
                "The group with the largest mean square error; bitmod explain shows one, by tensor and group.",
            [worst])
        if result.types.contains(where: { !$0.tensors.isEmpty }) {
            page.add(
                "Tensors", note: "Signal-to-noise ratio in decibels; the stronger the ground, the larger.",
                [heat])
        }
        return page.text
    }

    /// Types of equally long codes have one colour.
    private func series(_ type: QuantizationType) -> Int {
        Set(result.types.map(\.type.codeBits)).sorted().firstIndex(of: type.codeBits) ?? 0
    }

    private var scatter: MarkupElement {
        ScatterChart(
            description: "Signal-to-noise ratio in decibels against bits a weight, one point a type",
            xName: "bits a weight", yName: "signal-to-noise ratio, dB",
            points: result.types.compactMap { type in
                type.figures.signalToNoiseRatio.map {
                    .init(
                        name: type.type.name, x: type.figures.bitsPerWeight, y: $0, series: series(type.type))
                }
            }
        ).chart.element
    }

    /// A chart for each length of codes: errors of different lengths are of different magnitude.
    private var bars: [MarkupElement] {
        Set(result.types.map(\.type.codeBits)).sorted().map { bits in
            let types = result.types.filter { $0.type.codeBits == bits }
                .sorted { $0.figures.meanSquareError < $1.figures.meanSquareError }
            return BarChart(
                description: "Mean square error of types with codes of \(bits) bits",
                axisName: "mean square error, codes of \(bits) bits",
                bars: types.map {
                    .init(
                        name: $0.type.name, value: $0.figures.meanSquareError,
                        text: Figure.scientific($0.figures.meanSquareError), series: series($0.type))
                }
            ).chart.element
        }
    }

    private var shares: [StackedBarChart.Bar] {
        result.types.filter { !$0.figures.selections.isEmpty }.map { type in
            StackedBarChart.Bar(
                name: type.type.name,
                parts: type.figures.selections.enumerated().map { selector, selection in
                    .init(
                        name: selection.name, share: selection.share,
                        series: Self.series(type.type, selector: selector))
                })
        }
    }

    /// A special value has one colour in all types of equally long codes; types to choose from have others.
    private static func series(_ type: QuantizationType, selector: Int) -> Int {
        guard !type.specialValues.isEmpty else {
            return QuantizationType.bitmod4.specialValues.count + selector
        }
        let all = type.codeBits == 4 ? QuantizationType.bitmod4 : .bitmod3
        return all.specialValues.firstIndex(of: type.specialValues[selector]) ?? selector
    }

    private var figures: MarkupElement {
        ReportPage.table(
            header: [
                "Type", "Bits a weight", "Mean square error", "SNR, dB", "Group", "Scale", "Groups",
            ],
            rows: result.types.map { type in
                [
                    type.type.name, Figure.decimal(type.figures.bitsPerWeight, places: 3),
                    Figure.scientific(type.figures.meanSquareError),
                    ComparisonTable.decibels(type.figures.signalToNoiseRatio),
                    ComparisonTable.groupSizes(type.figures)
                        + (type.type.fixedGroupSize == nil ? "" : " (its own)"),
                    type.scaleFormat.rawValue + (type.searchesClipping ? ", clipped" : ""),
                    Figure.integer(type.figures.groups),
                ]
            })
    }

    private var worst: MarkupElement {
        ReportPage.table(
            header: ["Type", "Tensor", "Row", "Group", "Weights", "Mean square error", "SNR, dB"],
            rows: result.types.map { type in
                let group = type.figures.worstGroup
                return [
                    type.type.name, group.tensor, "\(group.row)", "\(group.group)", "\(group.groupSize)",
                    Figure.scientific(group.meanSquareError),
                    ComparisonTable.decibels(group.signalToNoiseRatio),
                ]
            })
    }

    private var heat: MarkupElement {
        let names = result.types.first?.tensors.map(\.tensor) ?? []
        let chart = HeatMap(
            description: "Signal-to-noise ratio in decibels, one row a tensor, one column a type",
            columns: result.types.map(\.type.name),
            rows: names.enumerated().map { index, name in
                (name: name, values: result.types.map { $0.tensors[index].figures.signalToNoiseRatio })
            }
        ).chart
        return MarkupElement("div", ["class": "wide"], [chart.element])
    }
}
