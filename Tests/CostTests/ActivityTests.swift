import Testing

@testable import Cost

@Suite struct ActivityTests {
    private static let dump = """
        $timescale 1ps $end
        $scope module TOP $end
        $var wire 1 ! clock $end
        $scope module tile $end
        $scope module element $end
        $var wire 1 ! clock $end
        $var wire 4 " code [3:0] $end
        $scope module inner $end
        $var wire 1 # ready $end
        $upscope $end
        $upscope $end
        $upscope $end
        $upscope $end
        $enddefinitions $end
        #0
        0!
        b101 "
        0#
        #1
        1!
        #2
        0!
        b1100 "
        1#
        #3
        1!
        b1 "
        #4
        0!
        #5
        1!

        """

    @Test func inputsAreThoseBeforeTheEdge() throws {
        let ports = [PortVectors.Port(name: "code", width: 4), .init(name: "inner.ready", width: 1)]
        let vectors = try PortVectors(
            source: "dump", dump: Array(Self.dump.utf8), instance: "tile.element", ports: ports)
        #expect(vectors.cycles == ["01010", "11001", "00011"])
        let later = try PortVectors(
            source: "dump", dump: Array(Self.dump.utf8), instance: "tile.element", ports: ports, skipping: 1,
            limit: 1)
        #expect(later.cycles == ["11001"])
        // Logic without a clock of its own works at that around it.
        let inner = try PortVectors(
            source: "dump", dump: Array(Self.dump.utf8), instance: "tile.element.inner",
            ports: [.init(name: "ready", width: 1)])
        #expect(inner.cycles == ["0", "1", "1"])
        let error = #expect(throws: CostError.self) {
            try PortVectors(
                source: "dump", dump: Array(Self.dump.utf8), instance: "tile.other",
                ports: [.init(name: "code", width: 4)])
        }
        #expect(error?.kind == .workload && error?.problem.contains("doesn't show tile.") == true)
    }

    @Test func wordsBecomeDigits() {
        var vectors = PortVectors(
            source: "", ports: [.init(name: "a", width: 3), .init(name: "b", width: 66)])
        vectors.append([[0xd], [1, 2]])
        #expect(vectors.cycles == ["101" + "10" + String(repeating: "0", count: 63) + "1"])
        let ports = [PortVectors.Port(name: "a", width: 70)]
        #expect(
            PortVectors.random(ports: ports, cycles: 3, seed: 5) == .random(ports: ports, cycles: 3, seed: 5))
        #expect(
            PortVectors.random(ports: ports, cycles: 3, seed: 5) != .random(ports: ports, cycles: 3, seed: 6))
    }
}
