/// What an output of a combinational cell computes: a truth table over the pins that its expression names.
///
/// Operators as in Liberty: `!` before and `'` after a term; `&`, `*` or nothing between terms for "and"; `+` or `|`
/// for "or"; `^` for "exclusive or", which binds closer than "and".
struct LibertyFunction: Equatable {
    /// Names in their first order of appearance; the first is the least significant bit of a table's index.
    let pins: [String]
    let table: [Bool]

    /// Nil for an expression that can't be read, or of more than 12 pins.
    init?(_ text: String) {
        var reader = Reader(text)
        guard let tree = reader.sum(), reader.isAtEnd, reader.pins.count <= 12 else { return nil }
        pins = reader.pins
        table = (0..<(1 << reader.pins.count)).map { tree.value($0) }
    }

    /// Whether it is the inverse of a conjunction of two pins.
    var isNand2: Bool { pins.count == 2 && table == [true, true, true, false] }
    var isBuffer: Bool { pins.count == 1 && table == [false, true] }
    var isInverter: Bool { pins.count == 1 && table == [true, false] }

    private indirect enum Tree {
        case pin(Int)
        case constant(Bool)
        case not(Tree)
        case and(Tree, Tree)
        case or(Tree, Tree)
        case exclusiveOr(Tree, Tree)

        func value(_ index: Int) -> Bool {
            switch self {
            case .pin(let number): index >> number & 1 == 1
            case .constant(let value): value
            case .not(let tree): !tree.value(index)
            case .and(let first, let second): first.value(index) && second.value(index)
            case .or(let first, let second): first.value(index) || second.value(index)
            case .exclusiveOr(let first, let second): first.value(index) != second.value(index)
            }
        }
    }

    private struct Reader {
        let characters: [Character]
        var position = 0
        var pins: [String] = []

        init(_ text: String) { characters = Array(text.filter { $0 != "\"" }) }

        var isAtEnd: Bool { position == characters.count }

        private mutating func next() -> Character? {
            while position < characters.count, characters[position].isWhitespace { position += 1 }
            return position < characters.count ? characters[position] : nil
        }

        mutating func sum() -> Tree? {
            guard var tree = product() else { return nil }
            while let character = next(), character == "+" || character == "|" {
                position += 1
                guard let other = product() else { return nil }
                tree = .or(tree, other)
            }
            return tree
        }

        private mutating func product() -> Tree? {
            guard var tree = parity() else { return nil }
            while let character = next(), character != "+", character != "|", character != ")" {
                if character == "&" || character == "*" { position += 1 }
                guard let other = parity() else { return nil }
                tree = .and(tree, other)
            }
            return tree
        }

        private mutating func parity() -> Tree? {
            guard var tree = term() else { return nil }
            while next() == "^" {
                position += 1
                guard let other = term() else { return nil }
                tree = .exclusiveOr(tree, other)
            }
            return tree
        }

        private mutating func term() -> Tree? {
            guard let character = next() else { return nil }
            var tree: Tree
            switch character {
            case "!":
                position += 1
                guard let inner = term() else { return nil }
                return .not(inner)
            case "(":
                position += 1
                guard let inner = sum(), next() == ")" else { return nil }
                position += 1
                tree = inner
            default:
                var name = ""
                while position < characters.count,
                    characters[position].isLetter || characters[position].isNumber
                        || "_[]".contains(characters[position])
                {
                    name.append(characters[position])
                    position += 1
                }
                guard !name.isEmpty else { return nil }
                if name == "0" || name == "1" {
                    tree = .constant(name == "1")
                } else {
                    let number = pins.firstIndex(of: name) ?? pins.count
                    if number == pins.count { pins.append(name) }
                    tree = .pin(number)
                }
            }
            while next() == "'" {
                position += 1
                tree = .not(tree)
            }
            return tree
        }
    }
}
