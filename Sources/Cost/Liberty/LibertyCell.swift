/// What synthesis has to know of a library's cell.
struct LibertyCell: Codable, Equatable {
    enum Kind: String, Codable {
        /// One output, a function of the inputs: what abc maps to.
        case combinational
        /// A flip-flop that stores one input, with or without asynchronous set and clear.
        case flipFlop
        /// A gate for the clock of flip-flops that take values at its rising edge.
        case clockGate
        /// Latches, scan cells, cells of several outputs, three-state and special cells: left alone.
        case other
    }

    let name: String
    /// In the library's units, square micrometres in all that is known.
    let area: Double
    let kind: Kind
    /// Outputs of a flip-flop, the one that follows the stored value first.
    let outputs: [String]
    /// Whether the first of ``outputs`` is the inverse of what was stored.
    let isInverting: Bool
    /// What a flip-flop's clock and asynchronous inputs do, the same for cells that can take each other's place.
    let behaviour: String
    /// What a combinational cell is, if it is one of the simple gates that a library is measured by.
    let gate: Gate?
    /// Pins of a clock gate.
    let clockGate: ClockGate?
    /// Name of the only input of a buffer or inverter, and its capacitance in the library's units.
    let input: String
    let inputCapacitance: Double

    enum Gate: String, Codable { case inverter, buffer, nand2 }

    /// Attributes that mark cells which logic synthesis mustn't choose by itself.
    private static let specialAttributes: Set<String> = [
        "is_isolation_cell", "is_level_shifter", "switch_cell_type", "retention_cell", "always_on",
        "clock_gating_integrated_cell", "pad_cell", "is_macro_cell", "dont_use",
    ]

    /// - Parameter body: of a `cell` group of `scanner`.
    init(_ name: String, _ body: Range<Int>, in scanner: LibertyScanner) throws {
        let statements = try scanner.statements(in: body)
        func attribute(_ name: String) -> String? {
            statements.first { !$0.isGroup && $0.name == name }?.value
        }
        var pins: [Pin] = []
        for statement in statements where statement.name == "pin" {
            pins.append(try Pin(statement.value, scanner.statements(in: statement.body ?? 0..<0)))
        }
        let driven = pins.filter(\.isOutput)
        let area = attribute("area").flatMap { Double($0) } ?? 0
        let special = statements.filter {
            !$0.isGroup && Self.specialAttributes.contains($0.name) && $0.value != "false" && $0.value != "0"
        }.map(\.name)
        let isSpecial = !special.isEmpty
        let sequential = statements.filter {
            $0.isGroup
                && ["ff", "latch", "ff_bank", "latch_bank", "statetable", "bus", "bundle", "test_cell"]
                    .contains($0.name)
        }
        self.name = name
        self.area = area
        var (kind, gate): (Kind, Gate?) = (.other, nil)
        var (outputs, isInverting, behaviour) = (driven.map(\.name), false, "")
        let isUsable = area > 0 && !isSpecial && !driven.isEmpty && !driven.contains(where: \.isThreeState)
        if isUsable, sequential.isEmpty, driven.count == 1, let text = driven[0].function,
            let function = LibertyFunction(text), !function.pins.isEmpty
        {
            kind = .combinational
            gate =
                function.isNand2
                ? .nand2 : function.isBuffer ? .buffer : function.isInverter ? .inverter : nil
        } else if isUsable, sequential.count == 1, sequential[0].name == "ff",
            let flipFlop = FlipFlop(
                sequential[0].value, try scanner.statements(in: sequential[0].body ?? 0..<0), driven)
        {
            kind = .flipFlop
            (outputs, isInverting, behaviour) = (
                flipFlop.outputs, flipFlop.isInverting, flipFlop.behaviour
            )
        }
        clockGate =
            area > 0 && special == ["clock_gating_integrated_cell"]
            ? Pin.clockGate(name, kind: attribute("clock_gating_integrated_cell") ?? "", pins) : nil
        self.kind = clockGate == nil ? kind : .clockGate
        self.gate = gate
        self.outputs = outputs
        self.isInverting = isInverting
        self.behaviour = behaviour
        let inputs = pins.filter { !$0.isOutput }
        input = inputs.count == 1 ? inputs[0].name : ""
        inputCapacitance = inputs.count == 1 ? inputs[0].capacitance : 0
    }

    private struct Pin {
        let name: String
        let isOutput: Bool
        let isThreeState: Bool
        let function: String?
        let capacitance: Double
        /// Part in a clock gate: `clock`, `enable`, `test`, `out` or `obs`.
        let clockGateRole: String?

        init(_ name: String, _ statements: [LibertyScanner.Statement]) throws {
            func attribute(_ name: String) -> String? {
                statements.first { !$0.isGroup && $0.name == name }?.value
            }
            self.name = name
            isOutput = attribute("direction") == "output" || attribute("direction") == "inout"
            isThreeState = attribute("three_state") != nil || attribute("direction") == "inout"
            function = attribute("function")
            capacitance = attribute("capacitance").flatMap { Double($0) } ?? 0
            clockGateRole = ["clock", "enable", "test", "out", "obs"].first {
                attribute("clock_gate_\($0)_pin").map { $0.filter { $0 != "\"" } } == "true"
            }
        }

        /// Nil for a gate of another kind than a latch before an AND, with or without a test input.
        static func clockGate(_ cell: String, kind: String, _ pins: [Pin]) -> ClockGate? {
            let kinds = ["latch_posedge", "latch_posedge_precontrol", "latch_posedge_postcontrol"]
            func pin(_ role: String) -> String? { pins.first { $0.clockGateRole == role }?.name }
            guard kinds.contains(kind.filter { $0 != "\"" }), pin("obs") == nil, let clock = pin("clock"),
                let enable = pin("enable"), let output = pin("out")
            else { return nil }
            return ClockGate(cell: cell, clock: clock, enable: enable, test: pin("test"), output: output)
        }
    }

    private struct FlipFlop {
        let outputs: [String]
        let isInverting: Bool
        let behaviour: String

        /// Nil for one that stores more than one input's value.
        init?(_ variables: String, _ statements: [LibertyScanner.Statement], _ driven: [Pin]) {
            func attribute(_ name: String) -> String? {
                statements.first { !$0.isGroup && $0.name == name }?.value
            }
            func literal(_ text: String) -> (pin: String, isInverted: Bool)? {
                guard let function = LibertyFunction(text), function.pins.count == 1,
                    function.isBuffer || function.isInverter
                else { return nil }
                return (function.pins[0], function.isInverter)
            }
            let names = variables.split(separator: ",").map {
                $0.filter { $0 != "\"" && !$0.isWhitespace }
            }
            guard names.count == 2, let next = attribute("next_state").flatMap(literal),
                let clock = attribute("clocked_on").flatMap(literal)
            else { return nil }
            var (following, inverse): ([String], [String]) = ([], [])
            for pin in driven {
                guard let value = pin.function.flatMap(literal), names.contains(value.pin) else { return nil }
                let isInverse = (value.pin == names[1]) != value.isInverted
                if isInverse == next.isInverted {
                    following.append(pin.name)
                } else {
                    inverse.append(pin.name)
                }
            }
            outputs = following + inverse
            isInverting = following.isEmpty
            var words = [clock.isInverted ? "falling" : "rising"]
            for name in ["clear", "preset"] {
                guard let text = attribute(name) else { continue }
                guard let pin = literal(text) else { return nil }
                // What a clear of the state does to the stored value depends on how it is stored.
                let sets = (name == "preset") != next.isInverted
                words.append((sets ? "set" : "clear") + (pin.isInverted ? " when low" : " when high"))
            }
            behaviour = words.sorted().joined(separator: ", ")
        }
    }
}
