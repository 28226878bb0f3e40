// swift-tools-version: 6.0
import PackageDescription

// The arrows run one way, from the bottom of this list upwards; ARCHITECTURE.md says why.
let package = Package(
    name: "bitmod",
    products: [
        .library(name: "HDL", targets: ["HDL"]),
        .library(name: "HDLTesting", targets: ["HDLTesting"]),
        .library(name: "HDLComponents", targets: ["HDLComponents"]),
        .library(name: "BitMoD", targets: ["Configuration", "Quantization", "GoldenModel", "Hardware"]),
        .executable(name: "bitmod", targets: ["bitmod"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // The hardware language: knows nothing of BitMoD.
        .target(name: "HDL"),
        // Components to build from: FIFOs, arbiters, crossings.
        .target(name: "HDLComponents", dependencies: ["HDL"]),

        // Numbers.
        .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
        // Square roots come from the C library's mathematics.
        .target(name: "Arithmetic", dependencies: ["CGMP"], linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),

        // BitMoD: one configuration; hardware and golden model share it and nothing else.
        .target(name: "Configuration", dependencies: ["Yams"]),
        .target(name: "Quantization", dependencies: ["Arithmetic", "Configuration"]),
        // Area, clock and power of Verilog, by Yosys, abc, OpenSTA and nextpnr; knows neither HDL nor BitMoD.
        .target(name: "Cost", dependencies: ["ExternalTools"]),
        // Tables, pages and drawings of what the libraries find; the charts know nothing of quantisation.
        .target(name: "Reports", dependencies: ["Cost", "Quantization"]),
        .target(name: "GoldenModel", dependencies: ["Configuration"]),
        .target(name: "Hardware", dependencies: ["Configuration", "HDL"]),
        // Llama inference: what quantisation does to a model, in floating point and on the golden model.
        .target(name: "LanguageModel", dependencies: ["Configuration", "GoldenModel", "Quantization"]),

        // Programs run beside this one, and a cache of what they made; knows nothing of hardware.
        .target(name: "ExternalTools"),
        // Co-simulation: a Verilator build driven in process.
        .target(name: "CosimulationInterface"),
        .target(name: "Cosimulation", dependencies: ["CosimulationInterface", "ExternalTools"]),
        // Test benches of the hardware language on other simulators, proofs, outside tools that check its Verilog.
        .target(name: "HDLTesting", dependencies: ["Cosimulation", "ExternalTools", "HDL"]),
        .target(
            name: "Verification",
            dependencies: [
                "Arithmetic", "Configuration", "Cosimulation", "ExternalTools", "GoldenModel", "Hardware", "HDL",
                "Quantization", "Yams",
            ]),

        // Processing elements side by side: what each and its share of row and column cost, and how exact it is.
        .target(
            name: "ElementStudy",
            dependencies: ["Arithmetic", "Configuration", "Cost", "HDL", "Hardware", "Reports", "Verification"]),

        // The hot paths timed beside the figures to reach, and beside a quantiser in NumPy.
        .target(
            name: "Benchmarks",
            dependencies: [
                "Arithmetic", "Configuration", "HDL", "Hardware", "LanguageModel", "Quantization", "Verification",
            ],
            resources: [.embedInCode("Peers/numpy_quantizer.py")]),

        // The command line parses and calls.
        .executableTarget(
            name: "bitmod",
            dependencies: [
                "Benchmarks", "Configuration", "Cosimulation", "Cost", "ElementStudy", "Hardware", "HDL", "LanguageModel",
                "Quantization", "Reports", "Verification",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // How fast the hardware language is, beside the figures to reach and its peers.
        .executableTarget(
            name: "hdl-bench",
            dependencies: ["HDL", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Sources/HDLBenchmark", resources: [.copy("Peers")]),

        // Compares what articles show with the code that is tested.
        .target(name: "ArticleChecking", path: "Tests/ArticleChecking"),
        // Changes files as damage and malice do.
        .target(name: "Fuzzing", dependencies: ["Arithmetic"], path: "Tests/Fuzzing"),
        .testTarget(name: "HDLTests", dependencies: ["ArticleChecking", "Cosimulation", "HDL", "HDLTesting"]),
        .testTarget(name: "HDLTestingTests", dependencies: ["ArticleChecking", "HDL", "HDLTesting"]),
        .testTarget(
            name: "TutorialTests", dependencies: ["ArticleChecking", "HDL", "HDLTesting"], exclude: ["gray_code.v"]),
        .testTarget(name: "HDLComponentsTests", dependencies: ["HDL", "HDLComponents", "HDLTesting"]),
        .testTarget(name: "ArithmeticTests", dependencies: ["Arithmetic"]),
        .testTarget(name: "ConfigurationTests", dependencies: ["Configuration"]),
        .testTarget(
            name: "QuantizationTests", dependencies: ["Arithmetic", "Fuzzing", "Quantization"], exclude: ["Oracle"]),
        .testTarget(name: "ReportsTests", dependencies: ["Cost", "Quantization", "Reports"]),
        .testTarget(
            name: "LanguageModelTests",
            dependencies: ["Configuration", "Fuzzing", "GoldenModel", "LanguageModel", "Quantization"]),
        .testTarget(name: "BenchmarksTests", dependencies: ["Arithmetic", "Benchmarks", "Quantization"]),
        .testTarget(name: "GoldenModelTests", dependencies: ["Arithmetic", "Configuration", "GoldenModel"]),
        .testTarget(
            name: "HardwareTests", dependencies: ["Arithmetic", "Configuration", "HDL", "HDLTesting", "Hardware"]),
        .testTarget(name: "CosimulationTests", dependencies: ["Cosimulation", "ExternalTools"]),
        .testTarget(name: "CostTests", dependencies: ["Configuration", "Cost", "ExternalTools", "Hardware", "HDL"]),
        .testTarget(name: "ElementStudyTests", dependencies: ["ElementStudy"]),
        .testTarget(
            name: "VerificationTests", dependencies: ["Configuration", "Cosimulation", "Hardware", "Verification"]),
        .testTarget(name: "CommandLineTests", dependencies: ["bitmod", "Configuration", "Verification"]),
    ]
)
