/// The number format in which the array gives its results.
public enum ResultFormat: String, CaseIterable, Codable, Sendable, Hashable {
    case binary16, binary32

    /// Bits of one result.
    public var width: Int { self == .binary16 ? 16 : 32 }
}

/// Everything that shapes one array of processing elements, checked when it is made.
///
/// Hardware, golden model, manifest and help text read this structure and its derived values
/// (`ArrayConfiguration+Derived.swift`); they share nothing else.
public struct ArrayConfiguration: Sendable, Hashable {
    /// Rows of processing elements: activation vectors processed at a time.
    public let rows: Int
    /// Columns of processing elements: output channels processed at a time.
    public let columns: Int
    /// Weight terms and activations that a processing element multiplies in one cycle.
    public let lanes: Int
    /// Weights along the input channel that share one scale and one special value.
    public let groupSize: Int
    /// How products are brought to a common exponent.
    public let processingElement: ProcessingElementKind
    /// Radix of the digits into which weights are recoded.
    public let radix: DigitRadix
    /// Bits (W) of an activation's significand after its alignment to the shared exponent; the exponent-matched element
    /// doesn't use it. 40 bits hold every binary16 number exactly.
    public let alignedWidth: Int
    /// Pipeline stages of a shared-exponent element from its operands to its carry-save sum; the exponent-matched element
    /// doesn't use it. A second one makes each shorter, for a cycle and the flip-flops of four rows.
    public let treeStages: Int
    /// Format of the results.
    public let resultFormat: ResultFormat
    /// Special values after reset.
    public let specialValues: SpecialValues

    public static let rowsRange = 1...64
    public static let columnsRange = 1...64
    public static let laneCounts = [2, 4, 8, 16]
    public static let groupSizeRange = 16...1024
    public static let alignedWidthRange = 11...40
    public static let treeStagesRange = 1...2

    /// A tile of the paper's shape, 8 × 8 processing elements of four lanes and groups of 128, with shared exponents and
    /// digits of radix 8.
    public static let standard = try! ArrayConfiguration()

    /// - Throws: ``ConfigurationError`` when a value is out of range, the lanes don't divide the group, or the digits don't
    ///   express a special value.
    public init(
        rows: Int = 8, columns: Int = 8, lanes: Int = 4, groupSize: Int = 128,
        processingElement: ProcessingElementKind = .sharedExponent, radix: DigitRadix = .eight,
        alignedWidth: Int = 13, treeStages: Int = 1, resultFormat: ResultFormat = .binary16,
        specialValues: SpecialValues = .published
    ) throws {
        try Self.check("rows", rows, in: Self.rowsRange)
        try Self.check("columns", columns, in: Self.columnsRange)
        guard Self.laneCounts.contains(lanes) else {
            throw ConfigurationError(
                parameter: "lanes", problem: "is \(lanes)", remedy: "use 2, 4, 8 or 16")
        }
        try Self.check("groupSize", groupSize, in: Self.groupSizeRange)
        guard groupSize.isMultiple(of: lanes) else {
            throw ConfigurationError(
                parameter: "groupSize", problem: "is \(groupSize), which \(lanes) lanes don't divide",
                remedy: "use a multiple of \(lanes)")
        }
        try Self.check("alignedWidth", alignedWidth, in: Self.alignedWidthRange)
        try Self.check("treeStages", treeStages, in: Self.treeStagesRange)
        try specialValues.check(radix: radix)
        self.rows = rows
        self.columns = columns
        self.lanes = lanes
        self.groupSize = groupSize
        self.processingElement = processingElement
        self.radix = radix
        self.alignedWidth = alignedWidth
        self.treeStages = treeStages
        self.resultFormat = resultFormat
        self.specialValues = specialValues
    }

    private static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw ConfigurationError(
                parameter: name, problem: "is \(value)",
                remedy: "use a value from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
