/// A port, wire or register: what it has beside its shape is in the same object, since there can be very many.
final class DeclaredSignal: Signal {
    /// Whether the signal runs from an interface's sink to its source; of use for wires, which tell by nothing else.
    var runsBackward = false
    private var position: Int32 = 0
    let place: SourceLocation
    /// What the user says the signal is for; printed beside its declaration.
    let comment: String
    /// The clock domain in which the user says that a port is; nil where its use tells.
    let domain: ClockDomain?
    /// Empty until a module adopts the signal.
    var ownName = ""
    /// The module that declared the signal; nil until adopted.
    var owner: ModuleIdentity?

    /// - Parameter node: a port, wire or register, and nothing else.
    init(
        _ node: Node, shape: Shape, at place: SourceLocation, comment: String, domain: ClockDomain? = nil
    ) {
        self.place = place
        self.comment = comment
        self.domain = domain
        super.init(node, shape: shape)
    }

    /// Position among the declared signals of the owner.
    var index: Int {
        get { Int(position) }
        set { position = Int32(clamping: newValue) }
    }
}

/// Tells one module instance from every other, in this design and any other.
final class ModuleIdentity {
    /// The module inside which the instance stands; nil for the top.
    let parent: ModuleIdentity?
    let name: String
    /// Where the instance is made, as far as that is known.
    let place: Place
    /// Slots number all signals that a module can see: its own in order, then those of each instance.
    var firstSlot = 0

    init(name: String, parent: ModuleIdentity?, place: Place) {
        self.name = name
        self.parent = parent
        self.place = place
    }
}
