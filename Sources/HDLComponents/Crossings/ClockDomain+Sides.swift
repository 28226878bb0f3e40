import HDL

extension ClockDomain {
    /// Where a crossing takes in; mapped at the instance: `.clocked([.source: camera, .destination: .main])`.
    public static let source = ClockDomain("source")
    /// Where a crossing gives out.
    public static let destination = ClockDomain("destination")
}
