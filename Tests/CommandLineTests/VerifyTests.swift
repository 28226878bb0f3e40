import Foundation
import Testing

@Suite struct VerifyTests {
    private let pack = ["quantize", "in.st", "--type", "bitmod4", "--output", "packed.st"]

    @Test func tellsWhatIsPackedAndWhatDiffers() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 2, columns: 256, "in.st")
        #expect(try CommandLineTool.run(pack, in: folder).status == 0)
        let alone = try CommandLineTool.run(["verify", "packed.st"], in: folder)
        #expect(alone.status == 0, "\(alone.error)")
        for text in ["weight", "bitmod4", "4.078125", "checksums", "512 in 1 tensors"] {
            #expect(alone.output.contains(text), "\(text)")
        }
        let same = try CommandLineTool.run(
            ["verify", "packed.st", "--checkpoint", "in.st", "--json"], in: folder)
        #expect(same.status == 0)
        let tensor = try #require((same.json["tensors"] as? [[String: Any]])?.first)
        #expect(tensor["reproducedIn"] as? String == "fp32" && tensor["groupSize"] as? Int == 128)
        #expect(same.json["differences"] as? [String] == [])

        try folder.writeCheckpoint(rows: 2, columns: 256, bad: (9, 0.25), "in.st")
        let other = try CommandLineTool.run(["verify", "packed.st", "--checkpoint", "in.st"], in: folder)
        #expect(other.status == 1)
        #expect(other.output.contains("weight: quantising the checkpoint's weights gives other codes"))
    }

    @Test func damageIsAnError() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 2, columns: 256, "in.st")
        #expect(try CommandLineTool.run(pack, in: folder).status == 0)
        var bytes = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("packed.st")))
        bytes[bytes.count - 40] ^= 1
        try folder.write(bytes, "damaged.st")
        try CommandLineTool.expectTrouble(
            ["verify", "damaged.st"], in: folder, says: ["damaged.st", "\"weight", "checksum", "damaged"])
        try CommandLineTool.expectTrouble(
            ["verify", "in.st"], in: folder, says: ["in.st", "isn't a packed container"])
        try folder.write(Array(bytes.prefix(bytes.count - 1)), "damaged.st")
        try CommandLineTool.expectTrouble(
            ["verify", "damaged.st"], in: folder, says: ["damaged.st", "data"])
    }

    @Test func activationsReachTheQuantiser() throws {
        let folder = try TestFolder()
        try folder.writeCheckpoint(rows: 4, columns: 64, "in.st")
        try folder.writeCheckpoint(rows: 3, columns: 64, "samples.st")
        // The bias of the second file is no activation of a weight.
        try CommandLineTool.expectTrouble(
            pack + ["--group", "32", "--activations", "samples.st"], in: folder,
            says: ["samples.st", "\"bias\"", "belong to no tensor"])
        let magnitudes = (0..<64).flatMap { index in
            withUnsafeBytes(of: (index == 5 ? Float(50) : 1).bitPattern.littleEndian, Array.init)
        }
        let header = Array("{\"weight\":{\"dtype\":\"F32\",\"shape\":[64],\"data_offsets\":[0,256]}}".utf8)
        try folder.write(
            withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header + magnitudes,
            "samples.st")
        let run = try CommandLineTool.run(
            pack + ["--group", "32", "--activations", "samples.st"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("less output error over the activations of 1 tensor"))
        let verified = try CommandLineTool.run(
            ["verify", "packed.st", "--checkpoint", "in.st", "--json"], in: folder)
        #expect(verified.status == 0, "\(verified.error)")
        #expect((verified.json["tensors"] as? [[String: Any]])?.first?["hasInputFactors"] as? Bool == true)
    }
}
