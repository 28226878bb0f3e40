import ArgumentParser
import Foundation
import HDL

#if canImport(Glibc)
    import Glibc
#endif

/// What one process found out about one design.
struct DesignMeasurement: Codable {
    /// Wall-clock seconds until the design stood, checked.
    let elaboration: Double
    /// Wall-clock seconds from there until the last line of Verilog.
    let emission: Double
    /// Seconds of processor time for both, which other work on the machine leaves alone.
    let processorSeconds: Double
    /// The largest memory that the process held, in megabytes of 10^6 bytes.
    let megabytes: Double
    let lines: Int
    let bytes: Int
    let modules: Int

    var seconds: Double { elaboration + emission }
}

/// The design of which an elaboration is timed.
enum MeasuredDesign: String, ExpressibleByArgument, Codable, CaseIterable {
    /// An array, every element a module of its own.
    case everyElement = "every-element"
    /// An array whose elements share a module.
    case sharedElement = "shared-element"
    /// One module of very many statements.
    case flat
}

/// One measurement in a process of its own, so that its memory is nobody else's.
struct MeasureDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measure one design in this process and print the result as JSON.",
        shouldDisplay: false)

    @Argument(help: "every-element, shared-element or flat.")
    var design: MeasuredDesign

    @Argument(help: "Rows and columns of an array, statements of a flat module.")
    var size: Int

    @Option(help: "A folder that takes the Verilog.")
    var output: String?

    func validate() throws {
        guard size >= 1 else { throw ValidationError("The size is at least 1") }
    }

    func run() throws {
        let processorStart = Self.processorSeconds()
        let start = DispatchTime.now().uptimeNanoseconds
        let elaborated = try elaborate()
        let middle = DispatchTime.now().uptimeNanoseconds
        let files = elaborated.verilog()
        let end = DispatchTime.now().uptimeNanoseconds
        // Letting go of the design isn't part of either.
        defer { withExtendedLifetime(elaborated) {} }
        let newline = UInt8(ascii: "\n")
        let processorEnd = Self.processorSeconds()
        let result = DesignMeasurement(
            elaboration: Double(middle - start) / 1e9, emission: Double(end - middle) / 1e9,
            processorSeconds: processorEnd - processorStart,
            megabytes: Self.peakMegabytes(),
            lines: files.reduce(0) { $0 + $1.text.utf8.reduce(0) { $0 + ($1 == newline ? 1 : 0) } },
            bytes: files.reduce(0) { $0 + $1.text.utf8.count }, modules: files.count)
        if let output { try write(files, to: URL(fileURLWithPath: output)) }
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    private func elaborate() throws -> Design {
        switch design {
        case .everyElement: try Design { MultiplyAccumulateArray(size: size, isShared: false) }
        case .sharedElement: try Design { MultiplyAccumulateArray(size: size, isShared: true) }
        case .flat: try Design { FlatModule(statements: size) }
        }
    }

    private func write(_ files: [VerilogFile], to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in files {
            try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.fileName))
        }
    }

    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(0, &usage)
        let time = [usage.ru_utime, usage.ru_stime]
        return time.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }

    private static func peakMegabytes() -> Double {
        var usage = rusage()
        // RUSAGE_SELF, which C libraries import with different types.
        getrusage(0, &usage)
        return Double(usage.ru_maxrss) * 1024 / 1e6
    }
}
