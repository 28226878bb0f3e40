import Testing

@testable import HDL

/// One name in a module that is right otherwise: the quick look at names has to see each kind of mistake by itself.
struct SingleNameTests {
    private final class Leaf: Module {
        let data = Input(2)
        let answer = Output(2)
        func describe() { answer <- ~data }
    }

    private final class Holder: Module {
        let x = Input(2)
        let y = Output(2)
        private let leaf = Leaf()
        private let name: String
        init(_ name: String) { self.name = name }
        func describe() {
            let copy = wire(name, leaf.answer)
            leaf.data <- x
            y <- copy
        }
    }

    private final class TwoLeaves: Module {
        let x = Input(2)
        let y = Output(2)
        private let leaf = Leaf()
        private let name: String
        init(_ name: String) { self.name = name }
        func describe() {
            let other = instance(name, Leaf())
            other.data <- x
            leaf.data <- other.answer
            y <- leaf.answer
        }
    }

    @Test(arguments: ["begin", "logic", "a b", "2nd", "", "größe"])
    func aNameThatVerilogDoesNotTake(name: String) {
        #expect(findings { Holder(name) }.map(\.code) == [.invalidName])
        #expect(findings { TwoLeaves(name) }.map(\.code) == [.invalidName])
    }

    @Test(arguments: ["x", "clock", "reset", "leaf"])
    func aNameThatIsTaken(name: String) {
        #expect(findings { Holder(name) }.map(\.code) == [.nameClash])
        #expect(Set(findings { TwoLeaves(name) }.map(\.code)) == [.nameClash])
    }

    @Test(arguments: ["leaf_data", "leaf_answer"])
    func theNameOfAnInstancesNet(name: String) {
        #expect(findings { Holder(name) }.map(\.code) == [.nameClash])
        #expect(findings { TwoLeaves(name) }.map(\.code) == [.nameClash])
    }

    @Test(arguments: ["data", "answer"])
    func anInstanceNamedLikeASignalInside(name: String) {
        #expect(findings { TwoLeaves(name) }.map(\.code) == [.nameClash])
    }

    @Test(arguments: ["leaf_", "leaf_data_2", "leaf_other", "leafdata", "x_", "beginning", "n2"])
    func aNameThatIsFree(name: String) {
        #expect(findings { Holder(name) }.isEmpty)
        #expect(findings { TwoLeaves(name) }.isEmpty)
    }
}
