/// Finds what a misspelt name may have meant.
public enum NearestName {
    /// The candidate nearest to `name`, if one is near enough to be worth asking about: case, hyphens and underscores
    /// don't count, and at most a third of the letters may be wrong.
    public static func suggestion(for name: String, among candidates: [String]) -> String? {
        suggestions(for: name, among: candidates, atMost: 1).first
    }

    /// The candidates that are near enough to be worth asking about, the nearest first, equally near ones in the order
    /// given; at most `limit`.
    public static func suggestions(
        for name: String, among candidates: [String], atMost limit: Int = 3
    ) -> [String] {
        let wanted = plain(name)
        let near = candidates.enumerated().map { index, candidate in
            (index: index, name: candidate, distance: distance(wanted, plain(candidate)))
        }.filter { $0.distance <= max(1, wanted.count / 3) }
        return near.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(limit).map(\.name)
    }

    private static func plain(_ name: String) -> [Character] {
        name.lowercased().filter { $0 != "-" && $0 != "_" }
    }

    /// Letters to insert, delete, replace or swap with their neighbour (Damerau and Levenshtein's distance with
    /// adjacent swaps).
    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (i, letter) in first.enumerated() {
            var row = [i + 1]
            for (j, other) in second.enumerated() {
                var best = min(last[j] + (letter == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, letter == second[j - 1], other == first[i - 1] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[second.count]
    }
}
