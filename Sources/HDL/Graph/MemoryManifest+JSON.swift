extension MemoryManifest {
    /// A list with an object for each memory, keys in a fixed order, an object's missing values left out; ends with a
    /// line feed. The same design gives the same bytes.
    public var json: String {
        if memories.isEmpty { return "[]\n" }
        return "[\n" + memories.map { Self.text($0) }.joined(separator: ",\n") + "\n]\n"
    }

    private static func text(_ entry: Entry) -> String {
        let ports = entry.ports.map { "      \(text($0))" }.joined(separator: ",\n")
        let instances = entry.instances.map { "      \(quoted($0))" }.joined(separator: ",\n")
        return """
              {
                "module": \(quoted(entry.module)),
                "file": \(quoted(entry.file)),
                "depth": \(entry.depth),
                "width": \(entry.width),
                "hasContents": \(entry.hasContents),
                "ports": [
            \(ports)
                ],
                "instanceCount": \(entry.instances.count),
                "instances": [
            \(instances)
                ]
              }
            """
    }

    private static func text(_ port: Port) -> String {
        var members = ["\"name\": \(quoted(port.name))", "\"kind\": \(quoted(port.kind.rawValue))"]
        if let clock = port.clock { members.append("\"clock\": \(quoted(clock))") }
        if let laneWidth = port.laneWidth { members.append("\"laneWidth\": \(laneWidth)") }
        if let latency = port.latency { members.append("\"latency\": \(latency)") }
        if let underWrite = port.readUnderWrite {
            members.append("\"readUnderWrite\": \(quoted(underWrite.rawValue))")
        }
        members.append("\"signals\": [\(port.signals.map(quoted).joined(separator: ", "))]")
        return "{\(members.joined(separator: ", "))}"
    }

    /// Names are letters, digits, underscores and dots: nothing needs an escape.
    private static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
