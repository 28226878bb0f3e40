/// Where the signals of a memory's ports are among its declarations; once for all its instances.
struct MemoryWiring {
    /// Positions among the declarations, nil for what the port hasn't.
    struct Port {
        let enable: Int?
        let writeEnable: Int?
        let byteEnable: Int?
        let address: Int?
        let writeData: Int?
        let readData: Int?
        /// Ports whose writes its reads show at once.
        let shown: [Int]
    }

    let geometry: MemoryGeometry
    let ports: [Port]
    /// By declaration of asynchronous read data: the port, and the inputs that it waits for.
    let asynchronousReads: [Int: (port: Int, inputs: [Int])]

    init(_ geometry: MemoryGeometry) {
        self.geometry = geometry
        ports = geometry.ports.indices.map { index in
            func signal(_ role: MemoryGeometry.Role) -> Int? { geometry.signal(role, of: index) }
            return Port(
                enable: signal(.enable), writeEnable: signal(.writeEnable), byteEnable: signal(.byteEnable),
                address: signal(.address), writeData: signal(.writeData), readData: signal(.readData),
                shown: geometry.bypassed(by: geometry.ports[index]))
        }
        let signals = geometry.signals
        asynchronousReads = Dictionary(
            uniqueKeysWithValues: geometry.combinationalInputs.map { output, inputs in
                (output, (signals[output].port, inputs))
            })
    }
}
