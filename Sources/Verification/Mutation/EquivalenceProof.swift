struct EquivalenceProof: Sendable {
    struct Verdict: Sendable { var isProven = false; var explanation = "" }
    init(_ set: MutantSet, _ yosys: YosysToolchain) {}
    func verdict(_ mutant: Mutant) throws -> Verdict { Verdict() }
}
