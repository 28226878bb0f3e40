// What a memory is called.

extension MemoryGeometry {
    /// `memory_256x32_w_b8_r_new`: depth, width, then for each port what it is and in what it differs from the
    /// default, then the name of the contents. The default ports go without saying.
    func moduleName(label: String) -> String {
        var parts = ["memory", "\(depth)x\(width)"]
        if ports != [.write(), .read(.asynchronous)] { parts += ports.flatMap(Self.nameParts) }
        if contents != nil && !label.isEmpty { parts.append(label) }
        return parts.joined(separator: "_")
    }

    private static func nameParts(_ port: MemoryPort) -> [String] {
        var parts =
            switch port.kind {
            case .write: ["w"]
            case .read: [port.timing == .asynchronous ? "ra" : "r"]
            case .readWrite: ["rw"]
            }
        if let laneWidth = port.laneWidth { parts.append("b\(laneWidth)") }
        if let underWrite = port.underWrite, underWrite != .old { parts.append(underWrite.rawValue) }
        if port.domain != .main { parts.append(port.domain.name) }
        return parts
    }

    /// Sixteen hexadecimal digits that depend on every bit and on the order of the words.
    static func hash(_ contents: [BitPattern]) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ word: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) {
                value = (value ^ (word >> UInt64(shift) & 255)) &* 0x100_0000_01b3
            }
        }
        for pattern in contents {
            add(UInt64(pattern.width))
            for word in pattern.words { add(word) }
        }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// For diagnostics: `write, read_0, read_1`.
    var portNames: String { ports.indices.map(prefix).joined(separator: ", ") }

    /// What the wrapper says above its module.
    var documentation: String {
        let size = "\(depth) word\(depth == 1 ? "" : "s") of \(width) bit\(width == 1 ? "" : "s")"
        if ports == [.write(), .read(.asynchronous)] && contents == nil {
            return "\(size); one write port, one read port that answers in the same cycle."
        }
        let start = isReadOnly ? ", a ROM" : contents == nil ? "" : " with initial contents"
        let lines = ports.indices.map { "\(prefix(of: $0)): \(Self.words(ports[$0]))" }
        return "\(size)\(start).\n" + lines.joined(separator: "\n")
    }

    private static func words(_ port: MemoryPort) -> String {
        var words: [String] = []
        switch port.kind {
        case .write: words.append("writes at the edge")
        case .read where port.timing == .asynchronous: words.append("reads in the same cycle")
        case .read: words.append("reads with one cycle of latency")
        case .readWrite: words.append("reads with one cycle of latency or writes")
        }
        if let laneWidth = port.laneWidth { words.append("a byte enable for each \(laneWidth) bits") }
        switch port.underWrite {
        case .old?: words.append("the old word under a write")
        case .new?: words.append("the new word under a write")
        case .undefined?: words.append("undefined under a write")
        case nil: break
        }
        return words.joined(separator: ", ") + "."
    }
}
