// 16 words of 16 bits; one write port, one read port that answers in the same cycle.
`default_nettype none

module bitmod_memory_16x16 (
    input  wire        clock,
    input  wire        write_enable,
    input  wire  [3:0] write_address,
    input  wire [15:0] write_data,
    input  wire  [3:0] read_address,
    output wire [15:0] read_data
);
    reg [15:0] memory_words [0:15];

    assign read_data = memory_words[read_address];

    always @(posedge clock) begin
        if (write_enable) begin
            memory_words[write_address] <= write_data;
        end
    end
endmodule

`default_nettype wire
