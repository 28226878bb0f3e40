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
    // the cycle after capture: rows hand over what belongs to the group sums
    output wire       capture_rows,
    output wire [8:0] turns,  // one-hot for each dequantiser: whose bit it works on
    output wire [2:0] proceed,  // one bit a dequantiser: the bit isn't the first of its row
    output wire [1:0] read_dequantizer,  // cycle 0: whose product is read
    output reg  [4:0] read_exponent,  // cycle 0: of that product
    output wire [2:0] add_row,  // cycle 3
    output wire       add_first,  // cycle 3 after the product is read
    output wire       write,  // cycle 6
    output wire [2:0] write_row,  // cycle 6
    output wire       start_scaling,  // cycle 6: first row of an output's last group
    output wire       special,  // cycle 10: the row had an infinity or NaN
    output wire       result_valid  // cycle 11: a row of results is there
);
    reg [2:0] scale_bit;
    reg [2:0] turn;
    reg proceeds;
    reg [2:0] row;
    reg held_starts;
    reg held_ends;
    reg last_bit_after_1;
    reg last_bit_after_2;
    reg last_bit_after_3;
    reg [2:0] turn_after_1;
    reg [2:0] turn_after_2;
    reg proceeds_after_1;
    reg proceeds_after_2;
    reg capture_after_1;
    reg last_turn_after_1;
    reg last_turn_after_2;
    reg last_turn_after_3;
    reg [2:0] row_after_1;
    reg [2:0] row_after_2;
    reg [2:0] row_after_3;
    reg [2:0] row_after_4;
    reg [2:0] row_after_5;
    reg [2:0] row_after_6;
    reg reading_after_1;
    reg reading_after_2;
    reg reading_after_3;
    reg reading_after_4;
    reg reading_after_5;
    reg reading_after_6;
    reg starts_after_1;
    reg starts_after_2;
    reg starts_after_3;
    reg starts_after_4;
    reg ends_after_1;
    reg ends_after_2;
    reg ends_after_3;
    reg ends_after_4;
    reg ends_after_5;
    reg ends_after_6;
    reg ends_after_7;
    reg finished_after_1;
    reg finished_after_2;
    reg finished_after_3;
    reg finished_after_4;
    reg finished_after_5;
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

    wire busy = |turn;
    wire is_last_bit = busy & (&scale_bit);
    wire is_last_turn = turn[2];

    always @(posedge clock) begin
        if (reset) begin
            turn <= 3'd0;
            scale_bit <= 3'd0;
            proceeds <= 1'b0;
            last_bit_after_1 <= 1'b0;
            last_bit_after_2 <= 1'b0;
            last_bit_after_3 <= 1'b0;
            turn_after_1 <= 3'd0;
            turn_after_2 <= 3'd0;
        end else begin
            if (capture) begin
                turn <= 3'd1;
                scale_bit <= 3'd0;
                proceeds <= 1'b0;
            end else if (busy) begin
                scale_bit <= scale_bit + 3'd1;
                proceeds <= ~is_last_bit;
                if (is_last_bit) begin
                    turn <= {turn[1:0], 1'b0};
                end
            end
            last_bit_after_1 <= is_last_bit;
            last_bit_after_2 <= last_bit_after_1;
            last_bit_after_3 <= last_bit_after_2;
            turn_after_1 <= turn;
            turn_after_2 <= turn_after_1;
        end
    end

    assign turns = {turn_after_2, turn_after_1, turn};

    always @(posedge clock) begin
        if (reset) begin
            proceeds_after_1 <= 1'b0;
            proceeds_after_2 <= 1'b0;
        end else begin
            proceeds_after_1 <= proceeds;
            proceeds_after_2 <= proceeds_after_1;
        end
    end

    assign proceed = {proceeds_after_2, proceeds_after_1, proceeds};

    always @(posedge clock) begin
        if (reset) begin
            capture_after_1 <= 1'b0;
        end else begin
            capture_after_1 <= capture;
        end
    end

    assign capture_rows = capture_after_1;

    // A product is complete in the cycle after its last bit; in the last turn some dequantisers may
    // have no row.
    always @(posedge clock) begin
        last_turn_after_1 <= is_last_turn;
        last_turn_after_2 <= last_turn_after_1;
        last_turn_after_3 <= last_turn_after_2;
    end

    wire reading_bitwise_and = last_bit_after_3 & ~last_turn_after_3;
    wire reading = last_bit_after_1 | last_bit_after_2 | reading_bitwise_and;
    wire is_last_row = row == 3'd7;

    always @(posedge clock) begin
        if (reset) begin
            row <= 3'd0;
        end else if (reading) begin
            row <= is_last_row ? 3'd0 : (row + 3'd1);
        end
    end

    wire [2:0] reading_bitwise_and_joined =
        {reading_bitwise_and, last_bit_after_2, last_bit_after_1};
    assign read_dequantizer = {reading_bitwise_and_joined[2], reading_bitwise_and_joined[1]};

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
    end

    always @(posedge clock) begin
        if (reset) begin
            reading_after_1 <= 1'b0;
            reading_after_2 <= 1'b0;
            reading_after_3 <= 1'b0;
            reading_after_4 <= 1'b0;
            reading_after_5 <= 1'b0;
            reading_after_6 <= 1'b0;
        end else begin
            reading_after_1 <= reading;
            reading_after_2 <= reading_after_1;
            reading_after_3 <= reading_after_2;
            reading_after_4 <= reading_after_3;
            reading_after_5 <= reading_after_4;
            reading_after_6 <= reading_after_5;
        end
    end

    assign add_row = row_after_3;
    assign write = reading_after_6;
    assign write_row = row_after_6;

    // The last row is read while the next group may already be captured, hence a cycle behind
    // capture.
    always @(posedge clock) begin
        if (capture) begin
            held_starts <= capture_starts;
            held_ends <= capture_ends;
        end
        starts_after_1 <= held_starts;
        starts_after_2 <= starts_after_1;
        starts_after_3 <= starts_after_2;
        starts_after_4 <= starts_after_3;
    end

    assign add_first = starts_after_4;

    // Only the last group of an output goes on to the results.
    always @(posedge clock) begin
        ends_after_1 <= held_ends;
        ends_after_2 <= ends_after_1;
        ends_after_3 <= ends_after_2;
        ends_after_4 <= ends_after_3;
        ends_after_5 <= ends_after_4;
        ends_after_6 <= ends_after_5;
        ends_after_7 <= ends_after_6;
    end

    wire finished = reading_after_6 & ends_after_7;
    assign start_scaling = finished & (row_after_6 == 3'd0);

    always @(posedge clock) begin
        if (reset) begin
            finished_after_1 <= 1'b0;
            finished_after_2 <= 1'b0;
            finished_after_3 <= 1'b0;
            finished_after_4 <= 1'b0;
            finished_after_5 <= 1'b0;
        end else begin
            finished_after_1 <= finished;
            finished_after_2 <= finished_after_1;
            finished_after_3 <= finished_after_2;
            finished_after_4 <= finished_after_3;
            finished_after_5 <= finished_after_4;
        end
    end

    assign result_valid = finished_after_5;

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
    end

    assign special = special_after_10;
    wire unused = &{1'b0, reading_bitwise_and_joined[0]};
endmodule

`default_nettype wire
