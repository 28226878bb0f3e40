// Group buffers: a beat of activations leaves when its group is complete; 34 beats a row.
`default_nettype none

module bitmod_group_buffer_controller (
    input  wire       clock,
    input  wire       reset,
    input  wire       activations_valid,
    output wire       activations_ready,
    output wire       beat_valid,  // a beat of a complete group is on the buffers' outputs
    input  wire       beat_ready,
    output wire       write,
    output wire [5:0] write_address,
    output wire       starts_group,  // the beat being written is the first of its group
    output wire       ends_group,  // it is the last of its group
    output wire       read,
    output wire [5:0] read_address,
    output wire       opens_group,  // the beat being read is the first of its group
    output wire       advance  // the beat that was read goes on to the output
);
    reg [5:0] held_write;
    reg [5:0] held_read;
    reg [4:0] write_beat;
    reg [4:0] read_beat;
    reg [5:0] stored;
    reg complete;
    reg fetched;
    reg held;

    // A group's last beat waits while the group before it hasn't begun to leave.
    wire is_last = write_beat == 5'd31;
    assign activations_ready = (stored != 6'd34) & ~(is_last & complete);
    wire writes = activations_valid & activations_ready;
    wire is_first_read = read_beat == 5'd0;
    wire advances = fetched & (~held | beat_ready);
    wire reads = (complete | ~is_first_read) & (~fetched | advances);

    always @(posedge clock) begin
        if (reset) begin
            held_write <= 6'd0;
            write_beat <= 5'd0;
            held_read <= 6'd0;
            read_beat <= 5'd0;
            stored <= 6'd0;
            complete <= 1'b0;
            fetched <= 1'b0;
            held <= 1'b0;
        end else begin
            if (writes) begin
                held_write <= (held_write == 6'd33) ? 6'd0 : (held_write + 6'd1);
                write_beat <= (write_beat == 5'd31) ? 5'd0 : (write_beat + 5'd1);
            end
            if (reads) begin
                held_read <= (held_read == 6'd33) ? 6'd0 : (held_read + 6'd1);
                read_beat <= (read_beat == 5'd31) ? 5'd0 : (read_beat + 5'd1);
            end
            if (writes & ~reads) begin
                stored <= stored + 6'd1;
            end else if (reads & ~writes) begin
                stored <= stored - 6'd1;
            end
            if (writes & is_last) begin
                complete <= 1'b1;
            end else if (reads & is_first_read) begin
                complete <= 1'b0;
            end
            if (reads) begin
                fetched <= 1'b1;
            end else if (advances) begin
                fetched <= 1'b0;
            end
            if (advances) begin
                held <= 1'b1;
            end else if (beat_ready) begin
                held <= 1'b0;
            end
        end
    end

    assign write = writes;
    assign write_address = held_write;
    assign starts_group = write_beat == 5'd0;
    assign ends_group = is_last;
    assign read = reads;
    assign read_address = held_read;
    assign opens_group = is_first_read;
    assign advance = advances;
    assign beat_valid = held;
endmodule

`default_nettype wire
