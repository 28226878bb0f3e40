/// A trace in the value change dump format (IEEE 1364-2005, clause 18): a scope for each instance, a variable for each
/// signal, and beside a signal that holds an enumeration a variable of type `string` with the case's name, which GTKWave
/// shows as it is.
///
/// A cycle takes ten units of a nanosecond: what is before the edge stands at 0, the clock rises and registers change at
/// 5.
final class ValueChangeDump {
    private struct Variable {
        let code: [UInt8]
        let position: Int
        let count: Int
        let width: Int
        let enumeration: EnumerationDescription?
        let caseCode: [UInt8]
        /// Where its last value is.
        let shadow: Int
    }

    private let file: TraceFile
    private var variables: [Variable] = []
    private var shadows: [UInt64] = []
    private var codes = 0
    private var clockCodes: [[UInt8]] = []
    private var resetCodes: [[UInt8]] = []
    private var lastReset: [Bool] = []
    private var isFirst = true

    /// - Throws: ``SimulationError`` of code `unusableRecord`.
    init(_ simulator: Simulator, path: String, at location: SourceLocation) throws {
        file = try TraceFile(path, at: location)
        let inference = EnumerationInference(simulator.program.netlist.templates.map(\.definition))
        try file.write("$version BitMoD HDL simulator $end\n$timescale 1ns $end\n")
        try writeScope(simulator, 0, simulator.design.topName, inference)
        try file.write("$enddefinitions $end\n")
    }

    private func nextCode() -> [UInt8] {
        var number = codes
        codes += 1
        var code: [UInt8] = []
        repeat {
            code.append(UInt8(33 + number % 94))
            number /= 94
        } while number > 0
        return code
    }

    private func declare(_ type: String, _ width: Int, _ code: [UInt8], _ name: String) throws {
        let range = width > 1 && type != "string" ? " [\(width - 1):0]" : ""
        try file.write(
            "$var \(type) \(width) \(String(decoding: code, as: UTF8.self)) \(name)\(range) $end\n")
    }

    private func writeScope(
        _ simulator: Simulator, _ instance: Int, _ name: String, _ inference: EnumerationInference
    ) throws {
        let netlist = simulator.program.netlist
        let entry = netlist.instances[instance]
        let definition = netlist.definition(instance)
        try file.write("$scope module \(name) $end\n")
        if instance == 0 { try declareClocks(simulator) }
        for (index, signal) in definition.declarations.enumerated() {
            let operand = simulator.program.operand(netlist.signalNodes[entry.firstSignal + index])
            let enumeration = inference.enumerations[entry.template][index]
            let code = nextCode()
            let caseCode = enumeration == nil ? [] : nextCode()
            try declare(signal.isRegister ? "reg" : "wire", signal.width, code, signal.name)
            if enumeration != nil { try declare("string", 1, caseCode, signal.name + "_case") }
            variables.append(
                Variable(
                    code: code, position: operand.offset, count: operand.count, width: signal.width,
                    enumeration: enumeration, caseCode: caseCode, shadow: shadows.count))
            shadows += Array(repeating: 0, count: operand.count)
        }
        for (ordinal, child) in Netlist.children(of: definition).enumerated() {
            try writeScope(simulator, entry.firstChild + ordinal, child.name, inference)
        }
        try file.write("$upscope $end\n")
    }

    private func declareClocks(_ simulator: Simulator) throws {
        for domain in simulator.program.domains {
            let prefix = domain.domain == .main ? "" : domain.domain.name + "_"
            clockCodes.append(nextCode())
            resetCodes.append(nextCode())
            lastReset.append(false)
            try declare("wire", 1, clockCodes[clockCodes.count - 1], prefix + "clock")
            try declare("wire", 1, resetCodes[resetCodes.count - 1], prefix + "reset")
        }
    }

    // MARK: Values

    func beforeEdge(_ simulator: Simulator, _ range: ClosedRange<Int>, isReset: Bool) throws {
        simulator.settleAll()
        var bytes = Array("#\(simulator.cycle * 10)\n".utf8)
        for index in clockCodes.indices {
            let isActive = isReset && range.contains(index)
            if isFirst || range.contains(index) { bytes += bit(false, clockCodes[index]) }
            if isFirst || lastReset[index] != isActive { bytes += bit(isActive, resetCodes[index]) }
            lastReset[index] = isActive
        }
        addChanges(simulator, &bytes)
        isFirst = false
        try file.write(bytes)
    }

    /// `simulator.cycle` counts the edge already.
    func afterEdge(_ simulator: Simulator, _ range: ClosedRange<Int>) throws {
        simulator.settleAll()
        var bytes = Array("#\(simulator.cycle * 10 - 5)\n".utf8)
        for index in range { bytes += bit(true, clockCodes[index]) }
        addChanges(simulator, &bytes)
        try file.write(bytes)
    }

    private func bit(_ value: Bool, _ code: [UInt8]) -> [UInt8] { [value ? 49 : 48] + code + [10] }

    private func addChanges(_ simulator: Simulator, _ bytes: inout [UInt8]) {
        let words = simulator.storage.words
        for variable in variables {
            var hasChanged = isFirst
            for index in 0..<variable.count
            where shadows[variable.shadow + index] != words[variable.position + index] {
                shadows[variable.shadow + index] = words[variable.position + index]
                hasChanged = true
            }
            guard hasChanged else { continue }
            add(variable, words, &bytes)
        }
    }

    private func add(_ variable: Variable, _ words: UnsafeMutablePointer<UInt64>, _ bytes: inout [UInt8]) {
        if variable.width == 1 {
            bytes += bit(words[variable.position] != 0, variable.code)
        } else {
            bytes.append(98)
            var isLeading = true
            for index in (0..<variable.count * 64).reversed() {
                let isOne = words[variable.position + index / 64] >> UInt64(index % 64) & 1 == 1
                if isOne { isLeading = false }
                if !isLeading || index == 0 { bytes.append(isOne ? 49 : 48) }
            }
            bytes += [32] + variable.code + [10]
        }
        guard let enumeration = variable.enumeration else { return }
        let value = BitPattern(
            words: Array(UnsafeBufferPointer(start: words + variable.position, count: variable.count)),
            width: variable.width)
        bytes += Array("s\(enumeration.caseName(of: value) ?? "?") ".utf8) + variable.caseCode + [10]
    }

    /// - Throws: ``SimulationError`` of code `unusableRecord`.
    func finish(_ simulator: Simulator) throws {
        try file.write("#\(simulator.cycle * 10)\n")
        try file.finish()
    }

    func abandon() { file.abandon() }
}

extension Simulator {
    /// Writes all signals' changes from now on to a file in the value change dump format, until ``finish()`` or the first
    /// ``PropertyFailure`` that stops the run; only then does the file stand under its name.
    ///
    /// A trace under way is completed first.
    ///
    /// - Throws: ``SimulationError`` of code `unusableRecord` when the file can't be written.
    public func trace(to path: String, file: StaticString = #fileID, line: UInt = #line) throws {
        try trace?.finish(self)
        trace = nil
        trace = try ValueChangeDump(self, path: path, at: SourceLocation(file: file, line: line))
    }
}
