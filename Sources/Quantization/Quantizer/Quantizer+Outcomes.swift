extension Quantizer {
    /// Results of all groups of a tensor, in the order of the groups.
    struct Outcomes {
        private(set) var codes: [UInt8]
        private(set) var selectors: [UInt8]
        private(set) var zeroPoints: [UInt8]
        private(set) var scales: [Float]
        /// Per group the first weight, from the start of the tensor, that can't be quantised, or −1.
        private var badWeights: [Int]

        /// The first weight that can't be quantised.
        var firstBadWeight: Int? { badWeights.first { $0 >= 0 } }

        init(weights: Int, groups: Int) {
            codes = [UInt8](repeating: 0, count: weights)
            selectors = [UInt8](repeating: 0, count: groups)
            zeroPoints = [UInt8](repeating: 0, count: groups)
            scales = [Float](repeating: 0, count: groups)
            badWeights = [Int](repeating: -1, count: groups)
        }

        /// Quantises all groups, on all processors.
        mutating func fill(
            from values: UnsafeBufferPointer<Float>, groupSize: Int, plan: GroupPlan, roundsWeights: Bool
        ) {
            let groups = scales.count
            codes.withUnsafeMutableBufferPointer { codes in
                selectors.withUnsafeMutableBufferPointer { selectors in
                    zeroPoints.withUnsafeMutableBufferPointer { zeroPoints in
                        scales.withUnsafeMutableBufferPointer { scales in
                            badWeights.withUnsafeMutableBufferPointer { badWeights in
                                let job = Job(
                                    plan: plan, groupSize: groupSize, roundsWeights: roundsWeights,
                                    values: SharedBuffer(values), codes: DisjointBuffer(codes),
                                    selectors: DisjointBuffer(selectors),
                                    zeroPoints: DisjointBuffer(zeroPoints), scales: DisjointBuffer(scales),
                                    badWeights: DisjointBuffer(badWeights))
                                forEachRange(of: groups, weightsPerItem: groupSize) {
                                    job.quantize(groups: $0)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Buffers and parameters of one call, shared by its threads.
    private struct Job: Sendable {
        let plan: GroupPlan
        let groupSize: Int
        let roundsWeights: Bool
        let values: SharedBuffer<Float>
        let codes: DisjointBuffer<UInt8>
        let selectors: DisjointBuffer<UInt8>
        let zeroPoints: DisjointBuffer<UInt8>
        let scales: DisjointBuffer<Float>
        let badWeights: DisjointBuffer<Int>

        /// Quantises some groups.
        func quantize(groups: Range<Int>) {
            let blocks = (groupSize + blockWidth - 1) / blockWidth
            let padded = blocks * blockWidth
            // A group that isn't a whole number of blocks is copied and filled up with zeros, whose error is
            // zero.
            let isWhole = groupSize == padded
            let copies = roundsWeights || !isWhole
            withUnsafeTemporaryAllocation(of: Float.self, capacity: copies ? padded : 0) { copy in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: isWhole ? 0 : padded) { scratch in
                    copy.initialize(repeating: 0)
                    scratch.initialize(repeating: 0)
                    for group in groups {
                        let source = values.base + group * groupSize
                        let target = codes.base + group * groupSize
                        if copies {
                            copy.baseAddress!.update(from: source, count: groupSize)
                            if roundsWeights { round(copy.baseAddress!, blocks: blocks) }
                        }
                        let outcome = plan.quantize(
                            copies ? UnsafePointer(copy.baseAddress!) : source, count: groupSize,
                            blocks: blocks, codes: isWhole ? target : scratch.baseAddress!)
                        guard let outcome else {
                            let place = (0..<groupSize).first {
                                !(copies ? copy[$0] : source[$0]).isFinite
                            }
                            badWeights.base[group] = group * groupSize + (place ?? 0)
                            continue
                        }
                        if !isWhole { target.update(from: scratch.baseAddress!, count: groupSize) }
                        selectors.base[group] = outcome.selector
                        zeroPoints.base[group] = outcome.zeroPoint
                        scales.base[group] = outcome.scale
                    }
                }
            }
        }

        /// Rounds weights to binary16.
        private func round(_ weights: UnsafeMutablePointer<Float>, blocks: Int) {
            for block in 0..<blocks {
                let rounded = Binary16OverflowArithmetic.round(Block.load(weights, block))
                UnsafeMutableRawPointer(weights + block * blockWidth).storeBytes(of: rounded, as: Block.self)
            }
        }
    }
}
