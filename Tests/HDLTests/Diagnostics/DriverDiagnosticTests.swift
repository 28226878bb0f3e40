import HDL
import Testing

/// Mistakes in who drives and who reads what.
struct DriverDiagnosticTests {
    private let lines = MarkedLines()

    private final class Twice: Module {
        let a = Input(4)
        let out = Output(4)
        func describe() {
            out <- a
            out[1, 0] <- 2  // <- second drive
        }
    }

    private final class OverCondition: Module {
        let a = Input()
        let out = Output(4)
        func describe() {
            When(a) { out <- 1 }
            out <- 2  // <- drive over a condition
        }
    }

    @Test func secondDrives() {
        expect(
            findings { Twice() }, .multipleDrivers, at: lines.line("second drive"),
            ["'out' (unsigned 4 bits)", "DriverDiagnosticTests.swift:\(lines.line("second drive") - 1)"])
        expect(
            findings { OverCondition() }, .multipleDrivers, at: lines.line("drive over a condition"),
            ["'out'", "under a condition"])
    }

    private final class Undriven: Module {
        let a = Input(4)
        let out = Output(8)  // <- undriven bits
        let other = Output()  // <- undriven output
        private let lonely = Register(3)  // <- undriven register
        private let child = Counter()
        func describe() {
            out[7, 6] <- a[3, 2]
            out[2, 1] <- a[1, 0]
            Discard(lonely, child.value)
        }
    }

    private final class Counter: Module {
        let step = Input(2)  // <- undriven input
        let value = Output(2)
        private let count = Register(2, reset: 0)  // <- inner register
        func describe() {
            count <- count &+ step
            value <- count
        }
        var inner: Signal { count }
    }

    @Test func undrivenBits() {
        let found = findings { Undriven() }
        #expect(
            found.allSatisfy { $0.code == .undriven && $0.isLocationExact || $0.message.contains("child") })
        #expect(
            found.map(\.message) == [
                "Nothing drives bits [5:3], [0] of 'out' (unsigned 8 bits)",
                "Nothing drives 'other' (unsigned 1 bit)",
                "Register 'lonely' (unsigned 3 bits) is never driven",
                "Nothing drives 'child_step' (unsigned 2 bits)",
            ])
        let names = ["undriven bits", "undriven output", "undriven register"]
        #expect(found.prefix(3).map(\.location.line) == names.map(lines.line))
    }

    private final class Latches: Module {
        let a = Input(2)
        let b = Input(2)
        let one = Output(2)
        let two = Output(2)
        let three = Output(2)
        func describe() {
            When(a[0]) { one <- b }  // <- latch
            When(a[1]) {
                two <- b  // <- half a latch
            }.otherwise {
                two[1] <- low
            }
            Switch(a) {
                Case(0) { three <- b }  // <- latch in a case
                Case(1, 2) { three <- 0 }
                Default { When(b[0]) { three[1] <- high } }
            }
        }
    }

    @Test func latches() {
        let found = findings { Latches() }
        #expect(found.allSatisfy { $0.code == .incompletelyDriven && $0.isLocationExact })
        #expect(found.map(\.location.line) == ["latch", "half a latch", "latch in a case"].map(lines.line))
        #expect(
            found.map { String($0.message.prefix(35)) } == [
                "'one' (unsigned 2 bits) would keep ", "bits [0] of 'two' (unsigned 2 bits)",
                "'three' (unsigned 2 bits) would kee",
            ])
    }

    private final class Targets: Module {
        let a = Input(4)
        let out = Output(4)
        private let child = Counter()
        private let holder: [String: Signal] = ["hidden": Wire(4)]
        func describe() {
            a <- 3  // <- own input
            child.value <- 1  // <- instance output
            child.inner <- 2  // <- inner drive
            holder["hidden"]! <- a  // <- nameless drive
            out <- a
            child.step <- a[1, 0]
        }
    }

    @Test func targetsThatCannotBeDriven() {
        let found = findings { Targets() }
        #expect(found.map(\.code) == Array(repeating: .invalidTarget, count: 4))
        let names = ["own input", "instance output", "inner drive", "nameless drive"]
        #expect(found.map(\.location.line) == names.map(lines.line))
        #expect(
            found[0].message.contains("'a' (unsigned 4 bits, declared at")
                && found[0].message.contains("is an input"))
        #expect(found[1].message.contains("'value'") && found[1].message.contains("output of an instance"))
        #expect(
            found[2].message.contains("'count'") && found[2].message.contains("belongs to another module"))
        #expect(found[3].message.contains("a signal without a name"))
    }

    private final class Readings: Module {
        let a = Input(2)
        let out = Output(2)
        let other = Output(4)
        private let child = Counter()
        private let holder: [String: Signal] = ["hidden": Wire(4)]
        func describe() {
            child.step <- a
            out <- child.inner ^ child.value  // <- foreign reading
            other <- holder["hidden"]!  // <- nameless reading
        }
    }

    @Test func readingsOfOtherModules() {
        let found = findings { Readings() }
        #expect(found.map(\.code) == [.foreignSignal, .foreignSignal])
        #expect(found.map(\.location.line) == ["foreign reading", "nameless reading"].map(lines.line))
        let inner = lines.line("inner register")
        #expect(
            found[0].message.contains(
                "'count' (unsigned 2 bits, declared at HDLTests/DriverDiagnosticTests.swift:\(inner))"))
        #expect(found[0].message.contains("of the module 'child'"))
        #expect(found[1].message.contains("(unsigned 4 bits)") && found[1].message.contains("has no name"))
        #expect(found[1].suggestion.contains("SignalBundle"))
    }

    private final class Loops: Module {
        let a = Input()
        let out = Output()
        private let first = Wire()  // <- loop
        private let second = Wire()
        private let adder = Passing()
        func describe() {
            When(second) { first <- a }.otherwise { first <- low }
            second <- adder.output
            adder.input <- ~first
            out <- first
        }
    }

    private final class Passing: Module {
        let input = Input()
        let output = Output()
        override var moduleName: String { "passing" }
        func describe() { output <- ~input }
    }

    @Test func combinationalLoops() {
        let found = findings { Loops() }
        // Input and output are keywords, which is another test's matter.
        let loops = found.filter { $0.code == .combinationalLoop }
        #expect(found.contains { $0.code == .invalidName })
        #expect(loops.count == 1, "\(found)")
        #expect(loops.first?.location.line == lines.line("loop"))
        #expect(
            loops.first?.message.contains(
                "'first' (unsigned 1 bit) depends on 'second' (unsigned 1 bit) depends on 'adder_output'")
                == true, "\(loops)")
    }

    private final class Unread: Module {
        let a = Input(8)  // <- unread bits
        let b = Input(.signed(2))  // <- unread input
        let out = Output(2)
        private let register = Register(4)  // <- unread register
        private let child = Counter()
        func describe() {
            out <- a[5, 4]
            register <- a[3, 0]
            child.step <- 1
        }
    }

    @Test func unreadBits() {
        let found = findings { Unread() }
        #expect(found.allSatisfy { $0.code == .unused || $0.code == .invalidName })
        #expect(
            found.filter { $0.code == .unused }.map(\.message)
                == [
                    "Nothing reads bits [7:6] of 'a' (unsigned 8 bits)",
                    "Nothing reads 'b' (signed 2 bits)",
                    "Nothing reads 'register_4' (unsigned 4 bits)",
                    "Nothing reads 'child_value' (unsigned 2 bits)",
                ].map { $0.replacing("register_4", with: "register") })
        let names = ["unread bits", "unread input", "unread register"]
        #expect(found.prefix(3).map(\.location.line) == names.map(lines.line))
    }

    private final class Dropping: Module {
        let a = Input(8)
        let b = Input(8)
        let out = Output(4)
        let high = Output(1)
        let other = Output(4)
        func describe() {
            // Truncation drops bits on purpose, so they count as read, and the tools are told.
            out <- a.truncated(to: 4)
            other <- (a &+ b).truncated(to: 4)
            high <- (a + b)[8]
        }
    }

    @Test func truncationDropsBitsOnPurpose() throws { try lint(try Design { Dropping() }) }

    private final class Discarding: Module {
        let a = Input(8)
        let b = Input(.signed(2))
        let unused = Input()
        let out = Output(2)
        private let child = Counter()
        func describe() {
            out <- a[5, 4]
            Discard(a[7, 6], a[3, 0], b)
            When(a[4]) { Discard(unused, child.value) }
            child.step <- 1
        }
    }

    @Test func discardedBitsAreLintClean() throws { try lint(try Design { Discarding() }) }
}
