import Foundation

/// The header of a safetensors file, completely checked: eight bytes of length, little-endian, then a JSON
/// object of tensors, then data without gaps.
struct SafetensorsHeader {
    /// Tensors in the order of their data.
    let entries: [TensorEntry]
    /// Free text by key, in the order of the file.
    let metadata: [(key: String, value: String)]
    /// Where data starts in the file.
    let dataOffset: Int

    /// The largest header that is read: the limit of the format's own library.
    static let lengthLimit = 100_000_000

    /// Reads and checks the header of `file`.
    /// - Throws: ``QuantizationError`` of kind `malformedSafetensors` that says what is wrong and where.
    init(reading file: RandomAccessFile) throws {
        func malformed(_ problem: String, tensor: String? = nil) -> QuantizationError {
            QuantizationError(
                .malformedSafetensors, file: file.path, tensor: tensor, problem: problem,
                remedy: "The file is damaged or not safetensors: fetch or write it again")
        }
        guard file.size >= 8 else {
            throw malformed("the file has \(file.size) bytes, too few for the length of a header")
        }
        let length = try file.read(at: 0, count: 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.lengthLimit) else {
            throw malformed("the header claims \(length) bytes, more than the limit of \(Self.lengthLimit)")
        }
        guard Int(length) <= file.size - 8 else {
            throw malformed("the header claims \(length) bytes, but only \(file.size - 8) follow")
        }
        let text = try file.read(at: 8, count: Int(length))
        guard text.first == UInt8(ascii: "{") else {
            throw malformed("the header doesn't start with an opening brace")
        }
        guard String(validating: text, as: UTF8.self) != nil else {
            throw malformed("the header isn't valid UTF-8")
        }
        let members: [(name: String, value: HeaderValue)]
        do {
            guard case .object(let object) = try HeaderValue.parse(text) else {
                throw malformed("the header isn't a JSON object")
            }
            members = object
        } catch let error as HeaderValue.SyntaxError {
            throw malformed("the header isn't valid JSON: at byte \(error.offset), \(error.problem)")
        }

        var entries: [TensorEntry] = []
        var metadata: [(key: String, value: String)] = []
        for (name, value) in members {
            do throws(EntryProblem) {
                if name == "__metadata__" {
                    metadata = try Self.metadata(value)
                } else {
                    entries.append(try Self.entry(name, value))
                }
            } catch {
                throw malformed(error.problem, tensor: name == "__metadata__" ? nil : name)
            }
        }

        // Data is complete when the tensors, in the order of their offsets, cover it without gap or overlap.
        entries.sort {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        let dataSize = file.size - 8 - Int(length)
        var end = 0
        for entry in entries {
            let range = entry.range
            guard range.upperBound <= dataSize else {
                throw malformed(
                    "its data ends at byte \(range.upperBound), but the file has \(dataSize) bytes of data",
                    tensor: entry.name)
            }
            guard range.lowerBound == end else {
                let problem =
                    range.lowerBound < end
                    ? "its data starts at byte \(range.lowerBound), inside the one before, up to byte \(end)"
                    : "its data starts at byte \(range.lowerBound), leaving a gap after byte \(end)"
                throw malformed(problem, tensor: entry.name)
            }
            end = range.upperBound
        }
        guard end == dataSize else {
            throw malformed("\(dataSize - end) bytes after the last tensor belong to none")
        }
        self.entries = entries
        self.metadata = metadata
        dataOffset = 8 + Int(length)
    }

    /// What is wrong with one member of the header.
    private struct EntryProblem: Error {
        let problem: String

        init(_ problem: String) { self.problem = problem }
    }

    private static func metadata(
        _ value: HeaderValue
    ) throws(EntryProblem) -> [(key: String, value: String)] {
        guard case .object(let members) = value else { throw EntryProblem("__metadata__ isn't an object") }
        var result: [(key: String, value: String)] = []
        for (key, value) in members {
            guard case .string(let text) = value else {
                throw EntryProblem("the value of \"\(key)\" in __metadata__ isn't a string")
            }
            result.append((key, text))
        }
        return result
    }

    private static func entry(_ name: String, _ value: HeaderValue) throws(EntryProblem) -> TensorEntry {
        guard case .object(let members) = value else { throw EntryProblem("its description isn't an object") }
        for (key, _) in members where !["dtype", "shape", "data_offsets"].contains(key) {
            throw EntryProblem("its description has the unknown key \"\(key)\"")
        }
        func member(_ key: String) throws(EntryProblem) -> HeaderValue {
            guard let member = members.first(where: { $0.name == key }) else {
                throw EntryProblem("its description has no \"\(key)\"")
            }
            return member.value
        }
        guard case .string(let formatName) = try member("dtype") else {
            throw EntryProblem("its dtype isn't a string")
        }
        guard let format = TensorFormat(rawValue: formatName) else {
            let known = TensorFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw EntryProblem("its dtype \"\(formatName)\" is none of \(known)")
        }
        let shape = try sizes(try member("shape"), key: "shape")
        let offsets = try sizes(try member("data_offsets"), key: "data_offsets")
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            throw EntryProblem("its data_offsets aren't a start and an end that follows it")
        }
        var bytes = format.byteCount
        // A size of zero makes the tensor empty however large the other sizes are.
        if shape.contains(0) { bytes = 0 }
        for size in shape where bytes > 0 {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            guard !overflow else { throw EntryProblem("its shape \(shape) overflows") }
            bytes = product
        }
        guard bytes == offsets[1] - offsets[0] else {
            throw EntryProblem(
                "shape \(shape) of \(formatName) takes \(bytes) bytes, but its data_offsets span "
                    + "\(offsets[1] - offsets[0])")
        }
        return TensorEntry(name: name, format: format, shape: shape, range: offsets[0]..<offsets[1])
    }

    private static func sizes(_ value: HeaderValue, key: String) throws(EntryProblem) -> [Int] {
        guard case .array(let elements) = value else { throw EntryProblem("its \(key) isn't an array") }
        var result: [Int] = []
        for element in elements {
            guard case .integer(let size) = element, size >= 0 else {
                throw EntryProblem("its \(key) has an element that isn't an integer from 0 to \(Int.max)")
            }
            result.append(size)
        }
        return result
    }
}
