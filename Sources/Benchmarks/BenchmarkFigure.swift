/// One measured figure beside what it is measured against.
public struct BenchmarkFigure: Codable, Sendable {
    /// What was measured.
    public let name: String
    /// Nil when it couldn't be; ``remark`` says why.
    public let value: Double?
    public let unit: String
    /// The figure to reach.
    public let target: Double
    /// Whether larger is better; a time or a size is better when smaller.
    public let largerIsBetter: Bool
    /// The same work in NumPy, in the same unit; nil when it wasn't timed.
    public var numPy: Double?
    /// Why NumPy wasn't timed where it could have been.
    public var numPyRemark: String?
    /// What else there is to know, such as why a figure is missing.
    public var remark: String?

    /// How many times better than the target; 1 is just reached.
    public var ratio: Double? { value.map { largerIsBetter ? $0 / target : target / $0 } }

    /// How many times better than NumPy.
    public var numPyRatio: Double? {
        guard let value, let numPy else { return nil }
        return largerIsBetter ? value / numPy : numPy / value
    }

    init(
        name: String, value: Double?, unit: String, target: Double, largerIsBetter: Bool,
        remark: String? = nil
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.target = target
        self.largerIsBetter = largerIsBetter
        self.remark = remark
    }
}
