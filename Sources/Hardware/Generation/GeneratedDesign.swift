import Configuration
import HDL

/// Everything that one configuration generates, in memory: the Verilog of the tile, one module a file, a file list and a
/// manifest. The same configuration and options give the same bytes.
public struct GeneratedDesign: Sendable {
    /// One generated file.
    public struct File: Sendable, Hashable {
        /// Name without folder.
        public let name: String
        public let text: String
        /// Lines of the text.
        public var lineCount: Int { text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) } }
    }

    /// Name of the file list: one file name a line, instantiated modules first.
    public static let fileListName = "bitmod.f"
    /// Name of the description for programs.
    public static let manifestName = "manifest.json"

    public let configuration: ArrayConfiguration
    public let options: VerilogOptions
    /// Name of the top module, with prefix.
    public let top: String
    /// One file a module, instantiated modules first.
    public let moduleFiles: [File]
    /// All files: modules, file list, manifest.
    public let files: [File]

    /// Generates the tile of `configuration`.
    ///
    /// - Throws: `ElaborationError` when the design breaks a rule of the language.
    public init(_ configuration: ArrayConfiguration, options: VerilogOptions = .generated) throws {
        self.configuration = configuration
        self.options = options
        let design = try HardwareDesign.tile.elaborate(configuration)
        try design.check(options)
        let sources = design.verilog(options)
        moduleFiles = sources.map { File(name: $0.fileName, text: $0.text) }
        top = options.modulePrefix + design.topName
        let fileList = File(
            name: Self.fileListName, text: moduleFiles.map { $0.name + "\n" }.joined())
        let manifest = Manifest(configuration, options, design, moduleFiles)
        files = moduleFiles + [fileList, File(name: Self.manifestName, text: manifest.value.text)]
    }

    /// Lines of all modules.
    public var moduleLineCount: Int { moduleFiles.reduce(0) { $0 + $1.lineCount } }
}

extension VerilogOptions {
    /// The options of generated files: every module's name starts with `bitmod_`, properties stay with the sources.
    public static var generated: VerilogOptions {
        var options = VerilogOptions()
        options.modulePrefix = "bitmod_"
        options.properties = .none
        return options
    }
}
