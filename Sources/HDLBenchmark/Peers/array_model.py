"""What the array of multiply-accumulate elements does, and how a peer reports a figure."""

import json
import random
import resource
import time

LANES = 4
TOTAL_WIDTH = 32


def stimulus(size, cycles, seed=1):
    """For each cycle the operands at the left and top edges, one packed word for each row and column."""
    source = random.Random(seed)
    word = lambda: source.getrandbits(8 * LANES)
    return [([word() for _ in range(size)], [word() for _ in range(size)]) for _ in range(cycles)]


def expected_totals(size, operands):
    """For each cycle the totals of all elements before its clock edge, enabled always and never cleared."""
    right = [[0] * size for _ in range(size)]
    bottom = [[0] * size for _ in range(size)]
    totals = [[0] * size for _ in range(size)]
    history = []
    for left_edge, top_edge in operands:
        history.append([list(row) for row in totals])
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


def report_simulation(cycles, simulate):
    """Times `simulate`, which raises when a total is wrong, and prints the figure as JSON."""
    start = time.perf_counter()
    simulate()
    print(json.dumps({"cyclesPerSecond": cycles / (time.perf_counter() - start)}))
