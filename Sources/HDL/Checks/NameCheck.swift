/// Every name is one that Verilog takes, and each is used once.
struct NameCheck {
    let module: ModuleDefinition
    let elaboration: Elaboration

    func run() {
        var taken: [String: String] = ["clock": "the clock", "reset": "the reset"]
        check(module.name, "module", at: .unknown)
        for signal in module.declarations {
            check(signal.name, "signal", at: signal.location)
            claim(signal.name, "signal '\(signal.name)'", at: signal.location, in: &taken)
        }
        for instance in module.instances {
            check(instance.name, "instance", at: .unknown)
            claim(instance.name, "instance '\(instance.name)'", at: .unknown, in: &taken)
            for port in instance.ports {
                let net = "\(instance.name)_\(port.name)"
                claim(net, "port '\(port.name)' of '\(instance.name)'", at: port.location, in: &taken)
            }
        }
    }

    private func check(_ name: String, _ kind: String, at location: SourceLocation) {
        let isIdentifier =
            name.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } ?? false
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if !isIdentifier {
            elaboration.report(
                .invalidName, "'\(name)' can't name a \(kind)",
                suggestion: "Use letters, digits and underscores, a letter first", at: location)
        } else if VerilogKeywords.all.contains(name) {
            elaboration.report(
                .invalidName, "'\(name)' can't name a \(kind): it is a keyword of Verilog or SystemVerilog",
                suggestion: "Choose another name", at: location)
        }
    }

    private func claim(
        _ name: String, _ what: String, at location: SourceLocation, in taken: inout [String: String]
    ) {
        if let other = taken[name] {
            elaboration.report(
                .nameClash, "\(what) and \(other) would both be called '\(name)' in the Verilog",
                suggestion: "Rename one of them", at: location)
        }
        taken[name] = what
    }
}
