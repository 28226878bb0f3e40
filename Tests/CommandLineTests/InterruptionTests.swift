import Foundation
import Testing

/// What is left of a job that couldn't be finished: nothing.
@Suite struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM]) func interruptsRemoveWhatIsHalfWritten(_ number: Int32) throws {
        let folder = try TestFolder()
        // Some seconds of work in a debug build, in one tensor after the other.
        try folder.writeCheckpoint(rows: 6000, columns: 512, "in.st")
        let process = Process()
        process.executableURL = CommandLineTool.program
        process.currentDirectoryURL = folder.url
        process.arguments = ["quantize", "in.st", "--type", "bitmod4", "--clip", "--output", "out.st"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let limit = Date(timeIntervalSinceNow: 60)
        while folder.names() == ["in.st"] && process.isRunning && Date() < limit { usleep(2000) }
        #expect(folder.names().count == 2 && process.isRunning)
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == number)
        #expect(folder.names() == ["in.st"])
    }

    /// A limit on the size of files stands for a full disk: writing fails in the middle of the file.
    @Test func aFullDiskIsAnError() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 64, columns: 512, "in.st")
        try folder.write("old", "out.st")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.currentDirectoryURL = folder.url
        process.arguments = [
            "-c",
            "ulimit -f 16; exec \"$0\" quantize in.st --type int8 --dequantize --output out.st 2> /dev/fd/1",
            CommandLineTool.program.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let message = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 2)
        #expect(message.contains("out.st: it can't be written: ") && message.contains("space on the disk"))
        #expect(folder.names() == ["in.st", "out.st"])
        #expect(try folder.text("out.st") == "old")
    }
}
