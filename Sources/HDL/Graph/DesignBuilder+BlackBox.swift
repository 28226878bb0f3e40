// What a design takes from a black box: names, files, paths and a model, each checked.

extension DesignBuilder {
    func describe(_ box: BlackBox, named name: String) {
        let place = box.place
        if !box.children.isEmpty || box.declarations.contains(where: { !$0.isPort }) {
            elaboration.report(
                .invalidBlackBox, "The black box '\(name)' holds more than ports",
                suggestion: "Put what belongs to the design into a module around it", at: place)
        }
        checkNames(box, name, at: place)
        for (parameter, value) in box.parameters {
            guard let problem = value.problem else { continue }
            elaboration.report(
                .invalidBlackBox, "The parameter '\(parameter)' of '\(name)' can't be written: \(problem)",
                at: place)
        }
        let paths = combinationalInputs(of: box, name, at: place)
        box.described = BlackBoxDescription(
            parameters: box.parameters.map { ($0.key, $0.value) }, pins: box.pins, portNames: box.portNames,
            files: files(of: box, name), combinationalInputs: paths,
            model: model(of: box, name, paths, at: place))
    }

    /// Every name is one that Verilog takes, each pin and parameter stands once, and `portNames` names ports.
    private func checkNames(_ box: BlackBox, _ name: String, at place: Place) {
        let ports = box.declarations.map(\.name)
        for unknown in box.portNames.keys.sorted() where !ports.contains(unknown) {
            elaboration.report(
                .invalidBlackBox, "portNames of '\(name)' names '\(unknown)', which is no port",
                suggestion: "Use the names of the properties in snake case: \(ports.joined(separator: ", "))",
                at: place)
        }
        let pins = ports.map { box.portNames[$0] ?? $0 } + box.pins.map(\.name)
        let kinds = [
            ("module", [name]), ("port", pins), ("parameter", box.parameters.map(\.key)),
        ]
        for (kind, names) in kinds {
            var seen: Set<String> = []
            for word in names {
                if !word.isVerilogIdentifier || VerilogKeywords.all.contains(word) {
                    elaboration.report(
                        .invalidName, "'\(word)' can't name a \(kind) of a black box",
                        suggestion: "Use the name that its Verilog has", at: place)
                } else if !seen.insert(word).inserted {
                    elaboration.report(
                        .invalidBlackBox, "The black box '\(name)' has two \(kind)s called '\(word)'",
                        suggestion: "Name each once", at: place)
                }
            }
        }
    }

    private func files(of box: BlackBox, _ name: String) -> [SupportFile] {
        box.files.compactMap { file in
            let key = file.path.map { "\($0)\n\(file.name)" }
            if let key, let known = supportFiles[key] { return known }
            guard let read = file.read() else {
                elaboration.report(
                    .invalidSupportFile, "The file '\(file.name)' of the black box '\(name)' can't be read",
                    suggestion: "Give a path relative to this source's folder, or the text itself with .text",
                    at: Place(file.location))
                return nil
            }
            if let key { supportFiles[key] = read }
            return read
        }
    }

    private func combinationalInputs(of box: BlackBox, _ name: String, at place: Place) -> [Int: [Int]] {
        let signals = box.declarations
        var result: [Int: [Int]] = [:]
        switch box.combinationalPaths {
        case .none: break
        case .all:
            let inputs = signals.indices.filter { signals[$0].isInput }
            for output in signals.indices where signals[output].isOutput && !inputs.isEmpty {
                result[output] = inputs
            }
        case .some(let paths):
            for (from, to) in paths {
                let inputs = from.compactMap { signal in signals.firstIndex { $0 === signal && $0.isInput } }
                let outputs = to.compactMap { signal in signals.firstIndex { $0 === signal && $0.isOutput } }
                if inputs.count < from.count || outputs.count < to.count {
                    elaboration.report(
                        .invalidBlackBox, "A path of '\(name)' doesn't lead from its inputs to its outputs",
                        suggestion: "Write (from: inputs, to: outputs) with ports of the box itself",
                        at: place)
                }
                for output in outputs { result[output, default: []] += inputs }
            }
            for output in signals.indices { result[output] = result[output].map { Array(Set($0)).sorted() } }
        }
        return result
    }
}
