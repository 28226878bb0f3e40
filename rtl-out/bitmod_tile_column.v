// One column of the tile: term generator, processing elements, dequantisers, accumulator, output
// buffer.
`default_nettype none

module bitmod_tile_column (
    input  wire        clock,
    input  wire        load_group,  // take selector, scale and channel scale
    input  wire  [1:0] selector_value,
    input  wire  [7:0] scale_value,
    input  wire [31:0] channel_scale,  // binary32
    input  wire        load_weights,  // take a beat of codes
    input  wire [31:0] codes,  // lane 0 in the low byte
    input  wire  [7:0] special_terms_0,
    input  wire  [7:0] special_terms_1,
    input  wire  [7:0] special_terms_2,
    input  wire  [7:0] special_terms_3,
    input  wire  [7:0] special_terms_4,
    input  wire  [7:0] special_terms_5,
    input  wire  [7:0] special_terms_6,
    input  wire  [7:0] special_terms_7,
    input  wire  [2:0] data_type,
    input  wire  [2:0] bit_significance,
    input  wire        finish,  // last step of a group
    input  wire        finish_output,  // last step of an output
    input  wire  [2:0] product_bit_significance,
    input  wire        accumulate,
    input  wire        accumulate_first,
    input  wire        capture,
    input  wire        dequantize,
    input  wire  [2:0] read_row,
    input  wire  [2:0] add_row,
    input  wire        add_first,
    input  wire        write,
    input  wire  [2:0] write_row,
    input  wire        start_scaling,
    input  wire        special,
    input  wire        result_valid,
    input  wire  [3:0] buffer_write_address,
    input  wire  [3:0] buffer_read_address,
    input  wire [19:0] activation_exponents_0,
    input  wire [19:0] activation_exponents_1,
    input  wire [19:0] activation_exponents_2,
    input  wire [19:0] activation_exponents_3,
    input  wire [19:0] activation_exponents_4,
    input  wire [19:0] activation_exponents_5,
    input  wire [19:0] activation_exponents_6,
    input  wire [19:0] activation_exponents_7,
    input  wire  [3:0] activation_nonzero_0,
    input  wire  [3:0] activation_nonzero_1,
    input  wire  [3:0] activation_nonzero_2,
    input  wire  [3:0] activation_nonzero_3,
    input  wire  [3:0] activation_nonzero_4,
    input  wire  [3:0] activation_nonzero_5,
    input  wire  [3:0] activation_nonzero_6,
    input  wire  [3:0] activation_nonzero_7,
    input  wire [43:0] activation_significands_0,
    input  wire [43:0] activation_significands_1,
    input  wire [43:0] activation_significands_2,
    input  wire [43:0] activation_significands_3,
    input  wire [43:0] activation_significands_4,
    input  wire [43:0] activation_significands_5,
    input  wire [43:0] activation_significands_6,
    input  wire [43:0] activation_significands_7,
    input  wire  [3:0] activation_signs_0,
    input  wire  [3:0] activation_signs_1,
    input  wire  [3:0] activation_signs_2,
    input  wire  [3:0] activation_signs_3,
    input  wire  [3:0] activation_signs_4,
    input  wire  [3:0] activation_signs_5,
    input  wire  [3:0] activation_signs_6,
    input  wire  [3:0] activation_signs_7,
    output wire [15:0] result,  // at the output buffer's read address
    output wire        invalid,
    output wire        overflow
);
    wire [7:0] weights_match_exponents;
    wire [3:0] weights_match_mantissas;
    wire [3:0] weights_product_signs;
    wire [3:0] weights_product_mantissas;
    wire weights_scale_bit;
    wire [23:0] element_0_accumulator;
    wire [5:0] element_0_exponent;
    wire [23:0] element_1_accumulator;
    wire [5:0] element_1_exponent;
    wire [23:0] element_2_accumulator;
    wire [5:0] element_2_exponent;
    wire [23:0] element_3_accumulator;
    wire [5:0] element_3_exponent;
    wire [23:0] element_4_accumulator;
    wire [5:0] element_4_exponent;
    wire [23:0] element_5_accumulator;
    wire [5:0] element_5_exponent;
    wire [23:0] element_6_accumulator;
    wire [5:0] element_6_exponent;
    wire [23:0] element_7_accumulator;
    wire [5:0] element_7_exponent;
    wire [31:0] dequantizer_0_product;
    wire [5:0] dequantizer_0_product_exponent;
    wire [31:0] dequantizer_1_product;
    wire [5:0] dequantizer_1_product_exponent;
    wire [31:0] dequantizer_2_product;
    wire [5:0] dequantizer_2_product_exponent;
    wire [31:0] dequantizer_3_product;
    wire [5:0] dequantizer_3_product_exponent;
    wire [31:0] dequantizer_4_product;
    wire [5:0] dequantizer_4_product_exponent;
    wire [31:0] dequantizer_5_product;
    wire [5:0] dequantizer_5_product_exponent;
    wire [31:0] dequantizer_6_product;
    wire [5:0] dequantizer_6_product_exponent;
    wire [31:0] dequantizer_7_product;
    wire [5:0] dequantizer_7_product_exponent;
    wire [15:0] accumulator_result;

    bitmod_weight_column weights (
        .clock(clock),
        .load_group(load_group),
        .selector_value(selector_value),
        .scale_value(scale_value),
        .load_weights(load_weights),
        .codes(codes),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_terms_0(special_terms_0),
        .special_terms_1(special_terms_1),
        .special_terms_2(special_terms_2),
        .special_terms_3(special_terms_3),
        .special_terms_4(special_terms_4),
        .special_terms_5(special_terms_5),
        .special_terms_6(special_terms_6),
        .special_terms_7(special_terms_7),
        .finish(finish),
        .capture(capture),
        .match_exponents(weights_match_exponents),
        .match_mantissas(weights_match_mantissas),
        .product_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .scale_bit(weights_scale_bit)
    );

    bitmod_processing_element element_0 (
        .clock(clock),
        .activation_exponents(activation_exponents_0),
        .activation_nonzero(activation_nonzero_0),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_0),
        .activation_signs(activation_signs_0),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_0_accumulator),
        .exponent(element_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_0_accumulator),
        .exponent(element_0_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_0_product),
        .product_exponent(dequantizer_0_product_exponent)
    );

    bitmod_processing_element element_1 (
        .clock(clock),
        .activation_exponents(activation_exponents_1),
        .activation_nonzero(activation_nonzero_1),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_1),
        .activation_signs(activation_signs_1),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_1_accumulator),
        .exponent(element_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_1_accumulator),
        .exponent(element_1_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_1_product),
        .product_exponent(dequantizer_1_product_exponent)
    );

    bitmod_processing_element element_2 (
        .clock(clock),
        .activation_exponents(activation_exponents_2),
        .activation_nonzero(activation_nonzero_2),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_2),
        .activation_signs(activation_signs_2),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_2_accumulator),
        .exponent(element_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_2_accumulator),
        .exponent(element_2_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_2_product),
        .product_exponent(dequantizer_2_product_exponent)
    );

    bitmod_processing_element element_3 (
        .clock(clock),
        .activation_exponents(activation_exponents_3),
        .activation_nonzero(activation_nonzero_3),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_3),
        .activation_signs(activation_signs_3),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_3_accumulator),
        .exponent(element_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_3_accumulator),
        .exponent(element_3_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_3_product),
        .product_exponent(dequantizer_3_product_exponent)
    );

    bitmod_processing_element element_4 (
        .clock(clock),
        .activation_exponents(activation_exponents_4),
        .activation_nonzero(activation_nonzero_4),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_4),
        .activation_signs(activation_signs_4),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_4_accumulator),
        .exponent(element_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_4_accumulator),
        .exponent(element_4_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_4_product),
        .product_exponent(dequantizer_4_product_exponent)
    );

    bitmod_processing_element element_5 (
        .clock(clock),
        .activation_exponents(activation_exponents_5),
        .activation_nonzero(activation_nonzero_5),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_5),
        .activation_signs(activation_signs_5),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_5_accumulator),
        .exponent(element_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_5_accumulator),
        .exponent(element_5_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_5_product),
        .product_exponent(dequantizer_5_product_exponent)
    );

    bitmod_processing_element element_6 (
        .clock(clock),
        .activation_exponents(activation_exponents_6),
        .activation_nonzero(activation_nonzero_6),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_6),
        .activation_signs(activation_signs_6),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_6_accumulator),
        .exponent(element_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_6_accumulator),
        .exponent(element_6_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_6_product),
        .product_exponent(dequantizer_6_product_exponent)
    );

    bitmod_processing_element element_7 (
        .clock(clock),
        .activation_exponents(activation_exponents_7),
        .activation_nonzero(activation_nonzero_7),
        .weight_exponents(weights_match_exponents),
        .weight_mantissas(weights_match_mantissas),
        .activation_significands(activation_significands_7),
        .activation_signs(activation_signs_7),
        .weight_signs(weights_product_signs),
        .product_mantissas(weights_product_mantissas),
        .bit_significance(product_bit_significance),
        .accumulate(accumulate),
        .first(accumulate_first),
        .accumulator(element_7_accumulator),
        .exponent(element_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7 (
        .clock(clock),
        .capture(capture),
        .accumulator(element_7_accumulator),
        .exponent(element_7_exponent),
        .dequantize(dequantize),
        .scale_bit(weights_scale_bit),
        .product(dequantizer_7_product),
        .product_exponent(dequantizer_7_product_exponent)
    );

    bitmod_column_accumulator accumulator (
        .clock(clock),
        .products_0(dequantizer_0_product),
        .products_1(dequantizer_1_product),
        .products_2(dequantizer_2_product),
        .products_3(dequantizer_3_product),
        .products_4(dequantizer_4_product),
        .products_5(dequantizer_5_product),
        .products_6(dequantizer_6_product),
        .products_7(dequantizer_7_product),
        .exponents_0(dequantizer_0_product_exponent),
        .exponents_1(dequantizer_1_product_exponent),
        .exponents_2(dequantizer_2_product_exponent),
        .exponents_3(dequantizer_3_product_exponent),
        .exponents_4(dequantizer_4_product_exponent),
        .exponents_5(dequantizer_5_product_exponent),
        .exponents_6(dequantizer_6_product_exponent),
        .exponents_7(dequantizer_7_product_exponent),
        .read_row(read_row),
        .add_row(add_row),
        .add_first(add_first),
        .write(write),
        .write_row(write_row),
        .special(special),
        .load_group(load_group),
        .channel_scale(channel_scale),
        .finish(finish_output),
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
