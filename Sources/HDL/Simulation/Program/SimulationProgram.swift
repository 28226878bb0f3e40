/// A netlist as instructions over one array of words; shared by all simulations of a design.
final class SimulationProgram {
    /// A clock domain's registers: words that a clock edge replaces.
    struct DomainLayout {
        let domain: ClockDomain
        /// First word of the registers, first word of their next values, words of each.
        let registers: Int
        let next: Int
        let count: Int
        /// What the reset puts into the registers: position and value of words.
        var resets: [(position: Int, value: UInt64)] = []
        /// The memory writes of the domain.
        var writes: [WriteLayout] = []
        var properties: [(position: Int, index: Int)] = []
    }

    struct WriteLayout {
        let memory: Int
        let enable: Int
        let address: WideInstruction.Operand
        let data: WideInstruction.Operand
        /// Position of the mask; -1 where all bits are written.
        let mask: Int
        let maskCount: Int
    }

    /// Instructions in order, and the runs of one opcode that they come to.
    struct Logic {
        let instructions: [Instruction]
        private(set) var runs: [InstructionRun] = []

        init(_ instructions: [Instruction]) {
            self.instructions = instructions
            var start = 0
            while start < instructions.count {
                let opcode = instructions[start].opcode
                let end = instructions[start...].firstIndex { $0.opcode != opcode } ?? instructions.count
                runs.append(InstructionRun(opcode: opcode, count: Int32(end - start)))
                start = end
            }
        }
    }

    let netlist: Netlist
    /// What depends on registers and memories alone.
    let stateLogic: Logic
    /// What depends on inputs, too.
    let inputLogic: Logic
    /// What serves only whoever looks inside.
    let observerLogic: Logic
    var selections: [Int32] = [0]
    var wide: [WideInstruction] = []
    var domains: [DomainLayout] = []
    /// By node: the position of its lowest word; -1 where nothing needs the node.
    var positions: [Int32]
    /// By node: whether it depends on an input without a register between.
    var dependsOnInput: [Bool]
    /// By node: whether it is computed only for whoever looks inside.
    var isObserver: [Bool]
    /// The words before the first cycle.
    var initialWords: [UInt64] = [0]

    init(_ netlist: Netlist) {
        self.netlist = netlist
        let count = netlist.graph.nodes.count
        positions = Array(repeating: -1, count: count)
        dependsOnInput = Array(repeating: false, count: count)
        isObserver = Array(repeating: false, count: count)
        var compiler = ProgramCompiler(netlist)
        compiler.compile()
        stateLogic = Logic(compiler.phases[0])
        inputLogic = Logic(compiler.phases[1])
        observerLogic = Logic(compiler.phases[2])
        selections += compiler.selections
        wide = compiler.wide
        domains = compiler.domains
        positions = compiler.positions
        dependsOnInput = compiler.dependsOnInput
        isObserver = compiler.isObserver
        initialWords = compiler.words
    }

    func operand(_ node: LogicGraph.Node) -> WideInstruction.Operand {
        .init(offset: Int(positions[Int(node)]), count: (netlist.graph.width(node) + 63) / 64)
    }
}
