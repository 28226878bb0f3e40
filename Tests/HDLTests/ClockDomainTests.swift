import HDL
import Testing

/// Clock domains in the Verilog: ports, always blocks, instances and variants.
struct ClockDomainTests {
    private static let pixel = ClockDomain("pixel")
    private static let link = ClockDomain("link")

    private final class Counter: Module {
        let count = Output(4)
        private let value = Register(4, reset: 0)
        func describe() {
            value <- value &+ 1
            count <- value
        }
    }

    private final class Holder: Module {
        let data = Input(4)
        let held = Output(4)
        private let value = Register(4)
        func describe() {
            value <- data
            held <- value
        }
    }

    // MARK: Behaviour

    private final class Plain: Module {
        let data = Input(2)
        let value = Output(2)
        let delayed = Output(2)
        private let stored = Register(2, reset: 1)
        private let free = Register(2)
        func describe() {
            stored <- data
            free <- stored
            value <- stored
            delayed <- free
        }
    }

    struct Behaviour: CustomStringConvertible, Sendable {
        let edge: ClockEdge
        let kind: ResetKind
        let isActiveLow: Bool
        var description: String { "\(edge) \(kind) \(isActiveLow ? "low" : "high")" }

        static let all = ClockEdge.allCases.flatMap { edge in
            ResetKind.allCases.flatMap { kind in
                [false, true].map { Behaviour(edge: edge, kind: kind, isActiveLow: $0) }
            }
        }

        var sensitivity: String {
            let clock = edge == .rising ? "posedge clock" : "negedge clock"
            switch (kind, isActiveLow) {
            case (.synchronous, _): return clock
            case (.asynchronous, false): return clock + " or posedge reset"
            case (.asynchronous, true): return clock + " or negedge reset"
            }
        }
    }

    @Test(arguments: Behaviour.all) func everyBehaviour(_ behaviour: Behaviour) throws {
        let design = try Design { Plain() }
        var options = VerilogOptions()
        options.clockEdge = behaviour.edge
        options.resetKind = behaviour.kind
        options.resetIsActiveLow = behaviour.isActiveLow
        try design.check(options)
        expectText(
            design.topText(options),
            """
            `default_nettype none

            module plain (
                input  wire       clock,
                input  wire       reset,
                input  wire [1:0] data,
                output wire [1:0] value,
                output wire [1:0] delayed
            );
                reg [1:0] stored;
                reg [1:0] free;

                always @(\(behaviour.sensitivity)) begin
                    if (\(behaviour.isActiveLow ? "~" : "")reset) begin
                        stored <= 2'd1;
                    end else begin
                        stored <= data;
                    end
                end

                always @(\(behaviour.edge == .rising ? "posedge" : "negedge") clock) begin
                    free <= stored;
                end

                assign value = stored;
                assign delayed = free;
            endmodule

            `default_nettype wire
            """)
        try lint(design, options)
    }

    // MARK: Several domains

    private final class Display: Module {
        let enable = Input()
        let lines = Output(4)
        let columns = Output(4)
        let rows = Output(4)
        let flag = Output()
        private let line = Register(4, reset: 0)
        private let column = Register(4, reset: 3, in: pixel)
        private let row = Register(4, in: pixel)
        private let mark = Register(in: link)
        func describe() {
            line <- line &+ 1
            column <- column &+ 1
            row <- column
            mark <- enable
            lines <- line
            columns <- column
            rows <- row
            flag <- mark
        }
    }

    @Test func portsAndBlocksOfThreeDomains() throws {
        let design = try Design { Display() }
        #expect(design.clocking().map(\.domain) == [.main, Self.pixel, Self.link])
        #expect(design.clocking().map(\.hasReset) == [true, true, false])
        var options = VerilogOptions()
        options.resetIsActiveLow = true
        options.resetName = "rst_n"
        options.domains[Self.pixel] = ClockConfiguration(edge: .falling, resetKind: .asynchronous)
        options.domains[Self.link] = ClockConfiguration(clockName: "link_clk")
        try design.check(options)
        expectText(
            design.topText(options),
            """
            `default_nettype none

            module display (
                input  wire       clock,
                input  wire       rst_n,
                input  wire       pixel_clock,
                input  wire       pixel_reset,
                input  wire       link_clk,
                input  wire       enable,
                output wire [3:0] lines,
                output wire [3:0] columns,
                output wire [3:0] rows,
                output wire       flag
            );
                reg [3:0] line;
                reg [3:0] column;
                reg [3:0] row;
                reg mark;

                always @(posedge clock) begin
                    if (~rst_n) begin
                        line <= 4'd0;
                    end else begin
                        line <= line + 4'd1;
                    end
                end

                always @(negedge pixel_clock or negedge pixel_reset) begin
                    if (~pixel_reset) begin
                        column <= 4'd3;
                    end else begin
                        column <= column + 4'd1;
                    end
                end

                always @(negedge pixel_clock) begin
                    row <= column;
                end

                always @(posedge link_clk) begin
                    mark <= enable;
                end

                assign lines = line;
                assign columns = column;
                assign rows = row;
                assign flag = mark;
            endmodule

            `default_nettype wire
            """)
        try lint(design, options)
    }

    // MARK: Instances

    private final class Pair: Module {
        let data = Input(4)
        let first = Output(4)
        let second = Output(4)
        let held = Output(4)
        let stored = Output(4)
        private let counter = Counter()
        private let columns = Counter().clocked(by: pixel)
        private let holder = Holder().clocked([.main: pixel])
        private let words = Memory(depth: 4, width: 4).clocked(by: pixel)
        func describe() {
            first <- counter.count
            second <- columns.count
            holder.data <- data
            held <- holder.held
            words.writeEnable <- high
            words.writeAddress <- data[1, 0]
            words.writeData <- data
            words.readAddress <- data[3, 2]
            stored <- words.readData
        }
    }

    @Test func aModuleInTwoDomainsIsEmittedOnce() throws {
        let design = try Design { Pair() }
        let files = design.verilog()
        #expect(files.map(\.moduleName) == ["counter", "holder", "memory_4x4", "pair"])
        #expect(
            instances(files[3].text)
                == [
                    "counter counter .clock(clock) .reset(reset)",
                    "counter columns .clock(pixel_clock) .reset(pixel_reset)",
                    "holder holder .clock(pixel_clock)", "memory_4x4 words .clock(pixel_clock)",
                ].sorted())
        try lint(design)
    }

    @Test func domainsThatBehaveDifferentlyGetModulesOfTheirOwn() throws {
        let design = try Design { Pair() }
        var options = VerilogOptions()
        options.domains[Self.pixel] = ClockConfiguration(
            edge: .falling, resetKind: .asynchronous, resetIsActiveLow: true)
        try design.check(options)
        let files = design.verilog(options)
        #expect(
            files.map(\.moduleName) == [
                "counter", "counter_falling_asynchronous_active_low", "holder_falling", "memory_4x4_falling",
                "pair",
            ])
        #expect(files[0].text.contains("always @(posedge clock) begin"))
        #expect(files[1].text.contains("always @(negedge clock or negedge reset) begin"))
        #expect(files[2].text.contains("always @(negedge clock) begin"))
        #expect(files[3].text.contains("always @(negedge clock) begin"))
        try lint(design, options)
    }

    /// `module instance .clock(...) ...` of each instance, sorted.
    private func instances(_ text: String) -> [String] {
        var result: [String] = []
        var current = ""
        for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } }) {
            if line.hasSuffix(" (") && !line.hasPrefix("module") {
                current = String(line.dropLast(2))
            } else if line == ");" && !current.isEmpty {
                result.append(current)
                current = ""
            } else if !current.isEmpty, line.hasPrefix(".clock") || line.hasPrefix(".reset") {
                current += " " + line.filter { $0 != "," }
            }
        }
        return result.sorted()
    }

    private final class Deep: Module {
        let out = Output(4)
        private let inner = Wrapper().clocked([pixel: link])
        func describe() { out <- inner.out }
    }

    private final class Wrapper: Module {
        let out = Output(4)
        private let counter = Counter().clocked(by: pixel)
        func describe() { out <- counter.count }
    }

    @Test func domainsAreRenamedLevelByLevel() throws {
        let design = try Design { Deep() }
        #expect(design.clocking().map(\.domain) == [Self.link])
        #expect(design.clocking(of: "wrapper").map(\.domain) == [Self.pixel])
        var options = VerilogOptions()
        options.domains[Self.link] = ClockConfiguration(edge: .falling)
        options.domains[Self.pixel] = ClockConfiguration(clockName: "dot_clock")
        try design.check(options)
        let files = design.verilog(options)
        #expect(files.map(\.moduleName) == ["counter_falling", "wrapper_pixel_falling", "deep"])
        #expect(instances(files[1].text) == ["counter_falling counter .clock(dot_clock) .reset(pixel_reset)"])
        #expect(files[2].text.contains(".dot_clock(link_clock)"))
        try lint(design, options)
    }

    // The article's example.
    private final class Screen: Module {
        let start = Input()
        let column = Output(8)
        private let running = Register(reset: 0)
        private let position = Register(8, reset: 0, in: pixel)

        func describe() {
            When(start) { running <- 1 }
            let isShown = synchronized(running, into: pixel)
            When(isShown) { position <- position &+ 1 }
            column <- position
        }
    }

    @Test func theArticlesExample() throws {
        let design = try Design { Screen() }
        let text = design.topText()
        let inputs = ["clock", "reset", "pixel_clock", "pixel_reset", "start"]
        #expect(text.matches(of: /input +wire +(\w+)/).map { String($0.1) } == inputs)
        #expect(text.contains("synchronizer_2 running_in_pixel ("))
        try lint(design)
    }

    @Test func anAddedDomainChangesNothingElse() throws {
        let one = try Design { Sampled(isLarge: false) }.topText()
        let two = try Design { Sampled(isLarge: true) }.topText()
        let kept = Set(two.split(separator: "\n"))
        #expect(one.split(separator: "\n").allSatisfy { kept.contains($0) || $0.hasSuffix("out") })
    }

    private final class Sampled: Module {
        let isLarge: Bool
        let data = Input(4)
        let out = Output(4)
        private let value = Register(4, reset: 0)
        private let extra: Signal?
        let extraOut: Signal?
        init(isLarge: Bool) {
            self.isLarge = isLarge
            extra = isLarge ? Register(4, reset: 0, in: link) : nil
            extraOut = isLarge ? Output(4) : nil
        }
        override var moduleName: String { "sampled" }
        func describe() {
            value <- data
            out <- value
            if let extra, let extraOut {
                extra <- extra &+ 1
                extraOut <- extra
            }
        }
    }
}
