import Arithmetic
import Foundation

/// Changes bytes as damage and malice do: the same changes for the same seed.
public struct ByteMutator {
    private var generator: SeededGenerator

    /// Numbers at which counts, lengths and offsets go wrong.
    private static let extremes: [UInt64] = [
        0, 1, 2, 3, 7, 31, 33, 127, 128, 255, 256, 1 << 16, 1 << 24, 1 << 30, 1 << 31 - 1, 1 << 31,
        1 << 32 - 1,
        1 << 32, 1 << 40, 1 << 61, 1 << 62, 1 << 63 - 1, 1 << 63, .max - 31, .max - 1, .max,
    ]

    public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// A number from 0 to below `limit`; 0 when there is none.
    public mutating func number(below limit: Int) -> Int {
        limit > 0 ? Int(generator.next() % UInt64(limit)) : 0
    }

    /// Changes a copy in one to three places.
    /// - Parameter header: bytes from the start that are to be changed; any may be cut off.
    public mutating func mutated(_ original: [UInt8], header: Int) -> [UInt8] {
        var bytes = original
        var header = header
        for _ in 0...number(below: 3) where header > 0 {
            let before = bytes.count
            change(&bytes, header: header)
            header = min(max(header + bytes.count - before, 0), bytes.count)
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], header: Int) {
        let place = number(below: header)
        let run = place..<min(place + 1 + number(below: 16), header)
        switch number(below: 9) {
        case 0: for _ in 0...number(below: 4) { bytes[number(below: header)] = UInt8(number(below: 256)) }
        case 1: bytes[place] ^= UInt8(1 << number(below: 8))
        case 2, 3: writeExtreme(&bytes, at: place, header: header)
        case 4: bytes.removeSubrange(run)
        case 5:
            bytes.insert(contentsOf: run.map { _ in UInt8(number(below: 256)) }, at: number(below: header))
        case 6: bytes.insert(contentsOf: Array(bytes[run]), at: number(below: header))
        case 7: bytes.removeLast(number(below: bytes.count))
        default: replaceDigits(&bytes, from: place, header: header)
        }
    }

    /// A little-endian number of four or eight bytes in the place of what was there.
    private mutating func writeExtreme(_ bytes: inout [UInt8], at place: Int, header: Int) {
        var value = Self.extremes[number(below: Self.extremes.count)]
        if number(below: 4) == 0 { value = UInt64(bytes.count + number(below: 3) - 1) }
        let start = number(below: 2) == 0 ? place : place & ~3
        for index in 0..<(number(below: 2) == 0 ? 4 : 8) where start + index < header {
            bytes[start + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        }
    }

    /// Another number in the place of the next one that is written in decimal digits.
    private mutating func replaceDigits(_ bytes: inout [UInt8], from place: Int, header: Int) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let start = bytes[place..<header].firstIndex(where: digits.contains) else { return }
        let end = bytes[start..<header].firstIndex { !digits.contains($0) } ?? header
        var text = String(Self.extremes[number(below: Self.extremes.count)])
        switch number(below: 6) {
        case 0: text = "-" + text
        case 1: text += "e9"
        case 2: text += "0000000000"
        default: break
        }
        bytes.replaceSubrange(start..<end, with: Array(text.utf8))
    }
}

/// What became of changed files.
public struct FuzzTally: CustomStringConvertible {
    public private(set) var accepted = 0
    public private(set) var refused = 0
    /// The first few errors that aren't as they should be.
    public private(set) var unclear: [String] = []
    private let seed: UInt64

    /// Changed files of each kind: 10 000 when the environment has `BITMOD_EXHAUSTIVE=1`, otherwise as many as take a
    /// debug build a second or two.
    public static let count = ProcessInfo.processInfo.environment["BITMOD_EXHAUSTIVE"] == "1" ? 10_000 : 300

    /// Bytes of memory that this process has needed at most.
    public static var peakMemory: Int {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }

    public init(seed: UInt64) { self.seed = seed }

    /// Tries one file.
    /// - Parameters:
    ///   - isClear: whether an error says what it should.
    ///   - body: reads the file.
    public mutating func attempt(isClear: (any Error) -> Bool, _ body: () throws -> Void) {
        do {
            try body()
            accepted += 1
        } catch {
            refused += 1
            if !isClear(error), unclear.count < 5 { unclear.append("\(error)") }
        }
    }

    public var description: String {
        "seed \(seed): \(accepted) accepted, \(refused) refused, unclear: \(unclear)"
    }
}
