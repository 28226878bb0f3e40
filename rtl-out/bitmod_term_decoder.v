// Weight code to term of radix 8: Booth digits for integers, a table of digits for floating point
// (BitMoD Fig. 4).
`default_nettype none

module bitmod_term_decoder (
    input  wire [7:0] code,  // weight code in its low bits
    input  wire [3:0] data_type,  // a bit each: FP4 or FP3, FP3, INT5, INT4
    input  wire [2:0] bit_significance,  // of the term wanted
    input  wire [6:0] special_terms,  // terms of the group's special value
    output wire [6:0] term  // sign, exponent[2:0], multiple 5, 3, 1
);
    reg [5:0] fp4_magnitude;
    reg [5:0] fp3_magnitude;

    wire is_fp3 = data_type[1];

    // Digits of the magnitudes, FP4 on the doubled grid, FP3 on its own; minus zero is special.
    always @(*) begin
        case (code[2:0])
            3'd0: fp4_magnitude = 6'd0;
            3'd1: fp4_magnitude = 6'd1;
            3'd2: fp4_magnitude = 6'd9;
            3'd3: fp4_magnitude = 6'd2;
            3'd4: fp4_magnitude = 6'd17;
            3'd5: fp4_magnitude = 6'd10;
            3'd6: fp4_magnitude = 6'd25;
            default: fp4_magnitude = 6'd18;
        endcase
    end

    always @(*) begin
        case (code[1:0])
            2'd0: fp3_magnitude = 6'd0;
            2'd1: fp3_magnitude = 6'd1;
            2'd2: fp3_magnitude = 6'd9;
            default: fp3_magnitude = 6'd17;
        endcase
    end

    wire [5:0] magnitude = is_fp3 ? fp3_magnitude : fp4_magnitude;
    wire is_negative = is_fp3 ? code[2] : code[3];
    wire is_special = is_negative & ~(|magnitude[2:0]);
    wire [6:0] floating_point_term = is_special ? special_terms : {is_negative, magnitude};

    // Radix-8 Booth digit: four bits of the sign-extended code; a type has no digit above its sign.
    wire [3:0] middle = {data_type[3] ? code[3] : data_type[2] ? code[4] : code[5],
        data_type[3] ? code[3] : code[4], code[3:2]};
    wire [3:0] window =
        bit_significance[2] ? {code[7], code[7:5]} :
        bit_significance[0] ? middle :
        {code[2:0], 1'b0};

    // With the sign taken off, the digit is 2 * rest[2] + rest[1] + rest[0].
    wire [2:0] rest = window[2:0] ^ {3{window[3]}};
    wire is_odd = rest[1] ^ rest[0];
    wire is_three = rest[2] & is_odd;
    wire is_two = (rest == 3'd3) | (rest == 3'd4);
    wire is_four = &rest;
    wire [2:0] digit_multiple = {1'b0, is_three, (is_odd & ~rest[2]) | is_two | is_four};
    wire [6:0] digit = {window[3] & ~(&window[2:0]), 1'b0, is_four, is_two, digit_multiple};
    assign term = data_type[0] ? floating_point_term : digit;
    wire unused = &{1'b0, bit_significance[1]};
endmodule

`default_nettype wire
