import Foundation
import HDL
import Testing

/// Mistakes in shapes, parts out of place and modules, and misuse that must not crash.
struct StructureDiagnosticTests {
    private let lines = MarkedLines()

    private final class Leaf: Module {
        let size: Int
        let a: Signal
        let out: Signal
        init(_ size: Int = 2) {
            self.size = size
            a = Input(size)
            out = Output(size)
        }
        func describe() { out <- ~a }
    }

    // MARK: Shapes of declarations

    private final class Shapes: Module {
        let none = Input(0)  // <- no bits
        let fewer = Output(-3)  // <- fewer bits
        let huge = Wire(1 << 40)  // <- huge
        let most = Register(Int.max, reset: 1)  // <- most
        let large = Register(3, reset: 8)  // <- reset
        let negative = Register(3, reset: -1)  // <- negative
        private let memory = Memory(depth: 0, width: 4)  // <- depth
        private let thin = Memory(depth: 4, width: 0)  // <- thin
        func describe() {
            fewer <- none
            huge <- none.extended(to: 1 << 40)
            large <- most.truncated(to: 3) &+ negative
        }
    }

    @Test func declarationsOfImpossibleShapes() {
        let found = findings { Shapes() }
        let names = ["no bits", "fewer bits", "huge", "most", "reset", "negative", "depth", "thin"]
        #expect(found.map(\.location.line).prefix(names.count) == names.map(lines.line)[...], "\(found)")
        #expect(found.allSatisfy { $0.isLocationExact })
        let codes: [DiagnosticCode] = [
            .invalidShape, .invalidShape, .invalidShape, .invalidShape, .constantOutOfRange,
            .constantOutOfRange,
            .invalidShape, .invalidShape,
        ]
        #expect(found.map(\.code).prefix(8) == codes[...], "\(found)")
    }

    // MARK: Parts out of place

    private final class Outside: Module {
        let a = Input()
        let out = Output()
        private let made: Signal
        override init() {
            made = wire("made", low)  // <- wire outside
            out <- a
            _ = instance("late", Leaf())  // <- instance outside
            Comment("outside")  // <- comment outside
        }
        func describe() { out <- a ^ made }
    }

    @Test func statementsOutsideDescribe() {
        let found = findings { Outside() }
        let misplaced = found.filter { $0.code == .misplacedStatement }
        #expect(
            misplaced.map(\.location.line)
                == ["wire outside", "instance outside", "instance outside", "comment outside"].map(lines.line),
            "\(misplaced)")
    }

    private final class Sharing: Module {
        let a = Input(2)
        let out = Output(2)
        let first: Holder
        let second: Holder
        override init() {
            let leaf = Leaf()
            first = Holder(leaf)
            second = Holder(leaf)
        }
        func describe() {
            first.a <- a
            second.a <- a
            out <- first.out & second.out
        }
    }

    private final class Holder: Module {
        let a = Input(2)  // <- holder
        let out = Output(2)
        private let leaf: Leaf
        init(_ leaf: Leaf) { self.leaf = leaf }
        func describe() {
            leaf.a <- a
            out <- leaf.out
        }
    }

    private final class Listing: Module {
        let a = Input(2)
        let out = Output(2)
        private let leaf = Leaf()
        private let all: [Leaf]
        private let maybe: Leaf?
        override init() {
            all = [leaf]
            maybe = leaf
        }
        func describe() {
            leaf.a <- a
            out <- all[0].out
        }
    }

    private final class Selfish: Module {
        let a = Input(2)
        let out = Output(2)
        private var me: Selfish?
        override init() {
            super.init()
            me = self
        }
        func describe() { out <- a }
    }

    @Test func oneModuleInTwoPlaces() throws {
        let found = findings { Sharing() }
        #expect(
            found.contains {
                $0.code == .misplacedStatement && $0.message.contains("'leaf' is already the instance 'leaf'")
            }, "\(found)")
        #expect(findings { Selfish() }.contains { $0.code == .misplacedStatement })
        // Two properties of one module may hold one instance: the first names it.
        let design = try Design { Listing() }
        #expect(design.topText().contains("leaf leaf ("))
        let leaf = Leaf()
        _ = try Design { leaf }
        let again = findings { leaf }
        #expect(
            again.map(\.code) == [.misplacedStatement]
                && again[0].message.contains("belongs to another design"))
    }

    private final class Endless: Module {
        let a = Input()
        let out = Output()
        func describe() {
            let next = instance("next", Endless())
            let other = instance("other", Endless())
            next.a <- a
            other.a <- a
            out <- next.out ^ other.out
        }
    }

    private final class Knot: SignalBundle {
        let x = Input()
        var knot: Knot?
        init() { knot = self }
    }

    private final class Knotted: Module {
        let knot = Knot()
        let out = Output()
        func describe() { out <- knot.x }
    }

    @Test func modulesAndBundlesThatHoldThemselves() {
        let found = findings { Endless() }
        #expect(
            found.map(\.code) == [.misplacedStatement]
                && found[0].message.contains("'endless' seems to hold itself"))
        #expect(findings { Knotted() }.contains { $0.message.contains("holds itself") })
    }

    private final class Plain: ModuleBase {
        let a = Input()
    }

    private final class WithPlain: Module {
        let a = Input()
        let out = Output()
        private let plain = Plain()
        func describe() {
            plain.a <- a
            out <- a
        }
    }

    @Test func aModuleWithoutDescribe() {
        #expect(findings { WithPlain() }.contains { $0.message.contains("'plain' has no describe()") })
    }

    private final class Given: Module {
        let value: Signal
        let out = Output(4)
        init(_ value: Signal) { self.value = value }
        func describe() { out <- value }
    }

    @Test func mistakesMadeOutsideADesignAreFoundInIt() {
        let bad = Input(4) & Input(5)
        #expect(findings { Given(bad) }.map(\.code) == [.widthMismatch])
        // A second design finds it again.
        #expect(findings { Given(bad.extended(to: 9).truncated(to: 4)) }.map(\.code) == [.widthMismatch])
        let early = Given(Input(0))
        #expect(findings { early }.map(\.code) == [.invalidShape])
    }

    @Test func nothingCrashesOutsideADesign() {
        let a = Input(4)
        let b = Register(4, reset: 99)
        a <- b
        a <- 7
        When(a) { a <- 3 }.elseWhen(b) { a <- 4 }.otherwise { a <- 5 }
        Switch(a) {
            Case(1) { a <- 1 }
            Default { a <- 1 }
        }
        Case(Phase.idle) { a <- 1 }
        Default { a <- 2 }
        Comment("nowhere")
        Discard(a, b)
        _ = wire("x", a + a)
        _ = register("y", next: a, enable: b)
        _ = instance("z", Leaf(0))
        let shapes = [Int.min, -1, 0, 1, 4, 65_536, 65_537, Int.max]
        for width in shapes {
            let signal = Wire(width)
            _ = [
                signal + signal, signal - signal, signal * signal, -signal, ~signal, signal &+ signal,
                cat(signal, signal),
            ]
            _ = [signal.anyBit, signal.parity, signal.mostSignificantBit, signal.asSigned, signal.asUnsigned]
            _ = [signal[width], signal[width, 0], signal.replicated(width)]
            _ = [signal.extended(to: width), signal.truncated(to: width), signal.shiftedLeft(by: signal)]
            _ = [
                signal &+ width, signal .== width, select(signal, signal, signal),
                select(signal, from: [signal, a]),
            ]
            _ = [
                constant(width, width: width), constant(width, .signed(width)), sum(of: [signal, signal, a]),
            ]
            _ = [
                BitPattern.zero(width: width), .ones(width: width), BitPattern(words: [1, 2], width: width),
            ]
            _ = BitPattern(width, width: width, isSigned: true)
            let pattern = BitPattern(words: [.max, .max], width: 100)
            _ = [pattern.slice(low: width, width: width), pattern.extended(to: width, isSigned: true)]
            _ = pattern[width]
        }
        let found = findings { Given(b) }
        #expect(found.map(\.code) == [.constantOutOfRange])
    }

    @Test func everyCodeIsTriedAndInTheGlossary() throws {
        let tried = Set(
            """
            H001 H002 H003 H004 H005 H010 H011 H012 H013 H014 H020 H021 H022 H023 H024 H025 H030 H031 H032 H033
            H040 H041 H042 H050 H051 H052 H053 H054 H055 H060 H061 H062 H063 H064 H065 H070 H071 H072
            """.split { $0 == " " || $0 == "\n" }.map(String.init))
        #expect(Set(DiagnosticCode.allCases.map(\.rawValue)) == tried)
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let glossary = tests.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/HDL/HDL.docc/Diagnostics.md")
        let text = try String(contentsOf: glossary, encoding: .utf8)
        let missing = DiagnosticCode.allCases.filter { !text.contains("## \($0.rawValue)") }
        #expect(missing.isEmpty)
    }
}
