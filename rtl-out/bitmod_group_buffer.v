// Group buffer of one row: beats until their group is complete, and the group's largest exponent.
`default_nettype none

module bitmod_group_buffer (
    input  wire        clock,
    input  wire [63:0] values,  // lane 0 in the low half-word
    input  wire        write,
    input  wire  [5:0] write_address,
    input  wire        starts_group,  // the beat being written is the first of its group
    input  wire        ends_group,  // it is the last of its group
    input  wire        read,
    input  wire  [5:0] read_address,
    input  wire        opens_group,  // the beat being read is the first of its group
    input  wire        advance,  // the beat that was read goes on to the output
    output wire [67:0] beat,  // lane 0 low: sign, exponent of at least 1, 11 bits of significand
    output wire  [4:0] shared_exponent  // largest exponent of that beat's group
);
    reg [4:0] largest;
    reg [4:0] complete;
    reg [4:0] open;
    reg [67:0] held_beat;
    reg [4:0] held_exponent;
    wire [67:0] beats_read_data;

    wire any_values_62_58 = |values[62:58];
    wire [16:0] values_63_joined = {values[63], values[62:59], values[58] | ~any_values_62_58,
        any_values_62_58, values[57:48]};
    wire any_values_46_42 = |values[46:42];
    wire [16:0] values_47_joined = {values[47], values[46:43], values[42] | ~any_values_46_42,
        any_values_46_42, values[41:32]};
    wire any_values_30_26 = |values[30:26];
    wire [16:0] values_31_joined = {values[31], values[30:27], values[26] | ~any_values_30_26,
        any_values_30_26, values[25:16]};
    wire any_values_14_10 = |values[14:10];
    wire [16:0] values_15_joined =
        {values[15], values[14:11], values[10] | ~any_values_14_10, any_values_14_10, values[9:0]};
    wire [67:0] activations =
        {values_63_joined, values_47_joined, values_31_joined, values_15_joined};

    bitmod_memory_34x68_w_r_undefined beats (
        .clock(clock),
        .write_enable(write),
        .write_address(write_address),
        .write_data(activations),
        .read_enable(read),
        .read_address(read_address),
        .read_data(beats_read_data)
    );

    // Memories are slow to their outputs, so a register follows.
    always @(posedge clock) begin
        if (advance) begin
            held_beat <= beats_read_data;
        end
    end

    assign beat = held_beat;
    wire [4:0] values_15_joined_15_11 = values_15_joined[15:11];
    wire [4:0] values_31_joined_15_11 = values_31_joined[15:11];
    wire [4:0] largest_of_beat_multiplexer =
        (values_15_joined_15_11 < values_31_joined_15_11) ? values_31_joined_15_11 :
        values_15_joined_15_11;
    wire [4:0] values_47_joined_15_11 = values_47_joined[15:11];
    wire [4:0] values_63_joined_15_11 = values_63_joined[15:11];
    wire [4:0] largest_of_beat_multiplexer_2 =
        (values_47_joined_15_11 < values_63_joined_15_11) ? values_63_joined_15_11 :
        values_47_joined_15_11;
    wire [4:0] largest_of_beat =
        (largest_of_beat_multiplexer < largest_of_beat_multiplexer_2) ?
            largest_of_beat_multiplexer_2 :
        largest_of_beat_multiplexer;
    wire [4:0] largest_before = starts_group ? 5'd0 : largest;
    wire [4:0] largest_now = (largest_of_beat < largest_before) ? largest_before : largest_of_beat;

    always @(posedge clock) begin
        if (write) begin
            largest <= largest_now;
        end
        if (write & ends_group) begin
            complete <= largest_now;
        end
        if (read & opens_group) begin
            open <= complete;
        end
        if (advance) begin
            held_exponent <= open;
        end
    end

    assign shared_exponent = held_exponent;
endmodule

`default_nettype wire
