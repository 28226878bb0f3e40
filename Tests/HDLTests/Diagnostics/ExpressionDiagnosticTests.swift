import HDL
import Testing

/// Mistakes in expressions: exact code, names, both shapes and the line, and nothing else reported.
struct ExpressionDiagnosticTests {
    private struct Mistake {
        let name: String
        let code: DiagnosticCode
        let parts: [String]
        let probe: () -> Probe
    }

    private static let declared = "declared at HDLTests/Probe.swift"

    private static func mistake(
        _ name: String, _ code: DiagnosticCode, _ parts: [String],
        @HardwareBuilder _ body: @escaping (Probe) -> Void
    ) -> Mistake {
        Mistake(name: name, code: code, parts: parts) { Probe(body) }
    }

    private static var mistakes: [Mistake] {
        [
            mistake(
                "and", .widthMismatch,
                ["bitwise and", "'a' (unsigned 4 bits", "'wide' (unsigned 6 bits", declared]
            ) {
                $0.out <- $0.a & $0.wide  // <- and
            },
            mistake("compare", .widthMismatch, ["comparison", "'wide'", "'a'", "6 bits", "4 bits"]) {
                $0.flag <- $0.a .> $0.wide  // <- compare
            },
            mistake(
                "drive", .widthMismatch,
                ["'out' (unsigned 4 bits", "'wide' (unsigned 6 bits", ".truncated(to: 4)"]
            ) {
                $0.out <- $0.wide  // <- drive
            },
            mistake("narrow drive", .widthMismatch, ["'out'", "'bit' (unsigned 1 bit,", ".extended(to: 4)"]) {
                $0.out <- $0.bit  // <- narrow drive
            },
            mistake("growing drive", .widthMismatch, ["'out' (unsigned 4 bits", "the sum (unsigned 5 bits)"])
            {
                $0.out <- $0.a + $0.b  // <- growing drive
            },
            mistake("mux", .widthMismatch, ["multiplexer", "'a'", "'wide'"]) {
                $0.out <- select($0.bit, $0.a, $0.wide)  // <- mux
            },
            mistake(
                "mux condition", .widthMismatch, ["condition of a selection is one bit", "'a' (unsigned 4"]
            ) {
                $0.out <- select($0.a, $0.a, $0.b)  // <- mux condition
            },
            mistake(
                "index", .widthMismatch,
                ["'bit' (unsigned 1 bit", "can't reach all 3", "Give the index 2 bits"]
            ) {
                $0.out <- select($0.bit, from: [$0.a, $0.b, $0.a])  // <- index
            },
            mistake(
                "condition", .widthMismatch, ["A condition is one bit", "'a' (unsigned 4 bits", ".anyBit"]
            ) { probe in
                When(probe.a) { probe.out <- probe.b }  // <- condition
            },
            mistake("case width", .widthMismatch, ["idle (unsigned 3 bits)", "'a' (unsigned 4 bits"]) {
                probe in
                Switch(probe.a) {
                    Case(Phase.idle) { probe.out <- 1 }  // <- case width
                    Default { probe.out <- 0 }
                }
            },
            mistake("mixed signs", .signMismatch, ["sum", "'a' (unsigned 4 bits", "'signed' (signed 4 bits"])
            {
                $0.out <- ($0.a + $0.signed).truncated(to: 4)  // <- mixed signs
            },
            mistake("sign of a drive", .signMismatch, ["'signed_out'", "'a'", ".asSigned"]) {
                $0.signedOut <- $0.a  // <- sign of a drive
            },
            mistake("equal signs", .signMismatch, ["comparison", "'a'", "'signed'"]) {
                $0.flag <- $0.a .== $0.signed  // <- equal signs
            },
            mistake("shift amount", .signMismatch, ["A shift amount is unsigned", "'signed' (signed 4 bits"])
            {
                $0.out <- $0.a.shiftedLeft(by: $0.signed)  // <- shift amount
            },
            mistake("constant", .constantOutOfRange, ["16 doesn't fit 'a' (unsigned 4 bits"]) {
                $0.flag <- $0.a .== 16  // <- constant
            },
            mistake("negative constant", .constantOutOfRange, ["-1 doesn't fit 'out' (unsigned 4 bits"]) {
                $0.out <- -1  // <- negative constant
            },
            mistake("typed constant", .constantOutOfRange, ["8 doesn't fit signed 4 bits"]) {
                $0.signedOut <- constant(8, .signed(4))  // <- typed constant
            },
            mistake("case value", .constantOutOfRange, ["7 doesn't fit 'bit' (unsigned 1 bit"]) { probe in
                Switch(probe.bit) {
                    Case(7) { probe.out <- 1 }  // <- case value
                    Default { probe.out <- 0 }
                }
            },
            mistake("slice", .rangeOutOfBounds, ["Bits 4 down to 1", "'a' (unsigned 4 bits", "3 down to 0"]) {
                $0.out <- $0.a[4, 1]  // <- slice
            },
            mistake("reversed slice", .rangeOutOfBounds, ["Bits 1 down to 2", "'a'"]) {
                $0.out <- $0.a[1, 2].replicated(4)  // <- reversed slice
            },
            mistake("negative bit", .rangeOutOfBounds, ["Bits -1 down to -1", "'a'"]) {
                $0.flag <- $0.a[-1]  // <- negative bit
            },
            mistake("extreme slice", .rangeOutOfBounds, ["'a'"]) {
                $0.flag <- $0.a[Int.max, Int.min]  // <- extreme slice
            },
            mistake(
                "extension", .rangeOutOfBounds,
                ["'wide' (unsigned 6 bits", "can't be extended to 4", ".truncated(to: 4)"]
            ) {
                $0.out <- $0.wide.extended(to: 4)  // <- extension
            },
            mistake("truncation", .rangeOutOfBounds, ["'a'", "can't be truncated to 6", ".extended(to: 6)"]) {
                $0.out <- $0.a.truncated(to: 6)  // <- truncation
            },
            mistake("truncation to nothing", .rangeOutOfBounds, ["'a'", "to 0 bits"]) {
                $0.out <- $0.a.truncated(to: 0)  // <- truncation to nothing
            },
            mistake("replication", .invalidShape, ["replication of 0 bits"]) {
                $0.out <- $0.a.replicated(0)  // <- replication
            },
            mistake("negative replication", .invalidShape, ["replication of -8 bits"]) {
                $0.out <- $0.a.replicated(-2)  // <- negative replication
            },
            mistake("huge replication", .invalidShape, ["replication", "65536"]) {
                $0.out <- $0.a.replicated(Int.max)  // <- huge replication
            },
            mistake("huge constant", .invalidShape, ["constant of 1099511627776 bits"]) {
                $0.out <- constant(1, width: 1 << 40)  // <- huge constant
            },
            mistake("empty concatenation", .invalidShape, ["concatenation of nothing"]) {
                $0.out <- cat([])  // <- empty concatenation
            },
            mistake("empty sum", .invalidShape, ["sum of no terms"]) {
                $0.out <- sum(of: [])  // <- empty sum
            },
            mistake("empty selection", .invalidShape, ["selection from nothing"]) {
                $0.out <- select($0.a, from: [])  // <- empty selection
            },
            mistake("huge product", .invalidShape, ["can't be built", "65536"]) {
                let (a, b) = ($0.a.replicated(16000), $0.b.replicated(16000))
                $0.out <- (a * b).truncated(to: 4)  // <- huge product
            },
            mistake("deep", .invalidShape, ["1000 operators", "wire("]) { probe in
                probe.out <- (0..<5000).reduce(probe.a) { sum, _ in sum &+ probe.b }  // <- deep
            },
            mistake("wire of nothing", .invalidShape, ["signal of 0 bits"]) {
                $0.out <- wire("nothing", .unsigned(0))  // <- wire of nothing
            },
            mistake("drive of a constant", .invalidTarget, ["constant 4'h3", "can't be driven"]) {
                constant(3, width: 4) <- $0.a  // <- drive of a constant
            },
            mistake("drive of an expression", .invalidTarget, ["the sum (unsigned 4 bits) can't be driven"]) {
                ($0.a &+ $0.b) <- $0.a  // <- drive of an expression
            },
            mistake("stray case", .misplacedStatement, ["A Case stands outside a Switch"]) { probe in
                Case(1) { probe.out <- 1 }  // <- stray case
            },
            mistake("stray default", .misplacedStatement, ["A Default stands outside a Switch"]) { probe in
                Default { probe.out <- 1 }  // <- stray default
            },
            mistake("case in a case", .misplacedStatement, ["A Case stands outside a Switch"]) { probe in
                Switch(probe.bit) {
                    Case(0) {
                        Case(1) { probe.out <- 1 }  // <- case in a case
                    }
                    Default { probe.out <- 0 }
                }
            },
            mistake("stray statement", .misplacedStatement, ["inside Switch", "outside its cases"]) { probe in
                Switch(probe.bit) {
                    probe.out <- 3  // <- stray statement
                    Default { probe.flag <- 0 }
                }
            },
            mistake("late otherwise", .misplacedStatement, ["isn't right behind its When"]) { probe in
                lateOtherwise(probe)
            },
            mistake("second otherwise", .misplacedStatement, ["follows .otherwise"]) { probe in
                secondOtherwise(probe)
            },
            mistake("case twice", .invalidCase, ["constant 1'h1 has a case already"]) { probe in
                Switch(probe.bit) {
                    Case(1) { probe.out <- 1 }
                    Case(0, 1) { probe.out <- 0 }  // <- case twice
                }
            },
            mistake(
                "missing case", .invalidCase, ["'a' (unsigned 4 bits", "covers 2 values", "Add a Default"]
            ) { probe in
                Switch(probe.a) {  // <- missing case
                    Case(1, 2) { probe.out <- 1 }
                }
            },
            mistake("missing enumeration case", .invalidCase, ["has no case for load, drain"]) { probe in
                Switch(probe.a[2, 0]) {  // <- missing enumeration case
                    Case(Phase.idle) { probe.out <- 1 }
                    Case(Phase.run) { probe.out <- 1 }
                }
            },
            mistake("second default", .invalidCase, ["has a Default already"]) { probe in
                Switch(probe.a) {
                    Default { probe.out <- 1 }
                    Default { probe.out <- 1 }  // <- second default
                }
            },
            mistake("case without values", .invalidCase, ["A Case without values"]) { probe in
                Switch(probe.a) {
                    Case { probe.out <- 1 }  // <- case without values
                    Default { probe.out <- 1 }
                }
            },
        ]
    }

    private static func lateOtherwise(_ probe: Probe) {
        let chain = When(probe.bit) { probe.out <- 1 }
        probe.flag <- probe.bit
        chain.otherwise { probe.out <- 0 }  // <- late otherwise
    }

    private static func secondOtherwise(_ probe: Probe) {
        let chain = When(probe.bit) { probe.out <- 1 }
        chain.otherwise { probe.out <- 0 }
        chain.otherwise { probe.out <- 2 }  // <- second otherwise
    }

    @Test func eachMistakeGivesItsFinding() {
        let lines = MarkedLines()
        for mistake in Self.mistakes {
            // A first statement may be taken for a plain expression before it, so exactness is for the tests below.
            expect(
                findings(mistake.probe), mistake.code, at: lines.line(mistake.name), mistake.parts,
                isExact: nil)
        }
        #expect(Set(Self.mistakes.map(\.name)).count == Self.mistakes.count)
    }

    @Test func allMistakesAreFoundAtOnceAndPropagateNoFurther() {
        let lines = MarkedLines()
        let found = findings {
            Probe { probe in
                probe.signedOut <- probe.signed
                let first = wire("first", probe.a & probe.wide)  // <- first of many
                let second = wire("second", first + probe.b)
                probe.out <- second.truncated(to: 4) ^ probe.a
                probe.flag <- probe.a .== 99  // <- second of many
                When(first.anyBit) { probe.state <- probe.signed.asUnsigned[9, 0] }  // <- third of many
            }
        }
        #expect(found.map(\.code) == [.widthMismatch, .constantOutOfRange, .rangeOutOfBounds])
        let names = ["first of many", "second of many", "third of many"]
        #expect(found.map(\.location.line) == names.map(lines.line))
        #expect(found.allSatisfy { $0.isLocationExact && "\($0)".contains("[in probe]") }, "\(found)")
    }

    @Test func aPlainExpressionIsLocatedBetweenItsNeighbours() {
        let lines = MarkedLines()
        let found = findings {
            Probe { probe in
                probe.flag <- probe.bit  // <- before the gap
                let sum = probe.a & probe.wide

                probe.out <- sum  // <- after the gap
                probe.signedOut <- probe.signed
                let last = probe.a & probe.wide
                Discard(last)  // <- discard
                let _ = probe.b & probe.wide  // <- at the end
            }
        }
        #expect(found.count == 3, "\(found)")
        let since = lines.line("before the gap") + 1
        #expect(
            found[0].description.hasPrefix(
                "HDLTests/ExpressionDiagnosticTests.swift:\(lines.line("after the gap")) "
                    + "(or a plain expression from line \(since) on): error H001: "), "\(found[0])")
        #expect(!found[0].isLocationExact)
        #expect(found[1].location.line == lines.line("discard"), "\(found[1])")
        #expect(found[2].location.line == lines.line("at the end"), "\(found[2])")
        #expect(found[2].locationNote == "a plain expression here or after")
    }
}
