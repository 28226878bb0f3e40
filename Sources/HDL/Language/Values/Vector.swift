/// Signals of one shape, chosen by number: by an `Int` when the module is built, by a signal when it runs.
///
/// ```swift
/// final class RegisterFile: Module {
///     let address = Input(3)
///     let write = Input()
///     let data = Input(8)
///     let value = Output(8)
///     private let words = Vector(8, of: .unsigned(8), .register(reset: 0))
///
///     func describe() {
///         When(write) { words[address] <- data }
///         value <- words[address]
///     }
/// }
/// ```
///
/// As a property the vector names its elements `words_0`, `words_1` and so on. An index signal is unsigned and has
/// ``indexWidth`` bits. Where the count is no power of two, an index beyond the last reads the last element and
/// writes nothing.
public struct Vector: SignalBundle, SignalHolder, RandomAccessCollection {
    /// What the elements are.
    public enum Kind: Sendable {
        case input
        case output
        case wire
        /// Registers, all with the same value after reset; nil: the reset doesn't touch them.
        case register(reset: Int?)

        /// Registers that the reset doesn't touch.
        public static let register = Kind.register(reset: nil)
    }

    /// At least one.
    public let elements: [Signal]

    /// - Parameters:
    ///   - count: elements, at least 1.
    ///   - shape: of each.
    ///   - domain: the clock domain of registers (nil: the main one) and ports (nil: as for `Input` and `Output`); wires
    ///     have none.
    public init(
        _ count: Int, of shape: Shape, _ kind: Kind, in domain: ClockDomain? = nil, _ comment: String = "",
        file: StaticString = #fileID, line: UInt = #line
    ) {
        guard count >= 1, count <= Shape.widest else {
            elements = [Self.empty(count, shape, Place(file, line))]
            return
        }
        elements = (0..<count).map { _ in
            switch kind {
            case .input: Input(shape, in: domain, comment, file: file, line: line)
            case .output: Output(shape, in: domain, comment, file: file, line: line)
            case .wire: Wire(shape, comment, file: file, line: line)
            case .register(let reset):
                Register(shape, reset: reset, in: domain ?? .main, comment, file: file, line: line)
            }
        }
    }

    /// A vector of `width`-bit elements.
    public init(
        _ count: Int, of width: Int, _ kind: Kind, in domain: ClockDomain? = nil, _ comment: String = "",
        file: StaticString = #fileID, line: UInt = #line
    ) {
        self.init(count, of: .unsigned(width), kind, in: domain, comment, file: file, line: line)
    }

    /// A vector of signals that are there already, all of one shape; none or different shapes are a diagnostic.
    public init(_ elements: [Signal], file: StaticString = #fileID, line: UInt = #line) {
        let place = Place(file, line)
        Elaboration.current?.locate(expression: place.location)
        self.elements =
            if let first = elements.first {
                elements.map { Signal.agree(.select, first, $0, first.shape) ?? $0 }
            } else {
                [Self.empty(0, .bit, place)]
            }
    }

    private static func empty(_ count: Int, _ shape: Shape, _ place: Place) -> Signal {
        reject(
            .invalidShape, "A vector of \(count) elements can't be built",
            suggestion: "Give it 1 to \(Shape.widest) elements", shape: shape, at: place)
    }

    var heldSignals: HeldSignals { .elements(elements) }

    /// Shape of each element.
    public var shape: Shape { elements[0].shape }
    /// Bits of an index signal: the fewest that number all elements, at least 1.
    public var indexWidth: Int { BitPattern.minimumWidth(of: elements.count - 1, isSigned: false) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { elements.count }

    /// Element `index`, counted from zero; one out of range is a diagnostic.
    public subscript(index: Int) -> Signal {
        guard elements.indices.contains(index) else {
            return reject(
                .rangeOutOfBounds, "Element \(index) isn't inside a vector of \(elements.count)",
                suggestion: "Elements run from 0 to \(elements.count - 1)", shape: shape)
        }
        return elements[index]
    }

    /// The element that `index`, unsigned and of ``indexWidth`` bits, chooses at run time, to be read or driven.
    public subscript(index: Signal, file: StaticString = #fileID, line: UInt = #line) -> Signal {
        Signal.element(at: index, of: elements, "a vector of \(elements.count) elements", Place(file, line))
    }
}

extension Signal {
    /// The bit that `index` chooses at run time, to be read or driven.
    ///
    /// `index` is unsigned and has the fewest bits that number all of this signal's, at least 1. Where those are no
    /// power of two, an index beyond the last reads the last bit and writes nothing.
    ///
    /// ```swift
    /// flag <- flags.bit(at: channel)
    /// When(acknowledge) { pending.bit(at: channel) <- 0 }
    /// ```
    public func bit(
        at index: Signal, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        if isRejected { return .rejected(.bit, from: [self]) }
        return Self.element(at: index, of: bits, "the bits of \(displayNameAndShape)", Place(file, line))
    }

    /// Part number `index` of the signal cut into parts of `width` bits, the least significant first; to be read or
    /// driven. Unsigned.
    ///
    /// `index` is unsigned and has the fewest bits that number the parts, at least 1. The signal is a whole number of
    /// parts.
    public func part(
        at index: Signal, width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> Signal {
        let parts = parts(of: width, file: file, line: line)
        return Self.element(
            at: index, of: parts, "\(parts.count) parts of \(displayNameAndShape)", Place(file, line))
    }

    /// All bits, the least significant first.
    public var bits: [Signal] { isRejected ? [self] : (0..<width).map { self[$0] } }

    /// The signal cut into parts of `width` bits, the least significant first, each unsigned; the signal is a whole
    /// number of them.
    public func parts(
        of width: Int, file: StaticString = #fileID, line: UInt = #line
    ) -> [Signal] {
        if isRejected { return [.rejected(.unsigned(width), from: [self])] }
        guard width >= 1, self.width % width == 0 else {
            return [
                reject(
                    .rangeOutOfBounds, "\(displayNameAndShape) is no whole number of parts of \(width) bits",
                    suggestion: "Extend it first, or take slices", shape: .unsigned(width),
                    at: Place(file, line))
            ]
        }
        return (0..<self.width / width).map { self[($0 + 1) * width - 1, $0 * width] }
    }

    fileprivate static func element(
        at index: Signal, of elements: [Signal], _ whole: @autoclosure () -> String, _ place: Place
    ) -> Signal {
        Elaboration.current?.locate(expression: place.location)
        let shape = elements[0].shape
        if index.isRejected || elements.contains(where: \.isRejected) {
            return .rejected(shape, from: [index] + elements)
        }
        let width = BitPattern.minimumWidth(of: elements.count - 1, isSigned: false)
        guard index.width == width else {
            return reject(
                .widthMismatch,
                "\(whole()) is indexed by \(width) bit\(width == 1 ? "" : "s"), but \(index.displayNameAndShape) is given",
                suggestion: index.width < width
                    ? "Extend the index: .extended(to: \(width))"
                    : "Cut the index: .truncated(to: \(width)), once it can't be larger",
                shape: shape, at: place)
        }
        guard !index.shape.isSigned else {
            return reject(
                .signMismatch,
                "\(whole()) is indexed by an unsigned number, but \(index.displayNameAndShape) is given",
                suggestion: "Use .asUnsigned once it can't be negative", shape: shape, at: place)
        }
        if elements.count == 1 { return elements[0] }
        return .operation(.select, [index] + elements, shape)
    }
}
