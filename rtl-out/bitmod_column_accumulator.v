// Column accumulator: binary32 partial sums of every row of a column, then the channel scale.
`default_nettype none

module bitmod_column_accumulator (
    input  wire        clock,
    input  wire [35:0] products_0,
    input  wire [35:0] products_1,
    input  wire  [4:0] exponents_0,  // cycle 0
    input  wire        read_dequantizer,  // cycle 0: whose product is taken
    input  wire  [2:0] read_row,  // cycle 3
    // the group is the first of its output: its rows start from zero
    input  wire        read_first,
    input  wire        write,
    input  wire  [2:0] write_row,  // cycle 9
    input  wire        special,  // with the scaler's last cycle
    input  wire        load_group,  // take a header's channel scale
    input  wire [31:0] channel_scale,  // binary32
    input  wire        take_scale,  // it is that of the next group to be captured
    input  wire        capture_output,  // the output's last group is captured
    input  wire        start_scaling,  // the first row of that group is written
    output wire [15:0] result,  // cycle 15
    output wire        invalid,
    output wire        overflow
);
    reg [31:0] partial_sum;
    reg [31:0] finished_sum;
    reg finished_nonzero;
    reg [35:0] converter_product;
    wire [31:0] converter_result;
    wire [31:0] adder_sum;
    wire adder_is_nonzero;
    wire [31:0] partial_sums_read_data;
    wire scale_sign;
    wire [23:0] scale_significand;
    wire [9:0] scale_exponent;
    wire scale_is_special;

    always @(*) begin
        case (read_dequantizer)
            1'b0: converter_product = products_0;
            default: converter_product = products_1;
        endcase
    end

    bitmod_group_sum_converter converter (
        .clock(clock),
        .product(converter_product),
        .exponent(exponents_0),
        .result(converter_result)
    );

    // The first group of an output starts from zero.
    always @(posedge clock) begin
        partial_sum <= read_first ? 32'd0 : partial_sums_read_data;
    end

    bitmod_binary32_adder adder (
        .clock(clock),
        .first(partial_sum),
        .second(converter_result),
        .sum(adder_sum),
        .is_nonzero(adder_is_nonzero)
    );

    bitmod_memory_8x32 partial_sums (
        .clock(clock),
        .write_enable(write),
        .write_address(write_row),
        .write_data(adder_sum),
        .read_address(read_row),
        .read_data(partial_sums_read_data)
    );

    bitmod_channel_scale scale (
        .clock(clock),
        .load(load_group),
        .channel_scale(channel_scale),
        .take(take_scale),
        .capture(capture_output),
        .start(start_scaling),
        .sign(scale_sign),
        .significand(scale_significand),
        .exponent(scale_exponent),
        .is_special(scale_is_special)
    );

    always @(posedge clock) begin
        finished_sum <= adder_sum;
    end

    always @(posedge clock) begin
        finished_nonzero <= adder_is_nonzero;
    end

    bitmod_result_scaler scaler (
        .clock(clock),
        .partial_sum(finished_sum),
        .is_nonzero(finished_nonzero),
        .scale_sign(scale_sign),
        .scale_significand(scale_significand),
        .scale_exponent(scale_exponent),
        .scale_is_special(scale_is_special),
        .special(special),
        .result(result),
        .invalid(invalid),
        .overflow(overflow)
    );
endmodule

`default_nettype wire
