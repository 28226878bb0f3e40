import Testing

@testable import Reports

@Suite struct TreeMapTests {
    @Test func rectanglesFillTheirAreaInProportion() {
        let area = ChartRectangle(left: 0, top: 0, right: 550, bottom: 120)
        for values in [[1], [3, 2, 1], [118, 26, 11.2, 8.9, 8], Array(repeating: 2, count: 17)] as [[Double]]
        {
            let places = TreeMap.places(values, in: area)
            let total = values.reduce(0, +)
            #expect(places.count == values.count)
            for (value, place) in zip(values, places) {
                let share = (place.right - place.left) * (place.bottom - place.top) / (550 * 120)
                #expect(abs(share - value / total) < 1e-9)
                #expect(
                    place.left >= 0 && place.top >= 0 && place.right <= 550 + 1e-6
                        && place.bottom <= 120 + 1e-6)
            }
            for (index, first) in places.enumerated() {
                for second in places[(index + 1)...] {
                    let isApart =
                        first.right <= second.left + 1e-6 || second.right <= first.left + 1e-6
                        || first.bottom <= second.top + 1e-6 || second.bottom <= first.top + 1e-6
                    #expect(isApart, "\(first), \(second)")
                }
            }
        }
    }

    @Test func namesBreakAtHyphensWhereTheyAreTooLong() {
        #expect(TreeMap.lines("activation-aligner", width: 500) == ["activation-aligner"])
        #expect(TreeMap.lines("activation-aligner", width: 70) == ["activation-", "aligner"])
        #expect(TreeMap.lines("dual-integer-weight", width: 100) == ["dual-integer-", "weight"])
        #expect(TreeMap.lines("dequantizer", width: 1) == ["dequantizer"])
    }
}
