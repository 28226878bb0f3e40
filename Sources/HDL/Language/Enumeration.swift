/// A Swift enumeration whose cases are values of a signal: `enum State: Int, HardwareEnumeration`.
///
/// Raw values are the encoding; they print as named parameters in the Verilog.
public protocol HardwareEnumeration: CaseIterable, RawRepresentable where RawValue == Int {}

extension HardwareEnumeration {
    /// The fewest bits that hold every raw value.
    public static var shape: Shape {
        let largest = allCases.map(\.rawValue).max() ?? 0
        return Shape(width: BitPattern.minimumWidth(of: largest, isSigned: false))
    }
}

/// What a named constant is called and where it comes from.
struct EnumerationSymbol: Hashable {
    let enumeration: EnumerationDescription
    let caseName: String
    let value: BitPattern

    /// The name of its parameter: `STATE_IDLE`.
    var parameterName: String { "\(enumeration.name)_\(caseName)".asSnakeCase.uppercased() }
}

struct EnumerationDescription: Hashable {
    let name: String
    let cases: [String]
}

/// `value` as a constant of its enumeration's width.
public func constant<Enumeration: HardwareEnumeration>(_ value: Enumeration) -> Signal {
    let shape = Enumeration.shape
    guard let pattern = BitPattern(value.rawValue, width: shape.width, isSigned: false) else {
        return reject(
            .constantOutOfRange, "\(Enumeration.self).\(value) has the negative raw value \(value.rawValue)",
            shape: shape)
    }
    let description = EnumerationDescription(
        name: String(describing: Enumeration.self), cases: Enumeration.allCases.map { String(describing: $0) })
    let symbol = EnumerationSymbol(enumeration: description, caseName: String(describing: value), value: pattern)
    return Signal(.constant(pattern, symbol: symbol), shape: shape)
}

/// A register that holds a case of an enumeration.
public func Register<Enumeration: HardwareEnumeration>(
    reset: Enumeration, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    Register(Enumeration.shape, reset: reset.rawValue, comment, file: file, line: line)
}

/// Drives `target` with a case of an enumeration.
@discardableResult
public func <- <Enumeration: HardwareEnumeration>(target: Signal, value: Enumeration) -> Drive {
    target <- constant(value)
}

/// One bit: whether `left` holds `right`.
public func .== <Enumeration: HardwareEnumeration>(left: Signal, right: Enumeration) -> Signal {
    left .== constant(right)
}
