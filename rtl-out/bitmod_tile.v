// BitMoD tile: 8 x 8 shared-exponent elements of 13 bits, radix 8,
// 4 lanes, groups of 128.
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
    // only while no group is in flight, from its header on
    input  wire         special_value_write,
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
    wire sequencer_activations_ready;
    wire sequencer_load_group;
    wire sequencer_start_group;
    wire [2:0] sequencer_header_data_type;
    wire sequencer_load_weights;
    wire sequencer_load_activations;
    wire [3:0] sequencer_data_type;
    wire [2:0] sequencer_bit_significance;
    wire sequencer_issue;
    wire sequencer_starts_output;
    wire sequencer_finish;
    wire sequencer_finish_output;
    wire [2:0] sequencer_product_significance;
    wire sequencer_select_terms;
    wire sequencer_accumulate_first;
    wire sequencer_capture;
    wire sequencer_capture_starts;
    wire sequencer_capture_ends;
    wire [6:0] special_values_terms_0;
    wire [6:0] special_values_terms_1;
    wire [6:0] special_values_terms_2;
    wire [6:0] special_values_terms_3;
    wire [6:0] special_values_terms_4;
    wire [6:0] special_values_terms_5;
    wire [6:0] special_values_terms_6;
    wire [6:0] special_values_terms_7;
    wire special_values_write_error;
    wire buffer_beat_valid;
    wire buffer_write;
    wire [5:0] buffer_write_address;
    wire buffer_starts_group;
    wire buffer_ends_group;
    wire buffer_read;
    wire [5:0] buffer_read_address;
    wire buffer_opens_group;
    wire buffer_advance;
    wire [67:0] row_buffer_0_beat;
    wire [4:0] row_buffer_0_shared_exponent;
    wire [67:0] row_buffer_1_beat;
    wire [4:0] row_buffer_1_shared_exponent;
    wire [67:0] row_buffer_2_beat;
    wire [4:0] row_buffer_2_shared_exponent;
    wire [67:0] row_buffer_3_beat;
    wire [4:0] row_buffer_3_shared_exponent;
    wire [67:0] row_buffer_4_beat;
    wire [4:0] row_buffer_4_shared_exponent;
    wire [67:0] row_buffer_5_beat;
    wire [4:0] row_buffer_5_shared_exponent;
    wire [67:0] row_buffer_6_beat;
    wire [4:0] row_buffer_6_shared_exponent;
    wire [67:0] row_buffer_7_beat;
    wire [4:0] row_buffer_7_shared_exponent;
    wire [51:0] aligner_0_activation_aligned;
    wire [59:0] aligner_0_activation_tripled;
    wire [63:0] aligner_0_activation_quintupled;
    wire [3:0] aligner_0_activation_signs;
    wire aligner_0_is_special;
    wire [4:0] aligner_0_captured_exponent;
    wire [51:0] aligner_1_activation_aligned;
    wire [59:0] aligner_1_activation_tripled;
    wire [63:0] aligner_1_activation_quintupled;
    wire [3:0] aligner_1_activation_signs;
    wire aligner_1_is_special;
    wire [4:0] aligner_1_captured_exponent;
    wire [51:0] aligner_2_activation_aligned;
    wire [59:0] aligner_2_activation_tripled;
    wire [63:0] aligner_2_activation_quintupled;
    wire [3:0] aligner_2_activation_signs;
    wire aligner_2_is_special;
    wire [4:0] aligner_2_captured_exponent;
    wire [51:0] aligner_3_activation_aligned;
    wire [59:0] aligner_3_activation_tripled;
    wire [63:0] aligner_3_activation_quintupled;
    wire [3:0] aligner_3_activation_signs;
    wire aligner_3_is_special;
    wire [4:0] aligner_3_captured_exponent;
    wire [51:0] aligner_4_activation_aligned;
    wire [59:0] aligner_4_activation_tripled;
    wire [63:0] aligner_4_activation_quintupled;
    wire [3:0] aligner_4_activation_signs;
    wire aligner_4_is_special;
    wire [4:0] aligner_4_captured_exponent;
    wire [51:0] aligner_5_activation_aligned;
    wire [59:0] aligner_5_activation_tripled;
    wire [63:0] aligner_5_activation_quintupled;
    wire [3:0] aligner_5_activation_signs;
    wire aligner_5_is_special;
    wire [4:0] aligner_5_captured_exponent;
    wire [51:0] aligner_6_activation_aligned;
    wire [59:0] aligner_6_activation_tripled;
    wire [63:0] aligner_6_activation_quintupled;
    wire [3:0] aligner_6_activation_signs;
    wire aligner_6_is_special;
    wire [4:0] aligner_6_captured_exponent;
    wire [51:0] aligner_7_activation_aligned;
    wire [59:0] aligner_7_activation_tripled;
    wire [63:0] aligner_7_activation_quintupled;
    wire [3:0] aligner_7_activation_signs;
    wire aligner_7_is_special;
    wire [4:0] aligner_7_captured_exponent;
    wire tracker_0_captured;
    wire tracker_1_captured;
    wire tracker_2_captured;
    wire tracker_3_captured;
    wire tracker_4_captured;
    wire tracker_5_captured;
    wire tracker_6_captured;
    wire tracker_7_captured;
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
    wire drain_capture_rows;
    wire [1:0] drain_advance;
    wire [1:0] drain_proceed;
    wire drain_read_dequantizer;
    wire [4:0] drain_read_exponent;
    wire [2:0] drain_read_row;
    wire drain_read_first;
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
        .activations_valid(buffer_beat_valid),
        .activations_ready(sequencer_activations_ready),
        .has_room(output_control_has_room),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
        .load_weights(sequencer_load_weights),
        .load_activations(sequencer_load_activations),
        .data_type(sequencer_data_type),
        .bit_significance(sequencer_bit_significance),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .finish_output(sequencer_finish_output),
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
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

    bitmod_group_buffer_controller buffer (
        .clock(clock),
        .reset(reset),
        .activations_valid(activations_valid),
        .activations_ready(activations_ready),
        .beat_valid(buffer_beat_valid),
        .beat_ready(sequencer_activations_ready),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance)
    );

    bitmod_group_buffer row_buffer_0 (
        .clock(clock),
        .values(activations_values[63:0]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_0_beat),
        .shared_exponent(row_buffer_0_shared_exponent)
    );

    bitmod_group_buffer row_buffer_1 (
        .clock(clock),
        .values(activations_values[127:64]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_1_beat),
        .shared_exponent(row_buffer_1_shared_exponent)
    );

    bitmod_group_buffer row_buffer_2 (
        .clock(clock),
        .values(activations_values[191:128]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_2_beat),
        .shared_exponent(row_buffer_2_shared_exponent)
    );

    bitmod_group_buffer row_buffer_3 (
        .clock(clock),
        .values(activations_values[255:192]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_3_beat),
        .shared_exponent(row_buffer_3_shared_exponent)
    );

    bitmod_group_buffer row_buffer_4 (
        .clock(clock),
        .values(activations_values[319:256]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_4_beat),
        .shared_exponent(row_buffer_4_shared_exponent)
    );

    bitmod_group_buffer row_buffer_5 (
        .clock(clock),
        .values(activations_values[383:320]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_5_beat),
        .shared_exponent(row_buffer_5_shared_exponent)
    );

    bitmod_group_buffer row_buffer_6 (
        .clock(clock),
        .values(activations_values[447:384]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_6_beat),
        .shared_exponent(row_buffer_6_shared_exponent)
    );

    bitmod_group_buffer row_buffer_7 (
        .clock(clock),
        .values(activations_values[511:448]),
        .write(buffer_write),
        .write_address(buffer_write_address),
        .starts_group(buffer_starts_group),
        .ends_group(buffer_ends_group),
        .read(buffer_read),
        .read_address(buffer_read_address),
        .opens_group(buffer_opens_group),
        .advance(buffer_advance),
        .beat(row_buffer_7_beat),
        .shared_exponent(row_buffer_7_shared_exponent)
    );

    bitmod_activation_aligner aligner_0 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_0_beat),
        .shared_exponent(row_buffer_0_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_0_activation_aligned),
        .activation_tripled(aligner_0_activation_tripled),
        .activation_quintupled(aligner_0_activation_quintupled),
        .activation_signs(aligner_0_activation_signs),
        .is_special(aligner_0_is_special),
        .captured_exponent(aligner_0_captured_exponent)
    );

    bitmod_activation_aligner aligner_1 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_1_beat),
        .shared_exponent(row_buffer_1_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_1_activation_aligned),
        .activation_tripled(aligner_1_activation_tripled),
        .activation_quintupled(aligner_1_activation_quintupled),
        .activation_signs(aligner_1_activation_signs),
        .is_special(aligner_1_is_special),
        .captured_exponent(aligner_1_captured_exponent)
    );

    bitmod_activation_aligner aligner_2 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_2_beat),
        .shared_exponent(row_buffer_2_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_2_activation_aligned),
        .activation_tripled(aligner_2_activation_tripled),
        .activation_quintupled(aligner_2_activation_quintupled),
        .activation_signs(aligner_2_activation_signs),
        .is_special(aligner_2_is_special),
        .captured_exponent(aligner_2_captured_exponent)
    );

    bitmod_activation_aligner aligner_3 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_3_beat),
        .shared_exponent(row_buffer_3_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_3_activation_aligned),
        .activation_tripled(aligner_3_activation_tripled),
        .activation_quintupled(aligner_3_activation_quintupled),
        .activation_signs(aligner_3_activation_signs),
        .is_special(aligner_3_is_special),
        .captured_exponent(aligner_3_captured_exponent)
    );

    bitmod_activation_aligner aligner_4 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_4_beat),
        .shared_exponent(row_buffer_4_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_4_activation_aligned),
        .activation_tripled(aligner_4_activation_tripled),
        .activation_quintupled(aligner_4_activation_quintupled),
        .activation_signs(aligner_4_activation_signs),
        .is_special(aligner_4_is_special),
        .captured_exponent(aligner_4_captured_exponent)
    );

    bitmod_activation_aligner aligner_5 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_5_beat),
        .shared_exponent(row_buffer_5_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_5_activation_aligned),
        .activation_tripled(aligner_5_activation_tripled),
        .activation_quintupled(aligner_5_activation_quintupled),
        .activation_signs(aligner_5_activation_signs),
        .is_special(aligner_5_is_special),
        .captured_exponent(aligner_5_captured_exponent)
    );

    bitmod_activation_aligner aligner_6 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_6_beat),
        .shared_exponent(row_buffer_6_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_6_activation_aligned),
        .activation_tripled(aligner_6_activation_tripled),
        .activation_quintupled(aligner_6_activation_quintupled),
        .activation_signs(aligner_6_activation_signs),
        .is_special(aligner_6_is_special),
        .captured_exponent(aligner_6_captured_exponent)
    );

    bitmod_activation_aligner aligner_7 (
        .clock(clock),
        .load(sequencer_load_activations),
        .values(row_buffer_7_beat),
        .shared_exponent(row_buffer_7_shared_exponent),
        .issue(sequencer_issue),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .activation_aligned(aligner_7_activation_aligned),
        .activation_tripled(aligner_7_activation_tripled),
        .activation_quintupled(aligner_7_activation_quintupled),
        .activation_signs(aligner_7_activation_signs),
        .is_special(aligner_7_is_special),
        .captured_exponent(aligner_7_captured_exponent)
    );

    bitmod_special_tracker tracker_0 (
        .clock(clock),
        .is_special(aligner_0_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_0_captured)
    );

    bitmod_special_tracker tracker_1 (
        .clock(clock),
        .is_special(aligner_1_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_1_captured)
    );

    bitmod_special_tracker tracker_2 (
        .clock(clock),
        .is_special(aligner_2_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_2_captured)
    );

    bitmod_special_tracker tracker_3 (
        .clock(clock),
        .is_special(aligner_3_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_3_captured)
    );

    bitmod_special_tracker tracker_4 (
        .clock(clock),
        .is_special(aligner_4_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_4_captured)
    );

    bitmod_special_tracker tracker_5 (
        .clock(clock),
        .is_special(aligner_5_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_5_captured)
    );

    bitmod_special_tracker tracker_6 (
        .clock(clock),
        .is_special(aligner_6_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_6_captured)
    );

    bitmod_special_tracker tracker_7 (
        .clock(clock),
        .is_special(aligner_7_is_special),
        .issue(sequencer_issue),
        .starts_output(sequencer_starts_output),
        .finish(sequencer_finish),
        .capture(drain_capture_rows),
        .captured(tracker_7_captured)
    );

    bitmod_tile_column column_0 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_0_result),
        .invalid(column_0_invalid),
        .overflow(column_0_overflow)
    );

    bitmod_tile_column column_1 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_1_result),
        .invalid(column_1_invalid),
        .overflow(column_1_overflow)
    );

    bitmod_tile_column column_2 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_2_result),
        .invalid(column_2_invalid),
        .overflow(column_2_overflow)
    );

    bitmod_tile_column column_3 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_3_result),
        .invalid(column_3_invalid),
        .overflow(column_3_overflow)
    );

    bitmod_tile_column column_4 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_4_result),
        .invalid(column_4_invalid),
        .overflow(column_4_overflow)
    );

    bitmod_tile_column column_5 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_5_result),
        .invalid(column_5_invalid),
        .overflow(column_5_overflow)
    );

    bitmod_tile_column column_6 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
        .result(column_6_result),
        .invalid(column_6_invalid),
        .overflow(column_6_overflow)
    );

    bitmod_tile_column column_7 (
        .clock(clock),
        .load_group(sequencer_load_group),
        .start_group(sequencer_start_group),
        .header_data_type(sequencer_header_data_type),
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
        .product_significance(sequencer_product_significance),
        .select_terms(sequencer_select_terms),
        .accumulate_first(sequencer_accumulate_first),
        .capture(sequencer_capture),
        .capture_ends(sequencer_capture_ends),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
        .write(drain_write),
        .write_row(drain_write_row),
        .start_scaling(drain_start_scaling),
        .special(drain_special),
        .result_valid(drain_result_valid),
        .buffer_write_address(output_control_write_address),
        .buffer_read_address(output_control_read_address),
        .activation_0_aligned(aligner_0_activation_aligned),
        .activation_0_tripled(aligner_0_activation_tripled),
        .activation_0_quintupled(aligner_0_activation_quintupled),
        .activation_0_signs(aligner_0_activation_signs),
        .activation_1_aligned(aligner_1_activation_aligned),
        .activation_1_tripled(aligner_1_activation_tripled),
        .activation_1_quintupled(aligner_1_activation_quintupled),
        .activation_1_signs(aligner_1_activation_signs),
        .activation_2_aligned(aligner_2_activation_aligned),
        .activation_2_tripled(aligner_2_activation_tripled),
        .activation_2_quintupled(aligner_2_activation_quintupled),
        .activation_2_signs(aligner_2_activation_signs),
        .activation_3_aligned(aligner_3_activation_aligned),
        .activation_3_tripled(aligner_3_activation_tripled),
        .activation_3_quintupled(aligner_3_activation_quintupled),
        .activation_3_signs(aligner_3_activation_signs),
        .activation_4_aligned(aligner_4_activation_aligned),
        .activation_4_tripled(aligner_4_activation_tripled),
        .activation_4_quintupled(aligner_4_activation_quintupled),
        .activation_4_signs(aligner_4_activation_signs),
        .activation_5_aligned(aligner_5_activation_aligned),
        .activation_5_tripled(aligner_5_activation_tripled),
        .activation_5_quintupled(aligner_5_activation_quintupled),
        .activation_5_signs(aligner_5_activation_signs),
        .activation_6_aligned(aligner_6_activation_aligned),
        .activation_6_tripled(aligner_6_activation_tripled),
        .activation_6_quintupled(aligner_6_activation_quintupled),
        .activation_6_signs(aligner_6_activation_signs),
        .activation_7_aligned(aligner_7_activation_aligned),
        .activation_7_tripled(aligner_7_activation_tripled),
        .activation_7_quintupled(aligner_7_activation_quintupled),
        .activation_7_signs(aligner_7_activation_signs),
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
        .row_specials_0(tracker_0_captured),
        .row_specials_1(tracker_1_captured),
        .row_specials_2(tracker_2_captured),
        .row_specials_3(tracker_3_captured),
        .row_specials_4(tracker_4_captured),
        .row_specials_5(tracker_5_captured),
        .row_specials_6(tracker_6_captured),
        .row_specials_7(tracker_7_captured),
        .row_exponents_0(aligner_0_captured_exponent),
        .row_exponents_1(aligner_1_captured_exponent),
        .row_exponents_2(aligner_2_captured_exponent),
        .row_exponents_3(aligner_3_captured_exponent),
        .row_exponents_4(aligner_4_captured_exponent),
        .row_exponents_5(aligner_5_captured_exponent),
        .row_exponents_6(aligner_6_captured_exponent),
        .row_exponents_7(aligner_7_captured_exponent),
        .capture_rows(drain_capture_rows),
        .advance(drain_advance),
        .proceed(drain_proceed),
        .read_dequantizer(drain_read_dequantizer),
        .read_exponent(drain_read_exponent),
        .read_row(drain_read_row),
        .read_first(drain_read_first),
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
