// Declarations read like types, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// A Swift enumeration whose cases are values of a signal: `enum State: Int, HardwareEnumeration`.
///
/// Raw values, zero or more, are the encoding; they print as named parameters in the Verilog.
public protocol HardwareEnumeration: CaseIterable, RawRepresentable where RawValue == Int {}

extension HardwareEnumeration {
    /// The fewest bits that hold every raw value.
    public static var shape: Shape {
        let largest = allCases.map(\.rawValue).max() ?? 0
        return Shape(width: BitPattern.minimumWidth(of: max(0, largest), isSigned: false))
    }
}

/// A type of enumeration: what its constants are called in Verilog.
final class EnumerationDescription {
    let type: ObjectIdentifier
    let name: String
    /// In the order of the Swift source.
    let cases: [(name: String, parameterName: String, value: Int)]

    private init<Enumeration: HardwareEnumeration>(of type: Enumeration.Type) {
        self.type = ObjectIdentifier(type)
        let name = String(describing: type)
        self.name = name
        cases = type.allCases.map { item in
            let caseName = String(describing: item)
            return (caseName, name.asCapitalisedWords + caseName.asCapitalisedWords, item.rawValue)
        }
    }

    /// The description of the type, kept for the elaboration under way.
    static func of<Enumeration: HardwareEnumeration>(_ type: Enumeration.Type) -> EnumerationDescription {
        let key = ObjectIdentifier(type)
        if let known = Elaboration.current?.enumerations[key] { return known }
        let description = EnumerationDescription(of: type)
        Elaboration.current?.enumerations[key] = description
        return description
    }
}

/// What a named constant is called and where it comes from.
final class EnumerationSymbol: Equatable {
    let enumeration: EnumerationDescription
    let caseName: String
    /// The name of its parameter: `StateIdle`.
    let parameterName: String
    let pattern: BitPattern

    init?(_ enumeration: EnumerationDescription, value: Int, _ pattern: BitPattern) {
        guard let found = enumeration.cases.first(where: { $0.value == value }) else { return nil }
        self.enumeration = enumeration
        self.pattern = pattern
        caseName = found.name
        parameterName = found.parameterName
    }

    static func == (left: EnumerationSymbol, right: EnumerationSymbol) -> Bool {
        left.enumeration.type == right.enumeration.type && left.caseName == right.caseName
    }
}

/// `value` as a constant of its enumeration's width.
public func constant<Enumeration: HardwareEnumeration>(_ value: Enumeration) -> Signal {
    let shape = Enumeration.shape
    guard let reset = resetValue(value, shape) else {
        return reject(
            .constantOutOfRange,
            "\(Enumeration.self).\(value) has the raw value \(value.rawValue), which doesn't fit \(shape)",
            suggestion: "Give it a raw value of zero or more, and list it in allCases", shape: shape)
    }
    return Signal(.constant(reset.pattern, symbol: reset.symbol), shape: shape)
}

private func resetValue<Enumeration: HardwareEnumeration>(_ value: Enumeration, _ shape: Shape) -> ResetValue?
{
    BitPattern(value.rawValue, width: shape.width, isSigned: false).map { pattern in
        let description = EnumerationDescription.of(Enumeration.self)
        return ResetValue(
            pattern: pattern, symbol: EnumerationSymbol(description, value: value.rawValue, pattern))
    }
}

/// A register that holds a case of an enumeration.
public func Register<Enumeration: HardwareEnumeration>(
    reset: Enumeration, _ comment: String = "", file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let shape = Enumeration.shape
    guard let value = resetValue(reset, shape) else {
        return Register(shape, reset: reset.rawValue, comment, file: file, line: line)
    }
    return declare(
        .register(RegisterTraits(reset: value)), shape, comment, SourceLocation(file: file, line: line))
}

/// Drives `target` with a case of an enumeration.
@discardableResult
public func <- <Enumeration: HardwareEnumeration>(target: Signal, value: Enumeration) -> Drive {
    target <- constant(value)
}

extension Signal {
    /// One bit: whether `left` holds `right`.
    public static func .== <Enumeration: HardwareEnumeration>(left: Signal, right: Enumeration) -> Signal {
        left .== constant(right)
    }

    /// One bit: whether `left` holds anything but `right`.
    public static func .!= <Enumeration: HardwareEnumeration>(left: Signal, right: Enumeration) -> Signal {
        left .!= constant(right)
    }
}

extension String {
    /// `waitForData`, `wait_for_data` → `WaitForData`.
    fileprivate var asCapitalisedWords: String {
        split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
