// Instantiating templates' logic on demand, operands first, whatever modules they are in.

extension Netlist {
    /// What waits for its operands: a template's node, or (`node` < 0) the signal `−1 − node` of the instance.
    private struct Frame {
        let instance: Int32
        let node: Node
        var next: Int32 = 0
    }

    /// The node of a signal of an instance.
    mutating func signalNode(_ instance: Int, _ index: Int) -> Node {
        let position = instances[instance].firstSignal + index
        if signalNodes[position] < 0 { run(Frame(instance: Int32(instance), node: Node(-1 - index))) }
        return signalNodes[position]
    }

    /// The node of a node of an instance's template.
    mutating func node(_ instance: Int, _ local: Node) -> Node {
        let position = instances[instance].firstMemo + Int(local)
        if memo[position] < 0 { run(Frame(instance: Int32(instance), node: local)) }
        return memo[position]
    }

    /// Depth first without recursion: a chain of nets can be as long as the design is large.
    private mutating func run(_ first: Frame) {
        var stack = [first]
        while let frame = stack.last {
            if let missing = advance(&stack[stack.count - 1], frame) {
                stack.append(missing)
            } else {
                stack.removeLast()
            }
        }
    }

    /// Settles the frame, or gives what it waits for.
    private mutating func advance(_ frame: inout Frame, _ old: Frame) -> Frame? {
        let instance = Int(old.instance)
        if old.node < 0 { return advanceSignal(instance, Int(-1 - old.node)) }
        let template = instances[instance].template
        let base = instances[instance].firstMemo
        let wanted = templates[template].graph.nodes[Int(old.node)]
        switch wanted.operation {
        case .constant: return nil
        case .source:
            let leaf = templates[template].leaves[Int(wanted.parameter)]
            let owner = leaf.child < 0 ? instance : instances[instance].firstChild + leaf.child
            let known = signalNodes[instances[owner].firstSignal + leaf.index]
            if known < 0 { return Frame(instance: Int32(owner), node: Node(-1 - leaf.index)) }
            memo[base + Int(old.node)] = known
            return nil
        case .select, .assemble: return advanceList(&frame, old, wanted, template, base)
        default: break
        }
        var made = wanted
        if made.a >= 0 {
            let node = memo[base + Int(made.a)]
            if node < 0 { return Frame(instance: old.instance, node: made.a) }
            made.a = node
        }
        if made.b >= 0 {
            let node = memo[base + Int(made.b)]
            if node < 0 { return Frame(instance: old.instance, node: made.b) }
            made.b = node
        }
        if made.c >= 0 {
            let node = memo[base + Int(made.c)]
            if node < 0 { return Frame(instance: old.instance, node: made.c) }
            made.c = node
        }
        memo[base + Int(old.node)] = graph.make(made)
        return nil
    }

    private mutating func advanceList(
        _ frame: inout Frame, _ old: Frame, _ wanted: LogicNode, _ template: Int, _ base: Int
    ) -> Frame? {
        let isSelection = wanted.operation == .select
        let stride = isSelection ? 1 : 2
        let count = Int(wanted.c)
        let start = Int(wanted.b)
        func entry(_ index: Int) -> Node { templates[template].graph.lists[start + stride * index] }
        if isSelection && memo[base + Int(wanted.a)] < 0 {
            return Frame(instance: old.instance, node: wanted.a)
        }
        var index = Int(old.next)
        while index < count {
            if memo[base + Int(entry(index))] < 0 {
                frame.next = Int32(index)
                return Frame(instance: old.instance, node: entry(index))
            }
            index += 1
        }
        let nodes = (0..<count).map { memo[base + Int(entry($0))] }
        if isSelection {
            memo[base + Int(old.node)] = graph.select(memo[base + Int(wanted.a)], nodes)
        } else {
            let lows = (0..<count).map { Int(templates[template].graph.lists[start + 2 * $0 + 1]) }
            memo[base + Int(old.node)] = graph.assemble(Array(zip(nodes, lows)))
        }
        return nil
    }

    /// A port is driven from the instance around, what else isn't a register by the module's own statements.
    private mutating func advanceSignal(_ instance: Int, _ index: Int) -> Frame? {
        let entry = instances[instance]
        let template = templates[entry.template]
        let signal = template.definition.declarations[index]
        let position = entry.firstSignal + index
        if let driver = boxDriver(instance, index) {
            let known = signalNodes[instances[driver.instance].firstSignal + driver.index]
            if known < 0 { return Frame(instance: Int32(driver.instance), node: Node(-1 - driver.index)) }
            signalNodes[position] = known
            return nil
        }
        if template.memory != nil && signal.isOutput {
            return advanceMemory(instance, index).map {
                Frame(instance: Int32(instance), node: Node(-1 - $0))
            }
        }
        let owner = signal.isInput ? entry.parent : instance
        let driver = templates[instances[owner].template]
        let slot =
            signal.isInput
            ? driver.definition.instances[entry.ordinal].identity.firstSlot + index : index
        let root = driver.roots[slot]
        guard root >= 0 else {
            // Bits that nothing drives: the language lets none through.
            signalNodes[position] = graph.constant(0)
            return nil
        }
        let known = memo[instances[owner].firstMemo + Int(root)]
        if known < 0 { return Frame(instance: Int32(owner), node: root) }
        signalNodes[position] = known
        return nil
    }
}
