/// All signals of `bundle` side by side, the first property most significant; unsigned.
///
/// What stores or queues a payload needs to know nothing but the width of this. ``unpack(_:into:file:line:)`` is the way
/// back.
///
/// ```swift
/// queue.writeData <- packed(pixels.payload)
/// unpack(queue.readData, into: result.payload)
/// ```
public func packed(_ bundle: some SignalBundle) -> Signal { cat(SignalTree(bundle)?.signals ?? []) }

/// Drives each signal of `bundle`, wires or outputs, with its bits of `bits`, as ``packed(_:)`` lines them up.
///
/// `bits` is as wide as all signals of the bundle together; another width is a diagnostic.
public func unpack(
    _ bits: Signal, into bundle: some SignalBundle, file: StaticString = #fileID, line: UInt = #line
) {
    let location = SourceLocation(file: file, line: line)
    Elaboration.current?.locate(statement: location)
    let signals = SignalTree(bundle)?.signals ?? []
    let width = signals.reduce(0) { $0 + $1.width }
    guard width == bits.width || bits.isRejected else {
        reject(
            .widthMismatch, "\(bits.displayNameAndShape) can't be unpacked into \(width) bits",
            suggestion: "Give it the width of packed(...)", shape: bits.shape, at: Place(location))
        return
    }
    var low = width
    for signal in signals {
        low -= signal.width
        let part = bits.isRejected ? bits : bits[low + signal.width - 1, low]
        let drive = signal <- (signal.shape.isSigned ? part.asSigned : part)
        drive.move(to: location)
    }
}
