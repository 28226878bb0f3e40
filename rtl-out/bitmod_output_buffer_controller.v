// Output buffers: pointers, reservation and the valid/ready handshake of the results.
`default_nettype none

module bitmod_output_buffer_controller (
    input  wire       clock,
    input  wire       reset,
    input  wire       reserve,  // room for one result a row is taken
    output wire       has_room,
    input  wire       push,  // a row of results is written
    output wire [3:0] write_address,
    output wire [3:0] read_address,
    output wire       results_valid,
    input  wire       results_ready,
    output wire       results_last  // last row of an output tile
);
    reg [4:0] room;
    reg had_room;
    reg [4:0] stored;
    reg [3:0] read_row;
    reg [3:0] held_write;
    reg [3:0] held_read;

    wire pop = results_valid & results_ready;

    // Told a cycle late: reservations are a drain interval apart.
    always @(posedge clock) begin
        if (reset) begin
            had_room <= 1'b1;
        end else begin
            had_room <= 5'd8 <= room;
        end
    end

    assign has_room = had_room;
    wire [4:0] freed = {4'd0, pop};

    always @(posedge clock) begin
        if (reset) begin
            room <= 5'd16;
            stored <= 5'd0;
            held_write <= 4'd0;
            held_read <= 4'd0;
            read_row <= 4'd0;
        end else begin
            if (reserve) begin
                room <= room - 5'd8 + freed;
            end else begin
                room <= room + freed;
            end
            if (push & ~pop) begin
                stored <= stored + 5'd1;
            end else if (pop & ~push) begin
                stored <= stored - 5'd1;
            end
            if (push) begin
                held_write <= (held_write == 4'd15) ? 4'd0 : (held_write + 4'd1);
            end
            if (pop) begin
                held_read <= (held_read == 4'd15) ? 4'd0 : (held_read + 4'd1);
                read_row <= (read_row == 4'd7) ? 4'd0 : (read_row + 4'd1);
            end
        end
    end

    assign write_address = held_write;
    assign read_address = held_read;
    assign results_valid = stored != 5'd0;
    assign results_last = read_row == 4'd7;
endmodule

`default_nettype wire
