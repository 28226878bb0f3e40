"""Algorithm 1 of BitMoD (HPCA 2025, section III-B) in NumPy: what `bitmod bench` is timed beside and compared with.

Usage: numpy_quantizer.py TYPE fp32|fp16 GROUP WEIGHTS RESULT RUNS

WEIGHTS holds binary32 numbers, a multiple of GROUP. RESULT receives for all groups a selector (uint8), a zero point
(uint8) and a scale (float32), and for all weights a value on the type's grid (int16), one array after the other.
Prints the seconds of the fastest of RUNS as JSON.

Every step works on whole arrays of the arithmetic's type, whose operations NumPy rounds one by one. The squares are
added in the order that the documentation of the quantiser states, so that results can be compared bit for bit.
"""

import json
import sys
import time

import numpy as np

FP4 = [0, 1, 2, 3, 4, 6, 8, 12]
FP3 = [0, 1, 2, 4]
FLINT4 = [0, 1, 2, 3, 4, 6, 8, 16]
FLINT5 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 24, 32, 64]
GROUPS_AT_A_TIME = 512


class Table:
    """A list of values; a quotient on a midpoint goes to the lower one."""

    def __init__(self, magnitudes, special=0):
        self.values = sorted({s * m for m in magnitudes for s in (1, -1)} | {special})
        self.largest = max(abs(v) for v in self.values)

    def nearest(self, quotients):
        kind = quotients.dtype.type
        values = np.array(self.values, kind)
        midpoints = (values[:-1] + values[1:]) / kind(2)
        return values[np.searchsorted(midpoints, quotients, side="left")]


class Integers:
    """Symmetric integers, half to even."""

    def __init__(self, bits):
        self.largest = 2 ** (bits - 1) - 1

    def nearest(self, quotients):
        return np.clip(np.rint(quotients), -self.largest, self.largest)


def candidates(name):
    """The sets of values among which a group chooses, in the order in which they are tried."""
    integers = {f"int{bits}": [Integers(bits)] for bits in range(3, 9)}
    return {
        "bitmod4": [Table(FP4, v) for v in (10, -10, 16, -16)],
        "bitmod3": [Table(FP3, v) for v in (3, -3, 6, -6)],
        "fp4": [Table(FP4)],
        "fp3": [Table(FP3)],
        "fp4-er": [Table(FP4, v) for v in (10, -10)],
        "fp4-ea": [Table(FP4, v) for v in (16, -16)],
        "fp3-er": [Table(FP3, v) for v in (3, -3)],
        "fp3-ea": [Table(FP3, v) for v in (6, -6)],
        "flint4": [Table(FLINT4)],
        "flint5": [Table(FLINT5)],
        "ant4": [Integers(4), Table(FLINT4)],
        "ant3": [Integers(3), Table(FP3)],
        **integers,
    }[name]


def clamped(scales):
    kind = scales.dtype.type
    return np.clip(scales, kind(1e-5), kind(1e4))


def mean_square_errors(differences):
    """Eight partial sums in binary32, added pairwise; sum and mean are numbers of the arithmetic."""
    kind = differences.dtype.type
    squares = (differences * differences).astype(np.float32)
    groups, size = squares.shape
    squares = np.pad(squares, ((0, 0), (0, -size % 8)))
    partial = np.zeros((groups, 8), np.float32)
    for first in range(0, squares.shape[1], 8):
        partial += squares[:, first : first + 8]
    fours = partial[:, :4] + partial[:, 4:]
    twos = fours[:, :2] + fours[:, 2:]
    return (twos[:, 0] + twos[:, 1]).astype(kind) / kind(size)


def choose(weights, sets):
    """Selector, scale and values of the set with the smallest error, the first of equals."""
    kind = weights.dtype.type
    largest = np.abs(weights).max(axis=1, keepdims=True)
    best = None
    for selector, values in enumerate(sets):
        scales = clamped(largest / kind(values.largest))
        nearest = values.nearest(weights / scales)
        if len(sets) == 1:
            return np.zeros(len(weights), np.uint8), scales[:, 0], nearest
        errors = mean_square_errors(nearest * scales - weights)
        if best is None:
            best = np.zeros(len(weights), np.uint8), scales, nearest, errors
            continue
        better = errors < best[3]
        found = np.uint8(selector), scales, nearest, errors
        best = tuple(
            np.where(better[:, None] if old.ndim == 2 else better, new, old) for new, old in zip(found, best)
        )
    return best[0], best[1][:, 0], best[2]


def asymmetric(weights, bits):
    """Zero point, scale and values less the zero point."""
    kind = weights.dtype.type
    top = kind(2**bits - 1)
    lowest = weights.min(axis=1, keepdims=True)
    highest = weights.max(axis=1, keepdims=True)
    scales = clamped((highest - lowest) / top)
    zeros = np.clip(np.rint(-lowest / scales), 0, top)
    codes = np.clip(np.rint(weights / scales) + zeros, 0, top)
    return zeros[:, 0].astype(np.uint8), scales[:, 0], codes - zeros


def quantize(name, weights):
    """Selectors, zero points, scales and grid values of groups, one a row."""
    results = []
    for first in range(0, len(weights), GROUPS_AT_A_TIME):
        groups = weights[first : first + GROUPS_AT_A_TIME]
        none = np.zeros(len(groups), np.uint8)
        if name.endswith("-asym"):
            zeros, scales, values = asymmetric(groups, int(name[3]))
            selectors = none
        else:
            selectors, scales, values = choose(groups, candidates(name))
            zeros = none
        results.append((selectors, zeros, scales.astype(np.float32), values.astype(np.int16)))
    return [np.concatenate(parts) for parts in zip(*results)]


def main():
    name, arithmetic, size, source, target, runs = sys.argv[1:]
    weights = np.fromfile(source, np.float32).reshape(-1, int(size))
    kind = {"fp32": np.float32, "fp16": np.float16}[arithmetic]
    seconds = float("inf")
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(int(runs)):
            start = time.perf_counter()
            result = quantize(name, weights.astype(kind))
            seconds = min(seconds, time.perf_counter() - start)
    with open(target, "wb") as file:
        for part in result:
            part.tofile(file)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
