/// The stored scales of all groups of a tensor, row by row.
public enum GroupScales: Sendable, Equatable {
    /// Unsigned scale codes of `bits` bits (8, 6, 4 or 2), one a group, and channel scales, one a row: a
    /// group's scale is their product.
    case integer(bits: Int, codes: [UInt8], channelScales: [Float])
    /// Bit patterns of binary16 numbers, one a group.
    case binary16([UInt16])
    /// One binary32 number a group.
    case binary32([Float])
    /// E8M0 codes, one a group: a weight is its published value times 2^(code − 127).
    case powerOfTwo([UInt8])
    /// E4M3 codes, one a group, and the scale of the tensor: a weight is its published value times both.
    case float8E4M3(codes: [UInt8], tensorScale: Float)

    /// The format of these scales.
    public var format: ScaleFormat {
        switch self {
        case .integer(8, _, _): .integer8
        case .integer(6, _, _): .integer6
        case .integer(4, _, _): .integer4
        case .integer: .integer2
        case .binary16: .binary16
        case .binary32: .binary32
        case .powerOfTwo: .powerOfTwo
        case .float8E4M3: .float8E4M3
        }
    }

    /// Stored group scales, all formats.
    public var count: Int {
        switch self {
        case .integer(_, let codes, _), .powerOfTwo(let codes), .float8E4M3(let codes, _): codes.count
        case .binary16(let values): values.count
        case .binary32(let values): values.count
        }
    }

    /// Stores the scales that the quantiser found.
    ///
    /// For an integer format of *b* bits the channel scale is the row's largest group scale divided by 2^b −
    /// 1, and a group's code is its scale divided by the channel scale, rounded to nearest even and clamped
    /// to 1 … 2^b − 1, all in binary32. A group of zeros has scale 0: its code is 0, and a row of zeros has
    /// channel scale 0.
    /// - Parameters:
    ///   - scales: binary32 group scales on the grid; for ``ScaleFormat/powerOfTwo`` in published units, for
    ///     ``ScaleFormat/float8E4M3`` the E4M3 numbers.
    ///   - channels: rows that have a channel scale each.
    ///   - tensorScale: of NVFP4.
    init(scales: [Float], channels: Int, format: ScaleFormat, tensorScale: Float) {
        switch format {
        case .binary32:
            self = .binary32(scales)
        case .binary16:
            self = .binary16(scales.map { Float16($0).bitPattern })
        case .powerOfTwo:
            self = .powerOfTwo(scales.map { Float8.e8m0(powerOfTwo: $0) })
        case .float8E4M3:
            self = .float8E4M3(codes: scales.map { Float8.e4m3($0) }, tensorScale: tensorScale)
        case .integer8, .integer6, .integer4, .integer2:
            self = .integers(scales: scales, channels: channels, bits: format.groupBits)
        }
    }

    private static func integers(scales: [Float], channels: Int, bits: Int) -> GroupScales {
        let groupsPerChannel = scales.count / channels
        let largestCode = Float((1 << bits) - 1)
        var codes = [UInt8](repeating: 0, count: scales.count)
        var channelScales = [Float](repeating: 0, count: channels)
        for channel in 0..<channels {
            let groups = channel * groupsPerChannel..<(channel + 1) * groupsPerChannel
            let channelScale = (scales[groups].max() ?? 0) / largestCode
            channelScales[channel] = channelScale
            for group in groups where scales[group] > 0 {
                let quotient = (scales[group] / channelScale).rounded(.toNearestOrEven)
                codes[group] = UInt8(min(max(quotient, 1), largestCode))
            }
        }
        return .integer(bits: bits, codes: codes, channelScales: channelScales)
    }
}
