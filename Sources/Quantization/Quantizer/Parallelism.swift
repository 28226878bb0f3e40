import Dispatch

/// A buffer that several threads write at once, each to places of its own.
struct DisjointBuffer<Element>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>

    /// - Precondition: the buffer isn't empty.
    init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        base = buffer.baseAddress!
    }
}

/// A buffer that several threads read at once.
struct SharedBuffer<Element>: @unchecked Sendable {
    let base: UnsafePointer<Element>

    /// - Precondition: the buffer isn't empty.
    init(_ buffer: UnsafeBufferPointer<Element>) {
        base = buffer.baseAddress!
    }
}

/// Calls `body` for ranges of items (rows or groups) that together are all items, on all processors. Items
/// are independent, so the split has no influence on any result.
func forEachRange(of count: Int, weightsPerItem: Int, body: @Sendable (Range<Int>) -> Void) {
    // Enough weights in a range to make the cost of handing it out vanish.
    let itemsPerRange = max(1, 32_768 / max(weightsPerItem, 1))
    let ranges = (count + itemsPerRange - 1) / itemsPerRange
    DispatchQueue.concurrentPerform(iterations: ranges) { index in
        body(index * itemsPerRange..<min((index + 1) * itemsPerRange, count))
    }
}
