// Bit-serial term generator of one column: decodes one term a lane a cycle, serialises the scale.
`default_nettype none

module bitmod_weight_column (
    input  wire        clock,
    input  wire        load_group,  // take selector and scale
    input  wire  [1:0] selector_value,
    input  wire  [7:0] scale_value,
    input  wire        load_weights,  // take a beat of codes
    input  wire [31:0] codes,  // lane 0 in the low byte
    input  wire  [2:0] data_type,
    input  wire  [2:0] bit_significance,
    input  wire  [7:0] special_terms_0,
    input  wire  [7:0] special_terms_1,
    input  wire  [7:0] special_terms_2,
    input  wire  [7:0] special_terms_3,
    input  wire  [7:0] special_terms_4,
    input  wire  [7:0] special_terms_5,
    input  wire  [7:0] special_terms_6,
    input  wire  [7:0] special_terms_7,
    input  wire        finish,  // the last step of the group is issued
    input  wire        capture,  // the dequantisers take the group sums
    output wire  [7:0] match_exponents,  // one cycle after the step is issued
    output wire  [3:0] match_mantissas,
    output wire  [3:0] product_signs,  // a cycle later
    output wire  [3:0] product_mantissas,
    // of the scale, most significant first, from the cycle after capture
    output wire        scale_bit
);
    reg [31:0] held_codes;
    reg [1:0] selector;
    reg [7:0] scale;
    reg [7:0] finished_scale;
    reg [7:0] serial_scale;
    reg [7:0] special;
    reg [7:0] exponents;
    reg [3:0] mantissas;
    reg [3:0] signs;
    reg [3:0] delayed_signs;
    reg [3:0] delayed_mantissas;
    wire [3:0] decoders_0_term;
    wire [3:0] decoders_1_term;
    wire [3:0] decoders_2_term;
    wire [3:0] decoders_3_term;

    always @(posedge clock) begin
        if (load_weights) begin
            held_codes <= codes;
        end
        if (load_group) begin
            selector <= selector_value;
            scale <= scale_value;
        end
    end

    always @(*) begin
        case ({data_type == 3'd1, selector})
            3'd0: special = special_terms_0;
            3'd1: special = special_terms_1;
            3'd2: special = special_terms_2;
            3'd3: special = special_terms_3;
            3'd4: special = special_terms_4;
            3'd5: special = special_terms_5;
            3'd6: special = special_terms_6;
            default: special = special_terms_7;
        endcase
    end

    bitmod_term_decoder decoders_0 (
        .code(held_codes[7:0]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_first(special[7:4]),
        .special_second(special[3:0]),
        .term(decoders_0_term)
    );

    bitmod_term_decoder decoders_1 (
        .code(held_codes[15:8]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_first(special[7:4]),
        .special_second(special[3:0]),
        .term(decoders_1_term)
    );

    bitmod_term_decoder decoders_2 (
        .code(held_codes[23:16]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_first(special[7:4]),
        .special_second(special[3:0]),
        .term(decoders_2_term)
    );

    bitmod_term_decoder decoders_3 (
        .code(held_codes[31:24]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_first(special[7:4]),
        .special_second(special[3:0]),
        .term(decoders_3_term)
    );

    // Exponents go a cycle ahead of signs: the array matches exponents before it multiplies.
    always @(posedge clock) begin
        exponents <= {decoders_3_term[2:1], decoders_2_term[2:1], decoders_1_term[2:1],
            decoders_0_term[2:1]};
        mantissas <=
            {decoders_3_term[0], decoders_2_term[0], decoders_1_term[0], decoders_0_term[0]};
        signs <= {decoders_3_term[3], decoders_2_term[3], decoders_1_term[3], decoders_0_term[3]};
        delayed_signs <= signs;
        delayed_mantissas <= mantissas;
    end

    assign match_exponents = exponents;
    assign match_mantissas = mantissas;
    assign product_signs = delayed_signs;
    assign product_mantissas = delayed_mantissas;

    always @(posedge clock) begin
        if (finish) begin
            finished_scale <= scale;
        end
        if (capture) begin
            serial_scale <= finished_scale;
        end else begin
            serial_scale <= {serial_scale[6:0], 1'b0};
        end
    end

    assign scale_bit = serial_scale[7];
endmodule

`default_nettype wire
