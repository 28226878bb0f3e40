// Control statements read like keywords, hence the capitals.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// Claims that `condition`, one bit, is one in every cycle outside the reset, under the conditions around the statement.
///
/// In the Verilog it is an immediate assertion inside an `ifdef FORMAL` region, named after `message`.
///
/// - Parameters:
///   - message: what holds; a failure is reported with it.
///   - domain: whose clock and reset count.
public func Assert(
    _ condition: Signal, _ message: String, in domain: ClockDomain = .main, file: StaticString = #fileID,
    line: UInt = #line
) {
    recordProperty(.assert, condition, message, domain, SourceLocation(file: file, line: line))
}

/// Takes it that `condition`, one bit, is one in every cycle outside the reset, under the conditions around the
/// statement: what the surroundings promise. A proof looks at no other behaviour.
///
/// - Parameters:
///   - message: what is promised.
///   - domain: whose clock and reset count.
public func Assume(
    _ condition: Signal, _ message: String, in domain: ClockDomain = .main, file: StaticString = #fileID,
    line: UInt = #line
) {
    recordProperty(.assume, condition, message, domain, SourceLocation(file: file, line: line))
}

/// Claims that `condition`, one bit, can become one in some cycle outside the reset, under the conditions around the
/// statement.
///
/// - Parameters:
///   - message: what can be reached.
///   - domain: whose clock and reset count.
public func Cover(
    _ condition: Signal, _ message: String, in domain: ClockDomain = .main, file: StaticString = #fileID,
    line: UInt = #line
) {
    recordProperty(.cover, condition, message, domain, SourceLocation(file: file, line: line))
}

private func recordProperty(
    _ kind: PropertyKind, _ condition: Signal, _ message: String, _ domain: ClockDomain,
    _ location: SourceLocation
) {
    guard let elaboration = Elaboration.current else { return }
    elaboration.locate(statement: location)
    let place = Place(location)
    if message.asVerilogLabel.isEmpty {
        elaboration.report(
            .invalidMessage,
            "The message of a property, \"\(message)\", has no letter or digit to name it by",
            suggestion: "Say in words what holds", at: place)
    }
    if condition.isRejected { return condition.surface() }
    guard condition.width == 1 else {
        elaboration.report(
            .invalidProperty, "A property is one bit, but \(condition.displayNameAndShape) is given",
            suggestion: "Compare it (.== 0) or reduce it (.anyBit)", at: place)
        return
    }
    elaboration.module?.hasProperties = true
    elaboration.record(
        Statement(.property(kind, condition: condition, message: message, domain: domain), at: place))
}

extension Signal {
    /// One bit: whether `consequence`, one bit, is one where this bit is. An `Assert` inside `When` says the same,
    /// and `prove` then finds out when the condition is never met.
    public func implies(
        _ consequence: Signal, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let place = Place(file, line)
        for side in [self, consequence] where side.width != 1 && !side.isRejected {
            return reject(
                .invalidProperty,
                "An implication joins two conditions of one bit, but is given \(side.displayNameAndShape)",
                suggestion: "Compare it (.== 0) or reduce it (.anyBit)", shape: .bit, at: place)
        }
        return ~asUnsigned | consequence.asUnsigned
    }
}

extension String {
    /// The text as a Verilog name: words joined by underscores; empty when there is no letter or digit.
    var asVerilogLabel: String {
        let longest = 60
        var label = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                label.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                label.unicodeScalars.append(Unicode.Scalar(byte + 32))
            // Keeps "isn't" one word.
            case UInt8(ascii: "'"): continue
            default: if !label.isEmpty && label.last != "_" { label.append("_") }
            }
        }
        if label.utf8.count > longest {
            label = String(label.prefix(longest))
            if let end = label.lastIndex(of: "_") { label = String(label[..<end]) }
        }
        while label.last == "_" { label.removeLast() }
        return label.first?.isNumber == true ? "property_\(label)" : label
    }
}
