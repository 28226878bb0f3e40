import ArticleChecking
import Foundation
import HDL
import Testing

/// Counts the cycles in which `enable` is one.
final class Counter: Module {
    let enable = Input()
    let count = Output(8, "cycles so far")
    private let value = Register(8, reset: 0)

    func describe() {
        When(enable) { value <- value &+ 1 }
        count <- value
    }
}

struct Chapter1 {
    static let manifest = """
        // swift-tools-version: 6.0
        import PackageDescription

        let package = Package(
            name: "blinker",
            dependencies: [.package(path: "../bitmod")],
            targets: [
                .target(name: "Blinker", dependencies: [.product(name: "HDL", package: "bitmod")]),
                .executableTarget(name: "generate", dependencies: ["Blinker"]),
                .testTarget(
                    name: "BlinkerTests",
                    dependencies: ["Blinker", .product(name: "HDLTesting", package: "bitmod")]),
            ]
        )
        """

    @Test func theArticleIsRight() throws {
        try expectArticle("Chapter1-Counter", shows: [Design { Counter() }])
        let code = try String(contentsOfFile: #filePath, encoding: .utf8)
        let mistakes = try Article("Sources/HDL/HDL.docc/HDL.md").mistakes(sources: [code])
        #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n"))")
    }

    @Test func theManifestIsOne() throws {
        try withTemporaryFolder { folder in
            try Self.manifest.write(toFile: folder + "/Package.swift", atomically: true, encoding: .utf8)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["swift", "package", "--package-path", folder, "dump-package"]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        let package = try String(
            contentsOf: Article.package().appendingPathComponent("Package.swift"), encoding: .utf8)
        for product in ["HDL", "HDLTesting"] {
            #expect(Self.manifest.contains(".product(name: \"\(product)\", package: \"bitmod\")"))
            #expect(package.contains(".library(name: \"\(product)\","))
        }
    }

    private static func generate() throws {
        let design = try Design { Counter() }
        let names = try design.write(to: "rtl")
        print("Wrote \(names.joined(separator: ", "))")
    }

    @Test func filesAreWritten() throws {
        let design = try Design { Counter() }
        try withTemporaryFolder { folder in
            for _ in 0..<2 { #expect(try design.write(to: folder + "/rtl") == ["counter.v"]) }
            let text = try String(contentsOfFile: folder + "/rtl/counter.v", encoding: .utf8)
            #expect(text == design.verilog()[0].text)
            let path = folder + "/no/rtl"
            let error = #expect(throws: WritingError.self) { try design.write(to: path) }
            #expect(error?.description == "'\(path)' can't be written: No such file or directory")
        }
    }
}
