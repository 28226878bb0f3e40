/// Joins two interfaces signal by signal: those of one property name belong together, also inside nested interfaces,
/// arrays and vectors.
///
/// Which end drives is told by the signals. A module's own input, an output of its instance, a register and an
/// expression drive; a module's own output and an input of its instance are driven; a wire does what the other end
/// leaves to it. Between two wires the first interface is the source. So it joins the interfaces of two instances, and
/// an instance's with the module's own, in either order:
///
/// ```swift
/// func describe() {
///     connect(camera.pixels, filter.input)
///     connect(filter.output, pixels)
/// }
/// ```
///
/// A name that only one end has, two ends that both drive or are both driven, and ends of different shapes are
/// a diagnostic each (H040, H041, H042). Works for any two bundles, and for single signals.
public func connect(
    _ first: some SignalBundle, _ second: some SignalBundle, file: StaticString = #fileID, line: UInt = #line
) {
    let location = SourceLocation(file: file, line: line)
    guard let elaboration = Elaboration.current else { return }
    elaboration.locate(statement: location)
    let connection = Connection(elaboration: elaboration, location: location)
    connection.join(SignalTree(first) ?? .parts([]), SignalTree(second) ?? .parts([]))
}

private struct Connection {
    let elaboration: Elaboration
    let location: SourceLocation

    private enum Role {
        case drives, isDriven, either
    }

    func join(_ first: SignalTree, _ second: SignalTree) {
        switch (first, second) {
        case (.signal(let first), .signal(let second)): join(first, second)
        case (.parts(let first), .parts(let second)): join(first, second)
        case (.signal(let signal), .parts), (.parts, .signal(let signal)):
            let other = if case .signal = first { second } else { first }
            report(
                .connectionShape,
                "\(name(signal)) is one signal, but is connected to a bundle of \(other.signals.count): "
                    + other.signals.prefix(3).map { name($0) }.joined(separator: ", "),
                suggestion: "Connect signals to signals and bundles to bundles; packed(...) makes one of many"
            )
        }
    }

    private func join(
        _ first: [(label: String, tree: SignalTree)], _ second: [(label: String, tree: SignalTree)]
    ) {
        for (label, tree) in first {
            if let partner = second.first(where: { $0.label == label }) {
                join(tree, partner.tree)
            } else {
                reportMissing(label, tree, among: second)
            }
        }
        for (label, tree) in second where !first.contains(where: { $0.label == label }) {
            reportMissing(label, tree, among: first)
        }
    }

    private func reportMissing(
        _ label: String, _ tree: SignalTree, among others: [(label: String, tree: SignalTree)]
    ) {
        let own = tree.signals.first.map { name($0) } ?? "an empty bundle"
        let other = others.lazy.compactMap(\.tree.signals.first).first
        let place = other.map { "the bundle of \(name($0))" } ?? "an empty bundle"
        report(
            .missingPartner, "\(own) has no partner: \(place) has no property '\(label)'",
            suggestion: "Give both the same properties, or connect them one by one")
    }

    private func join(_ first: Signal, _ second: Signal) {
        if first.isRejected || second.isRejected {
            first.surface()
            return second.surface()
        }
        guard first.shape == second.shape else {
            return report(
                .connectionShape, "\(name(first)) is connected to \(name(second))",
                suggestion: "Give both ends one shape")
        }
        switch (role(of: first), role(of: second)) {
        case (.drives, .isDriven), (.drives, .either), (.either, .isDriven): drive(second, with: first)
        case (.isDriven, .drives), (.isDriven, .either), (.either, .drives): drive(first, with: second)
        case (.either, .either):
            let runsBackward = first.declaration?.runsBackward ?? false
            drive(runsBackward ? first : second, with: runsBackward ? second : first)
        case (.drives, .drives):
            report(
                .connectionDirection, "\(name(first)) is connected to \(name(second)), and both drive",
                suggestion: "Make one of the interfaces the source and the other the sink")
        case (.isDriven, .isDriven):
            report(
                .connectionDirection, "\(name(first)) is connected to \(name(second)), and neither drives",
                suggestion: "Make one of the interfaces the source and the other the sink")
        }
    }

    private func drive(_ target: Signal, with value: Signal) {
        recordDrive(target: target, low: 0, value: value, location: location)
    }

    private func role(of signal: Signal) -> Role {
        let isOwn = owner(of: signal) == nil
        return switch signal.kind {
        case .wire: .either
        case .input: isOwn ? .drives : .isDriven
        case .output: isOwn ? .isDriven : .drives
        default: .drives
        }
    }

    /// The instance whose port it is; nil for the module's own signals.
    private func owner(of signal: Signal) -> String? {
        guard let owner = signal.declaration?.owner, owner !== elaboration.module?.identity else {
            return nil
        }
        return owner.name
    }

    private func name(_ signal: Signal) -> String {
        guard let owner = owner(of: signal) else { return signal.displayNameAndShape }
        return "'\(owner).\(signal.name)' (\(signal.shape), declared at \(signal.location))"
    }

    private func report(_ code: DiagnosticCode, _ message: String, suggestion: String) {
        reject(code, message, suggestion: suggestion, shape: .bit, at: Place(location))
    }
}
