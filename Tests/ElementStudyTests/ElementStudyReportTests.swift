import ElementStudy
import Foundation
import Testing

/// What a report says, without measuring anything.
@Suite struct ElementStudyReportTests {
    /// Two elements: one of the array with an error, one beside it that takes no FP4 weights.
    private static let figures = """
        {
          "library": "cells", "powerPeriod": 1,
          "elements": [
            {
              "name": "new element", "isOfArray": true, "isHalfPrecision": false,
              "smallestCore": {"area": 100, "period": 0.9}, "coreAt750Picoseconds": {"area": 110, "period": 0.7},
              "best": {"area": 200, "period": 0.5},
              "parts": [{"module": "core", "area": 150}, {"module": "edge", "area": 50}],
              "throughput": {"fp4": 4e7, "int8": 1e7}, "energy": 9e-14, "meanError": 3e-5
            },
            {
              "name": "integer element", "isOfArray": false, "isHalfPrecision": true,
              "best": {"area": 100, "period": 1}, "parts": [{"module": "core", "area": 100}],
              "throughput": {"int8": 1e7}, "meanError": 1e-3
            }
          ],
          "accuracy": {
            "groupSize": 128, "groups": 10, "seed": 1,
            "figures": [
              {
                "method": "shared exponent, W = 14", "dataType": "fp4", "activations": "gaussian",
                "meanError": 3e-5, "largestError": 2e-4
              }
            ]
          }
        }
        """

    private func report() throws -> ElementStudyReport {
        try JSONDecoder().decode(ElementStudyReport.self, from: Data(Self.figures.utf8))
    }

    @Test func thePageInMarkdownHasEveryFigure() throws {
        let text = try report().markdown
        #expect(text.contains("| new element | 100.0 @ 0.900 | 110.0 @ 0.700 | - | - | 200.0 @ 0.500 |"))
        #expect(text.contains("| new element | core 150.0, edge 50.0 |"))
        #expect(text.contains("| integer element | - | - | 10.0 |"))
        #expect(text.contains("**Least energy, FP4 weights:** new element, 90 fJ"))
        #expect(text.contains("| shared exponent, W = 14 | fp4 | gaussian | 3e-05 | 0.0002 |"))
    }

    @Test func thePageOfChartsShowsAreaOverError() throws {
        let text = try report().page
        let chart = try #require(text.components(separatedBy: "Where the area goes").first)
        for name in ["new element", "integer element"] { #expect(chart.contains(name), "\(name)") }
        #expect(chart.contains("mean error") && chart.contains("um2 ns a multiply-accumulate"))
        #expect(text.contains("edge") && text.contains("50.0 um2"))
        let cells = text.split(whereSeparator: \.isNewline).map { $0.filter { $0 != " " } }.joined()
        #expect(cells.contains("<td>integerelement</td><td>-</td><td>100.0@1.000</td><td>-</td><td>-</td>"))
    }
}
