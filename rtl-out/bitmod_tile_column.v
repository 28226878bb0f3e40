// One column of the tile: term generator, processing elements, dequantisers, accumulator, output
// buffer.
`default_nettype none

module bitmod_tile_column (
    input  wire        clock,
    input  wire        load_group,  // take a header: selector, scale and channel scale
    input  wire        start_group,  // its group starts in the next cycle
    input  wire  [2:0] header_data_type,
    input  wire  [1:0] selector_value,
    input  wire  [7:0] scale_value,
    input  wire [31:0] channel_scale,  // binary32
    input  wire        load_weights,  // take a beat of codes
    input  wire [31:0] codes,  // lane 0 in the low byte
    input  wire  [6:0] special_terms_0,
    input  wire  [6:0] special_terms_1,
    input  wire  [6:0] special_terms_2,
    input  wire  [6:0] special_terms_3,
    input  wire  [6:0] special_terms_4,
    input  wire  [6:0] special_terms_5,
    input  wire  [6:0] special_terms_6,
    input  wire  [6:0] special_terms_7,
    input  wire  [3:0] data_type,  // a bit each: FP4 or FP3, FP3, INT5, INT4
    input  wire  [2:0] bit_significance,
    input  wire  [2:0] product_significance,
    input  wire        select_terms,
    input  wire        accumulate_first,
    input  wire        capture,
    input  wire        capture_ends,  // the group captured is the last of an output
    input  wire  [1:0] advance,
    input  wire  [1:0] proceed,
    input  wire        read_dequantizer,
    input  wire  [4:0] read_exponent,
    input  wire  [2:0] read_row,
    input  wire        read_first,
    input  wire        write,
    input  wire  [2:0] write_row,
    input  wire        start_scaling,
    input  wire        special,
    input  wire        result_valid,
    input  wire  [3:0] buffer_write_address,
    input  wire  [3:0] buffer_read_address,
    input  wire [51:0] activation_0_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_0_tripled,  // three times as much
    input  wire [63:0] activation_0_quintupled,  // five times as much
    input  wire  [3:0] activation_0_signs,
    input  wire [51:0] activation_1_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_1_tripled,  // three times as much
    input  wire [63:0] activation_1_quintupled,  // five times as much
    input  wire  [3:0] activation_1_signs,
    input  wire [51:0] activation_2_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_2_tripled,  // three times as much
    input  wire [63:0] activation_2_quintupled,  // five times as much
    input  wire  [3:0] activation_2_signs,
    input  wire [51:0] activation_3_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_3_tripled,  // three times as much
    input  wire [63:0] activation_3_quintupled,  // five times as much
    input  wire  [3:0] activation_3_signs,
    input  wire [51:0] activation_4_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_4_tripled,  // three times as much
    input  wire [63:0] activation_4_quintupled,  // five times as much
    input  wire  [3:0] activation_4_signs,
    input  wire [51:0] activation_5_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_5_tripled,  // three times as much
    input  wire [63:0] activation_5_quintupled,  // five times as much
    input  wire  [3:0] activation_5_signs,
    input  wire [51:0] activation_6_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_6_tripled,  // three times as much
    input  wire [63:0] activation_6_quintupled,  // five times as much
    input  wire  [3:0] activation_6_signs,
    input  wire [51:0] activation_7_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_7_tripled,  // three times as much
    input  wire [63:0] activation_7_quintupled,  // five times as much
    input  wire  [3:0] activation_7_signs,
    output wire [15:0] result,  // at the output buffer's read address
    output wire        invalid,
    output wire        overflow
);
    wire [15:0] weights_weight_selects;
    wire [11:0] weights_weight_shifts;
    wire [3:0] weights_weight_signs;
    wire [1:0] weights_scale_bits;
    wire [27:0] element_0_accumulator;
    wire [27:0] element_1_accumulator;
    wire [27:0] element_2_accumulator;
    wire [27:0] element_3_accumulator;
    wire [27:0] element_4_accumulator;
    wire [27:0] element_5_accumulator;
    wire [27:0] element_6_accumulator;
    wire [27:0] element_7_accumulator;
    wire [35:0] dequantizer_0_product;
    wire [35:0] dequantizer_1_product;
    wire [15:0] accumulator_result;

    bitmod_weight_column weights (
        .clock(clock),
        .load_group(load_group),
        .start_group(start_group),
        .header_data_type(header_data_type),
        .take_scale(accumulate_first),
        .selector_value(selector_value),
        .scale_value(scale_value),
        .load_weights(load_weights),
        .codes(codes),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .select_terms(select_terms),
        .special_terms_0(special_terms_0),
        .special_terms_1(special_terms_1),
        .special_terms_2(special_terms_2),
        .special_terms_3(special_terms_3),
        .special_terms_4(special_terms_4),
        .special_terms_5(special_terms_5),
        .special_terms_6(special_terms_6),
        .special_terms_7(special_terms_7),
        .capture(capture),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .scale_bits(weights_scale_bits)
    );

    bitmod_shared_exponent_element element_0 (
        .clock(clock),
        .activation_aligned(activation_0_aligned),
        .activation_tripled(activation_0_tripled),
        .activation_quintupled(activation_0_quintupled),
        .activation_signs(activation_0_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_0_accumulator)
    );

    bitmod_shared_exponent_element element_1 (
        .clock(clock),
        .activation_aligned(activation_1_aligned),
        .activation_tripled(activation_1_tripled),
        .activation_quintupled(activation_1_quintupled),
        .activation_signs(activation_1_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_1_accumulator)
    );

    bitmod_shared_exponent_element element_2 (
        .clock(clock),
        .activation_aligned(activation_2_aligned),
        .activation_tripled(activation_2_tripled),
        .activation_quintupled(activation_2_quintupled),
        .activation_signs(activation_2_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_2_accumulator)
    );

    bitmod_shared_exponent_element element_3 (
        .clock(clock),
        .activation_aligned(activation_3_aligned),
        .activation_tripled(activation_3_tripled),
        .activation_quintupled(activation_3_quintupled),
        .activation_signs(activation_3_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_3_accumulator)
    );

    bitmod_shared_exponent_element element_4 (
        .clock(clock),
        .activation_aligned(activation_4_aligned),
        .activation_tripled(activation_4_tripled),
        .activation_quintupled(activation_4_quintupled),
        .activation_signs(activation_4_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_4_accumulator)
    );

    bitmod_shared_exponent_element element_5 (
        .clock(clock),
        .activation_aligned(activation_5_aligned),
        .activation_tripled(activation_5_tripled),
        .activation_quintupled(activation_5_quintupled),
        .activation_signs(activation_5_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_5_accumulator)
    );

    bitmod_shared_exponent_element element_6 (
        .clock(clock),
        .activation_aligned(activation_6_aligned),
        .activation_tripled(activation_6_tripled),
        .activation_quintupled(activation_6_quintupled),
        .activation_signs(activation_6_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_6_accumulator)
    );

    bitmod_shared_exponent_element element_7 (
        .clock(clock),
        .activation_aligned(activation_7_aligned),
        .activation_tripled(activation_7_tripled),
        .activation_quintupled(activation_7_quintupled),
        .activation_signs(activation_7_signs),
        .weight_selects(weights_weight_selects),
        .weight_shifts(weights_weight_shifts),
        .weight_signs(weights_weight_signs),
        .significances(product_significance),
        .first(accumulate_first),
        .accumulator(element_7_accumulator)
    );

    bitmod_bit_serial_dequantizer dequantizer_0 (
        .clock(clock),
        .capture(capture),
        .accumulator_0(element_0_accumulator),
        .accumulator_1(element_2_accumulator),
        .accumulator_2(element_4_accumulator),
        .accumulator_3(element_6_accumulator),
        .advance(advance[0]),
        .proceed(proceed[0]),
        .scale_bit(weights_scale_bits[0]),
        .product(dequantizer_0_product)
    );

    bitmod_overlapping_bit_serial_dequantizer dequantizer_1 (
        .clock(clock),
        .capture(capture),
        .accumulator_0(element_1_accumulator),
        .accumulator_1(element_3_accumulator),
        .accumulator_2(element_5_accumulator),
        .accumulator_3(element_7_accumulator),
        .advance(advance[1]),
        .proceed(proceed[1]),
        .scale_bit(weights_scale_bits[1]),
        .product(dequantizer_1_product)
    );

    wire accumulator_capture_output = capture & capture_ends;

    bitmod_column_accumulator accumulator (
        .clock(clock),
        .products_0(dequantizer_0_product),
        .products_1(dequantizer_1_product),
        .exponents_0(read_exponent),
        .read_dequantizer(read_dequantizer),
        .read_row(read_row),
        .read_first(read_first),
        .write(write),
        .write_row(write_row),
        .special(special),
        .load_group(load_group),
        .channel_scale(channel_scale),
        .take_scale(accumulate_first),
        .capture_output(accumulator_capture_output),
        .start_scaling(start_scaling),
        .result(accumulator_result),
        .invalid(invalid),
        .overflow(overflow)
    );

    bitmod_memory_16x16 output_buffer (
        .clock(clock),
        .write_enable(result_valid),
        .write_address(buffer_write_address),
        .write_data(accumulator_result),
        .read_address(buffer_read_address),
        .read_data(result)
    );
endmodule

`default_nettype wire
