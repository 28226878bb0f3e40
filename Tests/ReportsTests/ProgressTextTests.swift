import Testing

@testable import Reports

@Suite struct ProgressTextTests {
    private let text = ProgressText(steps: "tensors", work: "weights")

    @Test func rateAndTimeLeftAreOfTheWork() {
        #expect(
            text.line(3, of: 40, work: 25_000_000, of: 100_000_000, seconds: 2, name: "w")
                == "3 of 40 tensors, 25 %, 12.5 million weights/s, 6 s left: w")
        #expect(
            text.line(40, of: 40, work: 1000, of: 1000, seconds: 4, name: "w")
                == "40 of 40 tensors, 250 weights/s in 4 s: w")
    }

    @Test func shortJobsHaveNoRate() {
        #expect(text.line(2, of: 2, work: 10, of: 10, seconds: 0.3, name: "w") == "2 of 2 tensors: w")
        #expect(text.line(1, of: 2, work: 0, of: 0, seconds: 9, name: "") == "1 of 2 tensors")
    }

    @Test func durationsAreReadable() {
        #expect(ProgressText.duration(12.4) == "12 s")
        #expect(ProgressText.duration(200) == "3 min 20 s")
        #expect(ProgressText.duration(59.6) == "1 min 0 s")
        #expect(ProgressText.duration(3900) == "1 h 5 min")
        #expect(ProgressText.duration(.infinity) == "years")
        #expect(ProgressText.rate(2.5, "windows") == "2.5 windows/s")
    }
}
