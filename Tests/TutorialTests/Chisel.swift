import ArticleChecking
import Foundation
import HDL
import Testing

/// What the table for those who know Chisel shows in this language.
final class Comparison: Module {
    enum State: HardwareEnumeration { case idle, run }

    let x = Input(8)
    let y = Input(.signed(8))
    let z = Output(8)
    let flag = Output()
    let result = Output(24)
    let a = Input(8), b = Input(8), c = Input(), n = Input(3)
    let free = Register(8)
    let count = Register(8, reset: 0)
    let t = Wire(8)
    let state = Register(reset: State.idle)
    let words = Vector(8, of: 8, .register(reset: 0))
    let in1 = Stream(8, .sink)
    let out1 = Stream(8, .source)
    let child = Counter()
    let ram = Memory.simpleDualPort(depth: 256, width: 8)

    func describe() {
        z <- a
        flag <- c
        free <- a
        let exact = a + b
        let wrapped = a &+ b
        let difference = a - b
        let modulo = a &- b
        let equal = a .== b
        let unequal = a .!= b
        let less = a .< b
        let part = x[7, 4]
        let joined = cat(a, b)
        let copies = c.replicated(4)
        let choice = select(c, a, b)
        let any = x.anyBit, all = x.allBits, odd = x.parity
        let wide = x.extended(to: 16)
        let narrow = x.truncated(to: 4)
        let number = y.asUnsigned
        let five = constant(5, width: 8)
        let named = wire("named", a ^ b)
        let later = register("later", next: a)
        let enabled = register("enabled", next: a, enable: c)
        let word = words[n]
        When(c) { t <- a }.elseWhen(n .== 0) { t <- b }.otherwise { t <- 0 }
        Switch(state) {
            Case(State.idle) { When(c) { state <- State.run } }
            Case(State.run) { state <- State.idle }
        }
        When(c) { count <- count &+ 1 }
        words[n] <- t
        connect(in1, out1)
        child.enable <- c
        ram.writeEnable <- c
        ram.writeAddress <- a
        ram.writeData <- b
        ram.readEnable <- high
        ram.readAddress <- b
        let parts: [Signal] = [
            exact, wrapped, difference, modulo, equal, unequal, less, part, joined, copies, choice, any, all,
            odd, wide, narrow, number, five, named, later, enabled, word, free, count, child.count,
            ram.readData,
        ]
        result <- parts.map { $0.asUnsigned.resized(to: 24) }.reduce(constant(0, width: 24)) { $0 ^ $1 }
    }
}

struct Chisel {
    @Test func theTableIsRight() throws {
        _ = try Design { Comparison() }
        let code = try String(contentsOfFile: #filePath, encoding: .utf8)
        let file = Article.package().appendingPathComponent("Sources/HDL/HDL.docc/Tutorial/FromChisel.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(rows.count > 25)
        var mistakes: [Substring] = []
        for row in rows {
            let cells = row.split(separator: "|")
            guard cells.count == 2 else { continue }
            let pieces = cells[1].split(separator: "`", omittingEmptySubsequences: false)
            for (index, piece) in pieces.enumerated() where index % 2 == 1 && !code.contains(piece) {
                mistakes.append(piece)
            }
        }
        #expect(mistakes.isEmpty, "not in the Swift that is compiled: \(mistakes)")
    }
}
