// Special values: FP4 at addresses 0 to 3, FP3 at 4 to 7, each recoded into terms of radix 8 when
// written.
`default_nettype none

module bitmod_special_value_register_file (
    input  wire       clock,
    input  wire       reset,
    input  wire       write,
    input  wire [2:0] address,
    input  wire [5:0] value,  // sign, magnitude[4:0]
    output wire [6:0] terms_0,
    output wire [6:0] terms_1,
    output wire [6:0] terms_2,
    output wire [6:0] terms_3,
    output wire [6:0] terms_4,
    output wire [6:0] terms_5,
    output wire [6:0] terms_6,
    output wire [6:0] terms_7,
    output wire       write_error  // the value being written has no terms
);
    reg [6:0] registers_0;
    reg [6:0] registers_1;
    reg [6:0] registers_2;
    reg [6:0] registers_3;
    reg [6:0] registers_4;
    reg [6:0] registers_5;
    reg [6:0] registers_6;
    reg [6:0] registers_7;
    reg [6:0] positive_terms;
    reg expressible;

    // Terms of a positive value, by magnitude.
    always @(*) begin
        case (value[4:0])
            5'd0: positive_terms = 7'd0;
            5'd1: positive_terms = 7'd1;
            5'd2: positive_terms = 7'd9;
            5'd3: positive_terms = 7'd2;
            5'd4: positive_terms = 7'd17;
            5'd5: positive_terms = 7'd4;
            5'd6: positive_terms = 7'd10;
            5'd7: positive_terms = 7'd0;
            5'd8: positive_terms = 7'd25;
            5'd9: positive_terms = 7'd0;
            5'd10: positive_terms = 7'd12;
            5'd11: positive_terms = 7'd0;
            5'd12: positive_terms = 7'd18;
            5'd13: positive_terms = 7'd0;
            5'd14: positive_terms = 7'd0;
            5'd15: positive_terms = 7'd0;
            5'd16: positive_terms = 7'd33;
            5'd17: positive_terms = 7'd0;
            5'd18: positive_terms = 7'd0;
            5'd19: positive_terms = 7'd0;
            5'd20: positive_terms = 7'd20;
            5'd21: positive_terms = 7'd0;
            5'd22: positive_terms = 7'd0;
            5'd23: positive_terms = 7'd0;
            5'd24: positive_terms = 7'd0;
            5'd25: positive_terms = 7'd0;
            5'd26: positive_terms = 7'd0;
            5'd27: positive_terms = 7'd0;
            5'd28: positive_terms = 7'd0;
            5'd29: positive_terms = 7'd0;
            5'd30: positive_terms = 7'd0;
            default: positive_terms = 7'd0;
        endcase
    end

    always @(*) begin
        case (value[4:0])
            5'd0: expressible = 1'b1;
            5'd1: expressible = 1'b1;
            5'd2: expressible = 1'b1;
            5'd3: expressible = 1'b1;
            5'd4: expressible = 1'b1;
            5'd5: expressible = 1'b1;
            5'd6: expressible = 1'b1;
            5'd7: expressible = 1'b0;
            5'd8: expressible = 1'b1;
            5'd9: expressible = 1'b0;
            5'd10: expressible = 1'b1;
            5'd11: expressible = 1'b0;
            5'd12: expressible = 1'b1;
            5'd13: expressible = 1'b0;
            5'd14: expressible = 1'b0;
            5'd15: expressible = 1'b0;
            5'd16: expressible = 1'b1;
            5'd17: expressible = 1'b0;
            5'd18: expressible = 1'b0;
            5'd19: expressible = 1'b0;
            5'd20: expressible = 1'b1;
            5'd21: expressible = 1'b0;
            5'd22: expressible = 1'b0;
            5'd23: expressible = 1'b0;
            5'd24: expressible = 1'b0;
            5'd25: expressible = 1'b0;
            5'd26: expressible = 1'b0;
            5'd27: expressible = 1'b0;
            5'd28: expressible = 1'b0;
            5'd29: expressible = 1'b0;
            5'd30: expressible = 1'b0;
            default: expressible = 1'b0;
        endcase
    end

    wire [6:0] recoded = {positive_terms[6] ^ (value[5] & (|positive_terms[2:0])),
        positive_terms[5:3], positive_terms[2:0]};
    assign write_error = write & ~expressible;

    always @(posedge clock) begin
        if (reset) begin
            registers_0 <= 7'd12;
        end else if (write & (address == 3'd0)) begin
            registers_0 <= recoded;
        end
    end

    assign terms_0 = registers_0;

    always @(posedge clock) begin
        if (reset) begin
            registers_1 <= 7'd76;
        end else if (write & (address == 3'd1)) begin
            registers_1 <= recoded;
        end
    end

    assign terms_1 = registers_1;

    always @(posedge clock) begin
        if (reset) begin
            registers_2 <= 7'd33;
        end else if (write & (address == 3'd2)) begin
            registers_2 <= recoded;
        end
    end

    assign terms_2 = registers_2;

    always @(posedge clock) begin
        if (reset) begin
            registers_3 <= 7'd97;
        end else if (write & (address == 3'd3)) begin
            registers_3 <= recoded;
        end
    end

    assign terms_3 = registers_3;

    always @(posedge clock) begin
        if (reset) begin
            registers_4 <= 7'd2;
        end else if (write & (address == 3'd4)) begin
            registers_4 <= recoded;
        end
    end

    assign terms_4 = registers_4;

    always @(posedge clock) begin
        if (reset) begin
            registers_5 <= 7'd66;
        end else if (write & (address == 3'd5)) begin
            registers_5 <= recoded;
        end
    end

    assign terms_5 = registers_5;

    always @(posedge clock) begin
        if (reset) begin
            registers_6 <= 7'd10;
        end else if (write & (address == 3'd6)) begin
            registers_6 <= recoded;
        end
    end

    assign terms_6 = registers_6;

    always @(posedge clock) begin
        if (reset) begin
            registers_7 <= 7'd74;
        end else if (write & (address == 3'd7)) begin
            registers_7 <= recoded;
        end
    end

    assign terms_7 = registers_7;
endmodule

`default_nettype wire
