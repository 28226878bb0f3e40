/// Hands out names, with a number where one is taken.
struct UniqueNames {
    private var taken: Set<String>?
    private let reserved: () -> Set<String>

    /// - Parameter reserved: names that are taken from the start; asked for only when a name is wanted.
    init(reserved: @escaping () -> Set<String>) { self.reserved = reserved }

    /// All names so far.
    var all: Set<String> { taken ?? reserved() }

    mutating func claim(_ wanted: String) -> String {
        var taken = self.taken ?? reserved()
        self.taken = nil
        var name = wanted
        var number = 2
        while VerilogKeywords.all.contains(name) || !taken.insert(name).inserted {
            name = "\(wanted)_\(number)"
            number += 1
        }
        self.taken = taken
        return name
    }
}
