import Configuration
import HDL
import HDLTesting
import Hardware
import Testing

/// What holds for every baseline as a design.
@Suite struct BaselineDesignTests {
    static let designs: [HardwareDesign] = [
        .halfPrecisionElement, .halfPrecisionActivation, .halfPrecisionWeight, .integerWeightElement,
        .integerWeight, .dualIntegerWeightElement, .dualIntegerWeight, .dualIntegerActivation,
    ]

    @Test(arguments: designs) func toolsHaveNoFindings(_ design: HardwareDesign) throws {
        for groupSize in [16, 128, 1022] {
            let elaborated = try design.elaborate(try ArrayConfiguration(lanes: 2, groupSize: groupSize))
            for dialect in VerilogOptions.Dialect.allCases {
                var options = VerilogOptions.generated
                options.dialect = dialect
                let files = elaborated.verilog(options)
                for tool in Lint.allCases {
                    let found = try tool.findings(in: files, top: files.last?.moduleName ?? "")
                    #expect(found.isEmpty, "\(dialect), \(groupSize): \(found.prefix(10))")
                }
            }
        }
    }

    /// Registers on the data path cost area when they have a reset, so none has.
    @Test(arguments: designs) func noRegisterHasAReset(_ design: HardwareDesign) throws {
        let elaborated = try design.elaborate(.standard)
        #expect(elaborated.clocking().allSatisfy { !$0.hasReset })
        #expect(!elaborated.clocking().isEmpty)
    }
}
