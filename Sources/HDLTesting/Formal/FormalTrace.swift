import HDL

/// The values of signals in consecutive cycles.
public struct FormalTrace: Sendable, CustomStringConvertible {
    /// One signal.
    public struct Row: Sendable {
        /// Instances and name, joined by dots.
        public let name: String
        public let shape: Shape
        /// One value a cycle.
        public let values: [BitPattern]
        let valueNames: [Int: String]
    }

    public let rows: [Row]
    public var cycles: Int { rows.first?.values.count ?? 0 }

    /// The value of the signal in a cycle, as its shape says; nil when there is none, or it doesn't fit.
    public func value(of name: String, in cycle: Int) -> Int? {
        guard let row = rows.first(where: { $0.name == name }), row.values.indices.contains(cycle) else {
            return nil
        }
        return row.values[cycle].number(as: row.shape)
    }

    /// A line a signal, a column a cycle; a value that stays is a dot.
    public var description: String {
        let nameWidth = max(5, rows.map(\.name.count).max() ?? 0)
        var lines = ["cycle".padded(to: nameWidth)]
        let texts = rows.map(\.texts)
        for cycle in 0..<cycles {
            let width = max("\(cycle)".count, texts.map { $0[cycle].count }.max() ?? 0)
            lines[0] += " " + "\(cycle)".padded(to: width, isRight: true)
        }
        for (row, texts) in zip(rows, texts) {
            var line = row.name.padded(to: nameWidth)
            for cycle in 0..<cycles {
                let width = max("\(cycle)".count, self.rows.map { $0.texts[cycle].count }.max() ?? 0)
                line += " " + texts[cycle].padded(to: width, isRight: true)
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}

extension FormalTrace.Row {
    fileprivate var texts: [String] {
        values.indices.map { cycle in
            cycle > 0 && values[cycle] == values[cycle - 1] ? "." : text(values[cycle])
        }
    }

    private func text(_ value: BitPattern) -> String {
        guard let number = value.number(as: shape) else { return "0x\(value.hexadecimal)" }
        return valueNames[number] ?? "\(number)"
    }
}

extension BitPattern {
    /// Nil for more than 63 bits.
    fileprivate func number(as shape: Shape) -> Int? {
        guard width < Int.bitWidth, let value = smallValue else { return nil }
        return shape.isSigned && self[width - 1] ? value - (1 << width) : value
    }

    /// From digits 0 and 1, most significant first; anything else counts as 0.
    init(binary digits: Substring, width: Int) {
        var words = [UInt64](repeating: 0, count: (width + 63) / 64)
        for (index, digit) in digits.utf8.reversed().enumerated() where index < width {
            if digit == UInt8(ascii: "1") { words[index / 64] |= 1 << UInt64(index % 64) }
        }
        self.init(words: words, width: width)
    }
}

extension String {
    fileprivate func padded(to width: Int, isRight: Bool = false) -> String {
        let padding = String(repeating: " ", count: Swift.max(0, width - count))
        return isRight ? padding + self : self + padding
    }
}
