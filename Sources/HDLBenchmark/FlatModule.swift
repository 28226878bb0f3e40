import HDL

/// One module of very many statements: a chain of named sums, every fourth in a register with an enable.
final class FlatModule: Module {
    let enable = Input()
    let first = Input(16)
    let second = Input(16)
    let result = Output(16)
    private let count: Int

    /// - Parameter count: about as many statements as the module has, at least one.
    init(statements count: Int) { self.count = count }

    func describe() {
        var value = first
        for index in 0..<count {
            let next = (value &+ second) ^ first
            if index % 4 == 3 {
                value = register("stage_\(index)", next: next, enable: enable)
            } else {
                value = wire("value_\(index)", next)
            }
        }
        result <- value
    }
}
