/// From each line of a design's Verilog to the place in the Swift source from which it comes.
///
/// The schema of ``json`` is in <doc:SourceMaps>.
public struct SourceMap: Sendable, Hashable {
    /// A line of the Swift source.
    public struct Place: Sendable, Hashable {
        /// `Module/File.swift`, as the compiler's `#fileID` gives it.
        public let file: String
        /// From 1.
        public let line: Int
    }

    /// One Verilog file and the module in it.
    public struct File: Sendable, Hashable {
        public let name: String
        public let moduleName: String
        /// How often the module stands in the design.
        public let instanceCount: Int
        /// Paths of the module's instances from the top; of very many the first ``SourceMap/mostInstancePaths``.
        public let instancePaths: [String]
        /// The Swift place of each line; nil for blank lines and directives, which come from nothing in the design.
        public let places: [Place?]
    }

    /// Instance paths that are listed for a module at most.
    public static let mostInstancePaths = 64

    /// Name of the top module, with prefix.
    public let top: String
    /// In the order of ``Design/verilog(_:)``.
    public let files: [File]

    /// Where line `line` (from 1) of the Verilog file `fileName` comes from; nil for lines that come from nothing in
    /// the design and for unknown files and lines.
    public func place(ofLine line: Int, in fileName: String) -> Place? {
        guard let file = files.first(where: { $0.name == fileName }), file.places.indices ~= line - 1 else {
            return nil
        }
        return file.places[line - 1]
    }
}

extension Design {
    /// Where each line of ``verilog(_:)`` with the same options comes from. The same design gives the same map.
    public func sourceMap(_ options: VerilogOptions = VerilogOptions()) -> SourceMap {
        let paths = instancePaths(atMost: SourceMap.mostInstancePaths)
        let counts = instanceCounts
        let variants = ClockVariants(self, options)
        func file(_ tree: VerilogModule, count: Int, _ paths: [String]) -> SourceMap.File {
            let printed = VerilogPrinter.print(tree, as: options.dialect, isTracing: true)
            return SourceMap.File(
                name: VerilogFile(moduleName: tree.name, text: "", dialect: options.dialect).fileName,
                moduleName: tree.name, instanceCount: count, instancePaths: paths,
                places: printed.origins.map(SourceMap.Place.init))
        }
        var files = resetSynchronizers(variants, options).map { file($0, count: 1, []) }
        for (module, paths) in zip(modules, paths) {
            for variant in variants[module] {
                guard let tree = Self.tree(of: module, variant, options) else { continue }
                files.append(file(tree, count: counts[module.name] ?? 0, paths))
            }
        }
        return SourceMap(top: options.modulePrefix + topName, files: files)
    }

    /// Paths of each module's instances, in the order of ``modules``; those nearest to the top first.
    private func instancePaths(atMost limit: Int) -> [[String]] {
        var positions: [ObjectIdentifier: Int] = [:]
        for (index, module) in modules.enumerated() { positions[ObjectIdentifier(module)] = index }
        var paths = [[String]](repeating: [], count: modules.count)
        paths[modules.count - 1] = [top.name]
        for (index, module) in modules.enumerated().reversed() {
            for path in paths[index] {
                for instance in module.instances {
                    guard let below = positions[ObjectIdentifier(instance.definition)],
                        paths[below].count < limit
                    else { continue }
                    paths[below].append("\(path).\(instance.name)")
                }
            }
        }
        return paths
    }
}

extension SourceMap.Place {
    fileprivate init?(_ location: SourceLocation) {
        guard location.isKnown else { return nil }
        file = location.file
        line = Int(location.line)
    }
}
