import Foundation

/// JSON of reports: keys sorted, numbers so that they read back as they were.
public enum ReportJSON {
    /// - Throws: what the value's encoding throws.
    public static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
