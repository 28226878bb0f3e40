// BitMoD tile: 8 x 8 bit-serial processing elements, 4 lanes, groups of 128.
`default_nettype none

module bitmod_tile (
    input  wire         clock,
    input  wire         reset,
    input  wire         group_valid,  // group header: before the group's first step
    output wire         group_ready,  // a header on offer is taken
    input  wire   [2:0] group_data_type,  // 0 FP4, 1 FP3, 2 INT8, 3 INT6, 4 INT5, 5 INT4, 6 INT3
    input  wire         group_last,  // last group of the dot products
    input  wire  [15:0] group_selectors,  // column 0 in the low bits, as in all below
    input  wire  [63:0] group_scales,  // unsigned
    input  wire [255:0] group_channel_scales,  // binary32, of the last group
    input  wire         weights_valid,  // one beat: a code a lane of every column
    output wire         weights_ready,  // a beat on offer is taken
    input  wire [255:0] weights_codes,  // lane 0 of column 0 lowest
    input  wire         activations_valid,  // one beat: a binary16 value a lane of every row
    output wire         activations_ready,  // a beat on offer is taken
    input  wire [511:0] activations_values,  // lane 0 of row 0 lowest
    output wire         results_valid,  // one beat: a result of every column, row 0 first
    input  wire         results_ready,  // a beat on offer is taken
    output wire         results_last,  // last row of the tile
    output wire [127:0] results_values,  // binary16
    input  wire         special_value_write,  // only while no group is in flight
    input  wire   [2:0] special_value_address,  // 0 to 3 FP4, 4 to 7 FP3
    input  wire   [5:0] special_value_data,  // sign, magnitude[4:0]
    input  wire         status_clear,  // clears the three bits below
    output wire         status_invalid,  // sticky: a result was NaN
    output wire         status_overflow,  // sticky: a finite result became infinite
    // sticky: a special value without two terms was written
    output wire         status_special_value_error
);
    reg invalid;
    reg overflow;
    reg special_value_error;
    wire sequencer_load_group;
    wire sequencer_load_weights;
    wire sequencer_load_activations;
    wire [2:0] sequencer_data_type;
    wire [2:0] sequencer_bit_significance;
    wire sequencer_issue;
    wire sequencer_starts_output;
    wire sequencer_finish;
    wire sequencer_finish_output;
    wire [2:0] sequencer_product_bit_significance;
    wire sequencer_accumulate;
    wire sequencer_accumulate_first;
    wire sequencer_capture;
    wire sequencer_capture_starts;
    wire sequencer_capture_ends;
    wire [7:0] special_values_terms_0;
    wire [7:0] special_values_terms_1;
    wire [7:0] special_values_terms_2;
    wire [7:0] special_values_terms_3;
    wire [7:0] special_values_terms_4;
    wire [7:0] special_values_terms_5;
    wire [7:0] special_values_terms_6;
    wire [7:0] special_values_terms_7;
    wire special_values_write_error;
    wire [19:0] row_0_match_exponents;
    wire [3:0] row_0_match_nonzero;
    wire [43:0] row_0_product_significands;
    wire [3:0] row_0_product_signs;
    wire row_0_captured_special;
    wire [19:0] row_1_match_exponents;
    wire [3:0] row_1_match_nonzero;
    wire [43:0] row_1_product_significands;
    wire [3:0] row_1_product_signs;
    wire row_1_captured_special;
    wire [19:0] row_2_match_exponents;
    wire [3:0] row_2_match_nonzero;
    wire [43:0] row_2_product_significands;
    wire [3:0] row_2_product_signs;
    wire row_2_captured_special;
    wire [19:0] row_3_match_exponents;
    wire [3:0] row_3_match_nonzero;
    wire [43:0] row_3_product_significands;
    wire [3:0] row_3_product_signs;
    wire row_3_captured_special;
    wire [19:0] row_4_match_exponents;
    wire [3:0] row_4_match_nonzero;
    wire [43:0] row_4_product_significands;
    wire [3:0] row_4_product_signs;
    wire row_4_captured_special;
    wire [19:0] row_5_match_exponents;
    wire [3:0] row_5_match_nonzero;
    wire [43:0] row_5_product_significands;
    wire [3:0] row_5_product_signs;
    wire row_5_captured_special;
    wire [19:0] row_6_match_exponents;
    wire [3:0] row_6_match_nonzero;
    wire [43:0] row_6_product_significands;
    wire [3:0] row_6_product_signs;
    wire row_6_captured_special;
    wire [19:0] row_7_match_exponents;
    wire [3:0] row_7_match_nonzero;
    wire [43:0] row_7_product_significands;
    wire [3:0] row_7_product_signs;
    wire row_7_captured_special;
    wire [15:0] column_0_result;
    wire column_0_invalid;
    wire column_0_overflow;
    wire [15:0] column_1_result;
    wire column_1_invalid;
    wire column_1_overflow;
    wire [15:0] column_2_result;
    wire column_2_invalid;
    wire column_2_overflow;
    wire [15:0] column_3_result;
    wire column_3_invalid;
    wire column_3_overflow;
    wire [15:0] column_4_result;
    wire column_4_invalid;
    wire column_4_overflow;
    wire [15:0] column_5_result;
    wire column_5_invalid;
    wire column_5_overflow;
    wire [15:0] column_6_result;
    wire column_6_invalid;
    wire column_6_overflow;
    wire [15:0] column_7_result;
    wire column_7_invalid;
    wire column_7_overflow;
    wire drain_dequantize;
    wire [2:0] drain_read_row;
    wire [2:0] drain_add_row;
    wire drain_add_first;
    wire drain_write;
    wire [2:0] drain_write_row;
    wire drain_start_scaling;
    wire drain_special;
    wire drain_result_valid;
    wire output_control_has_room;
    wire [3:0] output_control_write_address;
    wire [3:0] output_control_read_address;

    bitmod_sequencer sequencer (
        .clock(clock),
        .reset(reset),
        .group_valid(group_valid),
        .group_ready(group_ready),
        .group_data_type(group_data_type),
        .group_last(group_last),
        .weights_valid(weights_valid),
        .weights_ready(weights_ready),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready),
        .has_room(output_control_has_room),
        .load_group(sequencer_load_group),
        .load_weights(sequencer_load_weights),
        .load_activations(sequencer_load_activations),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_starts(sequencer_capture_starts),
        .capture_ends(sequencer_capture_ends)
    );

    bitmod_special_value_register_file special_values (
        .clock(clock),
        .reset(reset),
        .write(special_value_write),
        .address(special_value_address),
        .value(special_value_data),
        .terms_0(special_values_terms_0),
        .terms_1(special_values_terms_1),
        .terms_2(special_values_terms_2),
        .terms_3(special_values_terms_3),
        .terms_4(special_values_terms_4),
        .terms_5(special_values_terms_5),
        .terms_6(special_values_terms_6),
        .terms_7(special_values_terms_7),
        .write_error(special_values_write_error)
    );

    bitmod_activation_row row_0 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[63:0]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_0_match_exponents),
        .match_nonzero(row_0_match_nonzero),
        .product_significands(row_0_product_significands),
        .product_signs(row_0_product_signs),
        .captured_special(row_0_captured_special)
    );

    bitmod_activation_row row_1 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[127:64]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_1_match_exponents),
        .match_nonzero(row_1_match_nonzero),
        .product_significands(row_1_product_significands),
        .product_signs(row_1_product_signs),
        .captured_special(row_1_captured_special)
    );

    bitmod_activation_row row_2 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[191:128]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_2_match_exponents),
        .match_nonzero(row_2_match_nonzero),
        .product_significands(row_2_product_significands),
        .product_signs(row_2_product_signs),
        .captured_special(row_2_captured_special)
    );

    bitmod_activation_row row_3 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[255:192]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_3_match_exponents),
        .match_nonzero(row_3_match_nonzero),
        .product_significands(row_3_product_significands),
        .product_signs(row_3_product_signs),
        .captured_special(row_3_captured_special)
    );

    bitmod_activation_row row_4 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[319:256]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_4_match_exponents),
        .match_nonzero(row_4_match_nonzero),
        .product_significands(row_4_product_significands),
        .product_signs(row_4_product_signs),
        .captured_special(row_4_captured_special)
    );

    bitmod_activation_row row_5 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[383:320]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_5_match_exponents),
        .match_nonzero(row_5_match_nonzero),
        .product_significands(row_5_product_significands),
        .product_signs(row_5_product_signs),
        .captured_special(row_5_captured_special)
    );

    bitmod_activation_row row_6 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[447:384]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_6_match_exponents),
        .match_nonzero(row_6_match_nonzero),
        .product_significands(row_6_product_significands),
        .product_signs(row_6_product_signs),
        .captured_special(row_6_captured_special)
    );

    bitmod_activation_row row_7 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(activations_values[511:448]),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(row_7_match_exponents),
        .match_nonzero(row_7_match_nonzero),
        .product_significands(row_7_product_significands),
        .product_signs(row_7_product_signs),
        .captured_special(row_7_captured_special)
    );

    bitmod_tile_column column_0 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[1:0]),
        .scale_value(group_scales[7:0]),
        .channel_scale(group_channel_scales[31:0]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[31:0]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_0_result),
        .invalid(column_0_invalid),
        .overflow(column_0_overflow)
    );

    bitmod_tile_column column_1 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[3:2]),
        .scale_value(group_scales[15:8]),
        .channel_scale(group_channel_scales[63:32]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[63:32]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_1_result),
        .invalid(column_1_invalid),
        .overflow(column_1_overflow)
    );

    bitmod_tile_column column_2 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[5:4]),
        .scale_value(group_scales[23:16]),
        .channel_scale(group_channel_scales[95:64]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[95:64]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_2_result),
        .invalid(column_2_invalid),
        .overflow(column_2_overflow)
    );

    bitmod_tile_column column_3 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[7:6]),
        .scale_value(group_scales[31:24]),
        .channel_scale(group_channel_scales[127:96]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[127:96]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_3_result),
        .invalid(column_3_invalid),
        .overflow(column_3_overflow)
    );

    bitmod_tile_column column_4 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[9:8]),
        .scale_value(group_scales[39:32]),
        .channel_scale(group_channel_scales[159:128]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[159:128]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_4_result),
        .invalid(column_4_invalid),
        .overflow(column_4_overflow)
    );

    bitmod_tile_column column_5 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[11:10]),
        .scale_value(group_scales[47:40]),
        .channel_scale(group_channel_scales[191:160]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[191:160]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_5_result),
        .invalid(column_5_invalid),
        .overflow(column_5_overflow)
    );

    bitmod_tile_column column_6 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[13:12]),
        .scale_value(group_scales[55:48]),
        .channel_scale(group_channel_scales[223:192]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[223:192]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_6_result),
        .invalid(column_6_invalid),
        .overflow(column_6_overflow)
    );

    bitmod_tile_column column_7 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[15:14]),
        .scale_value(group_scales[63:56]),
        .channel_scale(group_channel_scales[255:224]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[255:224]),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_exponents_0(row_0_match_exponents),
        .activation_exponents_1(row_1_match_exponents),
        .activation_exponents_2(row_2_match_exponents),
        .activation_exponents_3(row_3_match_exponents),
        .activation_exponents_4(row_4_match_exponents),
        .activation_exponents_5(row_5_match_exponents),
        .activation_exponents_6(row_6_match_exponents),
        .activation_exponents_7(row_7_match_exponents),
        .activation_nonzero_0(row_0_match_nonzero),
        .activation_nonzero_1(row_1_match_nonzero),
        .activation_nonzero_2(row_2_match_nonzero),
        .activation_nonzero_3(row_3_match_nonzero),
        .activation_nonzero_4(row_4_match_nonzero),
        .activation_nonzero_5(row_5_match_nonzero),
        .activation_nonzero_6(row_6_match_nonzero),
        .activation_nonzero_7(row_7_match_nonzero),
        .activation_significands_0(row_0_product_significands),
        .activation_significands_1(row_1_product_significands),
        .activation_significands_2(row_2_product_significands),
        .activation_significands_3(row_3_product_significands),
        .activation_significands_4(row_4_product_significands),
        .activation_significands_5(row_5_product_significands),
        .activation_significands_6(row_6_product_significands),
        .activation_significands_7(row_7_product_significands),
        .activation_signs_0(row_0_product_signs),
        .activation_signs_1(row_1_product_signs),
        .activation_signs_2(row_2_product_signs),
        .activation_signs_3(row_3_product_signs),
        .activation_signs_4(row_4_product_signs),
        .activation_signs_5(row_5_product_signs),
        .activation_signs_6(row_6_product_signs),
        .activation_signs_7(row_7_product_signs),
        .result(column_7_result),
        .invalid(column_7_invalid),
        .overflow(column_7_overflow)
    );

    bitmod_drain_controller drain (
        .clock(clock),
        .reset(reset),
        .capture(sequencer_capture),
        .capture_starts(sequencer_capture_starts),
        .capture_ends(sequencer_capture_ends),
        .row_specials_0(row_0_captured_special),
        .row_specials_1(row_1_captured_special),
        .row_specials_2(row_2_captured_special),
        .row_specials_3(row_3_captured_special),
        .row_specials_4(row_4_captured_special),
        .row_specials_5(row_5_captured_special),
        .row_specials_6(row_6_captured_special),
        .row_specials_7(row_7_captured_special),
        .dequantize(drain_dequantize),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid)
    );

    bitmod_output_buffer_controller output_control (
        .clock(clock),
        .reset(reset),
        .reserve(sequencer_finish_output),
        .has_room(output_control_has_room),
        .push(drain_result_valid),
        .write_address(output_control_write_address),
        .read_address(output_control_read_address),
        .results_valid(results_valid),
        .results_ready(results_ready),
        .results_last(results_last)
    );

    assign results_values = {column_7_result, column_6_result, column_5_result, column_4_result,
        column_3_result, column_2_result, column_1_result, column_0_result};

    // Sticky status; a new event wins over the clear.
    wire invalid_now = (|{column_0_invalid, column_1_invalid, column_2_invalid, column_3_invalid,
            column_4_invalid, column_5_invalid, column_6_invalid, column_7_invalid}) &
        drain_result_valid;
    wire overflow_now = (|{column_0_overflow, column_1_overflow, column_2_overflow,
            column_3_overflow, column_4_overflow, column_5_overflow, column_6_overflow,
            column_7_overflow}) & drain_result_valid;

    always @(posedge clock) begin
        if (reset) begin
            invalid <= 1'b0;
            overflow <= 1'b0;
            special_value_error <= 1'b0;
        end else begin
            if (invalid_now) begin
                invalid <= 1'b1;
            end else if (status_clear) begin
                invalid <= 1'b0;
            end
            if (overflow_now) begin
                overflow <= 1'b1;
            end else if (status_clear) begin
                overflow <= 1'b0;
            end
            if (special_values_write_error) begin
                special_value_error <= 1'b1;
            end else if (status_clear) begin
                special_value_error <= 1'b0;
            end
        end
    end

    assign status_invalid = invalid;
    assign status_overflow = overflow;
    assign status_special_value_error = special_value_error;
endmodule

`default_nettype wire
