// Edge of one row: aligns activations to their group's largest exponent in 14 bits,
// to nearest even; an element's products need no exponents any more.
`default_nettype none

module bitmod_activation_aligner (
    input  wire        clock,
    input  wire        load,  // take a beat of activations
    input  wire [67:0] values,  // lane 0 low: sign, exponent of at least 1, 11 bits of significand
    input  wire  [4:0] shared_exponent,  // of the group of the beat: its largest exponent
    input  wire        issue,  // a step is issued
    input  wire        finish,  // that step is the last of its group
    input  wire        capture,  // the row's state is handed over
    output wire [55:0] activation_aligned,  // magnitudes, aligned to the group's largest exponent
    output wire [63:0] activation_tripled,  // three times as much
    output wire [67:0] activation_quintupled,  // five times as much
    output wire  [3:0] activation_signs,
    output wire        is_special,  // the beat that is held has an infinity or NaN
    output wire  [4:0] captured_exponent  // of the group whose sums are captured
);
    reg [4:0] exponent;
    reg [4:0] finished_exponent;
    reg [4:0] held_exponent;
    reg held_special;
    reg [13:0] held_0;
    reg [2:0] fours_0;  // places still to shift, by four
    reg [13:0] rounded_0;
    reg [13:0] held_1;
    reg [2:0] fours_1;  // places still to shift, by four
    reg [13:0] rounded_1;
    reg [13:0] held_2;
    reg [2:0] fours_2;  // places still to shift, by four
    reg [13:0] rounded_2;
    reg [13:0] held_3;
    reg [2:0] fours_3;  // places still to shift, by four
    reg [13:0] rounded_3;
    reg [3:0] held_signs;
    reg [3:0] rounded_signs;
    reg [55:0] aligned;
    reg [63:0] tripled;
    reg [67:0] quintupled;
    reg [3:0] signs;

    wire [4:0] distance_0 = shared_exponent - values[15:11];

    always @(posedge clock) begin
        if (load) begin
            held_0 <= {values[10:0], 3'd0} >> distance_0[1:0];
            fours_0 <= distance_0[4:2];
        end
    end

    wire [15:0] placed_0 = {held_0, 2'd0};
    wire [4:0] fours_0_joined = {fours_0, 2'd0};
    wire [15:0] shift_0_kept = 16'hffff << fours_0_joined;
    wire [15:0] shift_0_lost = placed_0 & ~shift_0_kept;
    wire [15:0] shift_0_shifted = placed_0 >> fours_0_joined;
    wire [15:0] shift_0_rounded = {shift_0_shifted[15:1], shift_0_shifted[0] | (|shift_0_lost)};
    wire round_up_0 = shift_0_rounded[1] & (shift_0_rounded[0] | shift_0_rounded[2]);

    always @(posedge clock) begin
        rounded_0 <= shift_0_rounded[15:2] + {13'd0, round_up_0};
    end

    wire [4:0] distance_1 = shared_exponent - values[32:28];

    always @(posedge clock) begin
        if (load) begin
            held_1 <= {values[27:17], 3'd0} >> distance_1[1:0];
            fours_1 <= distance_1[4:2];
        end
    end

    wire [15:0] placed_1 = {held_1, 2'd0};
    wire [4:0] fours_1_joined = {fours_1, 2'd0};
    wire [15:0] shift_1_kept = 16'hffff << fours_1_joined;
    wire [15:0] shift_1_lost = placed_1 & ~shift_1_kept;
    wire [15:0] shift_1_shifted = placed_1 >> fours_1_joined;
    wire [15:0] shift_1_rounded = {shift_1_shifted[15:1], shift_1_shifted[0] | (|shift_1_lost)};
    wire round_up_1 = shift_1_rounded[1] & (shift_1_rounded[0] | shift_1_rounded[2]);

    always @(posedge clock) begin
        rounded_1 <= shift_1_rounded[15:2] + {13'd0, round_up_1};
    end

    wire [4:0] distance_2 = shared_exponent - values[49:45];

    always @(posedge clock) begin
        if (load) begin
            held_2 <= {values[44:34], 3'd0} >> distance_2[1:0];
            fours_2 <= distance_2[4:2];
        end
    end

    wire [15:0] placed_2 = {held_2, 2'd0};
    wire [4:0] fours_2_joined = {fours_2, 2'd0};
    wire [15:0] shift_2_kept = 16'hffff << fours_2_joined;
    wire [15:0] shift_2_lost = placed_2 & ~shift_2_kept;
    wire [15:0] shift_2_shifted = placed_2 >> fours_2_joined;
    wire [15:0] shift_2_rounded = {shift_2_shifted[15:1], shift_2_shifted[0] | (|shift_2_lost)};
    wire round_up_2 = shift_2_rounded[1] & (shift_2_rounded[0] | shift_2_rounded[2]);

    always @(posedge clock) begin
        rounded_2 <= shift_2_rounded[15:2] + {13'd0, round_up_2};
    end

    wire [4:0] distance_3 = shared_exponent - values[66:62];

    always @(posedge clock) begin
        if (load) begin
            held_3 <= {values[61:51], 3'd0} >> distance_3[1:0];
            fours_3 <= distance_3[4:2];
        end
    end

    wire [15:0] placed_3 = {held_3, 2'd0};
    wire [4:0] fours_3_joined = {fours_3, 2'd0};
    wire [15:0] shift_3_kept = 16'hffff << fours_3_joined;
    wire [15:0] shift_3_lost = placed_3 & ~shift_3_kept;
    wire [15:0] shift_3_shifted = placed_3 >> fours_3_joined;
    wire [15:0] shift_3_rounded = {shift_3_shifted[15:1], shift_3_shifted[0] | (|shift_3_lost)};
    wire round_up_3 = shift_3_rounded[1] & (shift_3_rounded[0] | shift_3_rounded[2]);

    always @(posedge clock) begin
        rounded_3 <= shift_3_rounded[15:2] + {13'd0, round_up_3};
        if (load) begin
            held_signs <= {values[67], values[50], values[33], values[16]};
            held_special <=
                (&values[15:11]) | (&values[32:28]) | (&values[49:45]) | (&values[66:62]);
            exponent <= shared_exponent;
        end
        rounded_signs <= held_signs;
        aligned <= {rounded_3, rounded_2, rounded_1, rounded_0};
    end

    assign activation_aligned = aligned;

    // Odd multiples for the digits of radix 8, formed once for the row.
    always @(posedge clock) begin
        tripled <= {{2'd0, rounded_3} + {1'b0, rounded_3, 1'b0},
            {2'd0, rounded_2} + {1'b0, rounded_2, 1'b0},
            {2'd0, rounded_1} + {1'b0, rounded_1, 1'b0},
            {2'd0, rounded_0} + {1'b0, rounded_0, 1'b0}};
    end

    assign activation_tripled = tripled;

    always @(posedge clock) begin
        quintupled <= {{3'd0, rounded_3} + {1'b0, rounded_3, 1'b0, 1'b0},
            {3'd0, rounded_2} + {1'b0, rounded_2, 1'b0, 1'b0},
            {3'd0, rounded_1} + {1'b0, rounded_1, 1'b0, 1'b0},
            {3'd0, rounded_0} + {1'b0, rounded_0, 1'b0, 1'b0}};
    end

    assign activation_quintupled = quintupled;

    always @(posedge clock) begin
        signs <= rounded_signs;
    end

    assign activation_signs = signs;
    assign is_special = held_special;

    always @(posedge clock) begin
        if (issue & finish) begin
            finished_exponent <= exponent;
        end
        if (capture) begin
            held_exponent <= finished_exponent;
        end
    end

    assign captured_exponent = held_exponent;
endmodule

`default_nettype wire
