import HDL

/// Drives a stream of bundles from one of packed bits; `ready` goes back.
///
/// The components carry one signal. A bundle goes in by `map`, and comes out by this:
///
/// ```swift
/// connect(pixels.map { packed($0) }, queue.input)
/// unpack(queue.output, into: result)
/// ```
///
/// - Parameter packed: its payload is as wide as all signals of the bundle together; another width is a
///   diagnostic.
public func unpack<Payload: SignalBundle>(
    _ packed: Stream<Signal>, into stream: Stream<Payload>, file: StaticString = #fileID, line: UInt = #line
) {
    connect(packed.valid, stream.valid, file: file, line: line)
    connect(stream.ready, packed.ready, file: file, line: line)
    unpack(packed.payload, into: stream.payload, file: file, line: line)
}
