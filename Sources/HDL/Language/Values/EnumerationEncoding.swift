/// Which bits stand for which case of an enumeration, and so how many bits it has.
public enum EnumerationEncoding: Sendable {
    /// The raw values, in the fewest bits that hold them all.
    case rawValue
    /// 0, 1, 2 … in the order of the cases, in the fewest bits.
    case sequential
    /// One bit a case, the first case's the least significant.
    case oneHot
    /// Neighbouring cases differ in one bit, in the fewest bits; the last and the first, too, where the count of cases
    /// is a power of two.
    case gray
}

/// The bits of each case.
struct EnumerationCodes {
    let width: Int
    private let codes: [Int?]
    private let encoding: EnumerationEncoding

    init(_ cases: [some HardwareEnumeration], _ encoding: EnumerationEncoding) {
        self.encoding = encoding
        switch encoding {
        case .rawValue: codes = cases.map { Self.rawValue($0) }
        case .sequential, .oneHot: codes = Array(cases.indices)
        case .gray: codes = cases.indices.map { $0 ^ $0 >> 1 }
        }
        let largest = max(0, codes.compactMap { $0 }.max() ?? 0)
        width =
            encoding == .oneHot ? max(1, cases.count) : BitPattern.minimumWidth(of: largest, isSigned: false)
    }

    func pattern(_ index: Int) -> BitPattern? {
        guard let code = codes[index] else { return nil }
        return encoding == .oneHot
            ? .mask(low: code, count: 1, width: width) : BitPattern(code, width: width, isSigned: false)
    }

    private static func rawValue(_ value: some HardwareEnumeration) -> Int? {
        func raw(_ value: some RawRepresentable) -> Int? { value.rawValue as? Int }
        return (value as? any RawRepresentable).flatMap { raw($0) }
    }
}
