/// How the scale of a group is stored (BitMoD, HPCA 2025, section III-C, after VS-Quant).
public enum ScaleFormat: String, CaseIterable, Codable, Sendable, Hashable {
    /// An unsigned byte, times one binary32 scale per output channel: what the hardware takes.
    case integer8 = "int8"
    /// A binary16 number, for comparison.
    case binary16 = "fp16"
    /// The binary32 number that Algorithm 1 finds, for comparison.
    case binary32 = "fp32"

    /// Bits of one stored group scale.
    public var groupBits: Int {
        switch self {
        case .integer8: 8
        case .binary16: 16
        case .binary32: 32
        }
    }

    /// The format of this name.
    /// - Throws: ``QuantizationError`` of kind `unknownName` that lists the names there are.
    public static func named(_ name: String) throws -> ScaleFormat {
        guard let format = ScaleFormat(rawValue: name) else {
            throw QuantizationError(
                .unknownName, problem: "there is no scale format named \"\(name)\"",
                remedy: "Use one of \(allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return format
    }
}

/// The stored scales of all groups of a tensor, row by row.
public enum GroupScales: Sendable, Equatable {
    /// Scale codes, one a group, and channel scales, one a row: a group's scale is their product.
    case integer8(codes: [UInt8], channelScales: [Float])
    /// Bit patterns of binary16 numbers, one a group.
    case binary16([UInt16])
    /// One binary32 number a group.
    case binary32([Float])

    /// The format of these scales.
    public var format: ScaleFormat {
        switch self {
        case .integer8: .integer8
        case .binary16: .binary16
        case .binary32: .binary32
        }
    }

    /// Stores binary32 group scales in `format`.
    ///
    /// For ``ScaleFormat/integer8`` the channel scale is the row's largest group scale divided by 255, and a
    /// group's code is its scale divided by the channel scale, rounded to nearest even and clamped to 1 …
    /// 255, all in binary32. A group of zeros has scale 0: its code is 0, and a row of zeros has channel
    /// scale 0.
    init(scales: [Float], rows: Int, groupsPerRow: Int, format: ScaleFormat) {
        switch format {
        case .binary32:
            self = .binary32(scales)
        case .binary16:
            self = .binary16(scales.map { Float16($0).bitPattern })
        case .integer8:
            var codes = [UInt8](repeating: 0, count: scales.count)
            var channelScales = [Float](repeating: 0, count: rows)
            for row in 0..<rows {
                let groups = row * groupsPerRow..<(row + 1) * groupsPerRow
                let channelScale = (scales[groups].max() ?? 0) / 255
                channelScales[row] = channelScale
                for group in groups where scales[group] > 0 {
                    let quotient = (scales[group] / channelScale).rounded(.toNearestOrEven)
                    codes[group] = UInt8(min(max(quotient, 1), 255))
                }
            }
            self = .integer8(codes: codes, channelScales: channelScales)
        }
    }
}
