import HDL

/// Reads the wave files that yosys-smtbmc writes: one change of `smt_step` a cycle, all signals in binary.
extension FormalTrace {
    init(waveFile text: String, scope: [String], signals: [TracedSignal]) {
        var codes: [String: Substring] = [:]
        var scopes: [Substring] = []
        var current: [Substring: Substring] = [:]
        var samples: [[Substring: Substring]] = []
        var stepCode: Substring?
        var isNewStep = false
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            switch words[0] {
            case "$scope": scopes.append(words[2])
            case "$upscope": scopes.removeLast()
            case "$var" where words.count > 4:
                if words[4] == "smt_step" { stepCode = words[3] }
                codes[(scopes + [words[4]]).joined(separator: ".")] = words[3]
            default:
                if line.first == "#" {
                    if isNewStep { samples.append(current) }
                    isNewStep = false
                } else if line.first == "b", words.count == 2 {
                    current[words[1]] = words[0].dropFirst()
                    if words[1] == stepCode { isNewStep = true }
                }
            }
        }
        // The last step only ends the wave of the one before.
        rows = signals.compactMap { signal in
            guard let code = codes[(scope + signal.path).joined(separator: ".")] else { return nil }
            return Row(
                name: signal.path.joined(separator: "."), shape: signal.shape,
                values: samples.map { BitPattern(binary: $0[code] ?? "", width: signal.shape.width) },
                valueNames: signal.valueNames)
        }
    }
}
