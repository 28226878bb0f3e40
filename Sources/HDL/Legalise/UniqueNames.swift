/// Hands out names, with a number where one is taken.
struct UniqueNames {
    private var taken: Set<String>

    init(taken: Set<String>) { self.taken = taken }

    mutating func claim(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while VerilogKeywords.all.contains(name) || !taken.insert(name).inserted {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }
}
