/// What ports and contents have to be for a memory to be built.
struct MemoryRules {
    private let geometry: MemoryGeometry
    /// As the user gave it.
    private let depth: Int

    init(_ geometry: MemoryGeometry, depth: Int) {
        self.geometry = geometry
        self.depth = depth
    }

    /// Most words that can be built: a body lists its contents, and tools index with 32 bits.
    static let deepest = 1 << 30

    /// One rejected signal for each mistake; a word's width is checked with the ports.
    func problems(at place: Place) -> [Signal] {
        var problems: [Signal] = []
        func add(_ code: DiagnosticCode, _ message: String, _ suggestion: String) {
            problems.append(reject(code, message, suggestion: suggestion, shape: .bit, at: place))
        }
        if !(1...Self.deepest).contains(depth) {
            add(
                .invalidShape, "A memory of \(depth) words can't be built",
                depth < 1 ? "Give it at least one word" : "Give it at most \(Self.deepest) words")
        }
        if !geometry.ports.contains(where: \.isReader) {
            add(
                .invalidMemoryPort, "A memory without a port that reads is no use",
                "Declare a .read or .readWrite port")
        }
        if geometry.isReadOnly && geometry.contents == nil {
            add(
                .invalidMemoryPort, "A memory without a port that writes has nothing to read",
                "Give it contents, or a .write or .readWrite port")
        }
        for index in geometry.ports.indices {
            guard let lane = geometry.ports[index].laneWidth, lane < 1 || geometry.width % lane != 0 else {
                continue
            }
            add(
                .invalidMemoryPort,
                "Lanes of \(lane) bits don't divide words of \(geometry.width) bits (port '\(geometry.prefix(of: index))')",
                "Choose a lane width that divides the word's")
        }
        let writers = Set(geometry.ports.filter(\.isWriter).map(\.domain))
        if depth == 1 && writers.count > 1 {
            add(
                .invalidMemoryPort, "A memory of one word is a register, and one clock writes that",
                "Write it in one domain")
        }
        checkContents(add)
        return problems
    }

    private func checkContents(_ add: (DiagnosticCode, String, String) -> Void) {
        guard let contents = geometry.contents else { return }
        if contents.count > depth && depth >= 1 {
            add(
                .invalidMemoryContents,
                "\(contents.count) words of contents don't fit a memory of \(depth) words",
                "Make the memory deeper, or give it fewer words")
        }
        guard let index = contents.firstIndex(where: { $0.width != geometry.width }) else { return }
        add(
            .invalidMemoryContents,
            "Word \(index) of the contents has \(contents[index].width) bits, the memory's words have \(geometry.width)",
            "Make every word as wide as the memory's")
    }
}
