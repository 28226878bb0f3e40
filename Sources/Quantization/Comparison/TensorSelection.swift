import Configuration

/// Which tensors of a checkpoint are meant.
///
/// Without names and patterns every tensor that can be quantised is: two dimensions, elements F32, F16 or
/// BF16. In a pattern `*` stands for any text, `?` for any one character.
public struct TensorSelection: Sendable, Hashable {
    /// Names of tensors that must be there and must be matrices.
    public var names: [String]
    /// Patterns of names; of what they match, tensors that can't be quantised are left out.
    public var patterns: [String]

    public init(names: [String] = [], patterns: [String] = []) {
        self.names = names
        self.patterns = patterns
    }

    /// Whether a tensor of this name is meant.
    public func includes(_ name: String) -> Bool {
        if names.isEmpty && patterns.isEmpty { return true }
        return names.contains(name) || patterns.contains { Self.matches($0, name) }
    }

    /// Whether a whole name is what a pattern describes.
    public static func matches(_ pattern: String, _ name: String) -> Bool {
        let pattern = Array(pattern)
        let name = Array(name)
        var (place, index) = (0, 0)
        // Where the last star stands, and up to where of the name it has been stretched.
        var star: (place: Int, index: Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[index] {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                place = last.place + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}

extension TensorSelection {
    /// Why a tensor can't be quantised; `nil` when it can.
    static func obstacle(_ entry: SourceTensor) -> String? {
        if entry.shape.count != 2 { return "it has \(entry.shape.count) dimensions, not two" }
        if !entry.format.convertsToBinary32 {
            return "its elements are \(entry.format.rawValue), not F32, F16 or BF16"
        }
        return entry.elementCount == 0 ? "it is empty" : nil
    }

    /// The tensors that are meant and can be quantised, by name, and the others that are meant.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` for a name that isn't there or whose tensor
    ///   can't be quantised, and when nothing is left.
    func tensors(
        of reader: any TensorSource
    ) throws -> (chosen: [SourceTensor], skipped: [(entry: SourceTensor, reason: String)]) {
        for name in names { _ = try Self.matrix(named: name, in: reader) }
        var chosen: [SourceTensor] = []
        var skipped: [(entry: SourceTensor, reason: String)] = []
        for entry in reader.tensors.sorted(by: { $0.name < $1.name }) where includes(entry.name) {
            if let reason = Self.obstacle(entry) {
                skipped.append((entry, reason))
            } else {
                chosen.append(entry)
            }
        }
        guard !chosen.isEmpty else {
            let matched = patterns.isEmpty ? "the file has" : "\(patterns.joined(separator: ", ")) matches"
            let names = reader.tensors.map(\.name).sorted().prefix(8).joined(separator: ", ")
            throw QuantizationError(
                .tensorUnavailable, file: reader.path,
                problem: "\(matched) no tensor of two dimensions with elements F32, F16 or BF16",
                remedy: names.isEmpty ? "The file has no tensors at all" : "It has \(names)")
        }
        return (chosen, skipped)
    }

    /// The tensor of this name, which must be one that can be quantised.
    /// - Throws: ``QuantizationError`` of kind `tensorUnavailable` that lists the nearest names.
    static func matrix(named name: String, in reader: any TensorSource) throws -> SourceTensor {
        guard let entry = reader.tensors.first(where: { $0.name == name }) else {
            let names = reader.tensors.map(\.name).sorted()
            var near = NearestName.suggestions(for: name, among: names)
            if near.isEmpty { near = Array(names.prefix(8)) }
            throw QuantizationError(
                .tensorUnavailable, file: reader.path, tensor: name,
                problem: "the file has no tensor of this name",
                remedy: near.isEmpty
                    ? "The file has no tensors at all"
                    : "Perhaps one of \(near.joined(separator: ", ")) is meant; it has \(names.count)")
        }
        if let reason = obstacle(entry) {
            throw QuantizationError(
                .tensorUnavailable, file: reader.path, tensor: name, problem: reason,
                remedy: "Give a tensor of two dimensions with elements F32, F16 or BF16")
        }
        return entry
    }

    /// Refuses a packed container, which has codes in the place of weights.
    static func checkHoldsWeights(_ reader: any TensorSource) throws {
        guard reader.metadata(PackedLayout.formatKey) != PackedLayout.formatName else {
            throw QuantizationError(
                .invalidParameter, file: reader.path, problem: "it is a packed container, quantised already",
                remedy: "Give the checkpoint that it was made from")
        }
    }
}
