/// How carries of adders, subtractors and comparisons are computed.
public enum AdderStyle: String, Codable, Sendable, CaseIterable {
    /// One bit after the other: smallest.
    case ripple
    /// A parallel-prefix tree of least depth (Kogge and Stone, 1973): fastest.
    case koggeStone = "kogge-stone"
    /// A parallel-prefix tree of least depth with half as many nodes and larger fan-out (Sklansky, 1960).
    case sklansky
}

/// One way of synthesising a module: a script for abc and a style of adders.
public struct Recipe: Codable, Hashable, Sendable {
    /// What abc's script is after.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// As few square micrometres as it finds.
        case minimumArea = "minimum-area"
        /// A target delay, from logic that is shared as much as possible.
        case balanced
        /// A target delay, from logic restructured for depth.
        case fastest
        /// A target delay, from logic restructured for depth more often and in smaller steps.
        case fourInputCuts = "four-input cuts"
        /// As that, then covered with cells as small as the depth allows, which sizing brings towards the target delay.
        case areaFlow = "area flow"
    }

    public let kind: Kind
    public let adders: AdderStyle
    /// Delay of combinational logic that mapping and sizing aim at, in picoseconds; nil for ``Kind/minimumArea``.
    public let targetPicoseconds: Int?

    public init(_ kind: Kind, _ adders: AdderStyle, targetPicoseconds: Int? = nil) {
        self.kind = kind
        self.adders = adders
        self.targetPicoseconds = kind == .minimumArea ? nil : targetPicoseconds ?? 1
    }

    /// The recipe in a few words.
    public var name: String {
        let target = targetPicoseconds.map { " \($0) ps" } ?? ""
        return "\(kind.rawValue)\(target), \(adders.rawValue)"
    }

    /// The script that abc runs between reading library and network and writing the network.
    var script: String {
        let mapping = ["dch -f", "map -B 0.9 -D \(target)"]
        let steps: [String]
        switch kind {
        case .minimumArea:
            steps = ["strash", "ifraig", "scorr", "dc2", "dc2", "strash", "dch", "amap -m"]
        case .balanced:
            steps =
                ["strash", "ifraig", "scorr", "dc2", "fraig", "rewrite", "refactor", "resub"] + mapping
        case .fastest:
            steps = Self.restructured(times: 2, cutInputs: 6) + mapping
        case .fourInputCuts:
            steps = Self.restructured(times: 3, cutInputs: 4) + mapping
        case .areaFlow:
            steps =
                Self.restructured(times: 4, cutInputs: 4) + ["&get -n", "&dch -f", "&nf", "&put"]
        }
        let sizing =
            kind == .minimumArea
            ? ["upsize", "dnsize"] : ["topo", "upsize -D \(target)", "dnsize -D \(target)"]
        return (steps + ["topo", "buffer -c"] + sizing + ["stime -p"]).joined(separator: "; ") + "\n"
    }

    private static func restructured(times: Int, cutInputs: Int) -> [String] {
        let once = ["dch", "if -g -K \(cutInputs)", "strash"]
        return ["strash", "scorr", "dc2", "strash"] + (0..<times).flatMap { _ in once }
    }

    private var target: Int { targetPicoseconds ?? 1 }
}

extension AdderStyle {
    /// A technology map for Yosys's `$lcu`, the carries of an adder from the generate and propagate bits of its
    /// positions. Its name sorts before that of Yosys's own (Brent and Kung's), which would be taken otherwise.
    var technologyMap: String {
        let logic: String
        switch self {
        case .ripple:
            logic = """
                    wire [WIDTH:0] carry;
                    assign carry[0] = CI;
                    generate
                        for (i = 0; i < WIDTH; i = i + 1) begin : position
                            assign carry[i + 1] = G[i] | (P[i] & carry[i]);
                        end
                    endgenerate
                    assign CO = carry[WIDTH:1];
                """
        case .koggeStone:
            // Each position joins what lies 2^level below it.
            logic = Self.prefixTree(joins: "i >= (1 << level)", with: "i - (1 << level)")
        case .sklansky:
            // The upper half of each block of 2^(level + 1) joins the top of the lower half.
            logic = Self.prefixTree(joins: "(i >> level) % 2 == 1", with: "((i >> level) << level) - 1")
        }
        return """
            (* techmap_celltype = "$lcu" *)
            module _80_carries (P, G, CI, CO);
                parameter WIDTH = 2;
                input [WIDTH-1:0] P, G;
                input CI;
                output [WIDTH-1:0] CO;
                genvar i, level;
            \(logic)
            endmodule

            """
    }

    /// A parallel-prefix tree of least depth.
    ///
    /// - Parameters:
    ///   - condition: whether position `i` joins another one in a level, as Verilog.
    ///   - partner: which one.
    private static func prefixTree(joins condition: String, with partner: String) -> String {
        """
            localparam LEVELS = $clog2(WIDTH);
            wire [WIDTH * (LEVELS + 1) - 1:0] p, g;
            assign p[WIDTH - 1:0] = P;
            assign g[0] = G[0] | (P[0] & CI);
            generate
                if (WIDTH > 1) begin : others
                    assign g[WIDTH - 1:1] = G[WIDTH - 1:1];
                end
                for (level = 0; level < LEVELS; level = level + 1) begin : tree
                    for (i = 0; i < WIDTH; i = i + 1) begin : position
                        if (\(condition)) begin : joined
                            assign g[WIDTH * (level + 1) + i] = g[WIDTH * level + i]
                                | (p[WIDTH * level + i] & g[WIDTH * level + \(partner)]);
                            assign p[WIDTH * (level + 1) + i] = p[WIDTH * level + i]
                                & p[WIDTH * level + \(partner)];
                        end else begin : kept
                            assign g[WIDTH * (level + 1) + i] = g[WIDTH * level + i];
                            assign p[WIDTH * (level + 1) + i] = p[WIDTH * level + i];
                        end
                    end
                end
            endgenerate
            assign CO = g[WIDTH * LEVELS +: WIDTH];
        """
    }
}
