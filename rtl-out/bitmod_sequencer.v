// Issues one step a cycle while operands, drain interval and output buffer allow; times the array.
`default_nettype none

module bitmod_sequencer (
    input  wire       clock,
    input  wire       reset,
    input  wire       group_valid,
    output wire       group_ready,
    input  wire [2:0] group_data_type,
    input  wire       group_last,  // the group is the last of its output
    input  wire       weights_valid,
    output wire       weights_ready,
    input  wire       activations_valid,
    output wire       activations_ready,
    input  wire       has_room,  // the output buffer takes a row of results for each row
    output wire       load_group,  // columns take a group header
    output wire       start_group,  // that header's group starts in the next cycle
    output wire [2:0] header_data_type,
    output wire       load_weights,
    output wire       load_activations,
    output wire [3:0] data_type,  // cycle 0, a bit each: FP4 or FP3, FP3, INT5, INT4
    output wire [2:0] bit_significance,  // cycle 0
    output wire       issue,  // cycle 0
    output wire       starts_output,  // cycle 0: the step's group is the first of an output
    output wire       finish,  // cycle 0: last step of a group
    output wire       finish_output,  // cycle 0: last step of an output
    output wire [2:0] product_significance,  // one-hot in cycle 3
    output wire       select_terms,  // cycle 1
    output wire       accumulate_first,  // cycle 4
    output wire       capture,  // cycle 5
    output wire       capture_starts,  // cycle 5: the group captured is the first of an output
    output wire       capture_ends  // cycle 5: the group captured is the last of an output
);
    reg header_held;
    reg header_waits;
    reg [2:0] header_type;
    reg header_last;
    reg group_held;
    reg weights_held;
    reg activations_held;
    reg [3:0] held_type;
    reg held_last;
    reg [1:0] last_term;
    reg [1:0] remaining;
    reg is_last_term;
    reg [4:0] beat;
    reg is_last_beat;
    reg first_group;
    reg first_step;
    reg [4:0] drain_wait;
    reg may_step;
    reg may_finish;
    reg [1:0] header_last_term;
    reg [2:0] significance_after_1;
    reg [2:0] significance_after_2;
    reg [2:0] places;
    reg selected_step_after_1;
    reg first_step_after_1;
    reg first_step_after_2;
    reg first_step_after_3;
    reg first_step_after_4;
    reg finishes_after_1;
    reg finishes_after_2;
    reg finishes_after_3;
    reg finishes_after_4;
    reg finishes_after_5;
    reg first_group_after_1;
    reg first_group_after_2;
    reg first_group_after_3;
    reg first_group_after_4;
    reg first_group_after_5;
    reg last_after_1;
    reg last_after_2;
    reg last_after_3;
    reg last_after_4;
    reg last_after_5;

    // What a step is, and whether it may go, was worked out in the cycle before: its enables reach
    // the whole array.
    wire operands_held = group_held & weights_held & activations_held;
    wire step = operands_held & may_step;
    wire finishes = operands_held & may_finish;
    wire beat_done = step & is_last_term;

    // A header is taken ahead and stays until its group's first sum is accumulated.
    assign group_ready = ~header_held;
    assign load_group = group_valid & group_ready;

    always @(posedge clock) begin
        if (reset) begin
            header_held <= 1'b0;
        end else if (load_group) begin
            header_held <= 1'b1;
        end else if (accumulate_first) begin
            header_held <= 1'b0;
        end
    end

    always @(posedge clock) begin
        if (load_group) begin
            header_type <= group_data_type;
            header_last <= group_last;
        end
    end

    assign start_group = header_waits & (~group_held | finishes);

    always @(posedge clock) begin
        if (reset) begin
            header_waits <= 1'b0;
            group_held <= 1'b0;
        end else begin
            if (load_group) begin
                header_waits <= 1'b1;
            end else if (start_group) begin
                header_waits <= 1'b0;
            end
            if (start_group) begin
                group_held <= 1'b1;
            end else if (finishes) begin
                group_held <= 1'b0;
            end
        end
    end

    always @(posedge clock) begin
        if (start_group) begin
            held_type <= {header_type == 3'd5, header_type == 3'd4, header_type == 3'd1,
                (header_type == 3'd0) | (header_type == 3'd1)};
            held_last <= header_last;
        end
    end

    // Operands are held in one register that refills in the cycle in which it is used up.
    assign weights_ready = ~weights_held | beat_done;
    assign load_weights = weights_valid & weights_ready;

    always @(posedge clock) begin
        if (reset) begin
            weights_held <= 1'b0;
        end else if (weights_ready) begin
            weights_held <= weights_valid;
        end
    end

    assign activations_ready = ~activations_held | beat_done;
    assign load_activations = activations_valid & activations_ready;

    always @(posedge clock) begin
        if (reset) begin
            activations_held <= 1'b0;
        end else if (activations_ready) begin
            activations_held <= activations_valid;
        end
    end

    // Terms of a weight: bit significance 0 for floating point; 6, 3, 0 from the type's highest.
    always @(*) begin
        header_last_term = 2'd0;
        case (header_type)
            3'd2: header_last_term = 2'd2;
            3'd3: header_last_term = 2'd1;
            3'd4: header_last_term = 2'd1;
            3'd5: header_last_term = 2'd1;
            default: ;
        endcase
    end

    always @(posedge clock) begin
        if (start_group) begin
            last_term <= header_last_term;
        end
    end

    wire [1:0] further = is_last_term ? last_term : (remaining - 2'd1);
    wire [1:0] remaining_in_group = step ? further : remaining;
    wire [1:0] next_remaining = start_group ? header_last_term : remaining_in_group;

    always @(posedge clock) begin
        remaining <= next_remaining;
        is_last_term <= next_remaining == 2'd0;
    end

    // Beats of a group.
    always @(posedge clock) begin
        if (reset) begin
            beat <= 5'd0;
        end else if (beat_done) begin
            beat <= is_last_beat ? 5'd0 : (beat + 5'd1);
        end
    end

    wire next_is_last_beat = beat_done ? (beat == 5'd30) : is_last_beat;

    always @(posedge clock) begin
        if (reset) begin
            is_last_beat <= 1'b0;
        end else begin
            is_last_beat <= next_is_last_beat;
        end
    end

    wire next_is_last_step = (remaining_in_group == 2'd0) & next_is_last_beat;

    // Position inside the output.
    always @(posedge clock) begin
        if (reset) begin
            first_step <= 1'b1;
            first_group <= 1'b1;
        end else begin
            if (step) begin
                first_step <= finishes;
            end
            if (finishes) begin
                first_group <= held_last;
            end
        end
    end

    // The last step of a group waits until the sums before it are drained, that of an output for
    // room.
    wire is_drained = drain_wait <= 5'd1;
    wire end_is_free = is_drained & (has_room | ~held_last);

    always @(posedge clock) begin
        may_step <= end_is_free | ~next_is_last_step;
        may_finish <= end_is_free & next_is_last_step;
    end

    always @(posedge clock) begin
        if (reset) begin
            drain_wait <= 5'd0;
        end else if (finishes) begin
            drain_wait <= 5'd31;
        end else if (drain_wait != 5'd0) begin
            drain_wait <= drain_wait - 5'd1;
        end
    end

    assign header_data_type = header_type;
    assign data_type = held_type;
    wire [2:0] significance = {remaining[1], remaining[1] ^ remaining[0], remaining[0]};
    assign bit_significance = significance;
    assign issue = step;
    assign starts_output = first_group & first_step;
    assign finish = finishes;
    assign finish_output = finishes & held_last;

    // The same controls at the later stages of the array.
    always @(posedge clock) begin
        significance_after_1 <= significance;
        significance_after_2 <= significance_after_1;
        places <= {significance_after_2 == 3'd6, significance_after_2 == 3'd3,
            significance_after_2 == 3'd0};
    end

    assign product_significance = places;

    always @(posedge clock) begin
        if (reset) begin
            selected_step_after_1 <= 1'b0;
        end else begin
            selected_step_after_1 <= step;
        end
    end

    assign select_terms = selected_step_after_1;

    always @(posedge clock) begin
        if (reset) begin
            first_step_after_1 <= 1'b0;
            first_step_after_2 <= 1'b0;
            first_step_after_3 <= 1'b0;
            first_step_after_4 <= 1'b0;
        end else begin
            first_step_after_1 <= step & first_step;
            first_step_after_2 <= first_step_after_1;
            first_step_after_3 <= first_step_after_2;
            first_step_after_4 <= first_step_after_3;
        end
    end

    assign accumulate_first = first_step_after_4;

    always @(posedge clock) begin
        if (reset) begin
            finishes_after_1 <= 1'b0;
            finishes_after_2 <= 1'b0;
            finishes_after_3 <= 1'b0;
            finishes_after_4 <= 1'b0;
            finishes_after_5 <= 1'b0;
        end else begin
            finishes_after_1 <= finishes;
            finishes_after_2 <= finishes_after_1;
            finishes_after_3 <= finishes_after_2;
            finishes_after_4 <= finishes_after_3;
            finishes_after_5 <= finishes_after_4;
        end
    end

    assign capture = finishes_after_5;

    always @(posedge clock) begin
        first_group_after_1 <= first_group;
        first_group_after_2 <= first_group_after_1;
        first_group_after_3 <= first_group_after_2;
        first_group_after_4 <= first_group_after_3;
        first_group_after_5 <= first_group_after_4;
    end

    assign capture_starts = first_group_after_5;

    always @(posedge clock) begin
        last_after_1 <= held_last;
        last_after_2 <= last_after_1;
        last_after_3 <= last_after_2;
        last_after_4 <= last_after_3;
        last_after_5 <= last_after_4;
    end

    assign capture_ends = last_after_5;
endmodule

`default_nettype wire
