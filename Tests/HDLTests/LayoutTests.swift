import HDL
import Testing

/// Lines stay within 100 columns whatever is in them, and names stay what they are.
struct LayoutTests {
    enum Opcode: Int, HardwareEnumeration {
        case loadTheWeightsOfTheNextGroup, loadTheActivationsOfTheNextGroup, multiplyAndAccumulate,
            drainThePartialSums
        case waitForTheOutputBuffer
    }

    private final class Inner: Module {
        let anInputWithQuiteALongName = Input(64)
        let anotherInputWithQuiteALongName = Input(64)
        let theOutputWithTheLongestNameOfAll = Output(64)
        override var documentation: String {
            "A module whose documentation goes on for longer than any single line of a source file may be, with\n\nparagraphs."
        }
        func describe() {
            theOutputWithTheLongestNameOfAll <- anInputWithQuiteALongName ^ anotherInputWithQuiteALongName
        }
    }

    private final class Outer: Module {
        let theFirstOfManyOperands = Input(64, "a comment\nof two lines")
        let theSecondOfManyOperands = Input(
            64, "a comment that doesn't fit beside its port, since it's a rather long one")
        let theThirdOfManyOperands = Input(.signed(64))
        let opcode = Input(3)
        let theResultOfEverything = Output(64)
        let wide = Output(700)
        let pieces = Output(192)
        let state = Output(3)
        private let theInstanceWithALongName = Inner()
        private let theStateOfTheWholeMachine = Register(
            reset: Opcode.waitForTheOutputBuffer, "what it does\nnow")

        func describe() {
            Comment(
                "A comment of\nseveral lines, one of which is longer than a line of the emitted source may ever be, so that it must be broken."
            )
            let all = theFirstOfManyOperands & theSecondOfManyOperands & theThirdOfManyOperands.asUnsigned
            let some =
                (theFirstOfManyOperands | theSecondOfManyOperands)
                ^ ~(theFirstOfManyOperands &+ theSecondOfManyOperands)
            theInstanceWithALongName.anInputWithQuiteALongName <- (all ^ some)
                &+ (theFirstOfManyOperands &- theSecondOfManyOperands)
            theInstanceWithALongName.anotherInputWithQuiteALongName
                <- select(
                    opcode, from: [all, some, theSecondOfManyOperands, all ^ theFirstOfManyOperands])
            let result = theInstanceWithALongName.theOutputWithTheLongestNameOfAll
            theResultOfEverything
                <- select(
                    (theFirstOfManyOperands .< theSecondOfManyOperands) & (theThirdOfManyOperands .>= -5)
                        & opcode[2],
                    (result &+ theFirstOfManyOperands)
                        &- (theSecondOfManyOperands &+ theThirdOfManyOperands.asUnsigned),
                    select(
                        opcode[0] ^ opcode[1],
                        ~(result | theFirstOfManyOperands | theSecondOfManyOperands | all), some))
            let sum = theThirdOfManyOperands * (theThirdOfManyOperands + theThirdOfManyOperands)
            wide
                <- cat(
                    constant(BitPattern.ones(width: 300)), theFirstOfManyOperands.replicated(5),
                    sum.truncated(to: 80).asUnsigned)
            pieces[63, 0] <- cat((0..<64).map { theFirstOfManyOperands[63 - $0] })
            pieces[191, 64] <- cat(theSecondOfManyOperands, theSecondOfManyOperands.shiftedRight(by: opcode))
            Switch(theStateOfTheWholeMachine) {
                Case(
                    Opcode.loadTheWeightsOfTheNextGroup, .loadTheActivationsOfTheNextGroup,
                    .multiplyAndAccumulate
                ) {
                    When(
                        theFirstOfManyOperands.anyBit & theSecondOfManyOperands.anyBit
                            & theThirdOfManyOperands.anyBit
                    ) {
                        theStateOfTheWholeMachine <- Opcode.drainThePartialSums
                    }
                }
                Case(Opcode.drainThePartialSums) {
                    theStateOfTheWholeMachine <- Opcode.waitForTheOutputBuffer
                }
                Case(Opcode.waitForTheOutputBuffer) { theStateOfTheWholeMachine <- opcode }
            }
            Switch(theStateOfTheWholeMachine) {
                Case(Opcode.waitForTheOutputBuffer) { state <- 1 }
                Case(
                    Opcode.loadTheWeightsOfTheNextGroup, .loadTheActivationsOfTheNextGroup,
                    .multiplyAndAccumulate, .drainThePartialSums
                ) {
                    state <- 2
                }
            }
        }
    }

    @Test func longNamesAndExpressions() throws {
        let design = try Design { Outer() }
        try lint(design)
        #expect(
            design.ports().map(\.name).prefix(2) == [
                "the_first_of_many_operands", "the_second_of_many_operands",
            ])
    }

    /// Names of nets that are made come from what the nets hold, and what drives need them.
    private final class Shared: Module {
        let a = Input(4)
        let b = Input(4)
        let first = Output(5)
        let second = Output(5)
        let third = Output(4)
        let fourth = Output(4)
        func describe() {
            let sum = a + b
            first <- sum
            second <- ~sum
            let five = constant(5, width: 4) &+ a
            let mixed = ((a ^ b) & five) | (~a & b)
            third <- mixed
            fourth <- ~mixed
        }
    }

    @Test func namesOfMadeNets() throws {
        let design = try Design { Shared() }
        try lint(design)
        let wires = design.topText().split(separator: "\n").filter {
            $0.contains(" wire ") && $0.contains(" = ")
        }
        #expect(
            wires.map { $0.split(separator: " ").first { $0.contains("_") }.map(String.init) ?? "" } == [
                "a_plus_b", "third_bitwise_or",
            ])
    }

    @Test func prefixesAndClocksAreWhatTheOptionsSay() throws {
        var options = VerilogOptions()
        options.modulePrefix = "acme_"
        options.clockName = "clk_i"
        options.resetName = "rst_ni"
        options.resetIsActiveLow = true
        let design = try Design { Outer() }
        try lint(design, options)
        #expect(design.verilog(options).map(\.fileName) == ["acme_inner.v", "acme_outer.v"])
        #expect(design.topText(options).contains("if (~rst_ni) begin"))
    }

    @Test func namesInSnakeCase() {
        final class HTTPServer2X: Module {
            let fp16Adder = Input()
            // swift-format-ignore: AlwaysUseLowerCamelCase
            let FP16Adder = Input()
            let aB = Output()
            // swift-format-ignore: AlwaysUseLowerCamelCase
            let x_y = Output()
            func describe() {
                aB <- fp16Adder
                x_y <- FP16Adder
            }
        }
        // Two spellings of one name are a clash, which shows what both become.
        let found = findings { HTTPServer2X() }
        #expect(found.map(\.code) == [.nameClash] && found[0].message.contains("'fp16_adder'"), "\(found)")
        #expect(found[0].instancePath == "http_server2_x")
    }
}
