/// Options for clock domains that mean something for the design.
struct ClockingCheck {
    let design: Design
    let options: VerilogOptions
    let elaboration: Elaboration

    func run() {
        let entries = options.domains.sorted { $0.key.name < $1.key.name }
        for (domain, configuration) in entries { check(domain, configuration) }
        checkVariantNames()
    }

    private func check(_ domain: ClockDomain, _ configuration: ClockConfiguration) {
        let name = "the domain '\(domain.displayName)'"
        guard design.modules.contains(where: { $0.clocking.contains { $0.domain == domain } }) else {
            return report(
                "Options are given for \(name), in which the design has no register",
                "Leave them out, or correct the name")
        }
        guard let use = design.top.clocking.first(where: { $0.domain == domain }) else {
            var names = configuration
            names.clockName = nil
            names.resetName = nil
            guard names != ClockConfiguration() else { return }
            return report(
                "Options say how \(name) works, but each instance with it maps it to another domain",
                "Say it of the top module's domain; only names can be given here")
        }
        guard let stages = configuration.resetSynchronizerStages else { return }
        if stages < 2 {
            report(
                "The reset of \(name) would be synchronised by \(stages) stages",
                "Give it two or more, or nil")
        } else if !use.hasReset {
            report(
                "The reset of \(name) would be synchronised, but no register is reset by it", "Leave it out")
        }
    }

    /// Modules that are only emitted with these options need names of their own, too.
    private func checkVariantNames() {
        let variants = ClockVariants(design, options)
        var taken: Set<String> = []
        for module in design.modules { taken.insert(module.name) }
        func claim(_ name: String, _ what: String) {
            guard !taken.insert(name).inserted else { return }
            elaboration.report(
                .nameClash, "\(what) would be called '\(name)', and so is another module",
                suggestion: "Rename that module", at: .unknown)
        }
        for module in design.modules {
            for variant in variants[module] where !variant.suffix.isEmpty {
                claim(module.name + variant.suffix, "'\(module.name)' as it is clocked somewhere")
            }
        }
        let names = variants[design.top].flatMap(\.synchronizedResets).map(\.resetSynchronizerName)
        for (index, name) in names.enumerated() where !names[..<index].contains(name) {
            claim(name, "A reset synchroniser")
        }
    }

    private func report(_ message: String, _ suggestion: String) {
        elaboration.report(.invalidClocking, message, suggestion: suggestion, at: .unknown)
    }
}
