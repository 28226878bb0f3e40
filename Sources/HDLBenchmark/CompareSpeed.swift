import ArgumentParser
struct CompareSpeed: ParsableCommand {
    func run() throws {}
}
