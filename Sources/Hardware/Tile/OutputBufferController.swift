import Configuration
import HDL

/// Pointers and room of the output buffers, common to all columns: rows of results in order, valid and ready outside.
///
/// Room is reserved for all rows when the last step of an output is issued, so a result always finds a place.
final class OutputBufferController: Module {
    let reserve = Input(1, "room for one result a row is taken")
    let hasRoom = Output()
    let push = Input(1, "a row of results is written")
    let writeAddress: Signal
    let readAddress: Signal
    let resultsValid = Output()
    let resultsReady = Input()
    let resultsLast = Output(1, "last row of an output tile")

    private let rows: Int
    private let depth: Int
    /// Cycles from a reservation to its first row.
    private let latency: Int
    private let room: Signal
    private let hadRoom = Register(reset: 1)
    private let stored: Signal
    private let readRow: Signal
    private let heldWrite: Signal
    private let heldRead: Signal

    override var documentation: String {
        "Output buffers: pointers, reservation and the valid/ready handshake of the results."
    }

    init(_ configuration: ArrayConfiguration) {
        rows = configuration.rows
        depth = configuration.outputBufferDepth
        latency = ArrayLatencies(configuration).outputEndToFirstResult - 1
        let addressBits = Memory.addressWidth(depth: depth)
        writeAddress = Output(addressBits)
        readAddress = Output(addressBits)
        heldWrite = Register(addressBits, reset: 0)
        heldRead = Register(addressBits, reset: 0)
        room = Register(bits(for: depth), reset: depth)
        stored = Register(bits(for: depth), reset: 0)
        readRow = Register(bits(for: rows), reset: 0)
    }

    func describe() {
        let pop = wire("pop", resultsValid & resultsReady)
        Comment("Told a cycle late: reservations are a drain interval apart.")
        hadRoom <- (room .>= rows)
        hasRoom <- hadRoom
        let freed = wire("freed", pop.extended(to: room.width))
        When(reserve) { room <- room &- rows &+ freed }
            .otherwise { room <- room &+ freed }
        When(push & ~pop) { stored <- stored &+ 1 }
            .elseWhen(pop & ~push) { stored <- stored &- 1 }
        When(push) { heldWrite <- next(heldWrite, last: depth - 1) }
        When(pop) {
            heldRead <- next(heldRead, last: depth - 1)
            readRow <- next(readRow, last: rows - 1)
        }
        writeAddress <- heldWrite
        readAddress <- heldRead
        resultsValid <- (stored .!= 0)
        resultsLast <- (readRow .== rows - 1)
        everyRowHasItsPlace()
    }

    /// Every row of a reservation arrives once, at its time, and finds room.
    private func everyRowHasItsPlace() {
        let reserved = delayLine("reserved_before", reserve, cycles: latency + rows - 1, reset: 0)
        Assert(
            push .== any(of: Array(reserved[latency...])), "Each row of an output arrives once, at its time")
        let shape = Shape.unsigned(room.width + 3)
        let none = constant(0, shape)
        let outstanding = reserved.indices.dropFirst().map { cycles in
            select(reserved[cycles], constant(rows - max(0, cycles - latency), shape), none)
        }
        let places = outstanding.reduce(room.extended(to: shape.width)) { $0 &+ $1 }
        Assert(
            places &+ stored.extended(to: shape.width) .== depth,
            "Room, stored rows and rows to come make up the buffer")
        When(reserve) { Assert(room .>= rows, "What is reserved is there") }
    }

    private func next(_ counter: Signal, last: Int) -> Signal {
        select(counter .== last, constant(0, width: counter.width), counter &+ 1)
    }
}
