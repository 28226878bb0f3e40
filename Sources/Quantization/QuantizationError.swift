/// What kept a quantisation job from its result: kind, place, problem and remedy.
public struct QuantizationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of thing is wrong, for programs.
    public enum Kind: String, Sendable {
        /// No data type, scale format or policy of that name.
        case unknownName
        /// A parameter or an array's size out of range.
        case invalidParameter
        /// The group size doesn't divide the columns of a tensor.
        case indivisible
        /// A weight is an infinity or NaN.
        case notFinite
        /// A file can't be read or written.
        case fileAccess
        /// A file isn't well-formed safetensors.
        case malformedSafetensors
        /// A GGUF or llama2.c checkpoint isn't well-formed.
        case malformedCheckpoint
        /// A file has no tensor of that name, or not of that shape or type.
        case tensorUnavailable
        /// A packed container contradicts its own description.
        case malformedContainer
        /// Two tensors of a file to be written would have one name.
        case nameCollision
    }

    /// What kind of thing is wrong.
    public let kind: Kind
    /// The file concerned, as the user named it.
    public var file: String?
    /// The tensor concerned.
    public var tensor: String?
    /// The row (output channel) concerned, from 0.
    public var row: Int?
    /// The column (input channel) concerned, from 0.
    public var column: Int?
    /// What is wrong, as a clause.
    public let problem: String
    /// What would be right, as an imperative.
    public let remedy: String

    public init(
        _ kind: Kind, file: String? = nil, tensor: String? = nil, row: Int? = nil, column: Int? = nil,
        problem: String, remedy: String
    ) {
        self.kind = kind
        self.file = file
        self.tensor = tensor
        self.row = row
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }

    /// One paragraph: place, problem, remedy.
    public var description: String {
        var place: [String] = []
        if let file { place.append(file) }
        if let tensor { place.append("tensor \"\(tensor)\"") }
        if let row { place.append("row \(row)") }
        if let column { place.append("column \(column)") }
        let prefix = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
        return "\(prefix)\(problem). \(remedy)."
    }

    /// The same error with a file and tensor, where it has none yet.
    func located(file: String?, tensor: String?) -> QuantizationError {
        var error = self
        error.file = error.file ?? file
        error.tensor = error.tensor ?? tensor
        return error
    }
}
