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

/// Calls `body` for ranges of rows that together are all rows, on all processors. Rows are independent, so
/// the split has no influence on any result.
func forEachRowRange(rows: Int, weightsPerRow: Int, body: @Sendable (Range<Int>) -> Void) {
    // Enough weights in a range to make the cost of handing it out vanish.
    let rowsPerRange = max(1, 32_768 / max(weightsPerRow, 1))
    let ranges = (rows + rowsPerRange - 1) / rowsPerRange
    DispatchQueue.concurrentPerform(iterations: ranges) { index in
        body(index * rowsPerRange..<min((index + 1) * rowsPerRange, rows))
    }
}
