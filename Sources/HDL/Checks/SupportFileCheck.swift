/// Files of black boxes: each name stands for one text, and for no emitted module.
struct SupportFileCheck {
    private let modules: [ModuleDefinition]
    private let elaboration: Elaboration

    init(_ modules: [ModuleDefinition], _ elaboration: Elaboration) {
        self.modules = modules
        self.elaboration = elaboration
    }

    /// All files in the order in which black boxes bring them.
    func files() -> [SupportFile] {
        var files: [SupportFile] = []
        for module in modules {
            guard case .blackBox(let box) = module.primitive else { continue }
            for file in box.files {
                if let known = files.first(where: { $0.name == file.name }) {
                    if known.text == file.text { continue }
                    report(file, "another file of that name, named at \(known.location)")
                } else if modules.contains(where: { !$0.isBlackBox && "\($0.name).v" == file.name }) {
                    report(file, "the emitted module of that name")
                } else {
                    files.append(file)
                }
            }
        }
        return files
    }

    private func report(_ file: SupportFile, _ other: String) {
        elaboration.report(
            .invalidSupportFile, "The file '\(file.name)' would be written over \(other)",
            suggestion: "Rename one", at: Place(file.location))
    }
}
