import HDL

/// Rows of one width to be added, and bits to be added at their low end, each of which takes the place that is free below a
/// layer's carries.
struct CarrySaveTree {
    private(set) var rows: [Signal]
    /// What hasn't found a place yet.
    private(set) var carryIns: [Signal]
    /// Layers of full adders that lead here.
    private(set) var layers = 0

    init(rows: [Signal], carryIns: [Signal], layers: Int = 0) {
        self.rows = rows
        self.carryIns = carryIns
        self.layers = layers
    }

    /// Adds layers until no more than so many rows are left: three rows become two in each.
    mutating func add(untilRows count: Int) {
        while rows.count > count {
            layers += 1
            var next: [Signal] = []
            for index in 0..<rows.count / 3 {
                let (a, b, c) = (rows[3 * index], rows[3 * index + 1], rows[3 * index + 2])
                let name = "layer_\(layers)_\(index)"
                let either = wire("\(name)_either", a ^ b)
                next.append(wire("\(name)_sums", either ^ c))
                let carries = (a & b) | (either & c)
                let carryIn = carryIns.removeFirst()
                next.append(wire("\(name)_carries", cat(carries.truncated(to: a.width - 1), carryIn)))
            }
            rows = next + rows.suffix(rows.count % 3)
        }
    }
}
