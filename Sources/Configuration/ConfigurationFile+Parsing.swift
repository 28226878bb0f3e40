import Yams

extension ConfigurationFile {
    /// Reads the text of a file.
    /// - Parameter path: for messages, and the place from which a relative path of weights counts.
    /// - Throws: ``ConfigurationFileError`` that names file, line and key.
    public init(text: String, path: String) throws {
        self.path = path
        guard let root = try Self.compose(text, path) else { return }
        guard let mapping = root.mapping else {
            throw ConfigurationFileError(
                file: path, line: root.mark?.line, key: nil,
                problem: "the file doesn't hold keys with values",
                remedy: "Write one \"key: value\" a line, or a JSON object.")
        }
        for (keyNode, node) in mapping {
            let name = try Self.name(keyNode, among: Key.allCases.map(\.rawValue), below: nil, path)
            lines[name] = keyNode.mark?.line
            guard let key = Key(rawValue: name) else { continue }
            try take(
                key, Entry(file: path, key: name, node: node, line: node.mark?.line ?? keyNode.mark?.line))
        }
    }

    private mutating func take(_ key: Key, _ entry: Entry) throws {
        switch key {
        case .rows: array.rows = try entry.integer()
        case .columns: array.columns = try entry.integer()
        case .lanes: array.lanes = try entry.integer()
        case .groupSize: array.groupSize = try entry.integer()
        case .processingElement: array.processingElement = try entry.name()
        case .radix:
            guard let radix = DigitRadix(rawValue: try entry.integer()) else {
                throw entry.error("is \(entry.written)", "Use 4 or 8.")
            }
            array.radix = radix
        case .alignedWidth: array.alignedWidth = try entry.integer()
        case .treeStages: array.treeStages = try entry.integer()
        case .resultFormat: array.resultFormat = try entry.name()
        case .specialValues: try takeSpecialValues(entry)
        case .dataType: dataType = try entry.name()
        case .weights:
            let file = try entry.text()
            let isRelative = !file.hasPrefix("/") && !file.hasPrefix("~")
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
            weights = isRelative ? folder + file : file
        case .tensor: tensor = try entry.text()
        case .seed: seed = try entry.unsignedInteger()
        }
    }

    private mutating func takeSpecialValues(_ entry: Entry) throws {
        let names = SpecialValueKey.allCases.map(\.rawValue)
        guard let mapping = entry.node.mapping else {
            throw entry.error(
                "isn't a pair of lists", "Give \"fp4\" and \"fp3\" below it, each a list of integers.")
        }
        for (keyNode, node) in mapping {
            let name = try Self.name(keyNode, among: names, below: entry.key, path)
            let key = "\(entry.key).\(name)"
            lines[key] = keyNode.mark?.line
            let list = Entry(file: path, key: key, node: node, line: node.mark?.line ?? keyNode.mark?.line)
            switch SpecialValueKey(rawValue: name) {
            case .fp4: array.fp4SpecialValues = try list.integers()
            case .fp3: array.fp3SpecialValues = try list.integers()
            case nil: break
            }
        }
    }

    /// The name of a key that is among `names`.
    private static func name(
        _ node: Node, among names: [String], below parent: String?, _ path: String
    ) throws -> String {
        let name = node.scalar?.string ?? ""
        guard !names.contains(name) else { return name }
        let place = parent.map { " below \($0)" } ?? ""
        let nearest = NearestName.suggestion(for: name, among: names).map { "Did you mean \"\($0)\"? " } ?? ""
        throw ConfigurationFileError(
            file: path, line: node.mark?.line, key: parent.map { "\($0).\(name)" } ?? name,
            problem: "there is no key \"\(name)\"\(place)",
            remedy: "\(nearest)The keys\(place) are \(names.joined(separator: ", ")).")
    }

    private static func compose(_ text: String, _ path: String) throws -> Node? {
        func malformed(_ line: Int?, _ problem: String) -> ConfigurationFileError {
            ConfigurationFileError(
                file: path, line: line, key: nil, problem: "this isn't YAML or JSON: \(problem)",
                remedy: "Write one \"key: value\" a line, or a JSON object.")
        }
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .duplicatedKeysInMapping(let names, let context):
                throw ConfigurationFileError(
                    file: path, line: context.mark.line, key: names.first,
                    problem: "the key \"\(names.first ?? "")\", first on this line, is given twice",
                    remedy: "Keep one of its values.")
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw malformed(mark.line, problem)
            case .reader(let problem, _, _, _):
                throw malformed(nil, problem)
            default:
                throw malformed(nil, "the text can't be read")
            }
        }
    }
}

/// One key's value, with what its errors need.
private struct Entry {
    let file: String
    let key: String
    let node: Node
    let line: Int?

    func error(_ problem: String, _ remedy: String) -> ConfigurationFileError {
        ConfigurationFileError(file: file, line: line, key: key, problem: "\(key) \(problem)", remedy: remedy)
    }

    /// The value as the user wrote it, shortened, for messages.
    var written: String {
        guard let scalar = node.scalar else { return node.sequence == nil ? "a group of keys" : "a list" }
        if scalar.string.isEmpty { return "empty" }
        return "\"\(scalar.string.prefix(40))\""
    }

    /// The digits of a plain number: a quoted one is text.
    private var digits: String? {
        guard let scalar = node.scalar, scalar.style == .plain else { return nil }
        return scalar.string
    }

    func integer() throws -> Int {
        guard let value = digits.flatMap({ Int($0) }) else {
            throw error(
                "is \(written), not a whole number", "Give an integer in decimal digits, without quotes.")
        }
        return value
    }

    func unsignedInteger() throws -> UInt64 {
        guard let value = digits.flatMap({ UInt64($0) }) else {
            throw error(
                "is \(written), not a whole number",
                "Give an integer from 0 to \(UInt64.max), without quotes.")
        }
        return value
    }

    func integers() throws -> [Int] {
        guard let sequence = node.sequence else {
            throw error("is \(written), not a list", "Give \(SpecialValues.count) integers in brackets.")
        }
        return try sequence.map {
            try Entry(file: file, key: key, node: $0, line: $0.mark?.line ?? line).integer()
        }
    }

    func text() throws -> String {
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            throw error("is \(written), not text", "Give some text, in quotes where it could be mistaken.")
        }
        return scalar.string
    }

    /// A value of a type that is a list of names.
    func name<Value: RawRepresentable & CaseIterable>() throws -> Value where Value.RawValue == String {
        let names = Value.allCases.map(\.rawValue)
        let given = node.scalar?.string ?? ""
        guard let value = Value(rawValue: given) else {
            let nearest =
                NearestName.suggestion(for: given, among: names).map { "Did you mean \"\($0)\"? " } ?? ""
            throw error("is \(written)", "\(nearest)Use one of \(names.joined(separator: ", ")).")
        }
        return value
    }
}
