/// A value change dump (IEEE 1364-2005, chapter 18), read once from start to end.
struct ValueChangeDump {
    /// A variable of the dump.
    struct Variable {
        /// Instances from the outermost, joined by dots.
        let scope: String
        let name: String
        let width: Int
        /// Number of its code: variables of the same net share one.
        let code: Int
    }

    private(set) var variables: [Variable] = []
    private let bytes: [UInt8]
    private var position = 0
    private var codes: [ArraySlice<UInt8>: Int] = [:]

    /// Reads the declarations.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var scopes: [String] = []
        while let word = nextWord() {
            switch String(decoding: word, as: UTF8.self) {
            case "$scope":
                _ = nextWord()
                scopes.append(nextWord().map { String(decoding: $0, as: UTF8.self) } ?? "")
            case "$upscope": _ = scopes.popLast()
            case "$var":
                _ = nextWord()
                guard let width = nextWord().flatMap({ Int(String(decoding: $0, as: UTF8.self)) }),
                    let code = nextWord(), let name = nextWord()
                else { return }
                let number = codes[code] ?? codes.count
                codes[code] = number
                variables.append(
                    Variable(
                        scope: scopes.joined(separator: "."), name: String(decoding: name, as: UTF8.self),
                        width: width, code: number))
            case "$enddefinitions": return
            default: break
            }
        }
    }

    /// How many codes there are.
    var codeCount: Int { codes.count }

    /// Reads the changes: calls `time` at each new time, before its changes, and `change` with a code and its digits,
    /// the highest first, without leading zeros.
    mutating func readChanges(
        time: (Int) throws -> Void, change: (_ code: Int, _ digits: ArraySlice<UInt8>) throws -> Void
    ) rethrows {
        while let word = nextWord() {
            switch word[word.startIndex] {
            case UInt8(ascii: "#"):
                try time(word.dropFirst().reduce(0) { $0 &* 10 &+ Int($1) &- 48 })
            case UInt8(ascii: "b"), UInt8(ascii: "B"):
                guard let code = nextWord(), let number = codes[code] else { continue }
                try change(number, word.dropFirst())
            case UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "x"), UInt8(ascii: "z"),
                UInt8(ascii: "X"),
                UInt8(ascii: "Z"):
                guard let number = codes[word.dropFirst()] else { continue }
                try change(number, word.prefix(1))
            default: break
            }
        }
    }

    private mutating func nextWord() -> ArraySlice<UInt8>? {
        while position < bytes.count, bytes[position] <= UInt8(ascii: " ") { position += 1 }
        let start = position
        while position < bytes.count, bytes[position] > UInt8(ascii: " ") { position += 1 }
        return start < position ? bytes[start..<position] : nil
    }
}

extension PortVectors {
    /// The inputs of an instance in a recorded simulation, as they are just before each rising edge of its clock.
    ///
    /// - Parameters:
    ///   - dump: text of a value change dump that shows the instance's ports.
    ///   - instance: path of the instance, from any level downwards, its parts joined by dots.
    ///   - ports: the inputs that are wanted, those of an instance within as `inner.port`; the clock isn't one of
    ///     them.
    ///   - skipping: clock cycles to leave out at the start.
    ///   - limit: clock cycles to take at most.
    /// - Throws: ``CostError`` of kind `workload` when the dump doesn't show them.
    public init(
        source: String, dump: [UInt8], instance: String, ports: [Port], clock: String = "clock",
        skipping: Int = 0, limit: Int = 4096
    ) throws {
        self.init(source: source, ports: ports)
        var reader = ValueChangeDump(dump)
        let variables = reader.variables
        // A port `inner.port` is one of an instance within.
        func code(_ path: String) -> Int? {
            variables.first { variable in
                let own = variable.scope + "." + variable.name
                return own == path || own.hasSuffix("." + path)
            }?.code
        }
        func required(_ path: String) throws -> Int {
            if let code = code(path) { return code }
            throw CostError(
                .workload, "the recorded simulation doesn't show \(path)",
                remedy: "record all signals down to that instance")
        }
        // Logic without registers has no clock of its own; it works at that of an instance around it.
        var place = instance
        while code("\(place).\(clock)") == nil, let dot = place.lastIndex(of: ".") {
            place = String(place[..<dot])
        }
        let clockCode = try required("\(place).\(clock)")
        var codes: [Int: [Int]] = [:]
        for (index, port) in ports.enumerated() {
            codes[try required("\(instance).\(port.name)"), default: []].append(index)
        }
        var values = ports.map { [UInt8](repeating: UInt8(ascii: "0"), count: $0.width) }
        // All changes of one time are read before the edge is acted on; the values are those of the time before.
        var pending: [(port: Int, digits: [UInt8])] = []
        var (isRising, clockValue, edges) = (false, UInt8(ascii: "0"), 0)
        func finishTime() {
            if isRising {
                edges += 1
                if edges > skipping, cycles.count < limit {
                    append(digits: values.map { String(decoding: $0, as: UTF8.self) }.joined())
                }
            }
            isRising = false
            for (port, digits) in pending { values[port] = digits }
            pending.removeAll(keepingCapacity: true)
        }
        reader.readChanges(
            time: { _ in finishTime() },
            change: { number, digits in
                if number == clockCode, let value = digits.last {
                    isRising = clockValue == UInt8(ascii: "0") && value == UInt8(ascii: "1")
                    clockValue = value
                }
                for index in codes[number] ?? [] {
                    let width = ports[index].width
                    let known = digits.suffix(width).map {
                        $0 == UInt8(ascii: "1") ? $0 : UInt8(ascii: "0")
                    }
                    let padding = [UInt8](repeating: UInt8(ascii: "0"), count: width - known.count)
                    pending.append((index, padding + known))
                }
            })
        finishTime()
        guard !cycles.isEmpty else {
            throw CostError(
                .workload, "the recorded simulation has no rising edge of \(instance).\(clock)",
                remedy: "record more clock cycles")
        }
    }
}
