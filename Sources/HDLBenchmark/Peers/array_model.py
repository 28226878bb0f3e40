"""What the array of multiply-accumulate elements does, and how a peer reports a figure."""

import json
import resource
import time

LANES = 4
TOTAL_WIDTH = 32


def stimulus(size, cycles, seed=1):
    """For each cycle the operands at the left and top edges, one packed word for each row and column."""
    state = seed

    def word():
        """SplitMix64, of which the upper half is used, as in Stimulus.swift."""
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) % (1 << 64)
        mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 % (1 << 64)
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % (1 << 64)
        return (mixed ^ mixed >> 31) >> 32

    return [([word() for _ in range(size)], [word() for _ in range(size)]) for _ in range(cycles)]


def expected_totals(size, operands):
    """For each cycle the total of one element before its clock edge, every element in turn; enabled always, never cleared."""
    right = [[0] * size for _ in range(size)]
    bottom = [[0] * size for _ in range(size)]
    totals = [[0] * size for _ in range(size)]
    history = []
    for left_edge, top_edge in operands:
        row, column = divmod(len(history) % (size * size), size)
        history.append(totals[row][column])
        left = [[left_edge[r] if c == 0 else right[r][c - 1] for c in range(size)] for r in range(size)]
        top = [[top_edge[c] if r == 0 else bottom[r - 1][c] for c in range(size)] for r in range(size)]
        for r in range(size):
            for c in range(size):
                products = (
                    (left[r][c] >> 8 * lane & 255) * (top[r][c] >> 8 * lane & 255) for lane in range(LANES)
                )
                totals[r][c] = (totals[r][c] + sum(products)) % (1 << TOTAL_WIDTH)
        right, bottom = left, top
    return history


def report_emission(emit):
    """Times `emit`, which gives the design as text, and prints the figures as JSON."""
    start = time.perf_counter()
    text = emit()
    seconds = time.perf_counter() - start
    kilobytes = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes * 1024 / 1e6, "lines": text.count("\n")}))


def report_simulation(size, operands, simulate):
    """Times `simulate`, which gives the totals read, checks each, and prints speed and totals as JSON."""
    start = time.perf_counter()
    totals = simulate()
    seconds = time.perf_counter() - start
    for cycle, (found, wanted) in enumerate(zip(totals, expected_totals(size, operands), strict=True)):
        if found != wanted:
            raise SystemExit(f"cycle {cycle}: the total is {found}, not {wanted}")
    print(json.dumps({"cyclesPerSecond": len(operands) / seconds, "totals": totals}))
