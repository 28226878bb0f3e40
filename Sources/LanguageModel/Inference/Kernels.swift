import Foundation

// Sums run over eight partial sums, element i in sum i mod 8, whatever the number of vectors: a result doesn't depend
// on how many tokens are computed together.

private typealias Block = SIMD8<Float>

@inline(__always)
private func load(_ values: UnsafePointer<Float>, _ index: Int) -> Block {
    UnsafeRawPointer(values + index).loadUnaligned(as: Block.self)
}

@inline(__always)
private func total(_ block: Block) -> Float {
    let four = block.lowHalf + block.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
}

/// The sum of the products of `count` elements.
func dotProduct(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
    var sum = Block(repeating: 0)
    var index = 0
    while index + 8 <= count {
        sum += load(left, index) * load(right, index)
        index += 8
    }
    var result = total(sum)
    while index < count {
        result += left[index] * right[index]
        index += 1
    }
    return result
}

/// The sums of the products of one vector with four others.
func dotProducts(
    _ left: UnsafePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    _ c: UnsafePointer<Float>, _ d: UnsafePointer<Float>, count: Int
) -> SIMD4<Float> {
    var sumA = Block(repeating: 0)
    var sumB = sumA
    var sumC = sumA
    var sumD = sumA
    var index = 0
    while index + 8 <= count {
        let weights = load(left, index)
        sumA += weights * load(a, index)
        sumB += weights * load(b, index)
        sumC += weights * load(c, index)
        sumD += weights * load(d, index)
        index += 8
    }
    var result = SIMD4(total(sumA), total(sumB), total(sumC), total(sumD))
    while index < count {
        result += left[index] * SIMD4(a[index], b[index], c[index], d[index])
        index += 1
    }
    return result
}

/// RMSNorm: the vector divided by its root mean square, times `weight`, element by element.
func normalize(
    _ input: UnsafePointer<Float>, weight: UnsafePointer<Float>, epsilon: Float, count: Int,
    into output: UnsafeMutablePointer<Float>
) {
    let meanSquare = dotProduct(input, input, count: count) / Float(count)
    let factor = 1 / (meanSquare + epsilon).squareRoot()
    for index in 0..<count { output[index] = weight[index] * (factor * input[index]) }
}

/// The softmax of `values` in place.
func softmax(_ values: UnsafeMutablePointer<Float>, count: Int) {
    var largest = -Float.infinity
    for index in 0..<count { largest = max(largest, values[index]) }
    var sum: Float = 0
    for index in 0..<count {
        values[index] = exp(values[index] - largest)
        sum += values[index]
    }
    for index in 0..<count { values[index] /= sum }
}

/// The negative natural logarithm of the softmax's element `target`: the loss of predicting it.
func negativeLogLikelihood(_ logits: UnsafePointer<Float>, count: Int, target: Int) -> Double {
    var largest = -Float.infinity
    for index in 0..<count { largest = max(largest, logits[index]) }
    var sum = 0.0
    for index in 0..<count { sum += exp(Double(logits[index] - largest)) }
    return log(sum) - Double(logits[target] - largest)
}
