import HDL

/// A processing element: four 8 × 8-bit products, an adder tree and an accumulator register of 32 bits, unsigned.
///
/// Operands pass through registers to the right and downwards, so that elements side by side make a systolic array.
final class MultiplyAccumulateElement: Module {
    static let lanes = 4

    let enable = Input()
    let clear = Input()
    let left = Input(8 * lanes, "four operands, the first lowest")
    let top = Input(8 * lanes, "four operands, the first lowest")
    let right = Output(8 * lanes, "the operands from the left, a cycle later")
    let bottom = Output(8 * lanes, "the operands from the top, a cycle later")
    let total = Output(32)
    private let leftOperands = Register(8 * lanes)
    private let topOperands = Register(8 * lanes)
    private let accumulator = Register(32, reset: 0)

    /// Row and column of an element that is a module of its own; nil for one that shares its module with all others.
    private let position: (row: Int, column: Int)?

    init(position: (row: Int, column: Int)?) { self.position = position }

    override var moduleName: String { position.map { "pe_\($0.row)_\($0.column)" } ?? "pe" }
    override var structuralParameters: AnyHashable? { position == nil ? 0 : nil }

    func describe() {
        let products = (0..<Self.lanes).map { lane -> Signal in
            let (low, high) = (8 * lane, 8 * lane + 7)
            return left[high, low] * top[high, low]
        }
        let increment = sum(of: products).extended(to: 32)
        When(clear) { accumulator <- 0 }
            .elseWhen(enable) { accumulator <- accumulator &+ increment }
        When(enable) {
            leftOperands <- left
            topOperands <- top
        }
        right <- leftOperands
        bottom <- topOperands
        total <- accumulator
    }
}

/// `size` × `size` elements: operands enter at the left and top edges, every total is an output.
final class MultiplyAccumulateArray: Module {
    let enable = Input()
    let clear = Input()
    let left: [Signal]
    let top: [Signal]
    let total: [[Signal]]
    private let element: [[MultiplyAccumulateElement]]

    /// - Parameter isShared: whether all elements are one module, or each is a module of its own.
    init(size: Int, isShared: Bool) {
        left = (0..<size).map { _ in Input(8 * MultiplyAccumulateElement.lanes) }
        top = (0..<size).map { _ in Input(8 * MultiplyAccumulateElement.lanes) }
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
                unit.left <- column == 0 ? left[row] : elements[column - 1].right
                unit.top <- row == 0 ? top[column] : element[row - 1][column].bottom
                total[row][column] <- unit.total
            }
            Discard(elements[last].right)
        }
        for unit in element[last] { Discard(unit.bottom) }
    }
}
