// BitMoD tile: 8 x 8 bit-serial processing elements, 4 lanes, groups of 128.
`default_nettype none

module bitmod_tile (
    input  wire         clock,
    input  wire         reset,
    input  wire         group_valid,  // group header: before the group's first step
    output wire         group_ready,
    input  wire   [2:0] group_data_type,  // 0 FP4, 1 FP3, 2 INT8, 3 INT6, 4 INT5, 5 INT4, 6 INT3
    input  wire         group_last,  // last group of the dot products
    input  wire  [15:0] group_selectors,  // column 0 in the low bits, as in all below
    input  wire  [63:0] group_scales,
    input  wire [255:0] group_channel_scales,  // binary32, of the last group
    input  wire         weights_valid,  // one beat: a code a lane of every column
    output wire         weights_ready,
    input  wire [255:0] weights_codes,  // lane 0 of column 0 lowest
    input  wire         activations_valid,  // one beat: a binary16 value a lane of every row
    output wire         activations_ready,
    input  wire [511:0] activations_values,  // lane 0 of row 0 lowest
    output wire         results_valid,  // one beat: a result of every column, row 0 first
    input  wire         results_ready,
    output wire         results_last,  // last row of the tile
    output wire [127:0] results_values,
    input  wire         special_value_write,  // only while no group is in flight
    input  wire   [2:0] special_value_address,  // 0 to 3 FP4, 4 to 7 FP3
    input  wire   [5:0] special_value_data,  // sign, magnitude[4:0]
    input  wire         status_clear,
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
    wire [2:0] sequencer_data_type;  // cycle 0
    wire [2:0] sequencer_bit_significance;  // cycle 0
    wire sequencer_issue;  // cycle 0
    wire sequencer_starts_output;  // cycle 0: the step's group is the first of an output
    wire sequencer_finish;  // cycle 0: last step of a group
    wire sequencer_finish_output;  // cycle 0: last step of an output
    wire [2:0] sequencer_product_bit_significance;  // cycle 2
    wire sequencer_accumulate;  // cycle 3
    wire sequencer_accumulate_first;  // cycle 3
    wire sequencer_capture;  // cycle 4
    wire sequencer_capture_starts;  // cycle 4: the group captured is the first of an output
    wire sequencer_capture_ends;  // cycle 4: the group captured is the last of an output
    wire [7:0] special_values_terms_0;  // first and second term
    wire [7:0] special_values_terms_1;  // first and second term
    wire [7:0] special_values_terms_2;  // first and second term
    wire [7:0] special_values_terms_3;  // first and second term
    wire [7:0] special_values_terms_4;  // first and second term
    wire [7:0] special_values_terms_5;  // first and second term
    wire [7:0] special_values_terms_6;  // first and second term
    wire [7:0] special_values_terms_7;  // first and second term
    wire special_values_write_error;  // the value being written has no two terms
    wire [19:0] row_0_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_0_match_nonzero;
    wire [43:0] row_0_product_significands;  // a cycle later
    wire [3:0] row_0_product_signs;
    wire row_0_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_1_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_1_match_nonzero;
    wire [43:0] row_1_product_significands;  // a cycle later
    wire [3:0] row_1_product_signs;
    wire row_1_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_2_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_2_match_nonzero;
    wire [43:0] row_2_product_significands;  // a cycle later
    wire [3:0] row_2_product_signs;
    wire row_2_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_3_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_3_match_nonzero;
    wire [43:0] row_3_product_significands;  // a cycle later
    wire [3:0] row_3_product_signs;
    wire row_3_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_4_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_4_match_nonzero;
    wire [43:0] row_4_product_significands;  // a cycle later
    wire [3:0] row_4_product_signs;
    wire row_4_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_5_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_5_match_nonzero;
    wire [43:0] row_5_product_significands;  // a cycle later
    wire [3:0] row_5_product_signs;
    wire row_5_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_6_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_6_match_nonzero;
    wire [43:0] row_6_product_significands;  // a cycle later
    wire [3:0] row_6_product_signs;
    wire row_6_captured_special;  // an infinity or NaN came in since the dot product started
    wire [19:0] row_7_match_exponents;  // one cycle after the step is issued
    wire [3:0] row_7_match_nonzero;
    wire [43:0] row_7_product_significands;  // a cycle later
    wire [3:0] row_7_product_signs;
    wire row_7_captured_special;  // an infinity or NaN came in since the dot product started
    wire [7:0] column_0_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_0_match_mantissas;
    wire [3:0] column_0_product_signs;  // a cycle later
    wire [3:0] column_0_product_mantissas;
    wire column_0_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_1_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_1_match_mantissas;
    wire [3:0] column_1_product_signs;  // a cycle later
    wire [3:0] column_1_product_mantissas;
    wire column_1_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_2_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_2_match_mantissas;
    wire [3:0] column_2_product_signs;  // a cycle later
    wire [3:0] column_2_product_mantissas;
    wire column_2_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_3_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_3_match_mantissas;
    wire [3:0] column_3_product_signs;  // a cycle later
    wire [3:0] column_3_product_mantissas;
    wire column_3_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_4_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_4_match_mantissas;
    wire [3:0] column_4_product_signs;  // a cycle later
    wire [3:0] column_4_product_mantissas;
    wire column_4_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_5_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_5_match_mantissas;
    wire [3:0] column_5_product_signs;  // a cycle later
    wire [3:0] column_5_product_mantissas;
    wire column_5_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_6_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_6_match_mantissas;
    wire [3:0] column_6_product_signs;  // a cycle later
    wire [3:0] column_6_product_mantissas;
    wire column_6_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [7:0] column_7_match_exponents;  // one cycle after the step is issued
    wire [3:0] column_7_match_mantissas;
    wire [3:0] column_7_product_signs;  // a cycle later
    wire [3:0] column_7_product_mantissas;
    wire column_7_scale_bit;  // of the scale, most significant first, from the cycle after capture
    wire [23:0] element_0_0_accumulator;
    wire [5:0] element_0_0_exponent;
    wire [23:0] element_0_1_accumulator;
    wire [5:0] element_0_1_exponent;
    wire [23:0] element_0_2_accumulator;
    wire [5:0] element_0_2_exponent;
    wire [23:0] element_0_3_accumulator;
    wire [5:0] element_0_3_exponent;
    wire [23:0] element_0_4_accumulator;
    wire [5:0] element_0_4_exponent;
    wire [23:0] element_0_5_accumulator;
    wire [5:0] element_0_5_exponent;
    wire [23:0] element_0_6_accumulator;
    wire [5:0] element_0_6_exponent;
    wire [23:0] element_0_7_accumulator;
    wire [5:0] element_0_7_exponent;
    wire [23:0] element_1_0_accumulator;
    wire [5:0] element_1_0_exponent;
    wire [23:0] element_1_1_accumulator;
    wire [5:0] element_1_1_exponent;
    wire [23:0] element_1_2_accumulator;
    wire [5:0] element_1_2_exponent;
    wire [23:0] element_1_3_accumulator;
    wire [5:0] element_1_3_exponent;
    wire [23:0] element_1_4_accumulator;
    wire [5:0] element_1_4_exponent;
    wire [23:0] element_1_5_accumulator;
    wire [5:0] element_1_5_exponent;
    wire [23:0] element_1_6_accumulator;
    wire [5:0] element_1_6_exponent;
    wire [23:0] element_1_7_accumulator;
    wire [5:0] element_1_7_exponent;
    wire [23:0] element_2_0_accumulator;
    wire [5:0] element_2_0_exponent;
    wire [23:0] element_2_1_accumulator;
    wire [5:0] element_2_1_exponent;
    wire [23:0] element_2_2_accumulator;
    wire [5:0] element_2_2_exponent;
    wire [23:0] element_2_3_accumulator;
    wire [5:0] element_2_3_exponent;
    wire [23:0] element_2_4_accumulator;
    wire [5:0] element_2_4_exponent;
    wire [23:0] element_2_5_accumulator;
    wire [5:0] element_2_5_exponent;
    wire [23:0] element_2_6_accumulator;
    wire [5:0] element_2_6_exponent;
    wire [23:0] element_2_7_accumulator;
    wire [5:0] element_2_7_exponent;
    wire [23:0] element_3_0_accumulator;
    wire [5:0] element_3_0_exponent;
    wire [23:0] element_3_1_accumulator;
    wire [5:0] element_3_1_exponent;
    wire [23:0] element_3_2_accumulator;
    wire [5:0] element_3_2_exponent;
    wire [23:0] element_3_3_accumulator;
    wire [5:0] element_3_3_exponent;
    wire [23:0] element_3_4_accumulator;
    wire [5:0] element_3_4_exponent;
    wire [23:0] element_3_5_accumulator;
    wire [5:0] element_3_5_exponent;
    wire [23:0] element_3_6_accumulator;
    wire [5:0] element_3_6_exponent;
    wire [23:0] element_3_7_accumulator;
    wire [5:0] element_3_7_exponent;
    wire [23:0] element_4_0_accumulator;
    wire [5:0] element_4_0_exponent;
    wire [23:0] element_4_1_accumulator;
    wire [5:0] element_4_1_exponent;
    wire [23:0] element_4_2_accumulator;
    wire [5:0] element_4_2_exponent;
    wire [23:0] element_4_3_accumulator;
    wire [5:0] element_4_3_exponent;
    wire [23:0] element_4_4_accumulator;
    wire [5:0] element_4_4_exponent;
    wire [23:0] element_4_5_accumulator;
    wire [5:0] element_4_5_exponent;
    wire [23:0] element_4_6_accumulator;
    wire [5:0] element_4_6_exponent;
    wire [23:0] element_4_7_accumulator;
    wire [5:0] element_4_7_exponent;
    wire [23:0] element_5_0_accumulator;
    wire [5:0] element_5_0_exponent;
    wire [23:0] element_5_1_accumulator;
    wire [5:0] element_5_1_exponent;
    wire [23:0] element_5_2_accumulator;
    wire [5:0] element_5_2_exponent;
    wire [23:0] element_5_3_accumulator;
    wire [5:0] element_5_3_exponent;
    wire [23:0] element_5_4_accumulator;
    wire [5:0] element_5_4_exponent;
    wire [23:0] element_5_5_accumulator;
    wire [5:0] element_5_5_exponent;
    wire [23:0] element_5_6_accumulator;
    wire [5:0] element_5_6_exponent;
    wire [23:0] element_5_7_accumulator;
    wire [5:0] element_5_7_exponent;
    wire [23:0] element_6_0_accumulator;
    wire [5:0] element_6_0_exponent;
    wire [23:0] element_6_1_accumulator;
    wire [5:0] element_6_1_exponent;
    wire [23:0] element_6_2_accumulator;
    wire [5:0] element_6_2_exponent;
    wire [23:0] element_6_3_accumulator;
    wire [5:0] element_6_3_exponent;
    wire [23:0] element_6_4_accumulator;
    wire [5:0] element_6_4_exponent;
    wire [23:0] element_6_5_accumulator;
    wire [5:0] element_6_5_exponent;
    wire [23:0] element_6_6_accumulator;
    wire [5:0] element_6_6_exponent;
    wire [23:0] element_6_7_accumulator;
    wire [5:0] element_6_7_exponent;
    wire [23:0] element_7_0_accumulator;
    wire [5:0] element_7_0_exponent;
    wire [23:0] element_7_1_accumulator;
    wire [5:0] element_7_1_exponent;
    wire [23:0] element_7_2_accumulator;
    wire [5:0] element_7_2_exponent;
    wire [23:0] element_7_3_accumulator;
    wire [5:0] element_7_3_exponent;
    wire [23:0] element_7_4_accumulator;
    wire [5:0] element_7_4_exponent;
    wire [23:0] element_7_5_accumulator;
    wire [5:0] element_7_5_exponent;
    wire [23:0] element_7_6_accumulator;
    wire [5:0] element_7_6_exponent;
    wire [23:0] element_7_7_accumulator;
    wire [5:0] element_7_7_exponent;
    wire [31:0] dequantizer_0_0_product;
    wire [5:0] dequantizer_0_0_product_exponent;
    wire [31:0] dequantizer_0_1_product;
    wire [5:0] dequantizer_0_1_product_exponent;
    wire [31:0] dequantizer_0_2_product;
    wire [5:0] dequantizer_0_2_product_exponent;
    wire [31:0] dequantizer_0_3_product;
    wire [5:0] dequantizer_0_3_product_exponent;
    wire [31:0] dequantizer_0_4_product;
    wire [5:0] dequantizer_0_4_product_exponent;
    wire [31:0] dequantizer_0_5_product;
    wire [5:0] dequantizer_0_5_product_exponent;
    wire [31:0] dequantizer_0_6_product;
    wire [5:0] dequantizer_0_6_product_exponent;
    wire [31:0] dequantizer_0_7_product;
    wire [5:0] dequantizer_0_7_product_exponent;
    wire [31:0] dequantizer_1_0_product;
    wire [5:0] dequantizer_1_0_product_exponent;
    wire [31:0] dequantizer_1_1_product;
    wire [5:0] dequantizer_1_1_product_exponent;
    wire [31:0] dequantizer_1_2_product;
    wire [5:0] dequantizer_1_2_product_exponent;
    wire [31:0] dequantizer_1_3_product;
    wire [5:0] dequantizer_1_3_product_exponent;
    wire [31:0] dequantizer_1_4_product;
    wire [5:0] dequantizer_1_4_product_exponent;
    wire [31:0] dequantizer_1_5_product;
    wire [5:0] dequantizer_1_5_product_exponent;
    wire [31:0] dequantizer_1_6_product;
    wire [5:0] dequantizer_1_6_product_exponent;
    wire [31:0] dequantizer_1_7_product;
    wire [5:0] dequantizer_1_7_product_exponent;
    wire [31:0] dequantizer_2_0_product;
    wire [5:0] dequantizer_2_0_product_exponent;
    wire [31:0] dequantizer_2_1_product;
    wire [5:0] dequantizer_2_1_product_exponent;
    wire [31:0] dequantizer_2_2_product;
    wire [5:0] dequantizer_2_2_product_exponent;
    wire [31:0] dequantizer_2_3_product;
    wire [5:0] dequantizer_2_3_product_exponent;
    wire [31:0] dequantizer_2_4_product;
    wire [5:0] dequantizer_2_4_product_exponent;
    wire [31:0] dequantizer_2_5_product;
    wire [5:0] dequantizer_2_5_product_exponent;
    wire [31:0] dequantizer_2_6_product;
    wire [5:0] dequantizer_2_6_product_exponent;
    wire [31:0] dequantizer_2_7_product;
    wire [5:0] dequantizer_2_7_product_exponent;
    wire [31:0] dequantizer_3_0_product;
    wire [5:0] dequantizer_3_0_product_exponent;
    wire [31:0] dequantizer_3_1_product;
    wire [5:0] dequantizer_3_1_product_exponent;
    wire [31:0] dequantizer_3_2_product;
    wire [5:0] dequantizer_3_2_product_exponent;
    wire [31:0] dequantizer_3_3_product;
    wire [5:0] dequantizer_3_3_product_exponent;
    wire [31:0] dequantizer_3_4_product;
    wire [5:0] dequantizer_3_4_product_exponent;
    wire [31:0] dequantizer_3_5_product;
    wire [5:0] dequantizer_3_5_product_exponent;
    wire [31:0] dequantizer_3_6_product;
    wire [5:0] dequantizer_3_6_product_exponent;
    wire [31:0] dequantizer_3_7_product;
    wire [5:0] dequantizer_3_7_product_exponent;
    wire [31:0] dequantizer_4_0_product;
    wire [5:0] dequantizer_4_0_product_exponent;
    wire [31:0] dequantizer_4_1_product;
    wire [5:0] dequantizer_4_1_product_exponent;
    wire [31:0] dequantizer_4_2_product;
    wire [5:0] dequantizer_4_2_product_exponent;
    wire [31:0] dequantizer_4_3_product;
    wire [5:0] dequantizer_4_3_product_exponent;
    wire [31:0] dequantizer_4_4_product;
    wire [5:0] dequantizer_4_4_product_exponent;
    wire [31:0] dequantizer_4_5_product;
    wire [5:0] dequantizer_4_5_product_exponent;
    wire [31:0] dequantizer_4_6_product;
    wire [5:0] dequantizer_4_6_product_exponent;
    wire [31:0] dequantizer_4_7_product;
    wire [5:0] dequantizer_4_7_product_exponent;
    wire [31:0] dequantizer_5_0_product;
    wire [5:0] dequantizer_5_0_product_exponent;
    wire [31:0] dequantizer_5_1_product;
    wire [5:0] dequantizer_5_1_product_exponent;
    wire [31:0] dequantizer_5_2_product;
    wire [5:0] dequantizer_5_2_product_exponent;
    wire [31:0] dequantizer_5_3_product;
    wire [5:0] dequantizer_5_3_product_exponent;
    wire [31:0] dequantizer_5_4_product;
    wire [5:0] dequantizer_5_4_product_exponent;
    wire [31:0] dequantizer_5_5_product;
    wire [5:0] dequantizer_5_5_product_exponent;
    wire [31:0] dequantizer_5_6_product;
    wire [5:0] dequantizer_5_6_product_exponent;
    wire [31:0] dequantizer_5_7_product;
    wire [5:0] dequantizer_5_7_product_exponent;
    wire [31:0] dequantizer_6_0_product;
    wire [5:0] dequantizer_6_0_product_exponent;
    wire [31:0] dequantizer_6_1_product;
    wire [5:0] dequantizer_6_1_product_exponent;
    wire [31:0] dequantizer_6_2_product;
    wire [5:0] dequantizer_6_2_product_exponent;
    wire [31:0] dequantizer_6_3_product;
    wire [5:0] dequantizer_6_3_product_exponent;
    wire [31:0] dequantizer_6_4_product;
    wire [5:0] dequantizer_6_4_product_exponent;
    wire [31:0] dequantizer_6_5_product;
    wire [5:0] dequantizer_6_5_product_exponent;
    wire [31:0] dequantizer_6_6_product;
    wire [5:0] dequantizer_6_6_product_exponent;
    wire [31:0] dequantizer_6_7_product;
    wire [5:0] dequantizer_6_7_product_exponent;
    wire [31:0] dequantizer_7_0_product;
    wire [5:0] dequantizer_7_0_product_exponent;
    wire [31:0] dequantizer_7_1_product;
    wire [5:0] dequantizer_7_1_product_exponent;
    wire [31:0] dequantizer_7_2_product;
    wire [5:0] dequantizer_7_2_product_exponent;
    wire [31:0] dequantizer_7_3_product;
    wire [5:0] dequantizer_7_3_product_exponent;
    wire [31:0] dequantizer_7_4_product;
    wire [5:0] dequantizer_7_4_product_exponent;
    wire [31:0] dequantizer_7_5_product;
    wire [5:0] dequantizer_7_5_product_exponent;
    wire [31:0] dequantizer_7_6_product;
    wire [5:0] dequantizer_7_6_product_exponent;
    wire [31:0] dequantizer_7_7_product;
    wire [5:0] dequantizer_7_7_product_exponent;
    wire drain_dequantize;  // eight cycles from the one after capture
    wire [2:0] drain_read_row;  // cycle 0
    wire [2:0] drain_add_row;  // cycle 3
    wire drain_add_first;  // cycle 3 after read_row
    wire drain_write;  // cycle 6
    wire [2:0] drain_write_row;  // cycle 6
    wire drain_start_scaling;  // cycle 6: first row of an output's last group
    wire drain_special;  // cycle 10: the row had an infinity or NaN
    wire drain_result_valid;  // cycle 11: a row of results is there
    wire [15:0] accumulator_0_result;  // cycle 11
    wire accumulator_0_invalid;
    wire accumulator_0_overflow;
    wire [15:0] accumulator_1_result;  // cycle 11
    wire accumulator_1_invalid;
    wire accumulator_1_overflow;
    wire [15:0] accumulator_2_result;  // cycle 11
    wire accumulator_2_invalid;
    wire accumulator_2_overflow;
    wire [15:0] accumulator_3_result;  // cycle 11
    wire accumulator_3_invalid;
    wire accumulator_3_overflow;
    wire [15:0] accumulator_4_result;  // cycle 11
    wire accumulator_4_invalid;
    wire accumulator_4_overflow;
    wire [15:0] accumulator_5_result;  // cycle 11
    wire accumulator_5_invalid;
    wire accumulator_5_overflow;
    wire [15:0] accumulator_6_result;  // cycle 11
    wire accumulator_6_invalid;
    wire accumulator_6_overflow;
    wire [15:0] accumulator_7_result;  // cycle 11
    wire accumulator_7_invalid;
    wire accumulator_7_overflow;
    wire output_control_has_room;
    wire [3:0] output_control_write_address;
    wire [3:0] output_control_read_address;
    wire [15:0] output_buffer_0_read_data;
    wire [15:0] output_buffer_1_read_data;
    wire [15:0] output_buffer_2_read_data;
    wire [15:0] output_buffer_3_read_data;
    wire [15:0] output_buffer_4_read_data;
    wire [15:0] output_buffer_5_read_data;
    wire [15:0] output_buffer_6_read_data;
    wire [15:0] output_buffer_7_read_data;

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

    bitmod_weight_column column_0 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[1:0]),
        .scale_value(group_scales[7:0]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[31:0]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_0_match_exponents),
        .match_mantissas(column_0_match_mantissas),
        .product_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .scale_bit(column_0_scale_bit)
    );

    bitmod_weight_column column_1 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[3:2]),
        .scale_value(group_scales[15:8]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[63:32]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_1_match_exponents),
        .match_mantissas(column_1_match_mantissas),
        .product_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .scale_bit(column_1_scale_bit)
    );

    bitmod_weight_column column_2 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[5:4]),
        .scale_value(group_scales[23:16]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[95:64]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_2_match_exponents),
        .match_mantissas(column_2_match_mantissas),
        .product_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .scale_bit(column_2_scale_bit)
    );

    bitmod_weight_column column_3 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[7:6]),
        .scale_value(group_scales[31:24]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[127:96]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_3_match_exponents),
        .match_mantissas(column_3_match_mantissas),
        .product_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .scale_bit(column_3_scale_bit)
    );

    bitmod_weight_column column_4 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[9:8]),
        .scale_value(group_scales[39:32]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[159:128]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_4_match_exponents),
        .match_mantissas(column_4_match_mantissas),
        .product_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .scale_bit(column_4_scale_bit)
    );

    bitmod_weight_column column_5 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[11:10]),
        .scale_value(group_scales[47:40]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[191:160]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_5_match_exponents),
        .match_mantissas(column_5_match_mantissas),
        .product_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .scale_bit(column_5_scale_bit)
    );

    bitmod_weight_column column_6 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[13:12]),
        .scale_value(group_scales[55:48]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[223:192]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_6_match_exponents),
        .match_mantissas(column_6_match_mantissas),
        .product_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .scale_bit(column_6_scale_bit)
    );

    bitmod_weight_column column_7 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .selector_value(group_selectors[15:14]),
        .scale_value(group_scales[63:56]),
        .load_weights(sequencer_load_weights),
        .codes(weights_codes[255:224]),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .special_terms_0(special_values_terms_0),
        .special_terms_1(special_values_terms_1),
        .special_terms_2(special_values_terms_2),
        .special_terms_3(special_values_terms_3),
        .special_terms_4(special_values_terms_4),
        .special_terms_5(special_values_terms_5),
        .special_terms_6(special_values_terms_6),
        .special_terms_7(special_values_terms_7),
        .finish(sequencer_finish),
        .capture(sequencer_capture),
        .match_exponents(column_7_match_exponents),
        .match_mantissas(column_7_match_mantissas),
        .product_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .scale_bit(column_7_scale_bit)
    );

    bitmod_processing_element element_0_0 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_0_accumulator),
        .exponent(element_0_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_0_accumulator),
        .exponent(element_0_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_0_0_product),
        .product_exponent(dequantizer_0_0_product_exponent)
    );

    bitmod_processing_element element_0_1 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_1_accumulator),
        .exponent(element_0_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_1_accumulator),
        .exponent(element_0_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_0_1_product),
        .product_exponent(dequantizer_0_1_product_exponent)
    );

    bitmod_processing_element element_0_2 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_2_accumulator),
        .exponent(element_0_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_2_accumulator),
        .exponent(element_0_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_0_2_product),
        .product_exponent(dequantizer_0_2_product_exponent)
    );

    bitmod_processing_element element_0_3 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_3_accumulator),
        .exponent(element_0_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_3_accumulator),
        .exponent(element_0_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_0_3_product),
        .product_exponent(dequantizer_0_3_product_exponent)
    );

    bitmod_processing_element element_0_4 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_4_accumulator),
        .exponent(element_0_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_4_accumulator),
        .exponent(element_0_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_0_4_product),
        .product_exponent(dequantizer_0_4_product_exponent)
    );

    bitmod_processing_element element_0_5 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_5_accumulator),
        .exponent(element_0_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_5_accumulator),
        .exponent(element_0_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_0_5_product),
        .product_exponent(dequantizer_0_5_product_exponent)
    );

    bitmod_processing_element element_0_6 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_6_accumulator),
        .exponent(element_0_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_6_accumulator),
        .exponent(element_0_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_0_6_product),
        .product_exponent(dequantizer_0_6_product_exponent)
    );

    bitmod_processing_element element_0_7 (
        .clock(clock),
        .activation_exponents(row_0_match_exponents),
        .activation_nonzero(row_0_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_0_product_significands),
        .activation_signs(row_0_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_0_7_accumulator),
        .exponent(element_0_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_0_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_0_7_accumulator),
        .exponent(element_0_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_0_7_product),
        .product_exponent(dequantizer_0_7_product_exponent)
    );

    bitmod_processing_element element_1_0 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_0_accumulator),
        .exponent(element_1_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_0_accumulator),
        .exponent(element_1_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_1_0_product),
        .product_exponent(dequantizer_1_0_product_exponent)
    );

    bitmod_processing_element element_1_1 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_1_accumulator),
        .exponent(element_1_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_1_accumulator),
        .exponent(element_1_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_1_1_product),
        .product_exponent(dequantizer_1_1_product_exponent)
    );

    bitmod_processing_element element_1_2 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_2_accumulator),
        .exponent(element_1_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_2_accumulator),
        .exponent(element_1_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_1_2_product),
        .product_exponent(dequantizer_1_2_product_exponent)
    );

    bitmod_processing_element element_1_3 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_3_accumulator),
        .exponent(element_1_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_3_accumulator),
        .exponent(element_1_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_1_3_product),
        .product_exponent(dequantizer_1_3_product_exponent)
    );

    bitmod_processing_element element_1_4 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_4_accumulator),
        .exponent(element_1_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_4_accumulator),
        .exponent(element_1_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_1_4_product),
        .product_exponent(dequantizer_1_4_product_exponent)
    );

    bitmod_processing_element element_1_5 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_5_accumulator),
        .exponent(element_1_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_5_accumulator),
        .exponent(element_1_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_1_5_product),
        .product_exponent(dequantizer_1_5_product_exponent)
    );

    bitmod_processing_element element_1_6 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_6_accumulator),
        .exponent(element_1_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_6_accumulator),
        .exponent(element_1_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_1_6_product),
        .product_exponent(dequantizer_1_6_product_exponent)
    );

    bitmod_processing_element element_1_7 (
        .clock(clock),
        .activation_exponents(row_1_match_exponents),
        .activation_nonzero(row_1_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_1_product_significands),
        .activation_signs(row_1_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_1_7_accumulator),
        .exponent(element_1_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_1_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_1_7_accumulator),
        .exponent(element_1_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_1_7_product),
        .product_exponent(dequantizer_1_7_product_exponent)
    );

    bitmod_processing_element element_2_0 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_0_accumulator),
        .exponent(element_2_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_0_accumulator),
        .exponent(element_2_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_2_0_product),
        .product_exponent(dequantizer_2_0_product_exponent)
    );

    bitmod_processing_element element_2_1 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_1_accumulator),
        .exponent(element_2_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_1_accumulator),
        .exponent(element_2_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_2_1_product),
        .product_exponent(dequantizer_2_1_product_exponent)
    );

    bitmod_processing_element element_2_2 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_2_accumulator),
        .exponent(element_2_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_2_accumulator),
        .exponent(element_2_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_2_2_product),
        .product_exponent(dequantizer_2_2_product_exponent)
    );

    bitmod_processing_element element_2_3 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_3_accumulator),
        .exponent(element_2_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_3_accumulator),
        .exponent(element_2_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_2_3_product),
        .product_exponent(dequantizer_2_3_product_exponent)
    );

    bitmod_processing_element element_2_4 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_4_accumulator),
        .exponent(element_2_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_4_accumulator),
        .exponent(element_2_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_2_4_product),
        .product_exponent(dequantizer_2_4_product_exponent)
    );

    bitmod_processing_element element_2_5 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_5_accumulator),
        .exponent(element_2_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_5_accumulator),
        .exponent(element_2_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_2_5_product),
        .product_exponent(dequantizer_2_5_product_exponent)
    );

    bitmod_processing_element element_2_6 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_6_accumulator),
        .exponent(element_2_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_6_accumulator),
        .exponent(element_2_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_2_6_product),
        .product_exponent(dequantizer_2_6_product_exponent)
    );

    bitmod_processing_element element_2_7 (
        .clock(clock),
        .activation_exponents(row_2_match_exponents),
        .activation_nonzero(row_2_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_2_product_significands),
        .activation_signs(row_2_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_2_7_accumulator),
        .exponent(element_2_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_2_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_2_7_accumulator),
        .exponent(element_2_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_2_7_product),
        .product_exponent(dequantizer_2_7_product_exponent)
    );

    bitmod_processing_element element_3_0 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_0_accumulator),
        .exponent(element_3_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_0_accumulator),
        .exponent(element_3_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_3_0_product),
        .product_exponent(dequantizer_3_0_product_exponent)
    );

    bitmod_processing_element element_3_1 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_1_accumulator),
        .exponent(element_3_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_1_accumulator),
        .exponent(element_3_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_3_1_product),
        .product_exponent(dequantizer_3_1_product_exponent)
    );

    bitmod_processing_element element_3_2 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_2_accumulator),
        .exponent(element_3_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_2_accumulator),
        .exponent(element_3_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_3_2_product),
        .product_exponent(dequantizer_3_2_product_exponent)
    );

    bitmod_processing_element element_3_3 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_3_accumulator),
        .exponent(element_3_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_3_accumulator),
        .exponent(element_3_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_3_3_product),
        .product_exponent(dequantizer_3_3_product_exponent)
    );

    bitmod_processing_element element_3_4 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_4_accumulator),
        .exponent(element_3_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_4_accumulator),
        .exponent(element_3_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_3_4_product),
        .product_exponent(dequantizer_3_4_product_exponent)
    );

    bitmod_processing_element element_3_5 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_5_accumulator),
        .exponent(element_3_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_5_accumulator),
        .exponent(element_3_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_3_5_product),
        .product_exponent(dequantizer_3_5_product_exponent)
    );

    bitmod_processing_element element_3_6 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_6_accumulator),
        .exponent(element_3_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_6_accumulator),
        .exponent(element_3_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_3_6_product),
        .product_exponent(dequantizer_3_6_product_exponent)
    );

    bitmod_processing_element element_3_7 (
        .clock(clock),
        .activation_exponents(row_3_match_exponents),
        .activation_nonzero(row_3_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_3_product_significands),
        .activation_signs(row_3_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_3_7_accumulator),
        .exponent(element_3_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_3_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_3_7_accumulator),
        .exponent(element_3_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_3_7_product),
        .product_exponent(dequantizer_3_7_product_exponent)
    );

    bitmod_processing_element element_4_0 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_0_accumulator),
        .exponent(element_4_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_0_accumulator),
        .exponent(element_4_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_4_0_product),
        .product_exponent(dequantizer_4_0_product_exponent)
    );

    bitmod_processing_element element_4_1 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_1_accumulator),
        .exponent(element_4_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_1_accumulator),
        .exponent(element_4_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_4_1_product),
        .product_exponent(dequantizer_4_1_product_exponent)
    );

    bitmod_processing_element element_4_2 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_2_accumulator),
        .exponent(element_4_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_2_accumulator),
        .exponent(element_4_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_4_2_product),
        .product_exponent(dequantizer_4_2_product_exponent)
    );

    bitmod_processing_element element_4_3 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_3_accumulator),
        .exponent(element_4_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_3_accumulator),
        .exponent(element_4_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_4_3_product),
        .product_exponent(dequantizer_4_3_product_exponent)
    );

    bitmod_processing_element element_4_4 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_4_accumulator),
        .exponent(element_4_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_4_accumulator),
        .exponent(element_4_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_4_4_product),
        .product_exponent(dequantizer_4_4_product_exponent)
    );

    bitmod_processing_element element_4_5 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_5_accumulator),
        .exponent(element_4_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_5_accumulator),
        .exponent(element_4_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_4_5_product),
        .product_exponent(dequantizer_4_5_product_exponent)
    );

    bitmod_processing_element element_4_6 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_6_accumulator),
        .exponent(element_4_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_6_accumulator),
        .exponent(element_4_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_4_6_product),
        .product_exponent(dequantizer_4_6_product_exponent)
    );

    bitmod_processing_element element_4_7 (
        .clock(clock),
        .activation_exponents(row_4_match_exponents),
        .activation_nonzero(row_4_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_4_product_significands),
        .activation_signs(row_4_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_4_7_accumulator),
        .exponent(element_4_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_4_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_4_7_accumulator),
        .exponent(element_4_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_4_7_product),
        .product_exponent(dequantizer_4_7_product_exponent)
    );

    bitmod_processing_element element_5_0 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_0_accumulator),
        .exponent(element_5_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_0_accumulator),
        .exponent(element_5_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_5_0_product),
        .product_exponent(dequantizer_5_0_product_exponent)
    );

    bitmod_processing_element element_5_1 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_1_accumulator),
        .exponent(element_5_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_1_accumulator),
        .exponent(element_5_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_5_1_product),
        .product_exponent(dequantizer_5_1_product_exponent)
    );

    bitmod_processing_element element_5_2 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_2_accumulator),
        .exponent(element_5_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_2_accumulator),
        .exponent(element_5_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_5_2_product),
        .product_exponent(dequantizer_5_2_product_exponent)
    );

    bitmod_processing_element element_5_3 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_3_accumulator),
        .exponent(element_5_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_3_accumulator),
        .exponent(element_5_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_5_3_product),
        .product_exponent(dequantizer_5_3_product_exponent)
    );

    bitmod_processing_element element_5_4 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_4_accumulator),
        .exponent(element_5_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_4_accumulator),
        .exponent(element_5_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_5_4_product),
        .product_exponent(dequantizer_5_4_product_exponent)
    );

    bitmod_processing_element element_5_5 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_5_accumulator),
        .exponent(element_5_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_5_accumulator),
        .exponent(element_5_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_5_5_product),
        .product_exponent(dequantizer_5_5_product_exponent)
    );

    bitmod_processing_element element_5_6 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_6_accumulator),
        .exponent(element_5_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_6_accumulator),
        .exponent(element_5_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_5_6_product),
        .product_exponent(dequantizer_5_6_product_exponent)
    );

    bitmod_processing_element element_5_7 (
        .clock(clock),
        .activation_exponents(row_5_match_exponents),
        .activation_nonzero(row_5_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_5_product_significands),
        .activation_signs(row_5_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_5_7_accumulator),
        .exponent(element_5_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_5_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_5_7_accumulator),
        .exponent(element_5_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_5_7_product),
        .product_exponent(dequantizer_5_7_product_exponent)
    );

    bitmod_processing_element element_6_0 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_0_accumulator),
        .exponent(element_6_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_0_accumulator),
        .exponent(element_6_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_6_0_product),
        .product_exponent(dequantizer_6_0_product_exponent)
    );

    bitmod_processing_element element_6_1 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_1_accumulator),
        .exponent(element_6_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_1_accumulator),
        .exponent(element_6_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_6_1_product),
        .product_exponent(dequantizer_6_1_product_exponent)
    );

    bitmod_processing_element element_6_2 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_2_accumulator),
        .exponent(element_6_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_2_accumulator),
        .exponent(element_6_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_6_2_product),
        .product_exponent(dequantizer_6_2_product_exponent)
    );

    bitmod_processing_element element_6_3 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_3_accumulator),
        .exponent(element_6_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_3_accumulator),
        .exponent(element_6_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_6_3_product),
        .product_exponent(dequantizer_6_3_product_exponent)
    );

    bitmod_processing_element element_6_4 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_4_accumulator),
        .exponent(element_6_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_4_accumulator),
        .exponent(element_6_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_6_4_product),
        .product_exponent(dequantizer_6_4_product_exponent)
    );

    bitmod_processing_element element_6_5 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_5_accumulator),
        .exponent(element_6_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_5_accumulator),
        .exponent(element_6_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_6_5_product),
        .product_exponent(dequantizer_6_5_product_exponent)
    );

    bitmod_processing_element element_6_6 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_6_accumulator),
        .exponent(element_6_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_6_accumulator),
        .exponent(element_6_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_6_6_product),
        .product_exponent(dequantizer_6_6_product_exponent)
    );

    bitmod_processing_element element_6_7 (
        .clock(clock),
        .activation_exponents(row_6_match_exponents),
        .activation_nonzero(row_6_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_6_product_significands),
        .activation_signs(row_6_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_6_7_accumulator),
        .exponent(element_6_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_6_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_6_7_accumulator),
        .exponent(element_6_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_6_7_product),
        .product_exponent(dequantizer_6_7_product_exponent)
    );

    bitmod_processing_element element_7_0 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_0_match_exponents),
        .weight_mantissas(column_0_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_0_product_signs),
        .product_mantissas(column_0_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_0_accumulator),
        .exponent(element_7_0_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_0 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_0_accumulator),
        .exponent(element_7_0_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_0_scale_bit),
        .product(dequantizer_7_0_product),
        .product_exponent(dequantizer_7_0_product_exponent)
    );

    bitmod_processing_element element_7_1 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_1_match_exponents),
        .weight_mantissas(column_1_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_1_product_signs),
        .product_mantissas(column_1_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_1_accumulator),
        .exponent(element_7_1_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_1 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_1_accumulator),
        .exponent(element_7_1_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_1_scale_bit),
        .product(dequantizer_7_1_product),
        .product_exponent(dequantizer_7_1_product_exponent)
    );

    bitmod_processing_element element_7_2 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_2_match_exponents),
        .weight_mantissas(column_2_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_2_product_signs),
        .product_mantissas(column_2_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_2_accumulator),
        .exponent(element_7_2_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_2 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_2_accumulator),
        .exponent(element_7_2_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_2_scale_bit),
        .product(dequantizer_7_2_product),
        .product_exponent(dequantizer_7_2_product_exponent)
    );

    bitmod_processing_element element_7_3 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_3_match_exponents),
        .weight_mantissas(column_3_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_3_product_signs),
        .product_mantissas(column_3_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_3_accumulator),
        .exponent(element_7_3_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_3 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_3_accumulator),
        .exponent(element_7_3_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_3_scale_bit),
        .product(dequantizer_7_3_product),
        .product_exponent(dequantizer_7_3_product_exponent)
    );

    bitmod_processing_element element_7_4 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_4_match_exponents),
        .weight_mantissas(column_4_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_4_product_signs),
        .product_mantissas(column_4_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_4_accumulator),
        .exponent(element_7_4_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_4 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_4_accumulator),
        .exponent(element_7_4_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_4_scale_bit),
        .product(dequantizer_7_4_product),
        .product_exponent(dequantizer_7_4_product_exponent)
    );

    bitmod_processing_element element_7_5 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_5_match_exponents),
        .weight_mantissas(column_5_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_5_product_signs),
        .product_mantissas(column_5_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_5_accumulator),
        .exponent(element_7_5_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_5 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_5_accumulator),
        .exponent(element_7_5_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_5_scale_bit),
        .product(dequantizer_7_5_product),
        .product_exponent(dequantizer_7_5_product_exponent)
    );

    bitmod_processing_element element_7_6 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_6_match_exponents),
        .weight_mantissas(column_6_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_6_product_signs),
        .product_mantissas(column_6_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_6_accumulator),
        .exponent(element_7_6_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_6 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_6_accumulator),
        .exponent(element_7_6_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_6_scale_bit),
        .product(dequantizer_7_6_product),
        .product_exponent(dequantizer_7_6_product_exponent)
    );

    bitmod_processing_element element_7_7 (
        .clock(clock),
        .activation_exponents(row_7_match_exponents),
        .activation_nonzero(row_7_match_nonzero),
        .weight_exponents(column_7_match_exponents),
        .weight_mantissas(column_7_match_mantissas),
        .activation_significands(row_7_product_significands),
        .activation_signs(row_7_product_signs),
        .weight_signs(column_7_product_signs),
        .product_mantissas(column_7_product_mantissas),
        .bit_significance(sequencer_product_bit_significance),
        .accumulate(sequencer_accumulate),
        .first(sequencer_accumulate_first),
        .accumulator(element_7_7_accumulator),
        .exponent(element_7_7_exponent)
    );

    bitmod_bit_serial_dequantizer dequantizer_7_7 (
        .clock(clock),
        .capture(sequencer_capture),
        .accumulator(element_7_7_accumulator),
        .exponent(element_7_7_exponent),
        .dequantize(drain_dequantize),
        .scale_bit(column_7_scale_bit),
        .product(dequantizer_7_7_product),
        .product_exponent(dequantizer_7_7_product_exponent)
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

    assign results_values = {output_buffer_7_read_data, output_buffer_6_read_data,
        output_buffer_5_read_data, output_buffer_4_read_data, output_buffer_3_read_data,
        output_buffer_2_read_data, output_buffer_1_read_data, output_buffer_0_read_data};

    bitmod_column_accumulator accumulator_0 (
        .clock(clock),
        .products_0(dequantizer_0_0_product),
        .products_1(dequantizer_1_0_product),
        .products_2(dequantizer_2_0_product),
        .products_3(dequantizer_3_0_product),
        .products_4(dequantizer_4_0_product),
        .products_5(dequantizer_5_0_product),
        .products_6(dequantizer_6_0_product),
        .products_7(dequantizer_7_0_product),
        .exponents_0(dequantizer_0_0_product_exponent),
        .exponents_1(dequantizer_1_0_product_exponent),
        .exponents_2(dequantizer_2_0_product_exponent),
        .exponents_3(dequantizer_3_0_product_exponent),
        .exponents_4(dequantizer_4_0_product_exponent),
        .exponents_5(dequantizer_5_0_product_exponent),
        .exponents_6(dequantizer_6_0_product_exponent),
        .exponents_7(dequantizer_7_0_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[31:0]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_0_result),
        .invalid(accumulator_0_invalid),
        .overflow(accumulator_0_overflow)
    );

    bitmod_memory_16x16 output_buffer_0 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_0_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_0_read_data)
    );

    bitmod_column_accumulator accumulator_1 (
        .clock(clock),
        .products_0(dequantizer_0_1_product),
        .products_1(dequantizer_1_1_product),
        .products_2(dequantizer_2_1_product),
        .products_3(dequantizer_3_1_product),
        .products_4(dequantizer_4_1_product),
        .products_5(dequantizer_5_1_product),
        .products_6(dequantizer_6_1_product),
        .products_7(dequantizer_7_1_product),
        .exponents_0(dequantizer_0_1_product_exponent),
        .exponents_1(dequantizer_1_1_product_exponent),
        .exponents_2(dequantizer_2_1_product_exponent),
        .exponents_3(dequantizer_3_1_product_exponent),
        .exponents_4(dequantizer_4_1_product_exponent),
        .exponents_5(dequantizer_5_1_product_exponent),
        .exponents_6(dequantizer_6_1_product_exponent),
        .exponents_7(dequantizer_7_1_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[63:32]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_1_result),
        .invalid(accumulator_1_invalid),
        .overflow(accumulator_1_overflow)
    );

    bitmod_memory_16x16 output_buffer_1 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_1_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_1_read_data)
    );

    bitmod_column_accumulator accumulator_2 (
        .clock(clock),
        .products_0(dequantizer_0_2_product),
        .products_1(dequantizer_1_2_product),
        .products_2(dequantizer_2_2_product),
        .products_3(dequantizer_3_2_product),
        .products_4(dequantizer_4_2_product),
        .products_5(dequantizer_5_2_product),
        .products_6(dequantizer_6_2_product),
        .products_7(dequantizer_7_2_product),
        .exponents_0(dequantizer_0_2_product_exponent),
        .exponents_1(dequantizer_1_2_product_exponent),
        .exponents_2(dequantizer_2_2_product_exponent),
        .exponents_3(dequantizer_3_2_product_exponent),
        .exponents_4(dequantizer_4_2_product_exponent),
        .exponents_5(dequantizer_5_2_product_exponent),
        .exponents_6(dequantizer_6_2_product_exponent),
        .exponents_7(dequantizer_7_2_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[95:64]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_2_result),
        .invalid(accumulator_2_invalid),
        .overflow(accumulator_2_overflow)
    );

    bitmod_memory_16x16 output_buffer_2 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_2_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_2_read_data)
    );

    bitmod_column_accumulator accumulator_3 (
        .clock(clock),
        .products_0(dequantizer_0_3_product),
        .products_1(dequantizer_1_3_product),
        .products_2(dequantizer_2_3_product),
        .products_3(dequantizer_3_3_product),
        .products_4(dequantizer_4_3_product),
        .products_5(dequantizer_5_3_product),
        .products_6(dequantizer_6_3_product),
        .products_7(dequantizer_7_3_product),
        .exponents_0(dequantizer_0_3_product_exponent),
        .exponents_1(dequantizer_1_3_product_exponent),
        .exponents_2(dequantizer_2_3_product_exponent),
        .exponents_3(dequantizer_3_3_product_exponent),
        .exponents_4(dequantizer_4_3_product_exponent),
        .exponents_5(dequantizer_5_3_product_exponent),
        .exponents_6(dequantizer_6_3_product_exponent),
        .exponents_7(dequantizer_7_3_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[127:96]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_3_result),
        .invalid(accumulator_3_invalid),
        .overflow(accumulator_3_overflow)
    );

    bitmod_memory_16x16 output_buffer_3 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_3_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_3_read_data)
    );

    bitmod_column_accumulator accumulator_4 (
        .clock(clock),
        .products_0(dequantizer_0_4_product),
        .products_1(dequantizer_1_4_product),
        .products_2(dequantizer_2_4_product),
        .products_3(dequantizer_3_4_product),
        .products_4(dequantizer_4_4_product),
        .products_5(dequantizer_5_4_product),
        .products_6(dequantizer_6_4_product),
        .products_7(dequantizer_7_4_product),
        .exponents_0(dequantizer_0_4_product_exponent),
        .exponents_1(dequantizer_1_4_product_exponent),
        .exponents_2(dequantizer_2_4_product_exponent),
        .exponents_3(dequantizer_3_4_product_exponent),
        .exponents_4(dequantizer_4_4_product_exponent),
        .exponents_5(dequantizer_5_4_product_exponent),
        .exponents_6(dequantizer_6_4_product_exponent),
        .exponents_7(dequantizer_7_4_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[159:128]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_4_result),
        .invalid(accumulator_4_invalid),
        .overflow(accumulator_4_overflow)
    );

    bitmod_memory_16x16 output_buffer_4 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_4_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_4_read_data)
    );

    bitmod_column_accumulator accumulator_5 (
        .clock(clock),
        .products_0(dequantizer_0_5_product),
        .products_1(dequantizer_1_5_product),
        .products_2(dequantizer_2_5_product),
        .products_3(dequantizer_3_5_product),
        .products_4(dequantizer_4_5_product),
        .products_5(dequantizer_5_5_product),
        .products_6(dequantizer_6_5_product),
        .products_7(dequantizer_7_5_product),
        .exponents_0(dequantizer_0_5_product_exponent),
        .exponents_1(dequantizer_1_5_product_exponent),
        .exponents_2(dequantizer_2_5_product_exponent),
        .exponents_3(dequantizer_3_5_product_exponent),
        .exponents_4(dequantizer_4_5_product_exponent),
        .exponents_5(dequantizer_5_5_product_exponent),
        .exponents_6(dequantizer_6_5_product_exponent),
        .exponents_7(dequantizer_7_5_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[191:160]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_5_result),
        .invalid(accumulator_5_invalid),
        .overflow(accumulator_5_overflow)
    );

    bitmod_memory_16x16 output_buffer_5 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_5_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_5_read_data)
    );

    bitmod_column_accumulator accumulator_6 (
        .clock(clock),
        .products_0(dequantizer_0_6_product),
        .products_1(dequantizer_1_6_product),
        .products_2(dequantizer_2_6_product),
        .products_3(dequantizer_3_6_product),
        .products_4(dequantizer_4_6_product),
        .products_5(dequantizer_5_6_product),
        .products_6(dequantizer_6_6_product),
        .products_7(dequantizer_7_6_product),
        .exponents_0(dequantizer_0_6_product_exponent),
        .exponents_1(dequantizer_1_6_product_exponent),
        .exponents_2(dequantizer_2_6_product_exponent),
        .exponents_3(dequantizer_3_6_product_exponent),
        .exponents_4(dequantizer_4_6_product_exponent),
        .exponents_5(dequantizer_5_6_product_exponent),
        .exponents_6(dequantizer_6_6_product_exponent),
        .exponents_7(dequantizer_7_6_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[223:192]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_6_result),
        .invalid(accumulator_6_invalid),
        .overflow(accumulator_6_overflow)
    );

    bitmod_memory_16x16 output_buffer_6 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_6_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_6_read_data)
    );

    bitmod_column_accumulator accumulator_7 (
        .clock(clock),
        .products_0(dequantizer_0_7_product),
        .products_1(dequantizer_1_7_product),
        .products_2(dequantizer_2_7_product),
        .products_3(dequantizer_3_7_product),
        .products_4(dequantizer_4_7_product),
        .products_5(dequantizer_5_7_product),
        .products_6(dequantizer_6_7_product),
        .products_7(dequantizer_7_7_product),
        .exponents_0(dequantizer_0_7_product_exponent),
        .exponents_1(dequantizer_1_7_product_exponent),
        .exponents_2(dequantizer_2_7_product_exponent),
        .exponents_3(dequantizer_3_7_product_exponent),
        .exponents_4(dequantizer_4_7_product_exponent),
        .exponents_5(dequantizer_5_7_product_exponent),
        .exponents_6(dequantizer_6_7_product_exponent),
        .exponents_7(dequantizer_7_7_product_exponent),
        .read_row(drain_read_row),
        .add_row(drain_add_row),
        .add_first(drain_add_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .special(drain_special),
        .load_group(sequencer_load_group),
        .channel_scale(group_channel_scales[255:224]),
        .finish(sequencer_finish_output),
        .start_scaling(drain_start_scaling),
        .result(accumulator_7_result),
        .invalid(accumulator_7_invalid),
        .overflow(accumulator_7_overflow)
    );

    bitmod_memory_16x16 output_buffer_7 (
        .clock(clock),
        .write_enable(drain_result_valid),
        .write_address(output_control_write_address),
        .write_data(accumulator_7_result),
        .read_address(output_control_read_address),
        .read_data(output_buffer_7_read_data)
    );

    // Sticky status; a new event wins over the clear.
    wire invalid_now = |{accumulator_0_invalid, accumulator_1_invalid, accumulator_2_invalid,
        accumulator_3_invalid, accumulator_4_invalid, accumulator_5_invalid, accumulator_6_invalid,
        accumulator_7_invalid} & drain_result_valid;
    wire overflow_now = |{accumulator_0_overflow, accumulator_1_overflow, accumulator_2_overflow,
        accumulator_3_overflow, accumulator_4_overflow, accumulator_5_overflow,
        accumulator_6_overflow, accumulator_7_overflow} & drain_result_valid;

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
