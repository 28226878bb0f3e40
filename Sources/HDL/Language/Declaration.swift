/// What a declared signal has beside its shape.
final class Declaration {
    let location: SourceLocation
    /// What the user says the signal is for; printed beside its declaration.
    let comment: String
    /// The clock domain in which the user says that a port is; nil where its use tells.
    let domain: ClockDomain?
    /// Empty until a module adopts the signal.
    var name = ""
    /// The module that declared the signal; nil until adopted.
    var owner: ModuleIdentity?
    /// Position among the declared signals of the owner.
    var index = 0
    /// Whether the signal runs from an interface's sink to its source; of use for wires, which tell by nothing else.
    var runsBackward = false

    init(location: SourceLocation, comment: String, domain: ClockDomain? = nil) {
        self.location = location
        self.comment = comment
        self.domain = domain
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
