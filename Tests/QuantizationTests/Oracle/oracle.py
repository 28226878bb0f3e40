"""The quantisation rules in plain Python, one weight at a time, and what they make of difficult groups.

Written from the paper's Algorithm 1, the OCP Microscaling Formats specification 1.0 and the definition of NVFP4; it
shares nothing with the quantiser. Arithmetic is NumPy's on scalars of one type, so that every operation is rounded
to that type; casts to E2M1, E4M3 and E8M0 are those of the package ml_dtypes.

Prints vectors.json, which has some of the types. With a number as the argument it has all, and that many random
groups as well.
"""

import json
import sys

import ml_dtypes
import numpy

numpy.seterr(all="ignore")
SIZE = 32


def minifloat(exponent_bits, mantissa_bits):
    """Magnitudes of a format without infinities and NaN, in units of the smallest subnormal."""
    scale = 1 << mantissa_bits
    magnitudes = list(range(scale))
    for exponent in range(1, 1 << exponent_bits):
        magnitudes += [(scale + mantissa) << (exponent - 1) for mantissa in range(scale)]
    return magnitudes


# FP3 is E2M0; FP4 counts in halves.
LISTS = {
    "fp3": minifloat(2, 0),
    "fp4": minifloat(2, 1),
    "fp5-e2m2": minifloat(2, 2),
    "fp5-e3m1": minifloat(3, 1),
    "fp6-e2m3": minifloat(2, 3),
    "fp6-e3m2": minifloat(3, 2),
    "flint4": [0, 1, 2, 3, 4, 6, 8, 16],
}
SPECIALS = {
    "bitmod4": ("fp4", [10, -10, 16, -16]),
    "fp4-er": ("fp4", [10, -10]),
    "fp4-ea": ("fp4", [16, -16]),
    "bitmod3": ("fp3", [3, -3, 6, -6]),
    "fp3-er": ("fp3", [3, -3]),
    "fp3-ea": ("fp3", [6, -6]),
}
INTEGERS = {"int8": 8, "int6": 6, "int4": 4, "int3": 3}
ASYMMETRIC = {"int4-asym": 4, "int3-asym": 3}
FEW = ["fp4", "fp3", "fp6-e3m2", "flint4", "bitmod4", "bitmod3", "int8", "int4", "int3", "int4-asym", "int3-asym"]


def clamp(scale, number):
    return min(max(scale, number(1e-5)), number(1e4))


def mean_square_error(weights, values, scale, number):
    total = numpy.float32(0)
    for weight, value in zip(weights, values):
        difference = number(value) * scale - weight
        total = numpy.float32(total + numpy.float32(difference * difference))
    return number(total) / number(len(weights))


def nearest(quotient, values, number):
    """The value v_i with mid_(i-1) < x <= mid_i."""
    for low, high in zip(values, values[1:]):
        if quotient <= number((low + high) / 2):
            return low
    return values[-1]


def symmetric(weights, name, number):
    largest = max(abs(weight) for weight in weights)
    if name in INTEGERS:
        limit = (1 << (INTEGERS[name] - 1)) - 1
        scale = clamp(largest / number(limit), number)
        values = [int(max(-limit, min(limit, numpy.rint(weight / scale)))) for weight in weights]
        return values, 0, scale
    basic, specials = SPECIALS.get(name, (name, [0]))
    best = None
    for selector, special in enumerate(specials):
        values = sorted({sign * value for value in LISTS[basic] for sign in (1, -1)} | {special})
        scale = clamp(largest / number(max(abs(value) for value in values)), number)
        chosen = [nearest(weight / scale, values, number) for weight in weights]
        error = mean_square_error(weights, chosen, scale, number)
        if best is None or error < best[0]:
            best = (error, chosen, selector, scale)
    return best[1:]


def asymmetric(weights, name, number):
    top = (1 << ASYMMETRIC[name]) - 1
    low, high = min(weights), max(weights)
    scale = clamp((high - low) / number(top), number)
    zero = int(max(0, min(top, numpy.rint(-low / scale))))
    codes = [int(max(0, min(top, numpy.rint(weight / scale) + number(zero)))) for weight in weights]
    return [code - zero for code in codes], zero, scale


def e2m1(quotients):
    """Twice the values of the nearest E2M1 numbers, ties to even, saturating."""
    cast = numpy.array(quotients, numpy.float32).astype(ml_dtypes.float4_e2m1fn)
    return [int(2 * value) for value in cast.astype(numpy.float32)]


def microscaling(weights):
    """MXFP4: the scale is 2^(floor(log2 max|w|) - 2), 2 being the largest exponent of E2M1, in E8M0."""
    largest = max(abs(weight) for weight in weights)
    exponent = -127
    if largest > 0:
        exponent = max(-127, min(127, int(numpy.frexp(numpy.float64(largest))[1]) - 1 - 2))
    scale = numpy.float64(2.0) ** exponent
    stored = numpy.array([scale]).astype(ml_dtypes.float8_e8m0fnu)
    assert float(stored[0]) == scale and int(stored.view(numpy.uint8)[0]) == exponent + 127
    # The quotient of a binary32 number and a power of two is exact in binary64.
    return e2m1([float(weight) / scale for weight in weights]), exponent + 127


def nvfp4(groups):
    """NVFP4 of a whole tensor: an E4M3 scale a group, a binary32 scale in all."""
    largest = max(abs(weight) for group in groups for weight in group)
    tensor_scale = largest / numpy.float32(6 * 448)
    results = []
    for group in groups:
        ratio = max(abs(weight) for weight in group) / numpy.float32(6) / tensor_scale
        stored = numpy.array([ratio], numpy.float32).astype(ml_dtypes.float8_e4m3fn)
        scale = stored.astype(numpy.float32)[0] * tensor_scale
        code = int(stored.view(numpy.uint8)[0])
        values = e2m1([weight / scale for weight in group]) if scale > 0 else [0] * len(group)
        results.append((values, code))
    return results


def difficult(rng):
    """Groups by name, binary32."""
    normal = rng.standard_normal(SIZE) * 0.02
    groups = {
        "zeros": numpy.zeros(SIZE),
        "one value": numpy.full(SIZE, 0.3),
        "one negative value": numpy.full(SIZE, -7.0),
        "millionths": numpy.full(SIZE, 1e-6) * rng.choice([-1, 1], SIZE),
        "below the smallest scale": rng.standard_normal(SIZE) * 2e-5,
        "one-sided": abs(normal),
        "other side": -abs(normal),
        "one huge outlier": numpy.where(numpy.arange(SIZE) == 17, 900.0, normal),
        "squares that overflow binary16": rng.standard_normal(SIZE) * 400,
        "sums that overflow binary16": rng.standard_normal(SIZE) * 90,
        "largest of binary16": rng.choice([-65504.0, 65504.0, 30000.0], SIZE),
        "subnormals of binary16": rng.integers(-900, 900, SIZE) * 2.0**-24,
        "normal": normal,
        "heavy tails": rng.standard_t(3, SIZE) * 0.05,
    }
    # The largest weight makes the scale 1/8, so that quotients are midpoints between values, or next to them.
    for largest, name in [(16, "16"), (12, "12"), (6, "6"), (4, "4"), (7, "7"), (15, "15")]:
        points = numpy.arange(SIZE) / 2 - (SIZE // 4)
        points = numpy.clip(points, 1 - largest, largest)
        points[5] = largest
        groups["midpoints below " + name] = points / 8
        groups["beside midpoints below " + name] = numpy.where(
            abs(points) < largest, points * (1 + (numpy.arange(SIZE) % 3 - 1) * 2.0**-10), points) / 8
    return {name: numpy.asarray(weights, numpy.float32) for name, weights in groups.items()}


def main():
    rng = numpy.random.default_rng(20)
    groups = difficult(rng)
    names = FEW if len(sys.argv) < 2 else [*LISTS, *SPECIALS, *INTEGERS, *ASYMMETRIC]
    for index in range(int(sys.argv[1]) if len(sys.argv) > 1 else 0):
        spread = numpy.float64(10.0) ** rng.integers(-6, 3)
        groups["random %d" % index] = numpy.asarray(rng.standard_t(4, SIZE) * spread, numpy.float32)
    results = []
    for arithmetic, number in [("fp32", numpy.float32), ("fp16", numpy.float16)]:
        for name in names:
            rule = asymmetric if name in ASYMMETRIC else symmetric
            for group, weights in groups.items():
                rounded = [number(weight) for weight in weights]
                if not numpy.isfinite(rounded).all():
                    continue
                values, choice, scale = rule(rounded, name, number)
                results.append([name, arithmetic, group, values, choice, float(scale)])
    for group, weights in groups.items():
        values, code = microscaling(list(weights))
        results.append(["ocp-mxfp4", "fp32", group, values, code, 0])
    halves = [part for weights in groups.values() for part in (weights[:16], weights[16:])]
    tensor = []
    for values, code in nvfp4([list(half) for half in halves]):
        tensor.append([values, code])
    lines = [
        '{"groups": {',
        ",\n".join(
            json.dumps(name) + ": " + json.dumps(weights.view(numpy.uint32).tolist(), separators=(",", ":"))
            for name, weights in groups.items()),
        '},\n"results": [',
        ",\n".join(json.dumps(result, separators=(",", ":")) for result in results),
        '],\n"nvfp4": [',
        ",\n".join(json.dumps(result, separators=(",", ":")) for result in tensor),
        "]}",
    ]
    print("\n".join(lines))


main()
