"""The array in PyRTL, which has no modules: `emit SIZE` or `simulate CYCLES` (4 by 4 elements)."""

import io
import sys

import pyrtl

from array_model import LANES, TOTAL_WIDTH, report_emission, report_simulation, stimulus


def element(enable, clear, left, top, position):
    right = pyrtl.Register(8 * LANES, f"right_{position}")
    bottom = pyrtl.Register(8 * LANES, f"bottom_{position}")
    total = pyrtl.Register(TOTAL_WIDTH, f"accumulator_{position}")
    products = [left[8 * lane : 8 * lane + 8] * top[8 * lane : 8 * lane + 8] for lane in range(LANES)]
    increment = (products[0] + products[1]) + (products[2] + products[3])
    with pyrtl.conditional_assignment:
        with clear:
            total.next |= 0
        with enable:
            total.next |= (total + increment)[:TOTAL_WIDTH]
    with pyrtl.conditional_assignment:
        with enable:
            right.next |= left
            bottom.next |= top
    return right, bottom, total


def build(size):
    enable, clear = pyrtl.Input(1, "enable"), pyrtl.Input(1, "clear")
    left = [pyrtl.Input(8 * LANES, f"left_{row}") for row in range(size)]
    column_operands = [pyrtl.Input(8 * LANES, f"top_{column}") for column in range(size)]
    for row in range(size):
        operand = left[row]
        for column in range(size):
            operand, column_operands[column], total = element(
                enable, clear, operand, column_operands[column], f"{row}_{column}"
            )
            output = pyrtl.Output(TOTAL_WIDTH, f"total_{row}_{column}")
            output <<= total


def emit(size):
    build(size)
    text = io.StringIO()
    pyrtl.output_to_verilog(text)
    return text.getvalue()


def simulate(cycles, size=4):
    build(size)
    operands = stimulus(size, cycles)
    simulator = pyrtl.FastSimulation(tracer=None)

    def run():
        totals = []
        for cycle, (left, top) in enumerate(operands):
            values = {"enable": 1, "clear": 0}
            for index in range(size):
                values[f"left_{index}"] = left[index]
                values[f"top_{index}"] = top[index]
            simulator.step(values)
            row, column = divmod(cycle % (size * size), size)
            totals.append(simulator.inspect(f"total_{row}_{column}"))
        return totals

    report_simulation(size, operands, run)


if sys.argv[1] == "emit":
    report_emission(lambda: emit(int(sys.argv[2])))
else:
    simulate(int(sys.argv[2]))
