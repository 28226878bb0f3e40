// Sticky over a dot product: an infinity or NaN came in.
`default_nettype none

module bitmod_special_tracker (
    input  wire clock,
    input  wire is_special,  // the beat that is held has an infinity or NaN
    input  wire issue,  // a step is issued
    input  wire starts_output,  // that step is the first of a dot product
    input  wire finish,  // that step is the last of its group
    input  wire capture,  // the row's state is handed over
    output wire captured  // an infinity or NaN came in since the dot product started
);
    reg special;
    reg finished_special;
    reg held_special;

    wire next_special = is_special | (special & ~starts_output);

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

    assign captured = held_special;
endmodule

`default_nettype wire
