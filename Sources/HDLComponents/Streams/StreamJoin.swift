import HDL

/// Waits for a word on each of several streams and gives them side by side, as one.
///
/// Latency is zero, and all paths are combinational: `ready` of an input depends on all `valid`. It has no
/// registers, so no clock. Throughput is a word in every cycle.
public final class StreamJoin: Module {
    public let inputs: [Stream<Signal>]
    /// The payloads side by side, that of the first input most significant; unsigned.
    public let output: Stream<Signal>
    private let shapes: [Shape]

    /// - Parameter shapes: of the inputs' payloads, at least one.
    public init(_ shapes: [Shape], file: StaticString = #fileID, line: UInt = #line) {
        self.shapes = shapes
        inputs = shapes.map { Stream($0, .sink, file: file, line: line) }
        output = Stream(shapes.reduce(0) { $0 + $1.width }, .source, file: file, line: line)
    }

    override public var moduleName: String {
        "stream_join_" + shapes.map(\.nameSuffix).joined(separator: "_")
    }
    override public var documentation: String {
        "Gives a word of each of \(shapes.count) streams side by side, once all are there."
    }
    override public var structuralParameters: AnyHashable? { shapes }

    public func describe() {
        output.valid <- all(of: inputs.map(\.valid))
        output.payload <- cat(inputs.map(\.payload))
        for input in inputs { input.ready <- (output.valid & output.ready) }
    }
}
