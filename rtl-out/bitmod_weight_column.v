// Bit-serial term generator of one column: decodes one term a lane a cycle, serialises the scale.
`default_nettype none

module bitmod_weight_column (
    input  wire        clock,
    input  wire        load_group,  // take a header's selector and scale
    input  wire        start_group,  // its special value is used from the next cycle on
    input  wire  [2:0] header_data_type,
    input  wire        take_scale,  // its scale is the next to be captured
    input  wire  [1:0] selector_value,
    input  wire  [7:0] scale_value,
    input  wire        load_weights,  // take a beat of codes
    input  wire [31:0] codes,  // lane 0 in the low byte
    input  wire  [3:0] data_type,  // a bit each: FP4 or FP3, FP3, INT5, INT4
    input  wire  [2:0] bit_significance,
    input  wire        select_terms,  // a step's terms were decoded in the cycle before
    input  wire  [6:0] special_terms_0,
    input  wire  [6:0] special_terms_1,
    input  wire  [6:0] special_terms_2,
    input  wire  [6:0] special_terms_3,
    input  wire  [6:0] special_terms_4,
    input  wire  [6:0] special_terms_5,
    input  wire  [6:0] special_terms_6,
    input  wire  [6:0] special_terms_7,
    input  wire        capture,  // the dequantisers take the group sums
    output wire [15:0] weight_selects,  // one-hot a lane: a, 3a, 5a, 4a; none without a step
    output wire [11:0] weight_shifts,  // one-hot a lane: by 0, 1, ...
    output wire  [3:0] weight_signs,
    // one a dequantiser, least significant first; dequantiser 0 from the cycle after capture
    output wire  [1:0] scale_bits
);
    reg [31:0] held_codes;
    reg [1:0] header_selector;
    reg [7:0] header_scale;
    reg [6:0] special;
    reg [7:0] scale;
    reg [7:0] serial_scale;
    reg [6:0] selected_terms;
    reg [6:0] term_0;
    reg [6:0] term_1;
    reg [6:0] term_2;
    reg [6:0] term_3;
    reg [15:0] selects;
    reg [11:0] shifts;
    reg [3:0] signs;
    reg last_bit;
    wire [6:0] decoders_0_term;
    wire [6:0] decoders_1_term;
    wire [6:0] decoders_2_term;
    wire [6:0] decoders_3_term;

    always @(posedge clock) begin
        if (load_weights) begin
            held_codes <= codes;
        end
        if (load_group) begin
            header_selector <= selector_value;
            header_scale <= scale_value;
        end
    end

    always @(*) begin
        case ({header_data_type == 3'd1, header_selector})
            3'd0: selected_terms = special_terms_0;
            3'd1: selected_terms = special_terms_1;
            3'd2: selected_terms = special_terms_2;
            3'd3: selected_terms = special_terms_3;
            3'd4: selected_terms = special_terms_4;
            3'd5: selected_terms = special_terms_5;
            3'd6: selected_terms = special_terms_6;
            default: selected_terms = special_terms_7;
        endcase
    end

    always @(posedge clock) begin
        if (start_group) begin
            special <= selected_terms;
        end
    end

    bitmod_term_decoder decoders_0 (
        .code(held_codes[7:0]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_terms(special),
        .term(decoders_0_term)
    );

    bitmod_term_decoder decoders_1 (
        .code(held_codes[15:8]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_terms(special),
        .term(decoders_1_term)
    );

    bitmod_term_decoder decoders_2 (
        .code(held_codes[23:16]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_terms(special),
        .term(decoders_2_term)
    );

    bitmod_term_decoder decoders_3 (
        .code(held_codes[31:24]),
        .data_type(data_type),
        .bit_significance(bit_significance),
        .special_terms(special),
        .term(decoders_3_term)
    );

    // Terms are decoded in one cycle and turned into selections in the next.
    wire selects_bitwise_or = term_3[5] | (term_3[4] & term_3[3]);
    wire selects_bitwise_or_2 = term_2[5] | (term_2[4] & term_2[3]);
    wire selects_bitwise_or_3 = term_1[5] | (term_1[4] & term_1[3]);
    wire selects_bitwise_or_4 = term_0[5] | (term_0[4] & term_0[3]);
    wire shifts_bitwise_or = term_3[5] | (term_3[4] & ~term_3[3]);
    wire shifts_bitwise_or_2 = term_2[5] | (term_2[4] & ~term_2[3]);
    wire shifts_bitwise_or_3 = term_1[5] | (term_1[4] & ~term_1[3]);
    wire shifts_bitwise_or_4 = term_0[5] | (term_0[4] & ~term_0[3]);

    always @(posedge clock) begin
        term_0 <= {decoders_0_term[6], decoders_0_term[5:3], decoders_0_term[2:0]};
        term_1 <= {decoders_1_term[6], decoders_1_term[5:3], decoders_1_term[2:0]};
        term_2 <= {decoders_2_term[6], decoders_2_term[5:3], decoders_2_term[2:0]};
        term_3 <= {decoders_3_term[6], decoders_3_term[5:3], decoders_3_term[2:0]};
        selects <= {term_3[0] & selects_bitwise_or, term_3[2], term_3[1],
            term_3[0] & ~selects_bitwise_or, term_2[0] & selects_bitwise_or_2, term_2[2], term_2[1],
            term_2[0] & ~selects_bitwise_or_2, term_1[0] & selects_bitwise_or_3, term_1[2],
            term_1[1], term_1[0] & ~selects_bitwise_or_3, term_0[0] & selects_bitwise_or_4,
            term_0[2], term_0[1], term_0[0] & ~selects_bitwise_or_4} & {16{select_terms}};
        shifts <= {shifts_bitwise_or, term_3[3], ~term_3[3] & ~shifts_bitwise_or,
            shifts_bitwise_or_2, term_2[3], ~term_2[3] & ~shifts_bitwise_or_2, shifts_bitwise_or_3,
            term_1[3], ~term_1[3] & ~shifts_bitwise_or_3, shifts_bitwise_or_4, term_0[3],
            ~term_0[3] & ~shifts_bitwise_or_4};
        signs <= {term_3[6], term_2[6], term_1[6], term_0[6]};
    end

    assign weight_selects = selects;
    assign weight_shifts = shifts;
    assign weight_signs = signs;

    // The scale goes round once for each row of a dequantiser; dequantisers start one after the
    // other.
    always @(posedge clock) begin
        if (take_scale) begin
            scale <= header_scale;
        end
        if (capture) begin
            serial_scale <= scale;
        end else begin
            serial_scale <= {serial_scale[0], serial_scale[7:1]};
        end
        last_bit <= serial_scale[0];
    end

    assign scale_bits = {last_bit, serial_scale[0]};
endmodule

`default_nettype wire
