import HDL

/// A column's channel scales on their way from the group's header to the scaler, the last one normalised: scales may be
/// subnormal, and moving a scale's hidden bit up once an output keeps that out of every product.
final class ChannelScale: Module {
    let load = Input(1, "take a header's channel scale")
    let channelScale = Input(32, "binary32")
    let take = Input(1, "it is that of the next group to be captured")
    let capture = Input(1, "the output's last group is captured")
    let start = Input(1, "at least two cycles after capture: the first row of that group is written")

    let sign = Output()
    let significand = Output(24, "from the cycle after start; the highest bit is one, or all are zero")
    let exponent = Output(
        .signed(ResultScaler.exponentWidth), "binary32's field, below 1 for subnormal scales")
    let isSpecial = Output(1, "infinite or NaN")

    private let header = Register(32)
    private let pending = Register(32)
    private let finished = Register(32)
    private let activeSign = Register()
    private let activeSignificand = Register(24)
    private let activeExponent = Register(.signed(ResultScaler.exponentWidth))
    private let activeIsSpecial = Register()

    override var documentation: String {
        "Channel scales from header to scaler; the last one normalised."
    }

    func describe() {
        Comment("The next group's channel scale may come while finished rows are still being scaled.")
        When(load) { header <- channelScale }
        When(take) { pending <- header }
        When(capture) { finished <- pending }

        Comment("Normalise in two cycles, for which a finished scale is always held.")
        let scale = Binary32Fields(packed: finished)
        let normal = normalizedLate("normalize", wire("finished_significand", scale.significand))
        let width = ResultScaler.exponentWidth
        let field = cat(scale.exponent[7, 1], scale.exponent[0] | ~scale.exponent.anyBit)
        let normalExponent = field.extended(to: width) &- normal.leadingZeros.extended(to: width)
        When(start) {
            activeSign <- scale.sign
            activeSignificand <- normal.value
            activeExponent <- normalExponent.asSigned
            activeIsSpecial <- scale.exponent.allBits
        }
        sign <- activeSign
        significand <- activeSignificand
        exponent <- activeExponent
        isSpecial <- activeIsSpecial
    }
}
