import HDL
import HDLComponents

/// Sends words through a component between two clocks that know nothing of each other.
struct CrossingRun {
    private(set) var received: [Int] = []
    /// Edges of the source and of the destination.
    private(set) var edges = (source: 0, destination: 0)

    /// - Parameters:
    ///   - periods: of both clocks, in any unit; equal edges come together.
    ///   - often: out of eight cycles, how many a side is willing in.
    init(
        _ simulation: any Simulation, from input: Stream<Signal>, to output: Stream<Signal>, words: [Int],
        periods: (source: Int, destination: Int), often: (source: Int, sink: Int) = (8, 8),
        seed: UInt64 = 1, limit: Int = 4000
    ) throws {
        var generator = Numbers(seed: seed)
        simulation[input.valid] = 0
        simulation[input.payload] = 0
        simulation[output.ready] = 0
        try simulation.reset(cycles: 3)
        var next = (source: periods.source, destination: periods.destination / 2 + 1)
        var sent = 0
        while received.count < words.count && edges.source + edges.destination < limit {
            let (isSource, isDestination) = (
                next.source <= next.destination, next.destination <= next.source
            )
            if isSource && simulation[input.valid] == 1 && simulation[input.ready] == 1 { sent += 1 }
            let isTaken = isSource && simulation[input.valid] == 1 && simulation[input.ready] == 1
            if isDestination && simulation[output.valid] == 1 && simulation[output.ready] == 1 {
                received.append(simulation[output.payload])
            }
            try simulation.advance(
                isSource && isDestination ? nil : isSource ? .source : .destination, cycles: 1, isReset: false
            )
            if isSource {
                next.source += periods.source
                edges.source += 1
                if isTaken || simulation[input.valid] == 0 {
                    let isOffered = sent < words.count && generator.next() % 8 < often.source
                    simulation[input.valid] = isOffered ? 1 : 0
                    if isOffered { simulation[input.payload] = words[sent] }
                }
            }
            if isDestination {
                next.destination += periods.destination
                edges.destination += 1
                simulation[output.ready] = generator.next() % 8 < often.sink ? 1 : 0
            }
        }
    }
}
