/// A register that holds the state of a control unit, and what happens in each of its states.
///
/// ```swift
/// enum Light: HardwareEnumeration { case red, green, yellow }
///
/// final class TrafficLight: Module {
///     let carWaits = Input()
///     let timeIsUp = Input()
///     let go = Output()
///     private let light = StateMachine(reset: Light.red)
///
///     func describe() {
///         light.body {
///             At(.red) { When(carWaits) { light.go(to: .green) } }
///             At(.green) { When(timeIsUp) { light.go(to: .yellow) } }
///             At(.yellow) { When(timeIsUp) { light.go(to: .red) } }
///         }
///         go <- light.is(.green)
///     }
/// }
/// ```
///
/// It stays in a state in cycles in which no `go` holds. Every state has its ``At``, or is a finding (H023); a state
/// that no transition leads to from the reset state is one, too (H025). As a property it names its register after
/// itself.
public final class StateMachine<State: HardwareEnumeration>: SignalHolder {
    /// The register; to be read only, since ``go(to:file:line:)`` drives it.
    public let state: Signal
    private let resetState: State
    /// Source and target of each transition; a source of nil is any state.
    private var transitions: [(source: State?, target: State)] = []
    /// The states whose statements are being described.
    private var openStates: [State] = []
    private var places: [State: SourceLocation] = [:]
    private var isDescribed = false

    /// - Parameters:
    ///   - reset: the state after reset.
    ///   - domain: the clock domain of the register.
    public init(
        reset: State, in domain: ClockDomain = .main, _ comment: String = "", file: StaticString = #fileID,
        line: UInt = #line
    ) {
        resetState = reset
        state = Register(reset: reset, in: domain, comment, file: file, line: line)
    }

    var heldSignals: HeldSignals { .one(state) }

    /// One bit: whether the machine is in `state`.
    public func `is`(_ state: State) -> Signal { self.state .== state }

    /// One bit: whether the machine is in one of `states`.
    public func isAny(of states: State...) -> Signal { any(of: states.map { self.is($0) }) }

    /// Has the machine be in `target` from the next cycle on; also outside ``body(file:line:_:)``, for what holds in
    /// every state.
    public func go(to target: State, file: StaticString = #fileID, line: UInt = #line) {
        let location = SourceLocation(file: file, line: line)
        if openStates.isEmpty {
            transitions.append((nil, target))
        } else {
            for source in openStates { transitions.append((source, target)) }
        }
        (state <- target).move(to: location)
        Elaboration.current?.locate(statement: location)
    }

    /// What happens in each state: one ``At`` for each, or for several together.
    public func body(
        file: StaticString = #fileID, line: UInt = #line, @StateMachineBuilder<State> _ states: () -> Void
    ) {
        guard let elaboration = Elaboration.current else { return }
        let location = SourceLocation(file: file, line: line)
        if isDescribed {
            elaboration.report(
                .misplacedStatement, "The state machine \(state.displayName) has a body already",
                suggestion: "Give it one body", at: Place(location))
        }
        isDescribed = true
        let statement = recordSwitch(over: state, machine: self, location, in: elaboration, states)
        if state.isRejected { return }
        checkStates(of: statement, in: elaboration)
        elaboration.atEndOfDescription { self.reportUnreachableStates(in: elaboration, location) }
    }

    fileprivate func describe(_ states: [State], at location: SourceLocation, _ body: () -> Void) {
        for state in states where places[state] == nil { places[state] = location }
        openStates = states
        body()
        openStates = []
    }

    private func checkStates(of statement: Statement, in elaboration: Elaboration) {
        let missing = State.allCases.filter { places[$0] == nil }
        guard !missing.isEmpty else { return }
        let names = missing.map { "\($0)" }.joined(separator: ", ")
        elaboration.report(
            .invalidCase, "The state machine \(state.displayNameAndShape) says nothing of \(names)",
            suggestion: "Add \(missing.map { "At(.\($0))" }.joined(separator: ", "))", at: statement.place)
    }

    private func reportUnreachableStates(in elaboration: Elaboration, _ location: SourceLocation) {
        var reached: Set<State> = [resetState]
        var open = [resetState]
        while let source = open.popLast() {
            for step in transitions where step.source == nil || step.source == source {
                if reached.insert(step.target).inserted { open.append(step.target) }
            }
        }
        for unreached in State.allCases where !reached.contains(unreached) {
            elaboration.report(
                .unreachable,
                "No transition leads from \(resetState) to \(unreached) of the state machine "
                    + state.displayNameAndShape,
                suggestion: "Say go(to: .\(unreached)) where that is meant, or remove the state",
                about: "\(unreached)",
                at: Place(places[unreached] ?? location))
        }
    }
}

/// What happens in some states of a ``StateMachine``; stands directly in its body.
public struct At<State: HardwareEnumeration> {
    /// - Parameter states: at least one, each in one `At` only.
    public init(
        _ states: State..., file: StaticString = #fileID, line: UInt = #line,
        @HardwareBuilder _ body: () -> Void
    ) {
        let location = SourceLocation(file: file, line: line)
        guard let scope = SwitchScope.current, let machine = scope.machine as? StateMachine<State> else {
            reportStrayCase("At", in: "state machine's body", location)
            return
        }
        addCase(to: scope, states.map { constant($0) }, location) {
            machine.describe(states, at: location, body)
        }
    }
}

/// Collects the states of a ``StateMachine``'s body.
@resultBuilder
public enum StateMachineBuilder<State: HardwareEnumeration> {
    public static func buildExpression(_ states: At<State>) {}
    public static func buildBlock(_ states: Void...) {}
    public static func buildArray(_ states: [Void]) {}
    public static func buildOptional(_ states: Void?) {}
    public static func buildEither(first: Void) {}
    public static func buildEither(second: Void) {}
}
