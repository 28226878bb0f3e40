// 34 words of 68 bits.
// write: writes at the edge.
// read: reads with one cycle of latency, undefined under a write.
`default_nettype none

module bitmod_memory_34x68_w_r_undefined (
    input  wire        clock,
    input  wire        write_enable,
    input  wire  [5:0] write_address,
    input  wire [67:0] write_data,
    input  wire        read_enable,
    input  wire  [5:0] read_address,
    output reg  [67:0] read_data
);
    (* no_rw_check *)
    reg [67:0] memory_words [0:33];

    always @(posedge clock) begin
        if (write_enable) begin
            memory_words[write_address] <= write_data;
        end
    end

    always @(posedge clock) begin
        if (read_enable) begin
            read_data <= memory_words[read_address];
        end
    end
endmodule

`default_nettype wire
