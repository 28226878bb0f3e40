/// `value` as it was `stages` cycles ago, through registers without reset called `name_stage_1` and so on.
///
/// - Parameters:
///   - stages: registers, zero or more.
///   - enable: one bit: in cycles in which it is zero the registers hold what they have; nil for always.
///   - domain: the clock domain of the registers.
public func delayed(
    _ name: String, _ value: Signal, by stages: Int, enable: Signal? = nil, in domain: ClockDomain = .main,
    file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    delayed(name, value, valid: high, by: stages, enable: enable, in: domain, file: file, line: line) {
        pipeline, value in value
    }
}

/// `value` and its valid bit as they were `stages` cycles ago: registers `name_stage_1` … without reset and
/// `name_valid_stage_1` … that the reset clears.
///
/// ```swift
/// let late = delayed("sample", sample, valid: isSample, by: 3)
/// When(late.valid) { total <- total &+ late.value }
/// ```
///
/// - Parameters:
///   - stages: registers, zero or more.
///   - enable: one bit: in cycles in which it is zero the registers hold what they have; nil for always.
///   - domain: the clock domain of the registers.
public func delayed(
    _ name: String, _ value: Signal, valid: Signal, by stages: Int, enable: Signal? = nil,
    in domain: ClockDomain = .main, file: StaticString = #fileID, line: UInt = #line
) -> (value: Signal, valid: Signal) {
    delayed(name, value, valid: valid, by: stages, enable: enable, in: domain, file: file, line: line) {
        pipeline, value in
        (value, pipeline.valid)
    }
}

private func delayed<Result>(
    _ name: String, _ value: Signal, valid: Signal, by stages: Int, enable: Signal?, in domain: ClockDomain,
    file: StaticString, line: UInt, _ result: (Pipeline, Signal) -> Result
) -> Result {
    if stages < 0 {
        reject(
            .invalidShape, "A delay by \(stages) stages can't be built", suggestion: "Delay by zero or more",
            shape: value.shape, at: Place(file, line))
    }
    let pipeline = Pipeline(valid: valid, name: name, enable: enable, in: domain, file: file, line: line)
    let staged = pipeline.carry(name, value, file: file, line: line)
    for _ in 0..<max(0, stages) { pipeline.nextStage() }
    return result(pipeline, staged.value)
}
