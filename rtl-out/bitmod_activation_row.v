// Operand registers of one row: binary16 fields, exponents a cycle ahead of significands.
`default_nettype none

module bitmod_activation_row (
    input  wire        clock,
    input  wire        load,  // take a beat of activations
    input  wire [63:0] values,  // lane 0 in the low half-word
    input  wire        issue,  // a step is issued
    input  wire        starts_output,  // that step is the first of a dot product
    input  wire        finish,  // that step is the last of its group
    input  wire        capture,  // the dequantisers take the group sums
    output wire [19:0] match_exponents,  // one cycle after the step is issued
    output wire  [3:0] match_nonzero,
    output wire [43:0] product_significands,  // a cycle later
    output wire  [3:0] product_signs,
    output wire        captured_special  // an infinity or NaN came in since the dot product started
);
    reg [63:0] held;
    reg special;
    reg finished_special;
    reg held_special;
    reg [19:0] exponents;
    reg [3:0] nonzero;
    reg [43:0] staged_significands;
    reg [3:0] staged_signs;
    reg [43:0] significands;
    reg [3:0] signs;

    always @(posedge clock) begin
        if (load) begin
            held <= values;
        end
    end

    // A subnormal has exponent 1 and no hidden bit.
    wire [4:0] exponent_0 = {held[14:11], held[10] | ~(|held[14:10])};
    wire [4:0] exponent_1 = {held[30:27], held[26] | ~(|held[30:26])};
    wire [4:0] exponent_2 = {held[46:43], held[42] | ~(|held[46:42])};
    wire [4:0] exponent_3 = {held[62:59], held[58] | ~(|held[62:58])};
    wire [10:0] significand_0 = {|held[14:10], held[9:0]};
    wire [10:0] significand_1 = {|held[30:26], held[25:16]};
    wire [10:0] significand_2 = {|held[46:42], held[41:32]};
    wire [10:0] significand_3 = {|held[62:58], held[57:48]};

    always @(posedge clock) begin
        exponents <= {exponent_3, exponent_2, exponent_1, exponent_0};
    end

    assign match_exponents = exponents;

    always @(posedge clock) begin
        nonzero <= {|held[62:48], |held[46:32], |held[30:16], |held[14:0]};
    end

    assign match_nonzero = nonzero;

    always @(posedge clock) begin
        staged_significands <= {significand_3, significand_2, significand_1, significand_0};
        staged_signs <= {held[63], held[47], held[31], held[15]};
        significands <= staged_significands;
    end

    assign product_significands = significands;

    always @(posedge clock) begin
        signs <= staged_signs;
    end

    assign product_signs = signs;

    // Sticky over a dot product: exponent field 31 is an infinity or NaN.
    wire next_special = (&held[14:10]) | (&held[30:26]) | (&held[46:42]) | (&held[62:58]) |
        (special & ~starts_output);

    always @(posedge clock) begin
        if (issue) begin
            special <= next_special;
        end
        if (issue & finish) begin
            finished_special <= next_special;
        end
        if (capture) begin
            held_special <= finished_special;
        end
    end

    assign captured_special = held_special;
endmodule

`default_nettype wire
