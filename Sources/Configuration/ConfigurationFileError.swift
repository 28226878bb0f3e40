/// What is wrong with a configuration file: place, key, problem and remedy.
public struct ConfigurationFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file, as the user named it.
    public let file: String
    /// The line, from 1, where it is known.
    public let line: Int?
    /// The key concerned, with a dot before that of a nested one.
    public let key: String?
    /// What is wrong, as a clause.
    public let problem: String
    /// What would be right, as a sentence.
    public let remedy: String

    public init(file: String, line: Int?, key: String?, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.key = key
        self.problem = problem
        self.remedy = remedy
    }

    /// One paragraph.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(problem). \(remedy)"
    }
}
