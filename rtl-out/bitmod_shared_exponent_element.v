// Shared-exponent processing element: select multiples, add, accumulate; exact in integers.
// Group sum = accumulator * 2^(shared exponent - 27).
`default_nettype none

module bitmod_shared_exponent_element (
    input  wire        clock,
    input  wire [51:0] activation_aligned,  // magnitudes, aligned to the group's largest exponent
    input  wire [59:0] activation_tripled,  // three times as much
    input  wire [63:0] activation_quintupled,  // five times as much
    input  wire  [3:0] activation_signs,
    input  wire [15:0] weight_selects,  // one-hot a lane: a, 3a, 5a, 4a; none without a step
    input  wire [11:0] weight_shifts,  // one-hot a lane: by 0, 1, ...
    input  wire  [3:0] weight_signs,
    input  wire  [2:0] significances,  // one-hot, a cycle after the operands: 2^0, 2^3, 2^6
    input  wire        first,  // two cycles after its operands: a step is the first of its group
    output wire [27:0] accumulator
);
    reg [20:0] partial_sums;
    reg [20:0] partial_carries;
    reg carry_in;
    reg late_carry_in;
    reg [27:0] placed_sum;
    reg missing_carry_in;
    reg [27:0] held;

    // Products: a multiple of the activation, shifted, inverted where it is negative. The bit above
    // says that it isn't; what it counts too much is the sum's top bit.
    wire negative_0 = activation_signs[0] ^ weight_signs[0];
    wire [15:0] multiple_0 = ({16{weight_selects[0]}} & {3'd0, activation_aligned[12:0]}) |
        ({16{weight_selects[1]}} & {1'b0, activation_tripled[14:0]}) |
            (({16{weight_selects[2]}} & activation_quintupled[15:0]) |
            ({16{weight_selects[3]}} & {1'b0, activation_aligned[12:0], 2'd0}));
    wire [17:0] magnitude_0 = ({18{weight_shifts[0]}} & {2'd0, multiple_0}) |
            (({18{weight_shifts[1]}} & {1'b0, multiple_0, 1'b0}) |
            ({18{weight_shifts[2]}} & {multiple_0, 2'd0}));
    wire [20:0] addend_0 = {2'd0, ~negative_0, magnitude_0 ^ {18{negative_0}}};
    wire negative_1 = activation_signs[1] ^ weight_signs[1];
    wire [15:0] multiple_1 = ({16{weight_selects[4]}} & {3'd0, activation_aligned[25:13]}) |
        ({16{weight_selects[5]}} & {1'b0, activation_tripled[29:15]}) |
            (({16{weight_selects[6]}} & activation_quintupled[31:16]) |
            ({16{weight_selects[7]}} & {1'b0, activation_aligned[25:13], 2'd0}));
    wire [17:0] magnitude_1 = ({18{weight_shifts[3]}} & {2'd0, multiple_1}) |
            (({18{weight_shifts[4]}} & {1'b0, multiple_1, 1'b0}) |
            ({18{weight_shifts[5]}} & {multiple_1, 2'd0}));
    wire [20:0] addend_1 = {2'd0, ~negative_1, magnitude_1 ^ {18{negative_1}}};
    wire negative_2 = activation_signs[2] ^ weight_signs[2];
    wire [15:0] multiple_2 = ({16{weight_selects[8]}} & {3'd0, activation_aligned[38:26]}) |
        ({16{weight_selects[9]}} & {1'b0, activation_tripled[44:30]}) |
            (({16{weight_selects[10]}} & activation_quintupled[47:32]) |
            ({16{weight_selects[11]}} & {1'b0, activation_aligned[38:26], 2'd0}));
    wire [17:0] magnitude_2 = ({18{weight_shifts[6]}} & {2'd0, multiple_2}) |
            (({18{weight_shifts[7]}} & {1'b0, multiple_2, 1'b0}) |
            ({18{weight_shifts[8]}} & {multiple_2, 2'd0}));
    wire [20:0] addend_2 = {2'd0, ~negative_2, magnitude_2 ^ {18{negative_2}}};
    wire negative_3 = activation_signs[3] ^ weight_signs[3];
    wire [15:0] multiple_3 = ({16{weight_selects[12]}} & {3'd0, activation_aligned[51:39]}) |
        ({16{weight_selects[13]}} & {1'b0, activation_tripled[59:45]}) |
            (({16{weight_selects[14]}} & activation_quintupled[63:48]) |
            ({16{weight_selects[15]}} & {1'b0, activation_aligned[51:39], 2'd0}));
    wire [17:0] magnitude_3 = ({18{weight_shifts[9]}} & {2'd0, multiple_3}) |
            (({18{weight_shifts[10]}} & {1'b0, multiple_3, 1'b0}) |
            ({18{weight_shifts[11]}} & {multiple_3, 2'd0}));
    wire [20:0] addend_3 = {2'd0, ~negative_3, magnitude_3 ^ {18{negative_3}}};

    // Carry-save tree; the carry-ins of the negations enter at the free ends of the carries.
    wire [20:0] layer_1_0_either = addend_0 ^ addend_1;
    wire [20:0] layer_1_0_sums = layer_1_0_either ^ addend_2;
    wire [20:0] layer_1_0_carries =
        {(addend_0[19:0] & addend_1[19:0]) | (layer_1_0_either[19:0] & addend_2[19:0]), negative_0};
    wire [20:0] layer_2_0_either = layer_1_0_sums ^ layer_1_0_carries;
    wire [20:0] layer_2_0_sums = layer_2_0_either ^ addend_3;
    wire [20:0] layer_2_0_carries = {(layer_1_0_sums[19:0] & layer_1_0_carries[19:0]) |
        (layer_2_0_either[19:0] & addend_3[19:0]), negative_1};

    always @(posedge clock) begin
        partial_sums <= layer_2_0_sums;
        partial_carries <= layer_2_0_carries;
        carry_in <= negative_2;
        late_carry_in <= negative_3;
    end

    // Carry propagation, and the digit's place; the last carry-in fills the places below, so that
    // it counts as one of them.
    wire [21:0] propagated_with_carry_in = {partial_sums, 1'b1} + {partial_carries, carry_in};
    wire [20:0] product_sum = {~propagated_with_carry_in[21], propagated_with_carry_in[20:1]};
    wire [27:0] extended_sum = {{7{product_sum[20]}}, product_sum};

    always @(posedge clock) begin
        placed_sum <= ({28{significances[0]}} & extended_sum) |
                (({28{significances[1]}} & {extended_sum[24:0], {3{late_carry_in}}}) |
                ({28{significances[2]}} & {extended_sum[21:0], {6{late_carry_in}}}));
        missing_carry_in <= late_carry_in;
    end

    // Accumulation.
    wire [27:0] base = first ? 28'd0 : held;
    wire [28:0] total_with_carry_in = {base, 1'b1} + {placed_sum, missing_carry_in};

    always @(posedge clock) begin
        held <= total_with_carry_in[28:1];
    end

    assign accumulator = held;
    wire unused = &{1'b0, propagated_with_carry_in[0], total_with_carry_in[0]};
endmodule

`default_nettype wire
