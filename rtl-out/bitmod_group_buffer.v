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
    output wire [63:0] beat,  // read in the cycle before
    output wire  [4:0] shared_exponent  // largest exponent of that beat's group
);
    reg [4:0] largest;
    reg [4:0] complete;
    reg [4:0] open;

    bitmod_memory_34x64_w_r_undefined beats (
        .clock(clock),
        .write_enable(write),
        .write_address(write_address),
        .write_data(values),
        .read_enable(read),
        .read_address(read_address),
        .read_data(beat)
    );

    wire [4:0] largest_of_beat_multiplexer =
        (values[14:10] < values[30:26]) ? values[30:26] : values[14:10];
    wire [4:0] largest_of_beat_multiplexer_2 =
        (values[46:42] < values[62:58]) ? values[62:58] : values[46:42];
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
    end

    // Zeros and subnormals have exponent 1.
    always @(posedge clock) begin
        if (write & ends_group) begin
            complete <= {largest_now[4:1], largest_now[0] | ~(|largest_now)};
        end
        if (read & opens_group) begin
            open <= complete;
        end
    end

    assign shared_exponent = open;
endmodule

`default_nettype wire
