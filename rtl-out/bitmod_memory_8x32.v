// 8 words of 32 bits; one write port, one read port that answers in the same cycle.
`default_nettype none

module bitmod_memory_8x32 (
    input  wire        clock,
    input  wire        write_enable,
    input  wire  [2:0] write_address,
    input  wire [31:0] write_data,
    input  wire  [2:0] read_address,
    output wire [31:0] read_data
);
    reg [31:0] memory_words [0:7];

    assign read_data = memory_words[read_address];

    always @(posedge clock) begin
        if (write_enable) begin
            memory_words[write_address] <= write_data;
        end
    end
endmodule

`default_nettype wire
