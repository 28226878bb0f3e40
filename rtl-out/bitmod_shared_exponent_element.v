// Shared-exponent processing element: select multiples, add, accumulate; exact in integers.
// Group sum = accumulator * 2^(shared exponent - 28).
`default_nettype none

module bitmod_shared_exponent_element (
    input  wire        clock,
    input  wire [55:0] activation_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [63:0] activation_tripled,  // three times as much
    input  wire [67:0] activation_quintupled,  // five times as much
    input  wire  [3:0] activation_signs,
    input  wire [15:0] weight_selects,  // one-hot a lane: a, 3a, 5a, 4a; none without a step
    input  wire [11:0] weight_shifts,  // one-hot a lane: by 0, 1, ...
    input  wire  [3:0] weight_signs,
    input  wire  [2:0] significances,  // one-hot, a cycle after the operands: 2^0, 2^3, 2^6
    input  wire        first,  // two cycles after its operands: a step is the first of its group
    output wire [28:0] accumulator
);
    reg [21:0] partial_sums;
    reg [21:0] partial_carries;
    reg carry_in;
    reg late_carry_in;
    reg [28:0] placed_sum;
    reg missing_carry_in;
    reg [28:0] held;

    // Products: a multiple of the activation, shifted, inverted where it is negative. The bit above
    // says that it isn't; what it counts too much is the sum's top bit.
    wire negative_0 = activation_signs[0] ^ weight_signs[0];
    wire [16:0] multiple_0 = ({17{weight_selects[0]}} & {3'd0, activation_aligned[13:0]}) |
        ({17{weight_selects[1]}} & {1'b0, activation_tripled[15:0]}) |
            (({17{weight_selects[2]}} & activation_quintupled[16:0]) |
            ({17{weight_selects[3]}} & {1'b0, activation_aligned[13:0], 2'd0}));
    wire [18:0] magnitude_0 = ({19{weight_shifts[0]}} & {2'd0, multiple_0}) |
            (({19{weight_shifts[1]}} & {1'b0, multiple_0, 1'b0}) |
            ({19{weight_shifts[2]}} & {multiple_0, 2'd0}));
    wire [21:0] addend_0 = {2'd0, ~negative_0, magnitude_0 ^ {19{negative_0}}};
    wire negative_1 = activation_signs[1] ^ weight_signs[1];
    wire [16:0] multiple_1 = ({17{weight_selects[4]}} & {3'd0, activation_aligned[27:14]}) |
        ({17{weight_selects[5]}} & {1'b0, activation_tripled[31:16]}) |
            (({17{weight_selects[6]}} & activation_quintupled[33:17]) |
            ({17{weight_selects[7]}} & {1'b0, activation_aligned[27:14], 2'd0}));
    wire [18:0] magnitude_1 = ({19{weight_shifts[3]}} & {2'd0, multiple_1}) |
            (({19{weight_shifts[4]}} & {1'b0, multiple_1, 1'b0}) |
            ({19{weight_shifts[5]}} & {multiple_1, 2'd0}));
    wire [21:0] addend_1 = {2'd0, ~negative_1, magnitude_1 ^ {19{negative_1}}};
    wire negative_2 = activation_signs[2] ^ weight_signs[2];
    wire [16:0] multiple_2 = ({17{weight_selects[8]}} & {3'd0, activation_aligned[41:28]}) |
        ({17{weight_selects[9]}} & {1'b0, activation_tripled[47:32]}) |
            (({17{weight_selects[10]}} & activation_quintupled[50:34]) |
            ({17{weight_selects[11]}} & {1'b0, activation_aligned[41:28], 2'd0}));
    wire [18:0] magnitude_2 = ({19{weight_shifts[6]}} & {2'd0, multiple_2}) |
            (({19{weight_shifts[7]}} & {1'b0, multiple_2, 1'b0}) |
            ({19{weight_shifts[8]}} & {multiple_2, 2'd0}));
    wire [21:0] addend_2 = {2'd0, ~negative_2, magnitude_2 ^ {19{negative_2}}};
    wire negative_3 = activation_signs[3] ^ weight_signs[3];
    wire [16:0] multiple_3 = ({17{weight_selects[12]}} & {3'd0, activation_aligned[55:42]}) |
        ({17{weight_selects[13]}} & {1'b0, activation_tripled[63:48]}) |
            (({17{weight_selects[14]}} & activation_quintupled[67:51]) |
            ({17{weight_selects[15]}} & {1'b0, activation_aligned[55:42], 2'd0}));
    wire [18:0] magnitude_3 = ({19{weight_shifts[9]}} & {2'd0, multiple_3}) |
            (({19{weight_shifts[10]}} & {1'b0, multiple_3, 1'b0}) |
            ({19{weight_shifts[11]}} & {multiple_3, 2'd0}));
    wire [21:0] addend_3 = {2'd0, ~negative_3, magnitude_3 ^ {19{negative_3}}};

    // Carry-save tree; the carry-ins of the negations enter at the free ends of the carries.
    wire [21:0] layer_1_0_either = addend_0 ^ addend_1;
    wire [21:0] layer_1_0_sums = layer_1_0_either ^ addend_2;
    wire [21:0] layer_1_0_carries =
        {(addend_0[20:0] & addend_1[20:0]) | (layer_1_0_either[20:0] & addend_2[20:0]), negative_0};
    wire [21:0] layer_2_0_either = layer_1_0_sums ^ layer_1_0_carries;
    wire [21:0] layer_2_0_sums = layer_2_0_either ^ addend_3;
    wire [21:0] layer_2_0_carries = {(layer_1_0_sums[20:0] & layer_1_0_carries[20:0]) |
        (layer_2_0_either[20:0] & addend_3[20:0]), negative_1};

    always @(posedge clock) begin
        partial_sums <= layer_2_0_sums;
        partial_carries <= layer_2_0_carries;
        carry_in <= negative_2;
        late_carry_in <= negative_3;
    end

    // Carry propagation, and the digit's place; the last carry-in fills the places below, so that
    // it counts as one of them.
    wire [22:0] propagated_with_carry_in = {partial_sums, 1'b1} + {partial_carries, carry_in};
    wire [21:0] product_sum = {~propagated_with_carry_in[22], propagated_with_carry_in[21:1]};
    wire [28:0] extended_sum = {{7{product_sum[21]}}, product_sum};

    always @(posedge clock) begin
        placed_sum <= ({29{significances[0]}} & extended_sum) |
                (({29{significances[1]}} & {extended_sum[25:0], {3{late_carry_in}}}) |
                ({29{significances[2]}} & {extended_sum[22:0], {6{late_carry_in}}}));
        missing_carry_in <= late_carry_in;
    end

    // Accumulation.
    wire [28:0] base = first ? 29'd0 : held;
    wire [29:0] total_with_carry_in = {base, 1'b1} + {placed_sum, missing_carry_in};

    always @(posedge clock) begin
        held <= total_with_carry_in[29:1];
    end

    assign accumulator = held;
    wire unused = &{1'b0, propagated_with_carry_in[0], total_with_carry_in[0]};
endmodule

`default_nettype wire
