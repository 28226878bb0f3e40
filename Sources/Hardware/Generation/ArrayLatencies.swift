import Configuration

/// Cycles from one event of an array to another, as a clock edge after which the second holds.
///
/// A step is *issued* in the cycle in which the sequencer reads its held operands; the controls of ``Sequencer``
/// and ``DrainController`` count from there.
public struct ArrayLatencies: Sendable, Hashable {
    /// From the cycle in which the last missing operand is accepted (valid and ready) to the issue of its first
    /// step: one holding register in each stream. Activations of a shared-exponent array come a group ahead, through
    /// the group buffers: four cycles after their group's last beat.
    public let operandToStep = 1
    /// From the cycle in which a group's header is accepted to the issue of its first step, when the group before it has
    /// ended and operands are there: the header's registers and those of the group under way.
    public let headerToStep = 2
    /// From the issue of a step to an accumulator that has it in: operand registers, exponent match or alignment,
    /// multiplication and adder tree, accumulation.
    public let stepToAccumulator: Int
    /// From the issue of a group's last step to the complete product of sum and scale of row 0.
    public let groupEndToProduct: Int
    /// From the issue of a group's last step to the written binary32 partial sum of row 0; later rows follow in
    /// order, as many in eight cycles as a column has dequantisers.
    public let groupEndToPartialSum: Int
    /// From the issue of an output's last step to row 0 of its results on the result port.
    public let outputEndToFirstResult: Int
    /// From the issue of an output's last step to the last row of its results, when none is held up.
    public let outputEndToLastResult: Int
    /// Least cycles between the last steps of two groups.
    public let drainInterval: Int
    /// Cycles in which the reset must hold.
    public let reset = 1

    public init(_ configuration: ArrayConfiguration) {
        stepToAccumulator = configuration.stepToAccumulator
        // One edge takes the group sum over, each scale bit takes one more.
        groupEndToProduct = stepToAccumulator + 1 + ArrayConfiguration.scaleBits
        groupEndToPartialSum = groupEndToProduct + ColumnAccumulator.writeCycle + 1
        outputEndToFirstResult = groupEndToProduct + ColumnAccumulator.resultCycle + 1
        let (turn, dequantizer) =
            (configuration.rows - 1).quotientAndRemainder(dividingBy: configuration.dequantizersPerColumn)
        outputEndToLastResult = outputEndToFirstResult + ArrayConfiguration.scaleBits * turn + dequantizer
        drainInterval = configuration.drainInterval
    }

    /// Name, cycles and meaning, in the order of time.
    var entries: [(name: String, cycles: Int, meaning: String)] {
        [
            ("reset", reset, "least cycles in which the reset holds"),
            ("operandToStep", operandToStep, "accepted operands to the issue of their first step"),
            ("headerToStep", headerToStep, "accepted group header to the issue of the group's first step"),
            ("stepToAccumulator", stepToAccumulator, "issue of a step to the accumulator that has it in"),
            ("groupEndToProduct", groupEndToProduct, "issue of a group's last step to group sum times scale"),
            (
                "groupEndToPartialSum", groupEndToPartialSum,
                "issue of a group's last step to the partial sum of row 0"
            ),
            (
                "outputEndToFirstResult", outputEndToFirstResult,
                "issue of an output's last step to row 0 on the result port"
            ),
            (
                "outputEndToLastResult", outputEndToLastResult,
                "issue of an output's last step to the last row, without back-pressure"
            ),
            ("drainInterval", drainInterval, "least cycles between the last steps of two groups"),
        ]
    }
}
