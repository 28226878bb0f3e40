// Binary32 addition, round to nearest even, five cycles; no subnormals, infinities or NaNs come
// here.
`default_nettype none

module bitmod_binary32_adder (
    input  wire        clock,
    input  wire [31:0] first,
    input  wire [31:0] second,
    output wire [31:0] sum,  // five cycles later, before a register
    output wire        is_nonzero  // with the sum
);
    reg [31:0] larger;
    reg [23:0] smaller_significand;
    reg [7:0] distance;
    reg signs_differ;
    reg [26:0] aligned;
    reg [23:0] base;
    reg [7:0] exponent;
    reg sign;
    reg subtracts;
    reg [27:0] total;
    reg [7:0] total_exponent;
    reg total_sign;
    reg [27:0] normalize_coarse;
    reg [1:0] normalize_coarse_bytes;
    reg [27:0] normal;
    reg [7:0] late_exponent;
    reg [7:0] normal_exponent;
    reg late_sign;
    reg normal_sign;

    // Find the larger magnitude; both differences of the exponents are there before it is known.
    wire swap = first[30:0] < second[30:0];

    always @(posedge clock) begin
        larger <= swap ? second : first;
        smaller_significand <= swap ? {|first[30:23], first[22:0]} : {|second[30:23], second[22:0]};
        distance <= swap ? (second[30:23] - first[30:23]) : (first[30:23] - second[30:23]);
        signs_differ <= first[31] ^ second[31];
    end

    // Align the smaller one to it, with guard, round and sticky bit.
    wire [26:0] extended = {smaller_significand, 3'd0};
    wire [26:0] align_kept = 27'h7ffffff << distance;
    wire [26:0] align_lost = extended & ~align_kept;
    wire [26:0] align_shifted = extended >> distance;
    wire [26:0] align_rounded = {align_shifted[26:1], align_shifted[0] | (|align_lost)};

    always @(posedge clock) begin
        aligned <= align_rounded;
        base <= {|larger[30:23], larger[22:0]};
        exponent <= larger[30:23];
        sign <= larger[31];
        subtracts <= signs_differ;
    end

    // Add or subtract magnitudes; the larger one comes first, so nothing turns negative.
    wire [27:0] widened = {1'b0, base, 3'd0};
    wire [27:0] addend = {1'b0, aligned};

    always @(posedge clock) begin
        total <= subtracts ? (widened - addend) : (widened + addend);
        total_exponent <= exponent;
        total_sign <= sign;
    end

    // Normalise in two cycles.
    wire [2:0] normalize_occupied_bytes = {|total[27:20], |total[19:12], |total[11:4]};
    wire normalize_occupied_bytes_2_1_is_0 = normalize_occupied_bytes[2:1] == 2'd0;
    wire [1:0] normalize_zero_bytes =
        (normalize_occupied_bytes == 3'd0) ? 2'd3 :
        {normalize_occupied_bytes_2_1_is_0,
            normalize_occupied_bytes_2_1_is_0 ? 1'b0 : (normalize_occupied_bytes[2] == 1'b0)};

    always @(posedge clock) begin
        normalize_coarse <= total << {normalize_zero_bytes, 3'd0};
        normalize_coarse_bytes <= normalize_zero_bytes;
    end

    wire normalize_coarse_27_24_is_0 = normalize_coarse[27:24] == 4'd0;
    wire normalize_coarse_23_22_is_0 = normalize_coarse[23:22] == 2'd0;
    wire normalize_coarse_27_26_is_0 = normalize_coarse[27:26] == 2'd0;
    wire [2:0] normalize_zeros =
        (normalize_coarse[27:21] == 7'd0) ? 3'd7 :
        {normalize_coarse_27_24_is_0,
            normalize_coarse_27_24_is_0 ? {normalize_coarse_23_22_is_0,
                normalize_coarse_23_22_is_0 ? 1'b0 : (normalize_coarse[23] == 1'b0)} :
            {normalize_coarse_27_26_is_0,
                normalize_coarse_27_26_is_0 ? (normalize_coarse[25] == 1'b0) :
                (normalize_coarse[27] == 1'b0)}};
    wire [27:0] normalize_shifted = normalize_coarse << normalize_zeros;
    wire [4:0] normalize_leading_zeros = {normalize_coarse_bytes, normalize_zeros};

    always @(posedge clock) begin
        normal <= normalize_shifted;
        late_exponent <= total_exponent + 8'd1;
        normal_exponent <= late_exponent - {3'd0, normalize_leading_zeros};
        late_sign <= total_sign;
        normal_sign <= late_sign;
    end

    // Round to nearest even.
    wire rounding_round_up = normal[3] & ((|normal[2:0]) | normal[4]);
    wire [30:0] rounded = {normal_exponent, normal[26:4]} + {30'd0, rounding_round_up};
    assign sum = normal[27] ? {normal_sign, rounded} : 32'd0;
    assign is_nonzero = normal[27];
endmodule

`default_nettype wire
