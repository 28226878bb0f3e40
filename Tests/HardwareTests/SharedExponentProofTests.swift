import Configuration
import HDL
import HDLTesting
import Testing

@testable import Hardware

/// The element's step (products, carry-save tree, carry propagation, accumulation) is plain arithmetic on all inputs.
@Suite struct SharedExponentProofTests {
    @Test(arguments: DigitRadix.allCases, [14, ArrayConfiguration.standard.alignedWidth + 4])
    func theStepIsPlainArithmetic(_ radix: DigitRadix, _ alignedWidth: Int) throws {
        let configuration = try ArrayConfiguration(
            processingElement: .sharedExponent, radix: radix, alignedWidth: alignedWidth)
        let result = try prove(.induction(depth: 2)) { SharedExponentElement(configuration) }
        #expect(result.isProven, "\(result)")
    }
}
