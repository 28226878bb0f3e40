// Weight code to term: Booth digits for integers, leading ones for floating point (BitMoD Fig. 4).
`default_nettype none

module bitmod_term_decoder (
    input  wire [7:0] code,  // weight code in its low bits
    input  wire [2:0] data_type,
    input  wire [2:0] bit_significance,  // of the term wanted
    input  wire [3:0] special_first,  // first term of the group's special value
    input  wire [3:0] special_second,
    output wire [3:0] term  // sign, exponent[1:0], mantissa
);
    reg [3:0] fp4_magnitude;
    reg [3:0] fp3_magnitude;
    reg [2:0] rest;
    reg [7:0] extended;
    reg [2:0] window;

    wire is_fp4 = data_type == 3'd0;
    wire is_fp3 = data_type == 3'd1;

    // FP4 magnitudes are on the doubled grid, FP3 magnitudes on their own; minus zero is special.
    always @(*) begin
        case (code[2:0])
            3'd0: fp4_magnitude = 4'd0;
            3'd1: fp4_magnitude = 4'd1;
            3'd2: fp4_magnitude = 4'd2;
            3'd3: fp4_magnitude = 4'd3;
            3'd4: fp4_magnitude = 4'd4;
            3'd5: fp4_magnitude = 4'd6;
            3'd6: fp4_magnitude = 4'd8;
            default: fp4_magnitude = 4'd12;
        endcase
    end

    always @(*) begin
        case (code[1:0])
            2'd0: fp3_magnitude = 4'd0;
            2'd1: fp3_magnitude = 4'd1;
            2'd2: fp3_magnitude = 4'd2;
            default: fp3_magnitude = 4'd4;
        endcase
    end

    wire [3:0] magnitude = is_fp3 ? fp3_magnitude : fp4_magnitude;
    wire is_negative = is_fp3 ? code[2] : code[3];
    wire is_special = is_negative & (magnitude == 4'd0);

    // First term: the highest one at or above bit 1. Second term: the one that remains.
    wire first_mantissa = |magnitude[3:1];

    always @(*) begin
        if (magnitude[3]) begin
            rest = magnitude[2:0];
        end else if (magnitude[2]) begin
            rest = {1'b0, magnitude[1:0]};
        end else begin
            rest = {1'b0, 1'b0, magnitude[0]};
        end
    end

    wire second_mantissa = |rest;
    wire [3:0] first = {is_negative & first_mantissa,
        magnitude[3] ? 2'd2 : {1'b0, magnitude[2] & ~magnitude[3]}, first_mantissa};
    wire [3:0] second =
        {is_negative & second_mantissa, rest[2], rest[1] & ~rest[2], second_mantissa};
    wire [3:0] floating_point_term =
        is_special ? (bit_significance[0] ? special_first : special_second) :
        bit_significance[0] ? first :
        second;

    // Radix-4 Booth digit of the sign-extended code.
    always @(*) begin
        case (data_type)
            3'd2: extended = code;
            3'd3: extended = {{2{code[5]}}, code[5:0]};
            3'd4: extended = {{3{code[4]}}, code[4:0]};
            3'd5: extended = {{4{code[3]}}, code[3:0]};
            default: extended = {{5{code[2]}}, code[2:0]};
        endcase
    end

    always @(*) begin
        case (bit_significance[2:1])
            2'd0: window = {extended[1:0], 1'b0};
            2'd1: window = extended[3:1];
            2'd2: window = extended[5:3];
            default: window = extended[7:5];
        endcase
    end

    wire is_two = (window == 3'd3) | (window == 3'd4);
    wire digit_mantissa = ~((window == 3'd0) | (window == 3'd7));
    wire [3:0] digit = {window[2] & digit_mantissa, 1'b0, is_two, digit_mantissa};
    assign term = (is_fp4 | is_fp3) ? floating_point_term : digit;
endmodule

`default_nettype wire
