// Reads that show what is being written: the array is read as it is, and what is written goes around it.

/// Nets of a port whose data goes around the array.
struct BypassNames {
    let word: String
    let hits: String
    let data: String

    init(_ prefix: String) {
        word = "\(prefix)_word"
        hits = "\(prefix)_bypass"
        data = "\(prefix)_bypass_data"
    }
}

extension MemoryLegaliser {
    /// Whether the port's own block shows what it writes: nothing else writes in its domain, and whole words. Tools
    /// know that form as a write-first port.
    func isWriteFirst(_ index: Int) -> Bool {
        let port = geometry.ports[index]
        return port.kind == .readWrite && port.laneWidth == nil && geometry.bypassed(by: port) == [index]
    }

    func needsBypass(_ index: Int) -> Bool {
        let port = geometry.ports[index]
        return port.isReader && !isWriteFirst(index) && !geometry.bypassed(by: port).isEmpty
    }

    private func writers(_ index: Int) -> [Int] { geometry.bypassed(by: geometry.ports[index]) }

    /// Bits that are written together by every port that the reader watches.
    private func laneWidth(_ index: Int) -> Int {
        writers(index).reduce(geometry.width) { width, writer in
            var (left, right) = (width, geometry.ports[writer].laneWidth ?? geometry.width)
            while right != 0 { (left, right) = (right, left % right) }
            return left
        }
    }

    func bypassNets(_ index: Int) -> [VerilogItem] {
        guard geometry.ports[index].timing == .synchronous else { return [] }
        let names = BypassNames(geometry.prefix(of: index))
        return [
            item(.declaration(net(names.word, geometry.width, isVariable: true))),
            item(.declaration(net(names.hits, geometry.width / laneWidth(index), isVariable: true))),
            item(.declaration(net(names.data, geometry.width, isVariable: true))),
        ]
    }

    // MARK: What is written

    /// One bit for each lane, the highest first: whether a port writes it.
    func hits(_ index: Int) -> VerilogExpression {
        joinedLanes(index) { low in
            let hits = writers(index).map { hit($0, index, low: low) }
            return hits.dropFirst().reduce(hits[0]) { .binary("|", $0, $1) }
        }
    }

    /// For each lane what the last port that writes it writes; anything where none does.
    func newData(_ index: Int) -> VerilogExpression {
        if writers(index).count == 1 { return signal(.writeData, writers(index)[0]) }
        return joinedLanes(index) { low in
            let lanes = writers(index).map { writer in
                (
                    hit: hit(writer, index, low: low),
                    data: lane(geometry.name(.writeData, of: writer), index, low)
                )
            }
            return lanes.dropFirst().reduce(lanes[0].data) { .conditional($1.hit, $1.data, $0) }
        }
    }

    /// The port's data: what was written where there was a hit, else what the array gave.
    func bypassed(_ index: Int) -> VerilogItem {
        guard geometry.ports[index].timing == .synchronous else { return asynchronousBypass(index) }
        let names = BypassNames(geometry.prefix(of: index))
        let laneWidth = laneWidth(index)
        let value = joinedLanes(index) { low in
            let hit: VerilogExpression =
                laneWidth == geometry.width
                ? .identifier(names.hits)
                : .partSelect(names.hits, high: low / laneWidth, low: low / laneWidth)
            return .conditional(hit, lane(names.data, index, low), lane(names.word, index, low))
        }
        return assign(signal(.readData, index), value)
    }

    private func asynchronousBypass(_ index: Int) -> VerilogItem {
        let value = joinedLanes(index) { low in
            let stored = part(of: element(index), low: low, width: laneWidth(index))
            return writers(index).reduce(stored) { value, writer in
                let data = lane(geometry.name(.writeData, of: writer), index, low)
                return .conditional(hit(writer, index, low: low), data, value)
            }
        }
        return assign(signal(.readData, index), value)
    }

    /// Whether `writer` writes the lane of the reader's word that starts at bit `low`.
    private func hit(_ writer: Int, _ reader: Int, low: Int) -> VerilogExpression {
        var terms: [VerilogExpression] = []
        // The reader's own enable is a condition of its block.
        if writer != reader { terms.append(signal(.enable, writer)) }
        if geometry.ports[writer].kind == .readWrite { terms.append(signal(.writeEnable, writer)) }
        if geometry.ports[writer].laneWidth != nil { terms.append(byteEnable(writer, low: low)) }
        if writer != reader && !isSingle {
            terms.append(.binary("==", signal(.address, writer), signal(.address, reader)))
        }
        return terms.dropFirst().reduce(terms[0]) { .binary("&", $0, $1) }
    }

    private func lane(_ name: String, _ index: Int, _ low: Int) -> VerilogExpression {
        part(of: .identifier(name), low: low, width: laneWidth(index))
    }

    /// The lanes side by side, the highest first.
    private func joinedLanes(_ index: Int, _ lane: (_ low: Int) -> VerilogExpression) -> VerilogExpression {
        let width = laneWidth(index)
        let lanes = stride(from: geometry.width - width, through: 0, by: -width).map(lane)
        return lanes.count == 1 ? lanes[0] : .concatenation(lanes)
    }
}
