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
    output wire [15:0] result,  // cycle 17
    output wire        invalid,
    output wire        overflow
);
    reg [31:0] header_scale;
    reg [31:0] scale;
    reg [31:0] finished_scale;
    reg [31:0] active_scale;
    reg active_is_normal;
    reg [31:0] partial_sum;
    reg [31:0] finished_sum;
    reg finished_nonzero;
    reg [35:0] converter_product;
    wire [31:0] converter_result;
    wire [31:0] adder_sum;
    wire adder_is_nonzero;
    wire [31:0] partial_sums_read_data;

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

    // The next group's channel scale may come while finished rows are still being scaled.
    always @(posedge clock) begin
        if (load_group) begin
            header_scale <= channel_scale;
        end
        if (take_scale) begin
            scale <= header_scale;
        end
        if (capture_output) begin
            finished_scale <= scale;
        end
        if (start_scaling) begin
            active_scale <= finished_scale;
            active_is_normal <= |finished_scale[30:23];
        end
        finished_sum <= adder_sum;
    end

    always @(posedge clock) begin
        finished_nonzero <= adder_is_nonzero;
    end

    bitmod_result_scaler scaler (
        .clock(clock),
        .partial_sum(finished_sum),
        .is_nonzero(finished_nonzero),
        .channel_scale(active_scale),
        .is_normal_scale(active_is_normal),
        .special(special),
        .result(result),
        .invalid(invalid),
        .overflow(overflow)
    );
endmodule

`default_nettype wire
