extension SafetensorsWriter {
    /// Writes all parts of a quantised tensor.
    /// - Parameter layout: the layout whose parts were declared to the writer; its sizes are the tensor's.
    func append(_ tensor: QuantizedTensor, layout: PackedLayout) throws {
        try append(tensor.packedCodes(), to: layout.codesName)
        if layout.type.selectorBits > 0 {
            try append(
                BitPacking.packed(tensor.selectors, width: layout.type.selectorBits), to: layout.selectorsName
            )
        }
        if layout.type.zeroPointBits > 0 {
            try append(
                BitPacking.packed(tensor.zeroPoints, width: layout.type.zeroPointBits),
                to: layout.zeroPointsName)
        }
        switch tensor.scales {
        case .integer(let bits, let codes, let channelScales):
            try append(BitPacking.packed(codes, width: bits), to: layout.scalesName)
            try append(channelScales, to: layout.channelScalesName)
        case .binary16(let values): try append(values, to: layout.scalesName)
        case .binary32(let values): try append(values, to: layout.scalesName)
        case .powerOfTwo(let codes): try append(codes, to: layout.scalesName)
        case .float8E4M3(let codes, let tensorScale):
            try append(codes, to: layout.scalesName)
            try append([tensorScale], to: layout.tensorScaleName)
        }
    }
}
