import HDL
import Testing

/// What memories are called and look like, and the manifest.
struct MemorySnapshotTests {
    @Test func byteEnables() throws {
        let design = try Design {
            Memory(depth: 5, width: 16, ports: [.write(byteEnable: 8), .read(underWrite: .undefined)])
        }
        expectText(
            design.topText(),
            """
            // 5 words of 16 bits.
            // write: writes at the edge, a byte enable for each 8 bits.
            // read: reads with one cycle of latency, undefined under a write.
            `default_nettype none

            module memory_5x16_w_b8_r_undefined (
                input  wire        clock,
                input  wire        write_enable,
                input  wire  [1:0] write_byte_enable,
                input  wire  [2:0] write_address,
                input  wire [15:0] write_data,
                input  wire        read_enable,
                input  wire  [2:0] read_address,
                output reg  [15:0] read_data
            );
                (* no_rw_check *)
                reg [15:0] memory_words [0:4];

                always @(posedge clock) begin
                    if (write_enable) begin
                        if (write_byte_enable[0]) begin
                            memory_words[write_address][7:0] <= write_data[7:0];
                        end
                        if (write_byte_enable[1]) begin
                            memory_words[write_address][15:8] <= write_data[15:8];
                        end
                    end
                end

                always @(posedge clock) begin
                    if (read_enable) begin
                        read_data <= memory_words[read_address];
                    end
                end
            endmodule

            `default_nettype wire
            """)
    }

    @Test func newWords() throws {
        let design = try Design {
            Memory(
                depth: 2, width: 8, ports: [.write(), .read(underWrite: .new)],
                contents: [BitPattern(words: [7], width: 8)], label: "seven")
        }
        expectText(
            design.topText(),
            """
            // 2 words of 8 bits with initial contents.
            // write: writes at the edge.
            // read: reads with one cycle of latency, the new word under a write.
            `default_nettype none

            module memory_2x8_w_r_new_seven (
                input  wire       clock,
                input  wire       write_enable,
                input  wire       write_address,
                input  wire [7:0] write_data,
                input  wire       read_enable,
                input  wire       read_address,
                output wire [7:0] read_data
            );
                (* no_rw_check *)
                reg [7:0] memory_words [0:1];
                reg [7:0] read_word;
                reg read_bypass;
                reg [7:0] read_bypass_data;

                initial begin
                    memory_words[1'b0] = 8'd7;
                    memory_words[1'b1] = 8'd0;
                end

                always @(posedge clock) begin
                    if (write_enable) begin
                        memory_words[write_address] <= write_data;
                    end
                end

                always @(posedge clock) begin
                    if (read_enable) begin
                        read_word <= memory_words[read_address];
                        read_bypass <= write_enable & (write_address == read_address);
                        read_bypass_data <= write_data;
                    end
                end

                assign read_data = read_bypass ? read_bypass_data : read_word;
            endmodule

            `default_nettype wire
            """)
    }

    private static func table(_ values: [UInt64]) -> [BitPattern] {
        values.map { BitPattern(words: [$0], width: 4) }
    }

    private final class Column: Module {
        let address = Input(2)
        let write = Input()
        let data = Input(4)
        let result = Output(4)
        let constant = Output(4)
        private let store = Memory.singlePort(depth: 4, width: 4)
        private let lookup = Memory.rom(MemorySnapshotTests.table([1, 2, 3]), .asynchronous)

        func describe() {
            store.readWrites[0].enable <- high
            store.readWrites[0].writeEnable <- write
            store.readWrites[0].address <- address
            store.readWrites[0].writeData <- data
            result <- store.readWrites[0].readData
            lookup.readAddress <- address
            constant <- lookup.readData
        }
    }

    private final class Columns: Module {
        let address = Input(2)
        let write = Input()
        let total = Output(4)
        private let column = [Column(), Column()]

        func describe() {
            for index in 0..<2 {
                column[index].address <- address
                column[index].write <- write
                column[index].data <- index + 1
            }
            total <- (column[0].result ^ column[1].result) & (column[0].constant | column[1].constant)
        }
    }

    @Test func manifest() throws {
        let design = try Design { Columns() }
        try lint(design)
        var options = VerilogOptions()
        options.modulePrefix = "chip_"
        #expect(design.combinationalInputs(of: "total") == ["address"])
        expectText(
            design.memoryManifest(options).json,
            """
            [
              {
                "module": "chip_memory_4x4_rw",
                "file": "chip_memory_4x4_rw.v",
                "depth": 4,
                "width": 4,
                "hasContents": false,
                "ports": [
                  {"name": "port", "kind": "readWrite", "clock": "clock", "latency": 1, "readUnderWrite": "old", \
            "signals": ["port_enable", "port_write_enable", "port_address", "port_write_data", "port_read_data"]}
                ],
                "instanceCount": 2,
                "instances": [
                  "columns.column_0.store",
                  "columns.column_1.store"
                ]
              },
              {
                "module": "chip_memory_3x4_ra_e5d9e10b08d184e1",
                "file": "chip_memory_3x4_ra_e5d9e10b08d184e1.v",
                "depth": 3,
                "width": 4,
                "hasContents": true,
                "ports": [
                  {"name": "read", "kind": "read", "latency": 0, "readUnderWrite": "old", \
            "signals": ["read_address", "read_data"]}
                ],
                "instanceCount": 2,
                "instances": [
                  "columns.column_0.lookup",
                  "columns.column_1.lookup"
                ]
              }
            ]
            """)
    }

    /// Asynchronous data depends on its address; under `.new` on the writes of its own domain, too.
    @Test func combinationalPaths() throws {
        let other = ClockDomain("other")
        let design = try Design {
            Memory(
                depth: 4, width: 4,
                ports: [
                    .write(byteEnable: 2), .write(in: other), .read(), .read(.asynchronous),
                    .read(.asynchronous, underWrite: .new), .readWrite(),
                ])
        }
        #expect(design.combinationalInputs(of: "read_0_data") == [])
        #expect(design.combinationalInputs(of: "read_1_data") == ["read_1_address"])
        #expect(
            design.combinationalInputs(of: "read_2_data") == [
                "write_0_enable", "write_0_byte_enable", "write_0_address", "write_0_data", "read_2_address",
                "port_enable", "port_write_enable", "port_address", "port_write_data",
            ])
        #expect(design.combinationalInputs(of: "port_read_data") == [])
    }

    @Test func contentsAreIdentity() throws {
        func name(_ values: [UInt64]) -> String { Memory.rom(Self.table(values)).moduleName }
        #expect(name([1, 2, 3]) == name([1, 2, 3]))
        #expect(Set([name([1, 2, 3]), name([1, 3, 2]), name([1, 2, 4])]).count == 3)
    }
}
