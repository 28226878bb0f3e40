import HDL

/// Adds several numbers of one shape, exactly. Combinational: it has no clock.
public final class AdderTree: Module {
    /// How the terms are added.
    public enum Style: String, Sendable, Hashable, CaseIterable {
        /// A balanced tree of adders, each with its carry: what FPGAs with carry chains do best.
        case carryPropagate
        /// Layers of 3:2 compressors, whose carries don't propagate, and one adder at the end: less delay
        /// from three terms on where a compressor is faster than an adder (C. S. Wallace, "A Suggestion for
        /// a Fast Multiplier", 1964).
        case carrySave
    }

    public let terms: [Signal]
    /// The exact sum: as many bits more than a term as the number of terms needs.
    public let sum: Signal
    private let shape: Shape
    private let style: Style

    /// - Parameters:
    ///   - count: terms, at least 1.
    ///   - shape: of each.
    ///   - style: how they are added.
    public init(
        count: Int, of shape: Shape, style: Style = .carryPropagate, file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.shape = shape
        self.style = style
        terms = (0..<max(0, count)).map { _ in Input(shape, file: file, line: line) }
        let isBuildable = count >= 1 && (1...Shape.widest).contains(shape.width)
        let width = isBuildable ? shape.width + (count > 1 ? bitWidth(of: count - 1) : 0) : 0
        sum = Output(Shape(width: width, isSigned: shape.isSigned), file: file, line: line)
    }

    override public var moduleName: String {
        "adder_tree_\(terms.count)x\(shape.nameSuffix)" + (style == .carrySave ? "_carry_save" : "")
    }
    override public var documentation: String {
        "Adds \(terms.count) numbers of \(shape.width) bits"
            + (style == .carrySave ? " by 3:2 compressors and one adder." : " by a balanced tree of adders.")
    }
    override public var structuralParameters: AnyHashable? {
        [AnyHashable(shape), AnyHashable(terms.count), AnyHashable(style)]
    }

    public func describe() {
        guard !terms.isEmpty else { return }
        if style == .carryPropagate || terms.count == 1 {
            sum <- HDL.sum(of: terms).resized(to: sum.width)
            return
        }
        var rows = terms.map { $0.extended(to: sum.width).asUnsigned }
        var layer = 1
        while rows.count > 2 {
            rows = compressed(rows, layer)
            layer += 1
        }
        sum <- rows.dropFirst().reduce(rows[0], &+).cast(to: sum.shape)
    }

    /// Every three rows as two with the same sum: the bits' exclusive or, and their carries, one place
    /// higher.
    private func compressed(_ rows: [Signal], _ layer: Int) -> [Signal] {
        var result: [Signal] = []
        for index in 0..<rows.count / 3 {
            let (a, b, c) = (rows[3 * index], rows[3 * index + 1], rows[3 * index + 2])
            let name = "layer_\(layer)_\(index)"
            let partial = wire("\(name)_partial", a ^ b)
            result.append(wire("\(name)_sum", partial ^ c))
            let carries = (a & b) | (partial & c)
            result.append(wire("\(name)_carries", cat(carries.truncated(to: sum.width - 1), low)))
        }
        return result + rows.suffix(rows.count % 3)
    }
}
