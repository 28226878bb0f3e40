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
    output wire       dequantize,  // eight cycles from the one after capture
    output wire [2:0] read_row,  // cycle 0
    output wire [2:0] add_row,  // cycle 3
    output wire       add_first,  // cycle 3 after read_row
    output wire       write,  // cycle 6
    output wire [2:0] write_row,  // cycle 6
    output wire       start_scaling,  // cycle 6: first row of an output's last group
    output wire       special,  // cycle 10: the row had an infinity or NaN
    output wire       result_valid  // cycle 11: a row of results is there
);
    reg [3:0] scale_bits_left;
    reg reading;
    reg [2:0] row;
    reg starts;
    reg ends;
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
    reg ends_after_1;
    reg ends_after_2;
    reg ends_after_3;
    reg ends_after_4;
    reg ends_after_5;
    reg ends_after_6;
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

    always @(posedge clock) begin
        if (reset) begin
            scale_bits_left <= 4'd0;
        end else if (capture) begin
            scale_bits_left <= 4'd8;
        end else if (scale_bits_left != 4'd0) begin
            scale_bits_left <= scale_bits_left - 4'd1;
        end
    end

    always @(posedge clock) begin
        if (capture) begin
            starts <= capture_starts;
            ends <= capture_ends;
        end
    end

    assign dequantize = scale_bits_left != 4'd0;

    // Rows in order, from the cycle after the last scale bit.
    wire is_last_row = row == 3'd7;

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
            reading <= 1'b0;
            row <= 3'd0;
            reading_after_1 <= 1'b0;
            reading_after_2 <= 1'b0;
            reading_after_3 <= 1'b0;
            reading_after_4 <= 1'b0;
            reading_after_5 <= 1'b0;
            reading_after_6 <= 1'b0;
        end else begin
            if (scale_bits_left == 4'd1) begin
                reading <= 1'b1;
            end else if (is_last_row) begin
                reading <= 1'b0;
            end
            if (reading) begin
                row <= is_last_row ? 3'd0 : (row + 3'd1);
            end
            reading_after_1 <= reading;
            reading_after_2 <= reading_after_1;
            reading_after_3 <= reading_after_2;
            reading_after_4 <= reading_after_3;
            reading_after_5 <= reading_after_4;
            reading_after_6 <= reading_after_5;
        end
    end

    assign read_row = row;
    assign add_row = row_after_3;

    always @(posedge clock) begin
        starts_after_1 <= starts;
        starts_after_2 <= starts_after_1;
        starts_after_3 <= starts_after_2;
    end

    assign add_first = starts_after_3;
    assign write = reading_after_6;
    assign write_row = row_after_6;

    // Only the last group of an output goes on to the results.
    always @(posedge clock) begin
        ends_after_1 <= ends;
        ends_after_2 <= ends_after_1;
        ends_after_3 <= ends_after_2;
        ends_after_4 <= ends_after_3;
        ends_after_5 <= ends_after_4;
        ends_after_6 <= ends_after_5;
    end

    wire finished = reading_after_6 & ends_after_6;
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
endmodule

`default_nettype wire
