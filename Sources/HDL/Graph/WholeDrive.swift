/// A statement outside conditions that drives a whole signal with another, as nearly all statements between instances
/// do. There can be very many, so what they join is noted once, in numbers.
struct WholeDrive {
    /// Slots of the two signals; none where the statement is another.
    private let targetSlot: Int32
    private let valueSlot: Int32
    let isFromRegister: Bool
    let isFromOutput: Bool
    let isToRegister: Bool

    static let none = WholeDrive()

    private init() {
        (targetSlot, valueSlot) = (-1, -1)
        (isFromRegister, isFromOutput, isToRegister) = (false, false, false)
    }

    /// - Returns: nil for any other statement, and for one that drives or reads what it mustn't.
    init?(_ statement: Statement, in module: ModuleDefinition) {
        guard case .drive(let target, _, let value) = statement.kind, value.isDeclared,
            target.width == value.width, module.role(of: value) != .foreign
        else { return nil }
        switch (target.kind, module.role(of: target)) {
        case (.wire, .own), (.output, .own), (.register, .own), (.input, .instancePort): break
        default: return nil
        }
        targetSlot = Int32(module.slot(of: target))
        valueSlot = Int32(module.slot(of: value))
        isFromRegister = value.isRegister
        isFromOutput = value.isOutput
        isToRegister = target.isRegister
    }

    var isPresent: Bool { targetSlot >= 0 }
    var target: Int { Int(targetSlot) }
    var value: Int { Int(valueSlot) }
}

/// The statements of a module's outermost block, those that are a ``WholeDrive`` apart.
struct WholeDrives {
    /// By statement.
    private let drives: [WholeDrive]
    /// Positions of the statements that are none.
    let others: [Int]

    static let none = WholeDrives(drives: [], others: [])

    private init(drives: [WholeDrive], others: [Int]) {
        self.drives = drives
        self.others = others
    }

    init(_ module: ModuleDefinition) {
        var drives: [WholeDrive] = []
        var others: [Int] = []
        let statements = module.body.statements
        drives.reserveCapacity(statements.count)
        for (index, statement) in statements.enumerated() {
            let drive = WholeDrive(statement, in: module)
            if drive == nil { others.append(index) }
            drives.append(drive ?? .none)
        }
        self.init(drives: drives, others: others)
    }

    subscript(statement: Int) -> WholeDrive { drives[statement] }
    var indices: Range<Int> { drives.indices }
}

extension ModuleDefinition {
    /// Calls `visit` for every statement that is no ``WholeDrive``, those inside conditions after their condition.
    func forEachOtherStatement(_ visit: (Statement) -> Void) {
        for index in wholeDrives.others {
            visit(body.statements[index])
            body.statements[index].forEachBlock { $0.forEachStatement(visit) }
        }
    }
}
