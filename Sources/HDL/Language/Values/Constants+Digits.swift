/// A constant of any width from its digits: hexadecimal behind `0x`, binary behind `0b`, otherwise decimal; unsigned.
///
/// Underscores separate digits as the reader likes. Digits that aren't any, and numbers that `width` bits don't hold, are
/// a diagnostic.
///
/// ```swift
/// let polynomial = constant("0x1_db71_0641", width: 33)
/// ```
public func constant(
    _ digits: String, width: Int, file: StaticString = #fileID, line: UInt = #line
) -> Signal {
    let place = Place(file, line)
    Elaboration.current?.locate(expression: place.location)
    let shape = Shape.unsigned(width)
    guard shape.isBuildable else {
        return reject(
            .invalidShape, "A constant of \(width) bits can't be built",
            suggestion: "Give it 1 to \(Shape.widest) bits", shape: shape, at: place)
    }
    guard let value = Digits(digits) else {
        return reject(
            .constantOutOfRange, "\"\(digits)\" isn't a number",
            suggestion: "Write 0x and hexadecimal digits, 0b and binary ones, or decimal ones", shape: shape,
            at: place)
    }
    guard value.width <= width else {
        return reject(
            .constantOutOfRange, "\(digits) needs \(value.width) bits and doesn't fit \(shape)",
            suggestion: "Use a value that fits or a wider shape", shape: shape, at: place)
    }
    return constant(BitPattern(words: value.words, width: width))
}

/// A number without limit, read from text.
private struct Digits {
    /// Least significant first; the last isn't zero.
    private(set) var words: [UInt64] = []

    /// Nil for anything but digits, with underscores between them.
    init?(_ text: String) {
        let (radix, digits): (UInt64, Substring) =
            if text.hasPrefix("0x") {
                (16, text.dropFirst(2))
            } else if text.hasPrefix("0b") {
                (2, text.dropFirst(2))
            } else {
                (10, text[...])
            }
        let plain = digits.filter { $0 != "_" }
        guard !plain.isEmpty else { return nil }
        for digit in plain {
            guard digit.isASCII, let value = digit.hexDigitValue, value < radix else { return nil }
            append(UInt64(value), radix)
        }
    }

    /// The fewest bits that hold the number.
    var width: Int {
        guard let last = words.last else { return 1 }
        return words.count * 64 - last.leadingZeroBitCount
    }

    private mutating func append(_ digit: UInt64, _ radix: UInt64) {
        var carry = digit
        for index in words.indices {
            let (high, low) = words[index].multipliedFullWidth(by: radix)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            words[index] = sum
            carry = high + (overflow ? 1 : 0)
        }
        if carry != 0 { words.append(carry) }
    }
}
