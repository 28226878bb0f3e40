/// A module's statements as one expression for each driven signal: conditions become multiplexers.
struct StatementLowering {
    typealias Node = LogicGraph.Node

    /// Bits `low` … `low + width − 1` of a signal; `node` is -1 where nothing drives them.
    struct Piece {
        var low: Int
        var width: Int
        var node: Node
    }

    /// What the statements of one block have driven.
    private struct Scope {
        var pieces: [Int: [Piece]] = [:]
        /// Slots in the order in which they were first driven.
        var order: [Int] = []
    }

    /// A condition on the way to a statement.
    private enum Step {
        /// None of the first holds and, unless it is nil, the second does.
        case branch(not: [Signal], condition: Signal?)
        /// The subject is one of the values, or none of them.
        case value(of: Signal, among: [BitPattern], isNegated: Bool)
    }

    /// Tables of more entries than this are chains of comparisons.
    private static let largestTable = 4096

    private let module: ModuleDefinition
    var expressions: ExpressionLowering
    private(set) var properties: [ModuleTemplate.Property] = []
    private(set) var roots: [(slot: Int, node: Node)] = []
    private var signals: [Int: Signal] = [:]
    private var scopes = [Scope()]
    private var path: [Step] = []

    init(_ module: ModuleDefinition) {
        self.module = module
        expressions = ExpressionLowering(module)
    }

    mutating func run() {
        run(module.body)
        let scope = scopes[0]
        for slot in scope.order {
            guard let pieces = scope.pieces[slot] else { continue }
            let driven = pieces.filter { $0.node >= 0 }.map { ($0.node, $0.low) }
            roots.append((slot, expressions.graph.assemble(driven)))
        }
    }

    private mutating func run(_ block: Block) {
        for statement in block.statements {
            switch statement.kind {
            case .drive(let target, let low, let value):
                drive(target, Piece(low: low, width: value.width, node: expressions.lower(value)))
            case .when(let branches, let otherwise): when(branches, otherwise)
            case .switch(let subject, let cases, let otherwise): choose(subject, cases, otherwise)
            case .property(let kind, let condition, let message, let domain):
                properties.append(
                    .init(
                        kind: kind, message: message, location: statement.place.location, domain: domain,
                        enable: pathCondition(), condition: expressions.lower(condition)))
            case .comment, .discard: break
            }
        }
    }

    // MARK: Drives

    /// What the signal has at this point.
    private mutating func current(_ slot: Int) -> [Piece] {
        for scope in scopes.reversed() {
            if let pieces = scope.pieces[slot] { return pieces }
        }
        guard let signal = signals[slot] else { return [] }
        let node = signal.isRegister ? expressions.read(signal) : -1
        return [Piece(low: 0, width: signal.width, node: node)]
    }

    private mutating func store(_ slot: Int, _ pieces: [Piece]) {
        let last = scopes.count - 1
        if scopes[last].pieces.updateValue(pieces, forKey: slot) == nil { scopes[last].order.append(slot) }
    }

    private mutating func drive(_ target: Signal, _ piece: Piece) {
        let slot = module.slot(of: target)
        signals[slot] = target
        guard piece.width < target.width else { return store(slot, [piece]) }
        // Taken out of the scope, so that a signal of many parts isn't copied for each.
        let last = scopes.count - 1
        var pieces = current(slot)
        scopes[last].pieces[slot]?.removeAll()
        let first = pieces.firstIndex { $0.low + $0.width > piece.low } ?? 0
        var end = first
        while end < pieces.count && pieces[end].low < piece.low + piece.width { end += 1 }
        var replacement: [Piece] = []
        if pieces[first].low < piece.low {
            replacement.append(part(pieces[first], from: pieces[first].low, to: piece.low))
        }
        replacement.append(piece)
        let (after, pieceEnd) = (pieces[end - 1], piece.low + piece.width)
        if after.low + after.width > pieceEnd {
            replacement.append(part(after, from: pieceEnd, to: after.low + after.width))
        }
        pieces.replaceSubrange(first..<end, with: replacement)
        store(slot, pieces)
    }

    private mutating func part(_ piece: Piece, from low: Int, to high: Int) -> Piece {
        if low == piece.low && high == piece.low + piece.width { return piece }
        let node =
            piece.node < 0
            ? -1 : expressions.graph.slice(piece.node, low: low - piece.low, width: high - low)
        return Piece(low: low, width: high - low, node: node)
    }

    // MARK: Conditions

    private mutating func inside(_ step: Step, _ block: Block) -> Scope {
        scopes.append(Scope())
        path.append(step)
        run(block)
        path.removeLast()
        return scopes.removeLast()
    }

    private mutating func when(_ branches: [(condition: Signal, block: Block)], _ otherwise: Block?) {
        let conditions = branches.map { expressions.lower($0.condition) }
        var inner: [Scope] = []
        for (index, branch) in branches.enumerated() {
            let before = branches[..<index].map(\.condition)
            inner.append(inside(.branch(not: before, condition: branch.condition), branch.block))
        }
        if let otherwise {
            inner.append(inside(.branch(not: branches.map(\.condition), condition: nil), otherwise))
        }
        merge(inner) { graph, values, base, _ in
            var result = values.count > conditions.count ? values[conditions.count] : base
            for index in conditions.indices.reversed() {
                result = Self.choice(&graph, conditions[index], values[index], result)
            }
            return result
        }
    }

    private mutating func choose(_ subject: Signal, _ cases: [Statement.SwitchCase], _ otherwise: Block?) {
        let index = expressions.lower(subject)
        var inner = cases.map {
            inside(.value(of: subject, among: $0.patterns, isNegated: false), $0.block)
        }
        if let otherwise {
            let all = cases.flatMap(\.patterns)
            inner.append(inside(.value(of: subject, among: all, isNegated: true), otherwise))
        }
        let patterns = cases.map(\.patterns)
        let largest = patterns.joined().map { $0.smallValue ?? .max }.max() ?? 0
        let width = subject.width
        merge(inner) { graph, values, base, isRegister in
            // Without a default, what no case covers can't be; the Verilog then holds, or takes the last case.
            let uncovered = isRegister ? base : values.last ?? -1
            let last = values.count > patterns.count ? values[patterns.count] : uncovered
            guard largest < Self.largestTable else {
                var result = last
                for (group, value) in zip(patterns, values).reversed() {
                    for pattern in group {
                        let constant = graph.constant(pattern)
                        result = Self.choice(
                            &graph, graph.binary(.equal, index, constant, width: 1), value, result)
                    }
                }
                return result
            }
            let isFull = width < 24 && largest == (1 << width) - 1
            var table = [Node](repeating: last, count: largest + (isFull ? 1 : 2))
            for (group, value) in zip(patterns, values) {
                for pattern in group { table[pattern.smallValue ?? 0] = value }
            }
            if let known = table.first(where: { $0 >= 0 }) {
                return graph.select(index, table.map { $0 >= 0 ? $0 : known })
            }
            return -1
        }
    }

    private static func choice(
        _ graph: inout LogicGraph, _ condition: Node, _ first: Node, _ second: Node
    ) -> Node {
        if first < 0 || second < 0 { return max(first, second) }
        return graph.multiplexer(condition, first, second)
    }

    /// Joins what blocks have driven; `choose` is given the blocks' values of some bits, and what these had before.
    private mutating func merge(
        _ inner: [Scope],
        _ choose: (inout LogicGraph, _ values: [Node], _ base: Node, _ isRegister: Bool) -> Node
    ) {
        var seen: Set<Int> = []
        for slot in inner.flatMap(\.order) where seen.insert(slot).inserted {
            let base = current(slot)
            let values = inner.map { $0.pieces[slot] ?? base }
            var bounds = Set<Int>()
            for pieces in values + [base] { for piece in pieces { bounds.insert(piece.low) } }
            let starts = bounds.sorted()
            let end = signals[slot]?.width ?? 0
            let aligned = (values + [base]).map { cut($0, at: starts, end: end) }
            var result: [Piece] = []
            for (position, low) in starts.enumerated() {
                let high = position + 1 < starts.count ? starts[position + 1] : end
                let nodes = aligned.map { $0[position] }
                let node = choose(
                    &expressions.graph, Array(nodes.dropLast()), nodes[nodes.count - 1],
                    signals[slot]?.isRegister ?? false)
                result.append(Piece(low: low, width: high - low, node: node))
            }
            store(slot, result)
        }
    }

    /// The nodes of the pieces cut at `starts`, which every piece's start is among.
    private mutating func cut(_ pieces: [Piece], at starts: [Int], end: Int) -> [Node] {
        var nodes: [Node] = []
        var index = 0
        for (position, low) in starts.enumerated() {
            let high = position + 1 < starts.count ? starts[position + 1] : end
            while pieces[index].low + pieces[index].width <= low { index += 1 }
            nodes.append(part(pieces[index], from: low, to: high).node)
        }
        return nodes
    }

    // MARK: The conditions around a property

    private mutating func pathCondition() -> Node {
        var result = expressions.graph.constant(1)
        for step in path {
            switch step {
            case .branch(let before, let condition):
                for other in before { require(expressions.lower(other), false, &result) }
                if let condition { require(expressions.lower(condition), true, &result) }
            case .value(let subject, let patterns, let isNegated):
                let index = expressions.lower(subject)
                var any = expressions.graph.constant(0)
                for pattern in patterns {
                    let constant = expressions.graph.constant(pattern)
                    let isEqual = expressions.graph.binary(.equal, index, constant, width: 1)
                    any = expressions.graph.binary(.or, any, isEqual, width: 1)
                }
                require(any, !isNegated, &result)
            }
        }
        return result
    }

    private mutating func require(_ bit: Node, _ value: Bool, _ result: inout Node) {
        let wanted = value ? bit : expressions.graph.not(bit)
        result = expressions.graph.binary(.and, result, wanted, width: 1)
    }
}
