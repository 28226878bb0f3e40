"""The array in Amaranth: `emit SIZE` or `simulate CYCLES` (4 by 4 elements)."""

import sys

from amaranth.back import verilog
from amaranth.hdl import Elaboratable, Module, Signal
from amaranth.sim import Simulator

from array_model import LANES, TOTAL_WIDTH, report_emission, report_simulation, stimulus


class Element(Elaboratable):
    def __init__(self):
        self.enable = Signal()
        self.clear = Signal()
        self.left = Signal(8 * LANES)
        self.top = Signal(8 * LANES)
        self.right = Signal(8 * LANES)
        self.bottom = Signal(8 * LANES)
        self.total = Signal(TOTAL_WIDTH)

    def elaborate(self, platform):
        m = Module()
        products = [self.left.word_select(lane, 8) * self.top.word_select(lane, 8) for lane in range(LANES)]
        increment = (products[0] + products[1]) + (products[2] + products[3])
        with m.If(self.clear):
            m.d.sync += self.total.eq(0)
        with m.Elif(self.enable):
            m.d.sync += self.total.eq(self.total + increment)
        with m.If(self.enable):
            m.d.sync += [self.right.eq(self.left), self.bottom.eq(self.top)]
        return m


class Array(Elaboratable):
    def __init__(self, size):
        self.size = size
        self.enable = Signal()
        self.clear = Signal()
        self.left = [Signal(8 * LANES, name=f"left_{row}") for row in range(size)]
        self.top = [Signal(8 * LANES, name=f"top_{column}") for column in range(size)]
        self.total = [
            [Signal(TOTAL_WIDTH, name=f"total_{row}_{column}") for column in range(size)] for row in range(size)
        ]

    def elaborate(self, platform):
        m = Module()
        elements = [[Element() for _ in range(self.size)] for _ in range(self.size)]
        for row in range(self.size):
            for column in range(self.size):
                unit = elements[row][column]
                m.submodules[f"element_{row}_{column}"] = unit
                m.d.comb += [
                    unit.enable.eq(self.enable),
                    unit.clear.eq(self.clear),
                    unit.left.eq(self.left[row] if column == 0 else elements[row][column - 1].right),
                    unit.top.eq(self.top[column] if row == 0 else elements[row - 1][column].bottom),
                    self.total[row][column].eq(unit.total),
                ]
        return m

    def ports(self):
        totals = [total for row in self.total for total in row]
        return [self.enable, self.clear, *self.left, *self.top, *totals]


def emit(size):
    array = Array(size)
    return verilog.convert(array, name="mac_array", ports=array.ports())


def simulate(cycles, size=4):
    array = Array(size)
    operands = stimulus(size, cycles)
    totals = []

    async def bench(context):
        context.set(array.enable, 1)
        for cycle, (left, top) in enumerate(operands):
            for index in range(size):
                context.set(array.left[index], left[index])
                context.set(array.top[index], top[index])
            row, column = divmod(cycle % (size * size), size)
            totals.append(context.get(array.total[row][column]))
            await context.tick()

    simulator = Simulator(array)
    simulator.add_clock(1e-6)
    simulator.add_testbench(bench)

    def run():
        simulator.run()
        return totals

    report_simulation(size, operands, run)


if sys.argv[1] == "emit":
    report_emission(lambda: emit(int(sys.argv[2])))
else:
    simulate(int(sys.argv[2]))
