import HDL

/// A processing element: four 8 × 8-bit products, an adder tree and an accumulator register of 32 bits, unsigned.
///
/// Operands pass through registers to the right and downwards, so that elements side by side make a systolic array.
final class MultiplyAccumulateElement: Module {
    static let lanes = 4

    let enable = Input()
    let clear = Input()
    let left = (0..<lanes).map { _ in Input(8) }
    let top = (0..<lanes).map { _ in Input(8) }
    let right = (0..<lanes).map { _ in Output(8) }
    let bottom = (0..<lanes).map { _ in Output(8) }
    let total = Output(32)
    private let leftOperand = (0..<lanes).map { _ in Register(8) }
    private let topOperand = (0..<lanes).map { _ in Register(8) }
    private let accumulator = Register(32, reset: 0)

    /// Row and column of an element that is a module of its own; nil for one that shares its module with all others.
    private let position: (row: Int, column: Int)?

    init(position: (row: Int, column: Int)?) { self.position = position }

    override var moduleName: String { position.map { "pe_\($0.row)_\($0.column)" } ?? "pe" }
    override var structuralParameters: AnyHashable? { position == nil ? 0 : nil }

    func describe() {
        let products = zip(left, top).map { $0 * $1 }
        let increment = sum(of: products).extended(to: 32)
        When(clear) { accumulator <- 0 }
            .elseWhen(enable) { accumulator <- accumulator &+ increment }
        When(enable) {
            for lane in 0..<Self.lanes {
                leftOperand[lane] <- left[lane]
                topOperand[lane] <- top[lane]
            }
        }
        for lane in 0..<Self.lanes {
            right[lane] <- leftOperand[lane]
            bottom[lane] <- topOperand[lane]
        }
        total <- accumulator
    }
}

/// `size` × `size` elements: operands enter at the left and top edges, every total is an output.
final class MultiplyAccumulateArray: Module {
    let enable = Input()
    let clear = Input()
    let left: [[Signal]]
    let top: [[Signal]]
    let total: [[Signal]]
    private let element: [[MultiplyAccumulateElement]]

    /// - Parameter isShared: whether all elements are one module, or each is a module of its own.
    init(size: Int, isShared: Bool) {
        func edge() -> [[Signal]] {
            (0..<size).map { _ in (0..<MultiplyAccumulateElement.lanes).map { _ in Input(8) } }
        }
        left = edge()
        top = edge()
        total = (0..<size).map { _ in (0..<size).map { _ in Output(32) } }
        element = (0..<size).map { row in
            (0..<size).map { column in
                MultiplyAccumulateElement(position: isShared ? nil : (row, column))
            }
        }
    }

    func describe() {
        let last = element.count - 1
        for (row, elements) in element.enumerated() {
            for (column, unit) in elements.enumerated() {
                unit.enable <- enable
                unit.clear <- clear
                for lane in 0..<MultiplyAccumulateElement.lanes {
                    unit.left[lane] <- column == 0 ? left[row][lane] : elements[column - 1].right[lane]
                    unit.top[lane] <- row == 0 ? top[column][lane] : element[row - 1][column].bottom[lane]
                }
                total[row][column] <- unit.total
            }
            for signal in elements[last].right { Discard(signal) }
        }
        for unit in element[last] {
            for signal in unit.bottom { Discard(signal) }
        }
    }
}
