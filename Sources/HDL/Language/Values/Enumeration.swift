// Declarations read like types, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// A Swift enumeration whose cases are values of a signal; they print as named parameters in the Verilog.
///
/// ```swift
/// enum Phase: HardwareEnumeration { case idle, run, drain }
///
/// enum Opcode: Int, HardwareEnumeration { case add = 1, load = 4, halt = 7 }
///
/// enum Grant: HardwareEnumeration {
///     case none, left, right
///     static var encoding: EnumerationEncoding { .oneHot }
/// }
/// ```
///
/// Without raw values the encoding is ``EnumerationEncoding/sequential``; with raw values of type `Int`, zero or more,
/// it is ``EnumerationEncoding/rawValue``.
public protocol HardwareEnumeration: CaseIterable, Hashable {
    /// Which bits stand for which case.
    static var encoding: EnumerationEncoding { get }
}

extension HardwareEnumeration {
    public static var encoding: EnumerationEncoding { .sequential }

    /// The fewest bits that the encoding takes.
    public static var shape: Shape { EnumerationDescription.of(Self.self).shape }
}

extension HardwareEnumeration where Self: RawRepresentable, RawValue == Int {
    public static var encoding: EnumerationEncoding { .rawValue }
}

/// A type of enumeration: what its constants are called in Verilog.
final class EnumerationDescription {
    struct Case {
        let name: String
        /// `StateIdle`.
        let parameterName: String
        /// Nil for a raw value that no pattern can stand for.
        let pattern: BitPattern?
    }

    let type: ObjectIdentifier
    let name: String
    let shape: Shape
    /// In the order of the Swift source.
    let cases: [Case]
    private let positions: [AnyHashable: Int]

    private init<Enumeration: HardwareEnumeration>(of type: Enumeration.Type) {
        self.type = ObjectIdentifier(type)
        let name = String(describing: type)
        self.name = name
        let all = Array(type.allCases)
        let codes = EnumerationCodes(all, type.encoding)
        shape = .unsigned(codes.width)
        cases = all.enumerated().map { index, item in
            let caseName = String(describing: item)
            return Case(
                name: caseName, parameterName: name.asCapitalisedWords + caseName.asCapitalisedWords,
                pattern: codes.pattern(index))
        }
        positions = Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The case, unless `allCases` leaves it out.
    func `case`(_ value: some HardwareEnumeration) -> Case? { positions[value].map { cases[$0] } }

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

    init(_ enumeration: EnumerationDescription, _ found: EnumerationDescription.Case, _ pattern: BitPattern) {
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
    constant(value, at: nil)
}

private func constant<Enumeration: HardwareEnumeration>(_ value: Enumeration, at place: Place?) -> Signal {
    let shape = Enumeration.shape
    guard let value = resetValue(value) else {
        return reject(
            .constantOutOfRange,
            "\(Enumeration.self).\(value) has no code of \(shape) in the encoding \(Enumeration.encoding)",
            suggestion:
                "Give it a raw value of zero or more and list it in allCases, or choose another encoding",
            shape: shape, at: place)
    }
    return Signal(.constant(value.pattern, symbol: value.symbol), shape: shape)
}

private func resetValue<Enumeration: HardwareEnumeration>(_ value: Enumeration) -> ResetValue? {
    let description = EnumerationDescription.of(Enumeration.self)
    guard let found = description.case(value), let pattern = found.pattern else { return nil }
    return ResetValue(pattern: pattern, symbol: EnumerationSymbol(description, found, pattern))
}

/// A register that holds a case of an enumeration.
public func Register<Enumeration: HardwareEnumeration>(
    reset: Enumeration, in domain: ClockDomain = .main, _ comment: String = "",
    file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    guard let value = resetValue(reset) else { return constant(reset, at: Place(file, line)) }
    return declare(
        .register(RegisterTraits(reset: value, domain: domain)), Enumeration.shape, comment,
        SourceLocation(file: file, line: line))
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
