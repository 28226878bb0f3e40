import Arithmetic
import Foundation
import Testing

@testable import Quantization

@Suite struct CheckpointComparisonTests {
    /// Two matrices with an outlier each, a matrix of zeros, and what can't be quantised.
    private func checkpoint(_ folder: TemporaryFolder, seed: UInt64 = 7) throws -> String {
        var generator = SeededGenerator(seed: seed)
        var first = (0..<12 * 128).map { _ in Float(generator.nextStudentT(degreesOfFreedom: 4) * 0.05) }
        var second = generator.gaussians(count: 8 * 64, standardDeviation: 0.02)
        first[3 * 128 + 40] = 2.5
        second[5 * 64 + 63] = -0.4
        let writer = try SafetensorsWriter(
            path: folder.path("checkpoint"),
            tensors: [
                .init(name: "block.1.weight", format: .binary32, shape: [12, 128]),
                .init(name: "block.0.weight", format: .binary32, shape: [8, 64]),
                .init(name: "block.2.weight", format: .binary32, shape: [2, 64]),
                .init(name: "block.0.bias", format: .binary32, shape: [8]),
                .init(name: "ids", format: .int64, shape: [2, 3]),
            ])
        try writer.append(first, to: "block.1.weight")
        try writer.append(second, to: "block.0.weight")
        try writer.append([Float](repeating: 0, count: 128), to: "block.2.weight")
        try writer.append([Float](repeating: 1, count: 8), to: "block.0.bias")
        try writer.append([Int64](1...6), to: "ids")
        try writer.finish()
        return folder.path("checkpoint")
    }

    /// The figures again, from files that the quantiser wrote.
    private func figures(
        _ input: String, _ settings: QuantizationSettings, names: [String], folder: TemporaryFolder
    ) throws -> (meanSquareError: Double, decibels: Double, bits: Double, worst: (String, Int, Double)) {
        _ = try CheckpointQuantizer(
            input: input, output: folder.path("plain"), settings: settings, dequantize: true
        ).run()
        let packed = try CheckpointQuantizer(
            input: input, output: folder.path("packed"), settings: settings
        ).run()
        let (original, plain) = (
            try SafetensorsReader(path: input), try SafetensorsReader(path: folder.path("plain"))
        )
        var (signal, noise, count, bits) = (0.0, 0.0, 0.0, 0.0)
        var worst = ("", -1, -1.0)
        for name in names.sorted() {
            let (weights, rows, columns) = try original.matrix(named: name)
            let restored = try plain.matrix(named: name).values
            let size = try settings.groupSize(rows: rows, columns: columns)
            for group in 0..<weights.count / size {
                var sum = 0.0
                for index in group * size..<(group + 1) * size {
                    signal += pow(Double(weights[index]), 2)
                    sum += pow(Double(weights[index]) - Double(restored[index]), 2)
                }
                noise += sum
                if sum / Double(size) > worst.2 { worst = (name, group, sum / Double(size)) }
            }
            count += Double(weights.count)
            bits +=
                try #require(packed.tensors.first { $0.name == name }).bitsPerWeight
                * Double(weights.count)
        }
        return (noise / count, 10 * log10(signal / noise), bits / count, worst)
    }

    @Test(arguments: [
        (Granularity.group(32), ScaleFormat.integer8, QuantizationArithmetic.binary32, false),
        (.channel, .integer4, .binary16, false), (.tensor, .binary32, .binary32, false),
        (.group(16), .binary16, .binary32, true),
    ]) func figuresAreThoseOfWhatIsWritten(
        _ granularity: Granularity, _ scale: ScaleFormat, _ arithmetic: QuantizationArithmetic, _ clips: Bool
    ) throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder)
        let names = ["block.0.weight", "block.1.weight", "block.2.weight"]
        let job = CheckpointComparison(
            input: input, types: QuantizationType.all, granularity: granularity, scaleFormat: scale,
            arithmetic: arithmetic, searchesClipping: clips)
        let result = try job.run()
        #expect(result.tensorCount == 3 && result.weights == 12 * 128 + 8 * 64 + 128)
        #expect(result.skipped.map(\.tensor) == ["block.0.bias", "ids"])
        #expect(result.types.map(\.type) == QuantizationType.all)
        for type in result.types {
            let expected = try figures(input, job.settings(for: type.type), names: names, folder: folder)
            let figures = type.figures
            let name = type.type.name
            #expect(abs(figures.meanSquareError / expected.meanSquareError - 1) < 1e-12, "\(name)")
            #expect(abs(try #require(figures.signalToNoiseRatio) - expected.decibels) < 1e-9, "\(name)")
            #expect(abs(figures.bitsPerWeight - expected.bits) < 1e-12, "\(name)")
            #expect(figures.worstGroup.tensor == expected.worst.0, "\(name)")
            #expect(figures.worstGroup.group == expected.worst.1, "\(name)")
            #expect(abs(figures.worstGroup.meanSquareError / expected.worst.2 - 1) < 1e-12, "\(name)")
            #expect(
                type.searchesClipping
                    == (clips
                        && ![.outlierSearch, .powerOfTwo, .tensorScaledE4M3].contains(type.type.scaleRule)))
            if let size = type.type.fixedGroupSize { #expect(figures.groupSizes == [size]) }
        }
    }

    @Test func sharesCountSelectorsAndTensorsAddUp() throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder)
        let result = try CheckpointComparison(
            input: input, types: [.bitmod4, .ant4, .olive4, .int4, .nvfp4], granularity: .group(32),
            keepsTensors: true
        ).run()
        let reader = try SafetensorsReader(path: input)
        for type in result.types {
            let figures = type.figures
            var counts = [Int](repeating: 0, count: type.type.selectorCount)
            for tensor in type.tensors {
                let (values, rows, columns) = try reader.matrix(named: tensor.tensor)
                #expect((tensor.rows, tensor.columns) == (rows, columns))
                let quantized = try Quantizer.quantize(
                    values: values, rows: rows, columns: columns, type: type.type,
                    groupSize: type.type.fixedGroupSize ?? 32)
                for selector in quantized.selectors { counts[Int(selector)] += 1 }
                #expect(tensor.figures.groups == quantized.groupCount)
            }
            #expect(figures.selections.map(\.groups) == (type.type.selectorCount > 1 ? counts : []))
            let shares = figures.selections.reduce(0) { $0 + $1.share }
            #expect(figures.selections.isEmpty || abs(shares - 1) < 1e-12)
            #expect(type.tensors.map(\.tensor) == ["block.0.weight", "block.1.weight", "block.2.weight"])
            let noise = type.tensors.reduce(0) {
                $0 + $1.figures.meanSquareError * Double($1.figures.weights)
            }
            #expect(abs(noise / Double(figures.weights) / figures.meanSquareError - 1) < 1e-12)
            let worst = type.tensors.map(\.figures.worstGroup.meanSquareError).max()
            #expect(worst == figures.worstGroup.meanSquareError)
            let rowGroups = 128 / figures.worstGroup.groupSize
            if figures.worstGroup.tensor == "block.1.weight" {
                #expect(
                    figures.worstGroup.row * rowGroups + figures.worstGroup.groupOfRow
                        == figures.worstGroup.group)
            }
        }
        #expect(result.types[0].figures.selections.map(\.name) == ["+5", "-5", "+8", "-8"])
        #expect(result.types[1].figures.selections.map(\.name) == ["int4", "flint4"])
        #expect(result.types[2].figures.selections.map(\.name) == ["int4", "flint4"])
        // The outlier's row of the larger tensor has the largest error in a type with equal steps.
        #expect(result.types[3].figures.worstGroup.tensor == "block.1.weight")
        #expect(result.types[3].figures.worstGroup.row == 3)
        #expect(result.types[3].figures.worstGroup.groupOfRow == 1)
    }

    @Test func zerosHaveNoErrorAndNoRatio() throws {
        let folder = try TemporaryFolder()
        let result = try CheckpointComparison(
            input: try checkpoint(folder), types: QuantizationType.all, granularity: .group(32),
            selection: .init(names: ["block.2.weight"])
        ).run()
        for type in result.types {
            #expect(type.figures.meanSquareError == 0, "\(type.type)")
            #expect(type.figures.signalToNoiseRatio == nil)
            #expect(type.figures.worstGroup.group == 0)
        }
    }

    @Test func selectionTakesNamesAndPatterns() throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder)
        func names(_ selection: TensorSelection) throws -> [String] {
            try CheckpointComparison(
                input: input, types: [.int4], granularity: .group(32), selection: selection,
                keepsTensors: true
            ).run().types[0].tensors.map(\.tensor)
        }
        #expect(try names(.init(patterns: ["*.1.*"])) == ["block.1.weight"])
        #expect(
            try names(.init(names: ["block.2.weight"], patterns: ["*.1.*"]))
                == ["block.1.weight", "block.2.weight"])
        #expect(try names(.init(patterns: ["block.?.weight"])).count == 3)
        for (pattern, name, isMatch) in [
            ("", "", true), ("*", "", true), ("a", "", false), ("", "a", false), ("a*c", "abbc", true),
            ("a*c", "abcb", false), ("*a*b", "aabab", true), ("a**b", "ab", true), ("?", "é", true),
            ("a?", "a", false), ("*.weight", "x.weight.y", false), ("*b?", "abbb", true),
        ] {
            #expect(TensorSelection.matches(pattern, name) == isMatch, "\(pattern) \(name)")
        }
    }

    @Test func badInputIsNamed() throws {
        let folder = try TemporaryFolder()
        let input = try checkpoint(folder)
        func failure(_ change: (inout CheckpointComparison) -> Void) -> QuantizationError? {
            var job = CheckpointComparison(input: input, types: [.bitmod4], granularity: .group(32))
            change(&job)
            return #expect(throws: QuantizationError.self) { try job.run() }
        }
        let near = failure { $0.selection.names = ["block.1.weigth"] }
        #expect(near?.kind == .tensorUnavailable && near?.remedy.contains("block.1.weight") == true)
        #expect(failure { $0.selection.names = ["ids"] }?.problem.contains("I64") == true)
        #expect(failure { $0.selection.names = ["block.0.bias"] }?.problem.contains("1 dim") == true)
        #expect(failure { $0.selection.patterns = ["x*"] }?.description.contains("x* matches no") == true)
        #expect(failure { $0.types = [] }?.kind == .invalidParameter)
        #expect(failure { $0.types = [.int4, .int4] }?.problem.contains("int4 is named twice") == true)
        #expect(failure { $0.granularity = .group(0) }?.kind == .invalidParameter)
        let indivisible = failure { $0.granularity = .group(128) }
        #expect(indivisible?.kind == .indivisible && indivisible?.tensor == "block.0.weight")
        #expect(failure { $0.input = folder.path("absent") }?.kind == .fileAccess)
        _ = try CheckpointQuantizer(
            input: input, output: folder.path("packed"), settings: .init(type: .int4, granularity: .group(32))
        ).run()
        #expect(failure { $0.input = folder.path("packed") }?.problem.contains("packed") == true)
        let type = #expect(throws: QuantizationError.self) { try QuantizationType.named("bitmd4") }
        #expect(type?.remedy.contains("bitmod4 or bitmod3 is meant") == true)
        let writer = try SafetensorsWriter(
            path: folder.path("odd"), tensors: [.init(name: "odd", format: .binary32, shape: [2, 40])])
        try writer.append([Float](repeating: 1, count: 80), to: "odd")
        try writer.finish()
        let own = failure {
            $0.input = folder.path("odd")
            $0.types = [.nvfp4]
            $0.granularity = .group(20)
        }
        #expect(own?.problem.contains("under nvfp4, groups of 16 don't divide its 40 columns") == true)
    }
}

/// BitMoD's types come before their parts, and those before the baselines: on weights of networks, and on random
/// ones, whose distribution is alike.
@Suite struct TypeOrderTests {
    private func expectOrder(_ result: TypeComparison, sourceLocation: SourceLocation = #_sourceLocation) {
        let errors = result.types.map { ($0.type.name, $0.figures.meanSquareError) }
        for ladder in [
            [["bitmod3"], ["fp3-ea"], ["fp3-er", "int3-asym"], ["ant3", "fp3"], ["int3"]],
            [["bitmod4"], ["fp4-er"], ["int4-asym"], ["fp4"], ["int4"]],
        ] {
            let steps = ladder.map { names in errors.filter { names.contains($0.0) }.map(\.1) }
            #expect(steps.map(\.count) == ladder.map(\.count), sourceLocation: sourceLocation)
            for (better, worse) in zip(steps, steps.dropFirst()) {
                #expect(better.max()! < worse.min()!, "\(errors)", sourceLocation: sourceLocation)
            }
        }
    }

    private static let types: [QuantizationType] = [
        .bitmod3, .fp3EA, .fp3ER, .asymmetricInteger(3), .ant3, .fp3, .int3, .bitmod4, .fp4ER,
        .asymmetricInteger(4), .fp4, .int4,
    ]

    /// Weights of rows of different spread.
    @Test func holdsOnRandomWeights() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 2025)
        let values = (0..<96).flatMap { _ -> [Float] in
            let spread = 0.02 * exp(0.3 * generator.nextGaussian())
            return (0..<384).map { _ in Float(generator.nextGaussian() * spread) }
        }
        let writer = try SafetensorsWriter(
            path: folder.path("random"), tensors: [.init(name: "w", format: .binary32, shape: [96, 384])])
        try writer.append(values, to: "w")
        try writer.finish()
        expectOrder(try CheckpointComparison(input: folder.path("random"), types: Self.types).run())
    }

    /// A linear layer of all-MiniLM-L6-v2, when the environment names its file or a part of it; the command
    /// line's tests compare on all of them.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"]?.isEmpty == false))
    func holdsOnALinearLayer() throws {
        let result = try CheckpointComparison(
            input: ProcessInfo.processInfo.environment["BITMOD_REAL_WEIGHTS"]!, types: Self.types,
            selection: .init(patterns: ["encoder.layer.0.attention.self.query.weight"])
        ).run()
        expectOrder(result)
    }
}
