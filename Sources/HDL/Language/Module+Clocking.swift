// Which of the surrounding module's clock domains an instance's own domains are.

extension ModuleBase {
    /// Runs this instance's main domain on `domain` of the module that holds it.
    ///
    /// A module is described against domains of its own, usually only ``ClockDomain/main``; what they are is said
    /// where it is used, and its Verilog stays shared. Domains that aren't mapped are the surrounding module's of
    /// the same name.
    ///
    /// ```swift
    /// private let columns = Counter().clocked(by: pixel)
    /// ```
    public func clocked(
        by domain: ClockDomain, file: StaticString = #fileID, line: UInt = #line
    ) -> Self {
        clocked([.main: domain], file: file, line: line)
    }

    /// Runs each of this instance's domains, a key, on a domain of the module that holds it, the value.
    public func clocked(
        _ domains: [ClockDomain: ClockDomain], file: StaticString = #fileID, line: UInt = #line
    ) -> Self {
        let place = Place(file, line)
        for (own, outer) in domains.sorted(by: { $0.key.name < $1.key.name }) {
            clockMapping.append((own, outer, place))
        }
        return self
    }
}

/// Which domain of the surrounding module each domain of an instance is.
struct ClockMapping {
    /// What differs from the same name, by the instance's domain.
    let entries: [(own: ClockDomain, outer: ClockDomain)]

    static let identity = ClockMapping(entries: [])

    var isIdentity: Bool { entries.isEmpty }

    func outer(_ own: ClockDomain) -> ClockDomain {
        for entry in entries where entry.own == own { return entry.outer }
        return own
    }
}
