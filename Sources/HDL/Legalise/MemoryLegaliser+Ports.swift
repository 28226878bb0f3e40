// The always block or assignment of each port.

extension MemoryLegaliser {
    // MARK: Clocked ports

    /// What the port does at an edge.
    func clocked(_ index: Int) -> VerilogStatement {
        let port = geometry.ports[index]
        var statements: [VerilogStatement] = []
        switch port.kind {
        case .write: statements = stores(index)
        case .read: statements = loads(index)
        case .readWrite where isWriteFirst(index):
            let show = store(signal(.writeData, index), in: signal(.readData, index))
            statements = [
                when(signal(.writeEnable, index), stores(index) + [show], otherwise: loads(index))
            ]
        case .readWrite:
            statements = [when(signal(.writeEnable, index), stores(index))] + loads(index)
        }
        return when(signal(.enable, index), statements)
    }

    private func stores(_ index: Int) -> [VerilogStatement] {
        let data = geometry.name(.writeData, of: index)
        guard let laneWidth = geometry.ports[index].laneWidth else {
            return [store(.identifier(data), in: element(index))]
        }
        return (0..<geometry.lanes(geometry.ports[index])).map { lane in
            let low = lane * laneWidth
            let lane = part(of: element(index), low: low, width: laneWidth)
            let value = part(of: .identifier(data), low: low, width: laneWidth)
            return when(byteEnable(index, low: low), [store(value, in: lane)])
        }
    }

    private func loads(_ index: Int) -> [VerilogStatement] {
        if geometry.isReadOnly { return [readOnlyLoad(index, isBlocking: false)] }
        guard needsBypass(index) else {
            return [store(element(index), in: signal(.readData, index))]
        }
        let names = BypassNames(geometry.prefix(of: index))
        return [
            store(element(index), in: .identifier(names.word)),
            store(hits(index), in: .identifier(names.hits)),
            store(newData(index), in: .identifier(names.data)),
        ]
    }

    // MARK: Asynchronous reads and ROMs

    func asynchronousRead(_ index: Int) -> VerilogItem {
        if geometry.isReadOnly {
            guard !isSingle else {
                return assign(
                    signal(.readData, index), .literal(word(0, of: geometry.contents ?? [])))
            }
            return item(.always(.combinational, statements: [readOnlyLoad(index, isBlocking: true)]))
        }
        guard needsBypass(index) else {
            return assign(signal(.readData, index), element(index))
        }
        return bypassed(index)
    }

    /// A ROM is a case statement, which every tool takes: not all look at initial blocks.
    private func readOnlyLoad(_ index: Int, isBlocking: Bool) -> VerilogStatement {
        let contents = geometry.contents ?? []
        func show(_ value: BitPattern) -> VerilogStatement {
            store(.literal(value), in: signal(.readData, index), isBlocking: isBlocking)
        }
        if isSingle { return show(word(0, of: contents)) }
        let isFull = geometry.depth == 1 << geometry.addressWidth
        let last = geometry.depth - 1
        let cases = (0..<(isFull ? last : geometry.depth)).map { address in
            VerilogStatement.Case(
                labels: [.literal(addressPattern(address))], statements: [show(word(address, of: contents))],
                origin: module.place.location)
        }
        let otherwise = show(isFull ? word(last, of: contents) : .zero(width: geometry.width))
        return statement(
            .choice(
                subject: signal(.address, index), cases: cases,
                otherwise: .init(statements: [otherwise], origin: module.place.location),
                otherwiseComment: ""))
    }

    // MARK: Parts

    /// Bits `low` … `low + width − 1` of a word or of a net as wide.
    func part(of whole: VerilogExpression, low: Int, width: Int) -> VerilogExpression {
        if width == geometry.width { return whole }
        switch whole {
        case .identifier(let name): return .partSelect(name, high: low + width - 1, low: low)
        case .element(let name, let address):
            return .elementPart(name, address, high: low + width - 1, low: low)
        default: return whole
        }
    }

    /// The bit of the port's byte enable that lets bit `low` of a word through.
    func byteEnable(_ index: Int, low: Int) -> VerilogExpression {
        let port = geometry.ports[index]
        let name = geometry.name(.byteEnable, of: index)
        let lane = low / (port.laneWidth ?? geometry.width)
        return geometry.lanes(port) == 1 ? .identifier(name) : .partSelect(name, high: lane, low: lane)
    }
}
