import Foundation
import Testing

@testable import Cosimulation

@Suite struct BuildTests {
    private func failure(
        _ source: ModelSource, builder: ModelBuilder = Fixture.builder, options: BuildOptions = BuildOptions()
    ) -> CosimulationError? {
        do {
            _ = try builder.build(source, options: options)
            return nil
        } catch {
            return error as? CosimulationError
        }
    }

    @Test func secondBuildComesFromTheCache() throws {
        let source = TestDesigns.counter(increment: "step + 32'd11")
        let first = try Fixture.builder.build(source)
        let start = ContinuousClock.now
        let second = try Fixture.builder.build(source)
        let duration = ContinuousClock.now - start
        #expect(!first.wasCached)
        #expect(second.wasCached)
        #expect(second.key == first.key && second.libraryPath == first.libraryPath)
        #expect(duration < .milliseconds(200))
    }

    @Test func rebuildIsByteIdentical() throws {
        let source = TestDesigns.counter(increment: "step + 32'd12")
        let first = try Fixture.builder.build(source)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: first.libraryPath))
        try FileManager.default.removeItem(
            atPath: (first.libraryPath as NSString).deletingLastPathComponent)
        let second = try Fixture.builder.build(source)
        #expect(!second.wasCached)
        #expect(try Data(contentsOf: URL(fileURLWithPath: second.libraryPath)) == bytes)
    }

    @Test func keyDependsOnTextPortsAndOptions() throws {
        let base = TestDesigns.counter(increment: "step + 32'd13")
        let file = base.files[0]
        let commented = ModelSource(
            top: base.top, files: [VerilogSource(name: file.name, text: file.text + "\n// more\n")],
            ports: base.ports, clock: base.clock)
        let unclocked = ModelSource(top: base.top, files: base.files, ports: base.ports)
        let keys = [
            try Fixture.builder.build(base).key, try Fixture.builder.build(commented).key,
            try Fixture.builder.build(unclocked).key,
            try Fixture.builder.build(base, options: BuildOptions(optimization: .balanced)).key,
        ]
        #expect(Set(keys).count == keys.count)
    }

    /// Two builders with equal caches, as two processes would have; flock tells open files apart, not processes.
    @Test func concurrentBuildsOfOneModelBothSucceed() async throws {
        let source = TestDesigns.counter(increment: "step + 32'd14")
        let built = try await withThrowingTaskGroup(of: BuiltModel.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await withCheckedThrowingContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(with: Result { try Fixture.builder.build(source) })
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(built.map(\.libraryPath)).count == 1)
        #expect(built.filter { !$0.wasCached }.count == 1)
        _ = try VerilatedModel(built[0])
    }

    /// Without a lock the slower of two makers keeps the faster one's entry; leftovers of the dead go.
    @Test func slowerMakerKeepsTheEntryThatIsThere() throws {
        let cache = ModelCache(directory: Fixture.newDirectory())
        let entry = cache.modelDirectory("key")
        let abandoned = entry + ".partial-999999999-x"
        try FileManager.default.createDirectory(atPath: abandoned, withIntermediateDirectories: true)
        try cache.makeEntry(entry) { slow in
            try Files.write("slow", to: slow + "/who")
            try cache.makeEntry(entry) { fast in try Files.write("fast", to: fast + "/who") }
        }
        #expect(Files.text(entry + "/who") == "fast")
        #expect(Files.names(in: (entry as NSString).deletingLastPathComponent) == ["key"])
    }

    /// A design too large for one translation unit, with and without its repeated module kept apart.
    @Test(arguments: [[], ["mixer"]]) func largeModel(apart: [String]) throws {
        let built = try Fixture.builder.build(
            TestDesigns.mixers, options: BuildOptions(modulesKeptApart: apart, jobs: 2))
        let model = try VerilatedModel(built)
        let (input, output) = (try model.port(named: "in"), try model.port(named: "out"))
        var expected: UInt32 = 1
        input.set(UInt64(expected))
        for index in 0..<TestDesigns.mixerCount { expected = TestDesigns.mixed(expected, index) }
        model.cycle(count: TestDesigns.mixerCount)
        #expect(output.get() == UInt64(expected))
    }

    @Test func binsHoldEveryFileOnceAndAreBalanced() {
        let files = (0..<50).map { (name: "f\($0)", size: ($0 * 7919) % 1000 + 1) }
        let total = files.reduce(0) { $0 + $1.size }
        let bins = ModelBuild.balancedBins(files, bytes: 5000)
        #expect(bins.count == (total + 2500) / 5000)
        #expect(bins.flatMap { $0 }.sorted() == files.map(\.name).sorted())
        let sizes = bins.map { names in files.filter { names.contains($0.name) }.reduce(0) { $0 + $1.size } }
        #expect(sizes.max()! - sizes.min()! <= 1000)
        #expect(ModelBuild.balancedBins([(name: "a", size: 0)], bytes: 5000) == [["a"]])
        #expect(ModelBuild.balancedBins([], bytes: 5000).isEmpty)
    }

    @Test func syntaxErrorIsLocated() throws {
        let source = ModelSource(
            top: "wrong",
            files: [
                VerilogSource(name: "wrong.v", text: "module wrong(input a);\n  assign = a;\nendmodule\n")
            ],
            ports: [ModelPort(name: "a", direction: .input, width: 1)])
        let cache = ModelCache(directory: Fixture.newDirectory())
        let error = try #require(
            failure(source, builder: ModelBuilder(toolchain: Fixture.toolchain, cache: cache)))
        #expect(error.kind == .verilogRejected)
        #expect(Files.names(in: cache.directory + "/cosimulation/models").isEmpty)
        #expect(error.toolOutput.contains("wrong.v:2:10: syntax error"), "\(error)")
    }

    @Test func unwritableCache() throws {
        let file = Fixture.newDirectory() + "/file"
        try Files.write("not a directory", to: file)
        let builder = ModelBuilder(
            toolchain: Fixture.toolchain, cache: ModelCache(directory: file + "/cache"))
        let error = try #require(failure(TestDesigns.adder, builder: builder))
        #expect(error.kind == .cacheUnusable)
        #expect(error.description.contains(file + "/cache"))
        #expect(error.description.contains("BITMOD_CACHE"))
    }

    @Test func compilerFailureShowsItsFirstError() throws {
        let compiler = Fixture.script(
            named: "g++",
            """
            [ "$1" = --version ] && echo 'g++ 1.0' && exit 0
            echo 'note'
            echo 'x.h:1:1: error: no' >&2
            exit 4
            """)
        let toolchain = try VerilatorToolchain.locate(environment: Fixture.environment(["CXX": compiler]))
        let cache = ModelCache(directory: Fixture.newDirectory())
        let builder = ModelBuilder(toolchain: toolchain, cache: cache)
        let error = try #require(failure(TestDesigns.adder, builder: builder))
        #expect(error.kind == .compilationFailed)
        #expect(error.toolOutput == "x.h:1:1: error: no")
        #expect(Files.names(in: cache.directory + "/cosimulation/models").isEmpty)
    }

    @Test func wrongPortLists() throws {
        let counter = TestDesigns.counter()
        func message(_ change: (inout [ModelPort]) -> Void) throws -> String {
            var ports = counter.ports
            change(&ports)
            let source = ModelSource(top: "counter", files: counter.files, ports: ports, clock: "clock")
            let error = try #require(failure(source))
            #expect(error.kind == .portMismatch)
            return error.problem
        }
        #expect(
            try message { $0.removeLast() } == "model counter: port 'count' of module counter isn't listed")
        #expect(
            try message { $0.append(ModelPort(name: "carry", direction: .output, width: 1)) }
                == "model counter: module counter has no port 'carry'")
        #expect(
            try message { $0[2] = ModelPort(name: "step", direction: .input, width: 31) }
                == "model counter: port 'step' is listed with 31 bits but has 32 in module counter")
        #expect(
            try message { $0[2] = ModelPort(name: "step", direction: .output, width: 32) }
                == "model counter: port 'step' is listed as output but is an input of module counter")
    }

    @Test func sourcesThatCannotBeRight() throws {
        let file = VerilogSource(name: "a.v", text: "module a(input x); endmodule")
        func input(_ name: String, _ width: Int) -> ModelPort {
            ModelPort(name: name, direction: .input, width: width)
        }
        let wrong: [(ModelSource, String)] = [
            (ModelSource(top: "1a", files: [file], ports: [input("x", 1)]), "1a"),
            (ModelSource(top: "a", files: [], ports: [input("x", 1)]), "no Verilog file"),
            (ModelSource(top: "a", files: [file, file], ports: [input("x", 1)]), "given twice"),
            (
                ModelSource(
                    top: "a", files: [VerilogSource(name: "../a.v", text: "")], ports: [input("x", 1)]),
                "../a.v"
            ),
            (
                ModelSource(top: "a", files: [VerilogSource(name: "-f.v", text: "")], ports: [input("x", 1)]),
                "-f.v"
            ),
            (ModelSource(top: "a", files: [file], ports: [input("x", 1), input("x", 1)]), "given twice"),
            (ModelSource(top: "a", files: [file], ports: [input("x", 1)], clock: "clk"), "clk"),
            (ModelSource(top: "a", files: [file], ports: [input("x", 0)]), "0 bits"),
            (ModelSource(top: "a", files: [file], ports: [input("eval", 1)]), "eval"),
            (
                ModelSource(
                    top: "a", files: [file], ports: [ModelPort(name: "x", direction: .output, width: 1)],
                    clock: "x"), "one bit"
            ),
        ]
        for (source, text) in wrong {
            let error = try #require(failure(source))
            #expect(error.kind == .invalidSource)
            #expect(error.description.contains(text))
        }
        let error = try #require(
            failure(TestDesigns.adder, options: BuildOptions(modulesKeptApart: ["a\" b"])))
        #expect(error.kind == .invalidSource)
    }
}
