final class ValueChangeDump {
    func finish(_ s: Simulator) throws {}
    func abandon() {}
    func beforeEdge(_ s: Simulator, _ r: ClosedRange<Int>, isReset: Bool) throws {}
    func afterEdge(_ s: Simulator, _ r: ClosedRange<Int>) throws {}
}
