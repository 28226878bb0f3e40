// Times dequantisation and the column accumulators after the last step of each group.
`default_nettype none

module bitmod_drain_controller (
    input  wire       clock,
    input  wire       reset,
    input  wire       capture,
    input  wire       capture_starts,  // the group is the first of its output
    input  wire       capture_ends,  // the group is the last of its output
    input  wire       row_specials_0,
    input  wire       row_specials_1,
    input  wire       row_specials_2,
    input  wire       row_specials_3,
    input  wire       row_specials_4,
    input  wire       row_specials_5,
    input  wire       row_specials_6,
    input  wire       row_specials_7,
    input  wire [4:0] row_exponents_0,
    input  wire [4:0] row_exponents_1,
    input  wire [4:0] row_exponents_2,
    input  wire [4:0] row_exponents_3,
    input  wire [4:0] row_exponents_4,
    input  wire [4:0] row_exponents_5,
    input  wire [4:0] row_exponents_6,
    input  wire [4:0] row_exponents_7,
    // two cycles after capture: rows hand over what belongs to the group sums
    output wire       capture_rows,
    output wire [1:0] advance,  // one bit a dequantiser: its next row's sum comes first
    output wire [1:0] proceed,  // one bit a dequantiser: the bit isn't the first of its row
    output wire       read_dequantizer,  // cycle 0: whose product is read
    output reg  [4:0] read_exponent,  // cycle 0: of that product
    output wire [2:0] read_row,  // cycle 3
    output wire       read_first,  // cycle 3 after the product is read
    output wire       write,  // cycle 9
    output wire [2:0] write_row,  // cycle 9
    output wire       start_scaling,  // cycle 9: first row of an output's last group
    output wire       special,  // cycle 14: the row had an infinity or NaN
    output wire       result_valid  // cycle 15: a row of results is there
);
    reg [2:0] scale_bit;
    reg [3:0] turn;
    reg proceeds;
    reg [2:0] row;
    reg held_starts;
    reg held_ends;
    reg last_bit_after_1;
    reg last_bit_after_2;
    reg proceeds_after_1;
    reg capture_after_1;
    reg capture_after_2;
    reg [2:0] row_after_1;
    reg [2:0] row_after_2;
    reg [2:0] row_after_3;
    reg [2:0] row_after_4;
    reg [2:0] row_after_5;
    reg [2:0] row_after_6;
    reg [2:0] row_after_7;
    reg [2:0] row_after_8;
    reg [2:0] row_after_9;
    reg reading_after_1;
    reg reading_after_2;
    reg reading_after_3;
    reg reading_after_4;
    reg reading_after_5;
    reg reading_after_6;
    reg reading_after_7;
    reg reading_after_8;
    reg reading_after_9;
    reg starts_after_1;
    reg starts_after_2;
    reg starts_after_3;
    reg starts_after_4;
    reg starts_after_5;
    reg ends_after_1;
    reg ends_after_2;
    reg ends_after_3;
    reg ends_after_4;
    reg ends_after_5;
    reg ends_after_6;
    reg ends_after_7;
    reg ends_after_8;
    reg ends_after_9;
    reg ends_after_10;
    reg ends_after_11;
    reg finished_after_1;
    reg finished_after_2;
    reg finished_after_3;
    reg finished_after_4;
    reg finished_after_5;
    reg finished_after_6;
    reg row_special;
    reg special_after_1;
    reg special_after_2;
    reg special_after_3;
    reg special_after_4;
    reg special_after_5;
    reg special_after_6;
    reg special_after_7;
    reg special_after_8;
    reg special_after_9;
    reg special_after_10;
    reg special_after_11;
    reg special_after_12;
    reg special_after_13;
    reg special_after_14;

    wire busy = |turn;
    wire is_last_bit = busy & (&scale_bit);

    always @(posedge clock) begin
        if (reset) begin
            turn <= 4'd0;
            scale_bit <= 3'd0;
            proceeds <= 1'b0;
            last_bit_after_1 <= 1'b0;
            last_bit_after_2 <= 1'b0;
            proceeds_after_1 <= 1'b0;
        end else begin
            if (capture) begin
                turn <= 4'd1;
                scale_bit <= 3'd0;
                proceeds <= 1'b0;
            end else if (busy) begin
                scale_bit <= scale_bit + 3'd1;
                proceeds <= ~is_last_bit;
                if (is_last_bit) begin
                    turn <= {turn[2:0], 1'b0};
                end
            end
            last_bit_after_1 <= is_last_bit;
            last_bit_after_2 <= last_bit_after_1;
            proceeds_after_1 <= proceeds;
        end
    end

    assign proceed = {proceeds_after_1, proceeds};

    always @(posedge clock) begin
        if (reset) begin
            capture_after_1 <= 1'b0;
            capture_after_2 <= 1'b0;
        end else begin
            capture_after_1 <= capture;
            capture_after_2 <= capture_after_1;
        end
    end

    assign capture_rows = capture_after_2;

    // The last dequantiser may hold the sum that it works on apart from those captured.
    assign advance = {last_bit_after_1 | capture_after_1, is_last_bit};

    // A product is complete in the cycle after its last bit; in the last turn some dequantisers may
    // have no row.
    wire reading = last_bit_after_1 | last_bit_after_2;
    wire is_last_row = row == 3'd7;

    always @(posedge clock) begin
        if (reset) begin
            row <= 3'd0;
        end else if (reading) begin
            row <= is_last_row ? 3'd0 : (row + 3'd1);
        end
    end

    assign read_dequantizer = last_bit_after_2;

    always @(*) begin
        case (row)
            3'd0: read_exponent = row_exponents_0;
            3'd1: read_exponent = row_exponents_1;
            3'd2: read_exponent = row_exponents_2;
            3'd3: read_exponent = row_exponents_3;
            3'd4: read_exponent = row_exponents_4;
            3'd5: read_exponent = row_exponents_5;
            3'd6: read_exponent = row_exponents_6;
            default: read_exponent = row_exponents_7;
        endcase
    end

    always @(posedge clock) begin
        row_after_1 <= row;
        row_after_2 <= row_after_1;
        row_after_3 <= row_after_2;
        row_after_4 <= row_after_3;
        row_after_5 <= row_after_4;
        row_after_6 <= row_after_5;
        row_after_7 <= row_after_6;
        row_after_8 <= row_after_7;
        row_after_9 <= row_after_8;
    end

    always @(posedge clock) begin
        if (reset) begin
            reading_after_1 <= 1'b0;
            reading_after_2 <= 1'b0;
            reading_after_3 <= 1'b0;
            reading_after_4 <= 1'b0;
            reading_after_5 <= 1'b0;
            reading_after_6 <= 1'b0;
            reading_after_7 <= 1'b0;
            reading_after_8 <= 1'b0;
            reading_after_9 <= 1'b0;
        end else begin
            reading_after_1 <= reading;
            reading_after_2 <= reading_after_1;
            reading_after_3 <= reading_after_2;
            reading_after_4 <= reading_after_3;
            reading_after_5 <= reading_after_4;
            reading_after_6 <= reading_after_5;
            reading_after_7 <= reading_after_6;
            reading_after_8 <= reading_after_7;
            reading_after_9 <= reading_after_8;
        end
    end

    assign read_row = row_after_3;
    assign write = reading_after_9;
    assign write_row = row_after_9;

    // The last row is read while the next group may already be captured, hence 2 cycles behind.
    always @(posedge clock) begin
        if (capture) begin
            held_starts <= capture_starts;
            held_ends <= capture_ends;
        end
        starts_after_1 <= held_starts;
        starts_after_2 <= starts_after_1;
        starts_after_3 <= starts_after_2;
        starts_after_4 <= starts_after_3;
        starts_after_5 <= starts_after_4;
    end

    assign read_first = starts_after_5;

    // Only the last group of an output goes on to the results.
    always @(posedge clock) begin
        ends_after_1 <= held_ends;
        ends_after_2 <= ends_after_1;
        ends_after_3 <= ends_after_2;
        ends_after_4 <= ends_after_3;
        ends_after_5 <= ends_after_4;
        ends_after_6 <= ends_after_5;
        ends_after_7 <= ends_after_6;
        ends_after_8 <= ends_after_7;
        ends_after_9 <= ends_after_8;
        ends_after_10 <= ends_after_9;
        ends_after_11 <= ends_after_10;
    end

    wire finished = reading_after_9 & ends_after_11;
    assign start_scaling = finished & (row_after_9 == 3'd0);

    always @(posedge clock) begin
        if (reset) begin
            finished_after_1 <= 1'b0;
            finished_after_2 <= 1'b0;
            finished_after_3 <= 1'b0;
            finished_after_4 <= 1'b0;
            finished_after_5 <= 1'b0;
            finished_after_6 <= 1'b0;
        end else begin
            finished_after_1 <= finished;
            finished_after_2 <= finished_after_1;
            finished_after_3 <= finished_after_2;
            finished_after_4 <= finished_after_3;
            finished_after_5 <= finished_after_4;
            finished_after_6 <= finished_after_5;
        end
    end

    assign result_valid = finished_after_6;

    always @(*) begin
        case (row)
            3'd0: row_special = row_specials_0;
            3'd1: row_special = row_specials_1;
            3'd2: row_special = row_specials_2;
            3'd3: row_special = row_specials_3;
            3'd4: row_special = row_specials_4;
            3'd5: row_special = row_specials_5;
            3'd6: row_special = row_specials_6;
            default: row_special = row_specials_7;
        endcase
    end

    always @(posedge clock) begin
        special_after_1 <= row_special;
        special_after_2 <= special_after_1;
        special_after_3 <= special_after_2;
        special_after_4 <= special_after_3;
        special_after_5 <= special_after_4;
        special_after_6 <= special_after_5;
        special_after_7 <= special_after_6;
        special_after_8 <= special_after_7;
        special_after_9 <= special_after_8;
        special_after_10 <= special_after_9;
        special_after_11 <= special_after_10;
        special_after_12 <= special_after_11;
        special_after_13 <= special_after_12;
        special_after_14 <= special_after_13;
    end

    assign special = special_after_14;
endmodule

`default_nettype wire
