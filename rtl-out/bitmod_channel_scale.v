// Channel scales from header to scaler; the last one normalised.
`default_nettype none

module bitmod_channel_scale (
    input  wire        clock,
    input  wire        load,  // take a header's channel scale
    input  wire [31:0] channel_scale,  // binary32
    input  wire        take,  // it is that of the next group to be captured
    input  wire        capture,  // the output's last group is captured
    // at least two cycles after capture: the first row of that group is written
    input  wire        start,
    output wire        sign,
    // from the cycle after start; the highest bit is one, or all are zero
    output wire [23:0] significand,
    output wire  [9:0] exponent,  // binary32's field, below 1 for subnormal scales
    output wire        is_special  // infinite or NaN
);
    reg [31:0] header;
    reg [31:0] pending;
    reg [31:0] finished;
    reg active_sign;
    reg [23:0] active_significand;
    reg [9:0] active_exponent;
    reg active_is_special;
    reg [23:0] normalize_coarse;
    reg [1:0] normalize_coarse_bytes;

    // The next group's channel scale may come while finished rows are still being scaled.
    always @(posedge clock) begin
        if (load) begin
            header <= channel_scale;
        end
        if (take) begin
            pending <= header;
        end
        if (capture) begin
            finished <= pending;
        end
    end

    // Normalise in two cycles, for which a finished scale is always held.
    wire [23:0] finished_significand = {|finished[30:23], finished[22:0]};
    wire [1:0] normalize_occupied_bytes =
        {|finished_significand[23:16], |finished_significand[15:8]};
    wire [1:0] normalize_zero_bytes =
        (normalize_occupied_bytes == 2'd0) ? 2'd2 : {1'b0, normalize_occupied_bytes[1] == 1'b0};

    always @(posedge clock) begin
        normalize_coarse <= finished_significand << {normalize_zero_bytes, 3'd0};
        normalize_coarse_bytes <= normalize_zero_bytes;
    end

    wire normalize_coarse_23_20_is_0 = normalize_coarse[23:20] == 4'd0;
    wire normalize_coarse_19_18_is_0 = normalize_coarse[19:18] == 2'd0;
    wire normalize_coarse_23_22_is_0 = normalize_coarse[23:22] == 2'd0;
    wire [2:0] normalize_zeros =
        (normalize_coarse[23:17] == 7'd0) ? 3'd7 :
        {normalize_coarse_23_20_is_0,
            normalize_coarse_23_20_is_0 ? {normalize_coarse_19_18_is_0,
                normalize_coarse_19_18_is_0 ? 1'b0 : (normalize_coarse[19] == 1'b0)} :
            {normalize_coarse_23_22_is_0,
                normalize_coarse_23_22_is_0 ? (normalize_coarse[21] == 1'b0) :
                (normalize_coarse[23] == 1'b0)}};
    wire [23:0] normalize_shifted = normalize_coarse << normalize_zeros;
    wire [4:0] normalize_leading_zeros = {normalize_coarse_bytes, normalize_zeros};

    always @(posedge clock) begin
        if (start) begin
            active_sign <= finished[31];
            active_significand <= normalize_shifted;
            active_exponent <= {2'd0, finished[30:24], finished[23] | ~(|finished[30:23])} -
                {5'd0, normalize_leading_zeros};
            active_is_special <= &finished[30:23];
        end
    end

    assign sign = active_sign;
    assign significand = active_significand;
    assign exponent = active_exponent;
    assign is_special = active_is_special;
endmodule

`default_nettype wire
