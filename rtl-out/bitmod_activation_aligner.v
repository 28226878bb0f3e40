// Edge of one row: aligns activations to their group's largest exponent in 13 bits,
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
    output wire [51:0] activation_aligned,  // magnitudes, aligned to the group's largest exponent
    output wire [59:0] activation_tripled,  // three times as much
    output wire [63:0] activation_quintupled,  // five times as much
    output wire  [3:0] activation_signs,
    output wire        is_special,  // the beat that is held has an infinity or NaN
    output wire  [4:0] captured_exponent  // of the group whose sums are captured
);
    reg [4:0] exponent;
    reg [4:0] finished_exponent;
    reg [4:0] held_exponent;
    reg held_special;
    reg [13:0] held_0;
    reg [3:0] fours_0;  // one-hot: places still to shift, by four
    reg [12:0] rounded_0;
    reg [13:0] held_1;
    reg [3:0] fours_1;  // one-hot: places still to shift, by four
    reg [12:0] rounded_1;
    reg [13:0] held_2;
    reg [3:0] fours_2;  // one-hot: places still to shift, by four
    reg [12:0] rounded_2;
    reg [13:0] held_3;
    reg [3:0] fours_3;  // one-hot: places still to shift, by four
    reg [12:0] rounded_3;
    reg [3:0] held_signs;
    reg [3:0] rounded_signs;
    reg [51:0] aligned;
    reg [59:0] tripled;
    reg [63:0] quintupled;
    reg [3:0] signs;

    wire [4:0] distance_0 = shared_exponent - values[15:11];

    always @(posedge clock) begin
        if (load) begin
            held_0 <= {values[10:0], 3'd0} >> distance_0[1:0];
            fours_0 <= {distance_0[4:2] == 3'd3, distance_0[4:2] == 3'd2, distance_0[4:2] == 3'd1,
                distance_0[4:2] == 3'd0};
        end
    end

    wire [14:0] placed_0 = {held_0, 1'b0};
    wire [14:0] shifted_0 =
        ({15{fours_0[0]}} & placed_0) | ({15{fours_0[1]}} & {4'd0, placed_0[14:4]}) |
            (({15{fours_0[2]}} & {8'd0, placed_0[14:8]}) |
            ({15{fours_0[3]}} & {12'd0, placed_0[14:12]}));
    wire sticky_0 = (fours_0[1] & (|placed_0[3:0])) | (fours_0[2] & (|placed_0[7:0])) |
        (fours_0[3] & (|placed_0[11:0])) | shifted_0[0];
    wire round_up_0 = shifted_0[1] & (sticky_0 | shifted_0[2]);

    always @(posedge clock) begin
        rounded_0 <= shifted_0[14:2] + {12'd0, round_up_0};
    end

    wire [4:0] distance_1 = shared_exponent - values[32:28];

    always @(posedge clock) begin
        if (load) begin
            held_1 <= {values[27:17], 3'd0} >> distance_1[1:0];
            fours_1 <= {distance_1[4:2] == 3'd3, distance_1[4:2] == 3'd2, distance_1[4:2] == 3'd1,
                distance_1[4:2] == 3'd0};
        end
    end

    wire [14:0] placed_1 = {held_1, 1'b0};
    wire [14:0] shifted_1 =
        ({15{fours_1[0]}} & placed_1) | ({15{fours_1[1]}} & {4'd0, placed_1[14:4]}) |
            (({15{fours_1[2]}} & {8'd0, placed_1[14:8]}) |
            ({15{fours_1[3]}} & {12'd0, placed_1[14:12]}));
    wire sticky_1 = (fours_1[1] & (|placed_1[3:0])) | (fours_1[2] & (|placed_1[7:0])) |
        (fours_1[3] & (|placed_1[11:0])) | shifted_1[0];
    wire round_up_1 = shifted_1[1] & (sticky_1 | shifted_1[2]);

    always @(posedge clock) begin
        rounded_1 <= shifted_1[14:2] + {12'd0, round_up_1};
    end

    wire [4:0] distance_2 = shared_exponent - values[49:45];

    always @(posedge clock) begin
        if (load) begin
            held_2 <= {values[44:34], 3'd0} >> distance_2[1:0];
            fours_2 <= {distance_2[4:2] == 3'd3, distance_2[4:2] == 3'd2, distance_2[4:2] == 3'd1,
                distance_2[4:2] == 3'd0};
        end
    end

    wire [14:0] placed_2 = {held_2, 1'b0};
    wire [14:0] shifted_2 =
        ({15{fours_2[0]}} & placed_2) | ({15{fours_2[1]}} & {4'd0, placed_2[14:4]}) |
            (({15{fours_2[2]}} & {8'd0, placed_2[14:8]}) |
            ({15{fours_2[3]}} & {12'd0, placed_2[14:12]}));
    wire sticky_2 = (fours_2[1] & (|placed_2[3:0])) | (fours_2[2] & (|placed_2[7:0])) |
        (fours_2[3] & (|placed_2[11:0])) | shifted_2[0];
    wire round_up_2 = shifted_2[1] & (sticky_2 | shifted_2[2]);

    always @(posedge clock) begin
        rounded_2 <= shifted_2[14:2] + {12'd0, round_up_2};
    end

    wire [4:0] distance_3 = shared_exponent - values[66:62];

    always @(posedge clock) begin
        if (load) begin
            held_3 <= {values[61:51], 3'd0} >> distance_3[1:0];
            fours_3 <= {distance_3[4:2] == 3'd3, distance_3[4:2] == 3'd2, distance_3[4:2] == 3'd1,
                distance_3[4:2] == 3'd0};
        end
    end

    wire [14:0] placed_3 = {held_3, 1'b0};
    wire [14:0] shifted_3 =
        ({15{fours_3[0]}} & placed_3) | ({15{fours_3[1]}} & {4'd0, placed_3[14:4]}) |
            (({15{fours_3[2]}} & {8'd0, placed_3[14:8]}) |
            ({15{fours_3[3]}} & {12'd0, placed_3[14:12]}));
    wire sticky_3 = (fours_3[1] & (|placed_3[3:0])) | (fours_3[2] & (|placed_3[7:0])) |
        (fours_3[3] & (|placed_3[11:0])) | shifted_3[0];
    wire round_up_3 = shifted_3[1] & (sticky_3 | shifted_3[2]);

    always @(posedge clock) begin
        rounded_3 <= shifted_3[14:2] + {12'd0, round_up_3};
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
