/// Writes a memory's body in the forms from which synthesis tools infer block RAM and distributed RAM.
///
/// One always block for each port, in the order of the ports: a register that takes a word straight from the array is
/// the read register of a block RAM. What a port shows of a word under a write is added around that.
struct MemoryLegaliser {
    let module: ModuleDefinition
    let geometry: MemoryGeometry
    let variant: ClockVariant
    let options: VerilogOptions

    private var origin: SourceLocation { module.place.location }

    static let words = "memory_words"
    /// With a single word there is nothing to choose, and tools warn of an index into it.
    static let onlyWord = "memory_word"

    var isSingle: Bool { geometry.depth == 1 }

    func legalise() -> VerilogModule {
        let clocks = geometry.clockDomains.map { domain in
            VerilogPort(net: net(clockName(domain), 1), isInput: true)
        }
        let ports = geometry.signals.map { signal in
            let isVariable = signal.role == .readData && isVariable(signal.port)
            return VerilogPort(
                net: net(signal.name, signal.width, isVariable: isVariable), isInput: signal.isInput)
        }
        return VerilogModule(
            name: options.modulePrefix + module.name + variant.suffix, documentation: module.documentation,
            ports: clocks + ports, items: items(), origin: origin)
    }

    func clockName(_ domain: ClockDomain) -> String {
        variant.clocking(of: domain).clockName
    }

    func net(_ name: String, _ width: Int, isVariable: Bool = false) -> VerilogNet {
        VerilogNet(name: name, width: width, isVariable: isVariable, comment: "", origin: origin)
    }

    func item(_ kind: VerilogItem.Kind) -> VerilogItem { VerilogItem(kind, from: origin) }

    func assign(_ target: VerilogExpression, _ value: VerilogExpression) -> VerilogItem {
        item(.assign(target: target, value: value))
    }

    func statement(_ kind: VerilogStatement.Kind) -> VerilogStatement { VerilogStatement(kind, from: origin) }

    func store(
        _ value: VerilogExpression, in target: VerilogExpression, isBlocking: Bool = false
    ) -> VerilogStatement {
        statement(.assign(target: target, value: value, isBlocking: isBlocking))
    }

    func when(
        _ condition: VerilogExpression, _ statements: [VerilogStatement],
        otherwise: [VerilogStatement] = []
    ) -> VerilogStatement {
        statement(
            .conditional(
                branches: [.init(condition: condition, statements: statements, origin: origin)],
                otherwise: .init(statements: otherwise, origin: origin)))
    }

    // MARK: Body

    private func items() -> [VerilogItem] {
        var declarations: [VerilogItem] = []
        var body: [VerilogItem] = []
        var logic: [VerilogItem] = []
        if !geometry.isReadOnly { declarations.append(storage) }
        if !geometry.isReadOnly, let contents = geometry.contents { body.append(initial(contents)) }
        for index in geometry.ports.indices {
            let port = geometry.ports[index]
            if needsBypass(index) { declarations += bypassNets(index) }
            if port.kind == .read && port.timing == .asynchronous {
                logic.append(asynchronousRead(index))
            } else if !isSingle {
                body.append(clocked([index], of: port.domain))
            }
            if needsBypass(index) && port.timing == .synchronous { body.append(bypassed(index)) }
        }
        if isSingle {
            // A register has one block that writes it; an array may have several.
            for domain in geometry.clockDomains {
                let ports = geometry.ports.indices.filter { index in
                    let port = geometry.ports[index]
                    return port.domain == domain && MemoryGeometry.isClocked(port)
                }
                body.append(clocked(ports, of: domain))
            }
        }
        if !declarations.isEmpty { declarations.append(.blank) }
        return declarations + logic + body + unusedItem()
    }

    private func clocked(_ ports: [Int], of domain: ClockDomain) -> VerilogItem {
        let edges = variant.clocking(of: domain).edges(hasReset: false)
        // Beside an initial block, or another writer's, the array isn't this block's alone.
        let isShared =
            !geometry.isReadOnly
            && (geometry.contents != nil || geometry.ports.count { $0.isWriter } > 1)
        return item(.always(isShared ? .sharedEdges(edges) : .edges(edges), statements: ports.map(clocked)))
    }

    private var storage: VerilogItem {
        if isSingle { return item(.declaration(net(Self.onlyWord, geometry.width, isVariable: true))) }
        return item(
            .memory(
                name: Self.words, width: geometry.width, depth: geometry.depth,
                attribute: isUncheckedUnderWrite ? "no_rw_check" : ""))
    }

    /// Whether no read looks at what the array gives of a word under a write: tools then add no logic to define it.
    private var isUncheckedUnderWrite: Bool {
        geometry.ports.indices.allSatisfy { index in
            let port = geometry.ports[index]
            guard port.isReader else { return true }
            return port.timing == .synchronous && (port.underWrite == .undefined || needsBypass(index))
        }
    }

    private func initial(_ contents: [BitPattern]) -> VerilogItem {
        item(
            .initial(
                (0..<geometry.depth).map { index in
                    let target: VerilogExpression =
                        isSingle
                        ? .identifier(Self.onlyWord) : .element(Self.words, .literal(addressPattern(index)))
                    return store(.literal(word(index, of: contents)), in: target, isBlocking: true)
                }))
    }

    func word(_ index: Int, of contents: [BitPattern]) -> BitPattern {
        index < contents.count ? contents[index] : .zero(width: geometry.width)
    }

    func addressPattern(_ index: Int) -> BitPattern {
        BitPattern(words: [UInt64(index)], width: geometry.addressWidth)
    }

    /// With a single word nothing reads the addresses.
    private func unusedItem() -> [VerilogItem] {
        guard isSingle else { return [] }
        let addresses = geometry.signals.filter { $0.role == .address }.map {
            VerilogExpression.identifier($0.name)
        }
        return [
            item(
                .definition(
                    net("unused", 1), .unary("&", .concatenation([.literal(.zero(width: 1))] + addresses))))
        ]
    }

    // MARK: Signals

    func signal(_ role: MemoryGeometry.Role, _ port: Int) -> VerilogExpression {
        .identifier(geometry.name(role, of: port))
    }

    /// The word at the port's address.
    func element(_ port: Int) -> VerilogExpression {
        isSingle ? .identifier(Self.onlyWord) : .element(Self.words, signal(.address, port))
    }

    /// Whether the port's data is a register of the wrapper itself.
    private func isVariable(_ port: Int) -> Bool {
        if needsBypass(port) { return false }
        return geometry.ports[port].timing == .synchronous || geometry.isReadOnly && !isSingle
    }
}
