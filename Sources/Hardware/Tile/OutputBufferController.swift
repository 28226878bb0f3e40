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
    private let room: Signal
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
        hasRoom <- (room .>= rows)
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
    }

    private func next(_ counter: Signal, last: Int) -> Signal {
        select(counter .== last, constant(0, width: counter.width), counter &+ 1)
    }
}
