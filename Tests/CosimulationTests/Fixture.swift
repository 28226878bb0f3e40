import Foundation

@testable import Cosimulation

/// Tools, and a cache of this run's own, so that every run also tests the cold build.
enum Fixture {
    static let toolchain = try! VerilatorToolchain.locate()
    static let builder = ModelBuilder(
        toolchain: toolchain, cache: ModelCache(directory: directory + "/cache"))

    /// Directory of this run, removed when the process ends.
    static let directory: String = {
        let path = NSTemporaryDirectory() + "cosimulation-tests-\(getpid())"
        try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(atPath: Fixture.directory) }
        return path
    }()

    /// A new directory of a test's own.
    static func newDirectory() -> String {
        let path = directory + "/" + UUID().uuidString
        try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// An executable shell script in a new directory, under some name.
    static func script(named name: String, _ text: String) -> String {
        let path = newDirectory() + "/" + name
        try! ("#!/bin/sh\n" + text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        chmod(path, 0o755)
        return path
    }

    static func model(_ source: ModelSource, tracing: Bool = false) throws -> VerilatedModel {
        try VerilatedModel(builder.build(source, options: BuildOptions(tracing: tracing)))
    }

    /// The environment of this process with some variables set, or unset by nil.
    static func environment(_ changes: [String: String?]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for (name, value) in changes { environment[name] = value }
        return environment
    }
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
