/// A matrix of weights that multiplies vectors of activations: rows are output channels, columns input channels.
public protocol LinearLayer: Sendable {
    var rows: Int { get }
    var columns: Int { get }

    /// Multiplies every vector of `inputs` by the matrix.
    /// - Parameters:
    ///   - inputs: `count` vectors of ``columns`` elements, one after the other.
    ///   - count: vectors.
    ///   - outputs: room for `count` vectors of ``rows`` elements.
    func multiply(
        _ inputs: UnsafePointer<Float>, count: Int, into outputs: UnsafeMutablePointer<Float>)
}

/// A matrix in binary32, row by row.
public struct FloatMatrix: LinearLayer {
    public let rows: Int
    public let columns: Int
    public let values: [Float]

    /// - Precondition: there are `rows * columns` values.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns)
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// The numbers of one row.
    func withRow<Result>(_ row: Int, _ body: (UnsafePointer<Float>) -> Result) -> Result {
        values.withUnsafeBufferPointer { body($0.baseAddress! + row * columns) }
    }

    public func multiply(
        _ inputs: UnsafePointer<Float>, count: Int, into outputs: UnsafeMutablePointer<Float>
    ) {
        values.withUnsafeBufferPointer { values in
            let matrix = values.baseAddress!
            var first = 0
            // Four vectors at a time read each weight once.
            while first + 4 <= count {
                let vectors = inputs + first * columns
                for row in 0..<rows {
                    let sums = dotProducts(
                        matrix + row * columns, vectors, vectors + columns, vectors + 2 * columns,
                        vectors + 3 * columns, count: columns)
                    for index in 0..<4 { outputs[(first + index) * rows + row] = sums[index] }
                }
                first += 4
            }
            while first < count {
                for row in 0..<rows {
                    outputs[first * rows + row] = dotProduct(
                        matrix + row * columns, inputs + first * columns, count: columns)
                }
                first += 1
            }
        }
    }
}
