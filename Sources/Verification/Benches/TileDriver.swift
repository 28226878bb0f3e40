import Arithmetic
import Configuration
import Cosimulation
import GoldenModel

/// How likely each stream offers or takes data in a cycle in which it could, in 256ths.
public struct StreamPressure: Codable, Equatable, Sendable {
    public var groups = 256
    public var weights = 256
    public var activations = 256
    /// Zero: results are held back until everything has come to a stop, and taken in every cycle from then on.
    public var results = 256

    /// No stream ever waits.
    public static let none = StreamPressure()

    /// Each stream always ready, often, half of the time or seldom.
    static func random(_ generator: inout SeededGenerator) -> StreamPressure {
        let choices = [256, 256, 220, 128, 30]
        var pressure = StreamPressure()
        pressure.groups = choices.randomElement(using: &generator) ?? 256
        pressure.weights = choices.randomElement(using: &generator) ?? 256
        pressure.activations = choices.randomElement(using: &generator) ?? 256
        pressure.results = choices.randomElement(using: &generator) ?? 256
        // Now and then operands come fast and results go so seldom that the output buffer fills and the array waits for it.
        switch generator.next() & 7 {
        case 0: return StreamPressure(results: 3)
        case 1: return StreamPressure(results: 0)
        default: return pressure
        }
    }
}

/// One output tile to be computed, what the golden model makes of it, and how to speak of it.
struct TileJob {
    let input: GoldenTileInput
    let expected: GoldenTileOutput
    /// Output channel of the array's first column.
    var firstChannel = 0
    /// Columns whose results are compared; the others are padding.
    var channels: Int
    var name: String
}

/// Streams tiles through one instance of the hardware and compares every result that comes out.
struct TileDriver {
    private let model: VerilatedModel
    private let configuration: ArrayConfiguration
    private let groupValid, groupReady, groupDataType, groupLast, groupSelectors, groupScales,
        groupChannelScales: Port
    private let weightsValid, weightsReady, weightsCodes: Port
    private let activationsValid, activationsReady, activationsValues: Port
    private let resultsValid, resultsReady, resultsLast, resultsValues: Port
    private let statusClear, statusInvalid, statusOverflow, statusSpecialValueError: Port
    private let specialValueWrite, specialValueAddress, specialValueData: Port

    /// Cycles without any handshake after which the hardware counts as hung: longer than any drain or group.
    private let patience: Int

    init(_ model: VerilatedModel, _ configuration: ArrayConfiguration) throws {
        self.model = model
        self.configuration = configuration
        let longestGroup = WeightDataType.allCases.map(configuration.stepsPerGroup).max() ?? 0
        patience = 5000 + 2 * (longestGroup + configuration.drainInterval)
        groupValid = try model.port(named: "group_valid")
        groupReady = try model.port(named: "group_ready")
        groupDataType = try model.port(named: "group_data_type")
        groupLast = try model.port(named: "group_last")
        groupSelectors = try model.port(named: "group_selectors")
        groupScales = try model.port(named: "group_scales")
        groupChannelScales = try model.port(named: "group_channel_scales")
        weightsValid = try model.port(named: "weights_valid")
        weightsReady = try model.port(named: "weights_ready")
        weightsCodes = try model.port(named: "weights_codes")
        activationsValid = try model.port(named: "activations_valid")
        activationsReady = try model.port(named: "activations_ready")
        activationsValues = try model.port(named: "activations_values")
        resultsValid = try model.port(named: "results_valid")
        resultsReady = try model.port(named: "results_ready")
        resultsLast = try model.port(named: "results_last")
        resultsValues = try model.port(named: "results_values")
        statusClear = try model.port(named: "status_clear")
        statusInvalid = try model.port(named: "status_invalid")
        statusOverflow = try model.port(named: "status_overflow")
        statusSpecialValueError = try model.port(named: "status_special_value_error")
        specialValueWrite = try model.port(named: "special_value_write")
        specialValueAddress = try model.port(named: "special_value_address")
        specialValueData = try model.port(named: "special_value_data")
    }

    /// Writes a special value register; only between tiles.
    func writeSpecialValue(address: Int, _ register: GoldenSpecialValueRegister) {
        specialValueWrite.set(1)
        specialValueAddress.set(UInt64(address))
        specialValueData.set(UInt64(register.pattern))
        model.cycle()
        specialValueWrite.set(0)
    }

    /// Works for so many cycles on a tile's first operands, over and over, and resets in the midst of it.
    func abandon(_ input: GoldenTileInput, cycles: Int) {
        setGroup(input, 0)
        setWeights(input, 0)
        setActivations(input, 0)
        let offers = [groupValid, weightsValid, activationsValid]
        for port in offers { port.set(1) }
        resultsReady.set(0)
        model.cycle(count: cycles)
        for port in offers { port.set(0) }
        model.reset()
    }

    /// Streams `jobs` back to back under `pressure`, each stream on its own.
    func run(
        _ jobs: [TileJob], pressure: StreamPressure, _ generator: inout SeededGenerator,
        _ report: inout BenchReport
    ) {
        let beats = configuration.beatsPerGroup
        var groups = StreamPosition(sizes: jobs.map { $0.input.dataTypes.count })
        var weights = StreamPosition(sizes: jobs.map { $0.input.dataTypes.count * beats })
        var activations = weights
        var results = StreamPosition(sizes: jobs.map { _ in configuration.rows })
        var idleCycles = 0
        var cycles = 0
        var areHeldBack = pressure.results == 0
        let limit = UInt64(2 * jobs.count + 64)
        while !results.isDone && idleCycles < patience {
            let random = generator.next()
            func offers(_ probability: Int, _ lane: UInt64) -> Bool {
                Int(random >> (8 * lane) & 255) < probability
            }
            if groups.offer(offers(pressure.groups, 0)) { setGroup(jobs[groups.job].input, groups.index) }
            if weights.offer(offers(pressure.weights, 1)) {
                setWeights(jobs[weights.job].input, weights.index)
            }
            if activations.offer(offers(pressure.activations, 2)) {
                setActivations(jobs[activations.job].input, activations.index)
            }
            groupValid.set(groups.isOffered ? 1 : 0)
            weightsValid.set(weights.isOffered ? 1 : 0)
            activationsValid.set(activations.isOffered ? 1 : 0)
            let takesResult = !areHeldBack && (pressure.results == 0 || offers(pressure.results, 3))
            resultsReady.set(takesResult ? 1 : 0)

            var moved = groups.accept(groupReady.get() == 1)
            moved = weights.accept(weightsReady.get() == 1) || moved
            moved = activations.accept(activationsReady.get() == 1) || moved
            if takesResult && resultsValid.get() == 1 {
                compare(jobs[results.job], row: results.index, &report)
                _ = results.offer(true)
                moved = results.accept(true) || moved
            }
            idleCycles = moved ? 0 : idleCycles + 1
            if areHeldBack, idleCycles > 2 * configuration.drainInterval {
                compareIntake(weights, jobs, &report)
                (areHeldBack, idleCycles) = (false, 0)
            }
            model.cycle()
            cycles += 1
        }
        if !results.isDone {
            let job = jobs[results.job]
            report.check(
                false,
                Mismatch(
                    place: "\(job.name), output row \(results.index)", expected: "a result",
                    seen: "none for \(patience) cycles"))
        }
        if results.isDone && pressure == .none { compareCycles(cycles, jobs, &report) }
        expectSilence(cycles: limit, &report)
    }

    /// With results held back, outputs fill the buffer, and the one after them is computed up to its last step: no other
    /// step of its groups has to wait for room.
    private func compareIntake(_ weights: StreamPosition, _ jobs: [TileJob], _ report: inout BenchReport) {
        let buffered = configuration.outputBufferDepth / configuration.rows
        let expected = min(jobs.count, buffered + 1)
        report.check(
            weights.job == expected && weights.index == 0,
            Mismatch(
                place: "\(jobs.count) tiles with results held back",
                expected: "weights of \(expected) tiles taken in",
                seen: "\(weights.job) tiles and \(weights.index) beats"))
    }

    /// Without back-pressure there is no bubble: groups follow at the rate of their steps, or of the drain where
    /// that takes longer.
    private func compareCycles(_ cycles: Int, _ jobs: [TileJob], _ report: inout BenchReport) {
        let steps = jobs.flatMap { $0.input.dataTypes }.map { configuration.stepsPerGroup($0) }
        let lastStep = steps.dropFirst().reduce(steps.first ?? 0) {
            $0 + max($1, configuration.drainInterval)
        }
        // A group of activations to be aligned comes in whole, and two cycles more bring its first beat. Otherwise the first
        // header is the last to be there, by a cycle.
        let start = configuration.processingElement == .sharedExponent ? configuration.beatsPerGroup + 2 : 1
        // Row k · dequantisers + j has its scale bits in the k-th eight cycles, j cycles late; 16 cycles lead from the
        // last scale bit to the buffer. One cycle at the start takes the first operands.
        let (turn, dequantizer) =
            (configuration.rows - 1).quotientAndRemainder(dividingBy: configuration.dequantizersPerColumn)
        let drain = ArrayConfiguration.scaleBits * (turn + 1) + dequantizer + 16
        let expected = 1 + start + lastStep + configuration.stepToAccumulator + drain + 1
        report.check(
            cycles == expected,
            Mismatch(
                place: "\(jobs.count) tiles of \(steps.count) groups at full speed",
                expected: "\(expected) cycles",
                seen: "\(cycles)"))
    }

    /// Status bits against the golden array's, then cleared.
    func compareStatus(_ expected: GoldenStatus, _ report: inout BenchReport) {
        for (name, port, value) in [
            ("invalid", statusInvalid, expected.invalid), ("overflow", statusOverflow, expected.overflow),
            ("special value error", statusSpecialValueError, expected.specialValueError),
        ] {
            report.check(
                (port.get() == 1) == value,
                Mismatch(place: "status bit '\(name)'", expected: "\(value)", seen: "\(port.get() == 1)"))
        }
        statusClear.set(1)
        model.cycle()
        statusClear.set(0)
        let remains = statusInvalid.get() | statusOverflow.get() | statusSpecialValueError.get()
        report.check(remains == 0, Mismatch(place: "status after clear", expected: "0", seen: "\(remains)"))
    }

    /// Nothing more may come out than went in.
    private func expectSilence(cycles: UInt64, _ report: inout BenchReport) {
        groupValid.set(0)
        weightsValid.set(0)
        activationsValid.set(0)
        resultsReady.set(1)
        var extra = 0
        for _ in 0..<cycles {
            model.cycle()
            if resultsValid.get() == 1 { extra += 1 }
        }
        resultsReady.set(0)
        report.check(
            extra == 0,
            Mismatch(place: "after the last result", expected: "nothing", seen: "\(extra) more results"))
    }

    private func setGroup(_ input: GoldenTileInput, _ group: Int) {
        let columns = configuration.columns
        groupDataType.set(UInt64(input.dataTypes[group].encoding))
        groupLast.set(group == input.dataTypes.count - 1 ? 1 : 0)
        for column in 0..<columns {
            let index = group * columns + column
            groupSelectors.setBits(offset: 2 * column, width: 2, value: UInt64(input.selectors[index]))
            groupScales.setBits(offset: 8 * column, width: 8, value: UInt64(input.scales[index]))
            groupChannelScales.setBits(
                offset: 32 * column, width: 32, value: UInt64(input.channelScales[column]))
        }
    }

    private func setWeights(_ input: GoldenTileInput, _ beat: Int) {
        let lanes = configuration.lanes
        let depth = input.dataTypes.count * configuration.groupSize
        input.weights.withUnsafeBytes { source in
            fill(
                weightsCodes, source, rowBytes: depth, offset: beat * lanes, bytes: lanes,
                rows: configuration.columns)
        }
    }

    private func setActivations(_ input: GoldenTileInput, _ beat: Int) {
        let bytes = 2 * configuration.lanes
        let depth = 2 * input.dataTypes.count * configuration.groupSize
        input.activations.withUnsafeBytes { source in
            fill(
                activationsValues, source, rowBytes: depth, offset: beat * bytes, bytes: bytes,
                rows: configuration.rows)
        }
    }

    /// Puts `bytes` bytes of each row side by side into a port, row 0 lowest.
    private func fill(
        _ port: Port, _ source: UnsafeRawBufferPointer, rowBytes: Int, offset: Int, bytes: Int, rows: Int
    ) {
        let words = (bytes * rows + 3) / 4
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: words) { staging in
            staging.initialize(repeating: 0)
            let target = UnsafeMutableRawBufferPointer(staging)
            for row in 0..<rows {
                let part = UnsafeRawBufferPointer(
                    rebasing: source[(row * rowBytes + offset)...].prefix(bytes))
                UnsafeMutableRawBufferPointer(rebasing: target[(row * bytes)...]).copyMemory(from: part)
            }
            port.setWords(UnsafeBufferPointer(staging))
        }
    }

    private func compare(_ job: TileJob, row: Int, _ report: inout BenchReport) {
        let width = configuration.resultFormat.width
        for column in 0..<job.channels {
            let seen = resultsValues.bits(offset: width * column, width: width)
            let expected = UInt64(job.expected[row, column].bits)
            report.check(
                seen == expected,
                Mismatch(
                    place: "\(job.name), output row \(row), channel \(job.firstChannel + column), "
                        + "\(job.input.dataTypes.count) groups of \(Self.describe(job.input.dataTypes))",
                    expected: String(expected, radix: 16), seen: String(seen, radix: 16)))
        }
        let isLast = resultsLast.get() == 1
        report.check(
            isLast == (row == configuration.rows - 1),
            Mismatch(
                place: "\(job.name), output row \(row), results_last", expected: "\(!isLast)",
                seen: "\(isLast)"))
        guard row == configuration.rows - 1 else { return }
        let elements = configuration.rows * configuration.columns
        report.groups += elements * job.input.dataTypes.count
        for dataType in job.input.dataTypes {
            report.elementSteps += elements * configuration.stepsPerGroup(dataType)
        }
    }

    private static func describe(_ dataTypes: [WeightDataType]) -> String {
        var names: [String] = []
        for dataType in dataTypes where names.last != dataType.rawValue { names.append(dataType.rawValue) }
        return names.joined(separator: ", ")
    }
}

/// Where a stream stands: which job, which beat of it, and whether that beat is on offer.
private struct StreamPosition {
    private let sizes: [Int]
    private(set) var job = 0
    private(set) var index = 0
    private(set) var isOffered = false

    init(sizes: [Int]) { self.sizes = sizes }

    var isDone: Bool { job == sizes.count }

    /// Puts the next beat on offer if `wants`; true when it is new. What is on offer stays.
    mutating func offer(_ wants: Bool) -> Bool {
        guard wants, !isOffered, !isDone else { return false }
        isOffered = true
        return true
    }

    /// Moves on when the beat on offer is taken.
    mutating func accept(_ isTaken: Bool) -> Bool {
        guard isTaken, isOffered else { return false }
        isOffered = false
        index += 1
        if index == sizes[job] { (job, index) = (job + 1, 0) }
        return true
    }
}
