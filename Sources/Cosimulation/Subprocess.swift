import CosimulationInterface
import Foundation

/// Runs tools and finds them.
enum Subprocess {
    /// Runs a program to its end, in a directory, with its output and errors in a file.
    ///
    /// - Parameter arguments: The program's path and its arguments.
    /// - Returns: The exit status, or 128 plus the number of the signal that ended it.
    /// - Throws: ``CosimulationError`` when the program couldn't be started.
    static func run(
        _ arguments: [String], in directory: String, environment: [String: String], output: String
    ) throws -> Int {
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var status: Int32 = 0
        let error = withArrayOfCStrings(arguments) { argumentPointers in
            withArrayOfCStrings(variables) { variablePointers in
                cosimulationRun(directory, output, argumentPointers, variablePointers, &status)
            }
        }
        guard error == 0 else {
            throw CosimulationError(
                .toolMissing, "\(arguments[0]) can't be started (\(String(cString: strerror(error))))",
                remedy: "check that it is an executable program and that \(directory) exists")
        }
        return Int(status)
    }

    /// Runs a program and returns its exit status with all that it wrote.
    static func capture(
        _ arguments: [String], environment: [String: String]
    ) throws -> (status: Int, text: String) {
        let directory = NSTemporaryDirectory()
        let output = directory + "cosimulation-" + UUID().uuidString
        defer { unlink(output) }
        let status = try run(arguments, in: directory, environment: environment, output: output)
        return (status, Files.text(output))
    }

    /// Path of an executable: the name itself when it has a slash, else the first hit along PATH.
    static func find(_ name: String, environment: [String: String]) -> String? {
        if name.contains("/") { return isExecutable(name) ? name : nil }
        for directory in (environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(directory)/\(name)"
            if isExecutable(path) { return path }
        }
        return nil
    }

    private static func isExecutable(_ path: String) -> Bool {
        var isDirectory = ObjCBool(false)
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && !isDirectory.boolValue && access(path, X_OK) == 0
    }

    private static func withArrayOfCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers)
    }
}
