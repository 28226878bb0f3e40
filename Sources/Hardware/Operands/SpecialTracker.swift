import HDL

/// Notes whether an infinity or NaN came into a row's dot product, and hands it over with the group sums.
final class SpecialTracker: Module {
    let isSpecial = Input(1, "the beat that is held has an infinity or NaN")
    let issue = Input(1, "a step is issued")
    let startsOutput = Input(1, "that step is the first of a dot product")
    let finish = Input(1, "that step is the last of its group")
    let capture = Input(1, "the row's state is handed over")
    let captured = Output(1, "an infinity or NaN came in since the dot product started")

    private let special = Register()
    private let finishedSpecial = Register()
    private let heldSpecial = Register()

    override var documentation: String { "Sticky over a dot product: an infinity or NaN came in." }

    func describe() {
        let nextSpecial = wire("next_special", isSpecial | (special & ~startsOutput))
        When(issue) { special <- nextSpecial }
        When(issue & finish) { finishedSpecial <- nextSpecial }
        When(capture) { heldSpecial <- finishedSpecial }
        captured <- heldSpecial
    }
}
