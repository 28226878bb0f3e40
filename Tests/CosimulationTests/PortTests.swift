import Testing

@testable import Cosimulation

/// All accesses to ports of every storage, against plain arrays of bits.
@Suite struct PortTests {
    private let model: VerilatedModel

    init() throws {
        model = try Fixture.model(TestDesigns.inverters)
    }

    private func bitArray(_ port: Port) -> [Bool] {
        port.withWords { words in (0..<port.width).map { words[$0 / 32] >> UInt32($0 % 32) & 1 == 1 } }
    }

    private func unusedBitsAreClear(_ port: Port) -> Bool {
        let words = port.wordArray()
        return port.width % 32 == 0 || words[words.count - 1] >> UInt32(port.width % 32) == 0
    }

    @Test(arguments: TestDesigns.widths)
    func valuesGoThrough(width: Int) throws {
        let input = try model.port(named: "i\(width)")
        let output = try model.port(named: "o\(width)")
        let mask: UInt64 = width >= 64 ? .max : (1 << UInt64(width)) - 1
        var generator = TestGenerator(state: UInt64(width))
        var mismatches = 0
        for round in 0..<200 {
            let value = round == 0 ? UInt64.max : generator.next()
            input.set(value)
            model.evaluate()
            if output.get() != ~value & mask { mismatches += 1 }
            if !unusedBitsAreClear(input) || !unusedBitsAreClear(output) { mismatches += 1 }
            let signed = Int64(bitPattern: value)
            input.setSigned(signed)
            if width >= 64 ? input.getSigned() != signed : input.get() != value & mask { mismatches += 1 }
            if width > 64 && bitArray(input).dropFirst(64).contains(where: { $0 != (signed < 0) }) {
                mismatches += 1
            }
        }
        #expect(mismatches == 0)
    }

    @Test(arguments: TestDesigns.widths)
    func wordsGoThrough(width: Int) throws {
        let input = try model.port(named: "i\(width)")
        let output = try model.port(named: "o\(width)")
        var generator = TestGenerator(state: UInt64(width) + 1000)
        var mismatches = 0
        for round in 0..<50 {
            // Fewer words than the port has, as many, and more.
            let count = (round % 3) + input.wordCount - 1
            let words = (0..<count).map { _ in UInt32(truncatingIfNeeded: generator.next()) }
            input.setWords(words)
            let bits = (0..<width).map { bit -> Bool in
                bit / 32 < count && words[bit / 32] >> UInt32(bit % 32) & 1 == 1
            }
            if bitArray(input) != bits || !unusedBitsAreClear(input) { mismatches += 1 }
            model.evaluate()
            if bitArray(output) != bits.map({ !$0 }) { mismatches += 1 }
        }
        #expect(mismatches == 0)
    }

    @Test(arguments: TestDesigns.widths)
    func slices(width: Int) throws {
        let port = try model.port(named: "i\(width)")
        var generator = TestGenerator(state: UInt64(width) + 2000)
        var reference = [Bool](repeating: false, count: width)
        port.set(0)
        var mismatches = 0
        for _ in 0..<2000 {
            // Offsets and widths run beyond the port and below zero too.
            let offset = Int(generator.next() % UInt64(width + 4)) - 2
            let count = Int(generator.next() % 70) - 2
            let value = generator.next()
            port.setBits(offset: offset, width: count, value: value)
            if offset >= 0 {
                for index in 0..<max(0, min(count, 64)) where offset + index < width {
                    reference[offset + index] = value >> UInt64(index) & 1 == 1
                }
            }
            if bitArray(port) != reference { mismatches += 1 }
            let readOffset = Int(generator.next() % UInt64(width))
            let readCount = Int(generator.next() % 64) + 1
            var expected: UInt64 = 0
            for index in 0..<readCount where readOffset + index < width && reference[readOffset + index] {
                expected |= 1 << UInt64(index)
            }
            if port.bits(offset: readOffset, width: readCount) != expected { mismatches += 1 }
            let unused = UInt64(64 - readCount)
            let signed = Int64(bitPattern: expected << unused) >> Int64(unused)
            if port.signedBits(offset: readOffset, width: readCount) != signed { mismatches += 1 }
        }
        #expect(mismatches == 0)
        #expect(port.bits(offset: -1, width: 4) == 0)
        #expect(port.bits(offset: width, width: 4) == 0)
    }

    private func rejects(_ work: () throws -> Void) -> Bool {
        do {
            try work()
            return false
        } catch {
            return (error as? CosimulationError)?.kind == .valueOutOfRange
        }
    }

    @Test func checkedAccessRejectsWhatDoesNotFit() throws {
        let i7 = try model.port(named: "i7")
        let i200 = try model.port(named: "i200")
        let o8 = try model.port(named: "o8")
        try i7.setExactly(127)
        #expect(rejects { try i7.setExactly(128) })
        #expect(i7.get() == 127)
        try i7.setSignedExactly(-64)
        #expect(i7.getSigned() == -64)
        #expect(rejects { try i7.setSignedExactly(-65) })
        #expect(rejects { try i7.setSignedExactly(64) })
        #expect(rejects { try o8.setExactly(0) })
        #expect(rejects { try i200.setWordsExactly([0]) })
        #expect(rejects { try i200.setWordsExactly([0, 0, 0, 0, 0, 0, 256]) })
        try i200.setWordsExactly([1, 2, 3, 4, 5, 6, 255])
        #expect(i200.wordArray() == [1, 2, 3, 4, 5, 6, 255])
        try i200.setBitsExactly(offset: 136, width: 64, value: .max)
        #expect(rejects { try i200.setBitsExactly(offset: 137, width: 64, value: 0) })
        #expect(rejects { try i200.setBitsExactly(offset: -1, width: 4, value: 0) })
        #expect(rejects { try i200.setBitsExactly(offset: 0, width: 65, value: 0) })
        #expect(rejects { try i200.setBitsExactly(offset: 0, width: 4, value: 16) })
    }

    @Test func messagesNameThePort() throws {
        let i7 = try model.port(named: "i7")
        #expect {
            try i7.setExactly(128)
        } throws: { error in
            "\(error)"
                == "port 'i7' of 7 bits can't take 128, which needs 8 bits: give values of at most 7 bits."
        }
    }
}
