/// The port list that Verilator wrote into the header of a model's class.
struct GeneratedHeader {
    struct Port: Equatable {
        /// Name of the member, which isn't always the Verilog's name.
        let member: String
        /// Nil for a direction that the engine doesn't drive.
        let direction: ModelPort.Direction?
        let width: Int
    }

    let ports: [Port]

    /// Reads lines such as `VL_INW(&operands,199,0,7);`: macro, member, top bit, bottom bit, words.
    init(_ text: String) {
        ports = text.split(separator: "\n").compactMap { line in
            let trimmed = line.drop { $0 == " " }
            guard trimmed.hasPrefix("VL_IN") || trimmed.hasPrefix("VL_OUT") else { return nil }
            guard let open = trimmed.firstIndex(of: "("), let close = trimmed.lastIndex(of: ")") else {
                return nil
            }
            let fields = trimmed[trimmed.index(after: open)..<close].split(separator: ",")
            guard fields.count >= 3, let top = Int(fields[1]), let bottom = Int(fields[2]) else { return nil }
            let macro = trimmed[..<open]
            let isBoth = macro.hasPrefix("VL_INOUT")
            return Port(
                member: String(fields[0].drop { $0 == "&" }),
                direction: isBoth ? nil : macro.hasPrefix("VL_IN") ? .input : .output,
                width: abs(top - bottom) + 1)
        }
    }

    /// The members of the listed ports, in their order.
    ///
    /// - Throws: ``CosimulationError`` of kind `portMismatch` when the list isn't exactly that of the Verilog.
    func members(of source: ModelSource) throws -> [String] {
        var unlisted = ports
        let members = try source.ports.map { port -> String in
            let names = Self.memberNames(of: port.name)
            guard let index = unlisted.firstIndex(where: { names.contains($0.member) }) else {
                throw mismatch(source, "module \(source.top) has no port '\(port.name)'")
            }
            let found = unlisted.remove(at: index)
            guard let direction = found.direction else {
                throw mismatch(source, "port '\(port.name)' is an inout, which can't be driven from outside")
            }
            guard direction == port.direction else {
                throw mismatch(
                    source,
                    "port '\(port.name)' is listed as \(port.direction.rawValue) "
                        + "but is an \(direction.rawValue) of module \(source.top)")
            }
            guard found.width == port.width else {
                throw mismatch(
                    source,
                    "port '\(port.name)' is listed with \(port.width) bits "
                        + "but has \(found.width) in module \(source.top)")
            }
            return found.member
        }
        if let extra = unlisted.first {
            throw mismatch(source, "port '\(extra.member)' of module \(source.top) isn't listed")
        }
        return members
    }

    private func mismatch(_ source: ModelSource, _ problem: String) -> CosimulationError {
        CosimulationError(
            .portMismatch, "model \(source.top): \(problem)",
            remedy: "list every port of the top module with the Verilog's name, direction and width")
    }

    /// Names that Verilator may give the member of a port: itself with what C++ forbids or Verilator uses
    /// as a separator spelt in hexadecimal, or marked as a word of C++.
    static func memberNames(of name: String) -> [String] {
        var encoded = ""
        var previousIsPlainUnderscore = false
        for character in name {
            if character == "_" && previousIsPlainUnderscore {
                encoded += "__05F"
                previousIsPlainUnderscore = false
            } else if character == "$" {
                encoded += "__024"
                previousIsPlainUnderscore = false
            } else {
                encoded.append(character)
                previousIsPlainUnderscore = character == "_"
            }
        }
        return [encoded, "__SYM__" + encoded]
    }
}
