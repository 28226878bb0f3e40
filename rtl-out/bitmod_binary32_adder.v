// Binary32 addition, round to nearest even, three cycles; no subnormals, infinities or NaNs come
// here.
`default_nettype none

module bitmod_binary32_adder (
    input  wire        clock,
    input  wire [31:0] first,
    input  wire [31:0] second,
    output wire [31:0] sum  // three cycles later, before a register
);
    reg [26:0] aligned;
    reg [23:0] base;
    reg [7:0] exponent;
    reg sign;
    reg subtracts;
    reg [27:0] total;
    reg [7:0] total_exponent;
    reg total_sign;
    reg [27:0] normal;
    reg [7:0] normal_exponent;
    reg normal_sign;

    // Align the smaller magnitude to the larger, with guard, round and sticky bit.
    wire swap = first[30:0] < second[30:0];
    wire [31:0] larger = swap ? second : first;
    wire [31:0] smaller = swap ? first : second;
    wire [7:0] distance = larger[30:23] - smaller[30:23];
    wire [26:0] extended = {|smaller[30:23], smaller[22:0], 3'd0};
    wire [26:0] align_kept = 27'h7ffffff << distance;
    wire [26:0] align_lost = extended & ~align_kept;
    wire [26:0] align_shifted = extended >> distance;
    wire [26:0] align_rounded = {align_shifted[26:1], align_shifted[0] | (|align_lost)};

    always @(posedge clock) begin
        aligned <= align_rounded;
        base <= {|larger[30:23], larger[22:0]};
        exponent <= larger[30:23];
        sign <= larger[31];
        subtracts <= larger[31] ^ smaller[31];
    end

    // Add or subtract magnitudes; the larger one comes first, so nothing turns negative.
    wire [27:0] widened = {1'b0, base, 3'd0};
    wire [27:0] addend = {1'b0, aligned};

    always @(posedge clock) begin
        total <= subtracts ? (widened - addend) : (widened + addend);
        total_exponent <= exponent;
        total_sign <= sign;
    end

    // Normalise.
    wire normalize_top_16_zero = ~(|total[27:12]);
    wire [27:0] normalize_by_16 = normalize_top_16_zero ? {total[11:0], 16'd0} : total;
    wire normalize_top_8_zero = ~(|normalize_by_16[27:20]);
    wire [27:0] normalize_by_8 =
        normalize_top_8_zero ? {normalize_by_16[19:0], 8'd0} : normalize_by_16;
    wire normalize_top_4_zero = ~(|normalize_by_8[27:24]);
    wire [27:0] normalize_by_4 =
        normalize_top_4_zero ? {normalize_by_8[23:0], 4'd0} : normalize_by_8;
    wire normalize_top_2_zero = ~(|normalize_by_4[27:26]);
    wire [27:0] normalize_by_2 =
        normalize_top_2_zero ? {normalize_by_4[25:0], 2'd0} : normalize_by_4;
    wire normalize_top_1_zero = ~normalize_by_2[27];
    wire [27:0] normalize_by_1 =
        normalize_top_1_zero ? {normalize_by_2[26:0], 1'b0} : normalize_by_2;
    wire [4:0] normalize_leading_zeros = {normalize_top_16_zero, normalize_top_8_zero,
        normalize_top_4_zero, normalize_top_2_zero, normalize_top_1_zero};

    always @(posedge clock) begin
        normal <= normalize_by_1;
        normal_exponent <= total_exponent + 8'd1 - {3'd0, normalize_leading_zeros};
        normal_sign <= total_sign;
    end

    // Round to nearest even.
    wire rounding_round_up = normal[3] & ((|normal[2:0]) | normal[4]);
    wire [30:0] rounded = {normal_exponent, normal[26:4]} + {30'd0, rounding_round_up};
    assign sum = normal[27] ? {normal_sign, rounded} : 32'd0;
endmodule

`default_nettype wire
