import HDL
import HDLComponents
import HDLTesting
import Testing

/// Recoding, counting of zeros and sums, for every operand of small widths.
struct ArithmeticTests {
    @Test(arguments: BoothRecoder.Radix.allCases) func digitsSumToTheOperand(radix: BoothRecoder.Radix) throws
    {
        let limit = 1 << (radix.rawValue - 1)
        for width in 1...9 {
            for shape in [Shape.unsigned(width), .signed(width)] {
                let recoder = BoothRecoder(shape, radix: radix)
                let simulation = try Simulator(recoder)
                #expect(recoder.digits.count == BoothRecoder.digitCount(of: shape, radix))
                var mismatches: [Int] = []
                for pattern in 0..<1 << width {
                    let operand =
                        shape.isSigned && pattern >= 1 << (width - 1) ? pattern - 1 << width : pattern
                    simulation[recoder.operand] = operand
                    var sum = 0
                    var isSound = true
                    for (place, digit) in recoder.digits.enumerated() {
                        let magnitude = simulation[digit.magnitude]
                        let isNegative = simulation[digit.isNegative] == 1
                        if magnitude > limit || (isNegative && magnitude == 0) { isSound = false }
                        sum += (isNegative ? -magnitude : magnitude) << (place * radix.rawValue)
                    }
                    if sum != operand || !isSound { mismatches.append(operand) }
                }
                #expect(mismatches.isEmpty, "\(shape), radix \(1 << radix.rawValue)")
            }
        }
    }

    @Test func noDigitIsOneTooMany() {
        #expect(BoothRecoder.digitCount(of: .signed(8), .four) == 4)
        #expect(BoothRecoder.digitCount(of: .unsigned(8), .four) == 5)
        #expect(BoothRecoder.digitCount(of: .signed(9), .eight) == 3)
        #expect(BoothRecoder.digitCount(of: .unsigned(9), .eight) == 4)
    }

    @Test func leadingZerosAreCounted() throws {
        for width in 1...11 {
            let counter = LeadingZeroCounter(width: width)
            let simulation = try Simulator(counter)
            var mismatches: [Int] = []
            for value in 0..<1 << width {
                simulation[counter.value] = value
                let count = value.leadingZeroBitCount - (Int.bitWidth - width)
                if simulation[counter.count] != count || simulation[counter.isZero] != (value == 0 ? 1 : 0) {
                    mismatches.append(value)
                }
            }
            #expect(mismatches.isEmpty, "\(width) bits")
        }
    }

    /// Every operand where there are few, random ones beside the extremes elsewhere.
    @Test(arguments: AdderTree.Style.allCases) func sumsAreExact(style: AdderTree.Style) throws {
        for count in 1...9 {
            for shape in [Shape.unsigned(2), .signed(2), .unsigned(5), .signed(5), .bit] {
                let tree = AdderTree(count: count, of: shape, style: style)
                let simulation = try Simulator(tree)
                var generator = Numbers(seed: 77)
                let lowest = shape.isSigned ? -(1 << (shape.width - 1)) : 0
                let values = 1 << shape.width
                let bits = shape.width * count
                let isExhaustive = bits <= 10
                var mismatches = 0
                for index in 0..<(isExhaustive ? 1 << bits : 500) {
                    let terms = (0..<count).map { term -> Int in
                        if isExhaustive { return lowest + index >> (term * shape.width) % values }
                        if index < 2 { return index == 0 ? lowest : lowest + values - 1 }
                        return lowest + Int(generator.next() % UInt64(values))
                    }
                    for (port, term) in zip(tree.terms, terms) { simulation[port] = term }
                    if simulation[tree.sum] != terms.reduce(0, +) { mismatches += 1 }
                }
                #expect(mismatches == 0, "\(count) of \(shape), seed 77")
            }
        }
    }

    /// Both trees on the same terms.
    private final class Sums: Module {
        let terms: [Signal]
        let sum: Signal
        private let compressed: AdderTree
        private let plain: AdderTree
        private let bug: Int

        init(count: Int, of shape: Shape, bug: Int = 0) {
            terms = (0..<count).map { _ in Input(shape) }
            compressed = AdderTree(count: count, of: shape, style: .carrySave)
            plain = AdderTree(count: count, of: shape)
            sum = Output(plain.sum.shape)
            self.bug = bug
        }

        func describe() {
            for (index, term) in terms.enumerated() {
                compressed.terms[index] <- term
                plain.terms[index]
                    <- (index == 0 && bug != 0 ? term ^ constant(bug, width: term.width) : term)
            }
            sum <- plain.sum
            Assert(compressed.sum .== plain.sum, "Both trees have one sum")
        }
    }

    @Test func compressorsAndAddersAgree() throws {
        let results = [
            try prove(.induction(depth: 1)) { Sums(count: 3, of: .unsigned(8)) },
            try prove(.induction(depth: 1)) { Sums(count: 4, of: .signed(5)) },
            try prove(.induction(depth: 1)) { Sums(count: 7, of: .bit) },
        ]
        for result in results { #expect(result.isProven, "\(result)") }
        let wrong = try prove(.bounded(depth: 1)) { Sums(count: 3, of: .unsigned(8), bug: 1) }
        #expect(wrong.counterexample != nil, "\(wrong)")
    }

    @Test func theVerilogIsClean() throws {
        for radix in BoothRecoder.Radix.allCases {
            for shape in [Shape.unsigned(8), .signed(8), .unsigned(7), .bit, .signed(1)] {
                try lint(try Design { BoothRecoder(shape, radix: radix) })
            }
        }
        for style in AdderTree.Style.allCases {
            for count in [1, 2, 5] {
                try lint(try Design { AdderTree(count: count, of: .signed(6), style: style) })
                try lint(try Design { AdderTree(count: count, of: .bit, style: style) })
            }
        }
        for width in [1, 6, 16] { try lint(try Design { LeadingZeroCounter(width: width) }) }
    }

    @Test func impossibleSizesAreReported() {
        #expect(throws: ElaborationError.self) { try Design { AdderTree(count: 0, of: .bit) } }
        #expect(throws: ElaborationError.self) { try Design { LeadingZeroCounter(width: 0) } }
        #expect(throws: ElaborationError.self) { try Design { BoothRecoder(.unsigned(0)) } }
        #expect(throws: ElaborationError.self) { try Design { BoothRecoder(.unsigned(1 << 40)) } }
    }
}
