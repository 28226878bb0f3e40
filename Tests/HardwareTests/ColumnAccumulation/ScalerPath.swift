import Configuration
import HDL

@testable import Hardware

/// A result scaler with the channel scale that it is given.
final class ScalerPath: Module {
    let load = Input()
    let channelScale = Input(32)
    let take = Input()
    let capture = Input()
    let start = Input()
    let partialSum = Input(32)
    let special = Input(1, "with the partial sum")
    let result: Signal
    let invalid = Output()
    let overflow = Output()
    private let scale = ChannelScale()
    private let scaler: ResultScaler

    init(_ configuration: ArrayConfiguration) {
        scaler = ResultScaler(configuration)
        result = Output(configuration.resultFormat.width, "\(ResultScaler.cycles) cycles later")
    }

    func describe() {
        scale.load <- load
        scale.channelScale <- channelScale
        scale.take <- take
        scale.capture <- capture
        scale.start <- start
        scaler.partialSum <- partialSum
        scaler.isNonzero <- partialSum[30, 23].anyBit
        scaler.scaleSign <- scale.sign
        scaler.scaleSignificand <- scale.significand
        scaler.scaleExponent <- scale.exponent
        scaler.scaleIsSpecial <- scale.isSpecial
        scaler.special <- delayed("special_after", special, cycles: ResultScaler.cycles - 1)
        result <- scaler.result
        invalid <- scaler.invalid
        overflow <- scaler.overflow
    }
}
