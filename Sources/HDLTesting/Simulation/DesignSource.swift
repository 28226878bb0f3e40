import HDL

/// A file that a tool reads to have the whole design.
struct DesignSource {
    /// Without folder.
    let name: String
    let text: String
    /// Whether tools compile it; anything else only lies beside the sources that name it.
    let isCompiled: Bool
}

extension Design {
    /// The files of black boxes, then the design's own, instantiated modules first.
    func sources(_ options: VerilogOptions) -> [DesignSource] {
        supportFiles.map { DesignSource(name: $0.name, text: $0.text, isCompiled: $0.isSource) }
            + verilog(options).map { DesignSource(name: $0.fileName, text: $0.text, isCompiled: true) }
    }
}
