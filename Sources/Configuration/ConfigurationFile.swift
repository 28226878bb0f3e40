import Foundation

/// Settings of an array that a user gave; what is `nil` was left open.
public struct ArraySettings: Sendable, Hashable {
    public var rows: Int?
    public var columns: Int?
    public var lanes: Int?
    public var groupSize: Int?
    public var processingElement: ProcessingElementKind?
    public var radix: DigitRadix?
    public var alignedWidth: Int?
    public var treeStages: Int?
    public var resultFormat: ResultFormat?
    /// Special values of FP4, on the doubled grid.
    public var fp4SpecialValues: [Int]?
    public var fp3SpecialValues: [Int]?

    public init(
        rows: Int? = nil, columns: Int? = nil, lanes: Int? = nil, groupSize: Int? = nil,
        processingElement: ProcessingElementKind? = nil, radix: DigitRadix? = nil, alignedWidth: Int? = nil,
        treeStages: Int? = nil, resultFormat: ResultFormat? = nil, fp4SpecialValues: [Int]? = nil,
        fp3SpecialValues: [Int]? = nil
    ) {
        self.rows = rows
        self.columns = columns
        self.lanes = lanes
        self.groupSize = groupSize
        self.processingElement = processingElement
        self.radix = radix
        self.alignedWidth = alignedWidth
        self.treeStages = treeStages
        self.resultFormat = resultFormat
        self.fp4SpecialValues = fp4SpecialValues
        self.fp3SpecialValues = fp3SpecialValues
    }

    /// These settings, and those of `other` where these leave one open.
    public func completed(by other: ArraySettings) -> ArraySettings {
        ArraySettings(
            rows: rows ?? other.rows, columns: columns ?? other.columns, lanes: lanes ?? other.lanes,
            groupSize: groupSize ?? other.groupSize,
            processingElement: processingElement ?? other.processingElement, radix: radix ?? other.radix,
            alignedWidth: alignedWidth ?? other.alignedWidth, treeStages: treeStages ?? other.treeStages,
            resultFormat: resultFormat ?? other.resultFormat,
            fp4SpecialValues: fp4SpecialValues ?? other.fp4SpecialValues,
            fp3SpecialValues: fp3SpecialValues ?? other.fp3SpecialValues)
    }

    /// The configuration with these settings and those of ``ArrayConfiguration/standard`` where they leave one open.
    /// - Throws: ``ConfigurationError`` as ``ArrayConfiguration`` and ``SpecialValues`` do.
    public func configuration() throws -> ArrayConfiguration {
        let standard = ArrayConfiguration.standard
        return try ArrayConfiguration(
            rows: rows ?? standard.rows, columns: columns ?? standard.columns, lanes: lanes ?? standard.lanes,
            groupSize: groupSize ?? standard.groupSize,
            processingElement: processingElement ?? standard.processingElement,
            radix: radix ?? standard.radix, alignedWidth: alignedWidth ?? standard.alignedWidth,
            treeStages: treeStages ?? standard.treeStages,
            resultFormat: resultFormat ?? standard.resultFormat,
            specialValues: SpecialValues(
                fp4: fp4SpecialValues ?? standard.specialValues.fp4,
                fp3: fp3SpecialValues ?? standard.specialValues.fp3))
    }
}

/// A configuration file, in YAML or JSON: settings of the array and of a co-simulation, each optional.
///
/// ```yaml
/// rows: 8
/// columns: 8
/// lanes: 4
/// groupSize: 128
/// processingElement: shared-exponent
/// radix: 8
/// alignedWidth: 13
/// treeStages: 1
/// resultFormat: binary16
/// specialValues:
///   fp4: [10, -10, 16, -16]
///   fp3: [3, -3, 6, -6]
/// dataType: fp4
/// weights: model.safetensors
/// tensor: layers.0.weight
/// seed: 1
/// ```
public struct ConfigurationFile: Sendable {
    /// Every key of the top level, in the order of the documentation.
    public enum Key: String, CaseIterable, Sendable {
        case rows, columns, lanes, groupSize, processingElement, radix, alignedWidth, treeStages
        case resultFormat, specialValues, dataType, weights, tensor, seed
    }

    /// Every key below `specialValues`.
    public enum SpecialValueKey: String, CaseIterable, Sendable {
        case fp4, fp3
    }

    /// The file, as the user named it.
    public let path: String
    /// Settings of the array.
    public internal(set) var array = ArraySettings()
    /// Data type to co-simulate.
    public internal(set) var dataType: WeightDataType?
    /// Safetensors file of the weights; a relative path is relative to the folder of this file.
    public internal(set) var weights: String?
    /// Name of a tensor in ``weights``.
    public internal(set) var tensor: String?
    /// Seed of everything random.
    public internal(set) var seed: UInt64?
    /// Line of each key that the file has, from 1.
    var lines: [String: Int] = [:]

    /// Reads a file.
    /// - Throws: ``ConfigurationFileError`` that names file, line and key.
    public init(path: String) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue
        else {
            throw ConfigurationFileError(
                file: path, line: nil, key: nil,
                problem: isDirectory.boolValue ? "this is a directory" : "there is no such file",
                remedy: "Give the path of a configuration file in YAML or JSON.")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationFileError(
                file: path, line: nil, key: nil, problem: "the file can't be read",
                remedy: "Allow reading it, or give another configuration file.")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ConfigurationFileError(
                file: path, line: nil, key: nil, problem: "the text isn't UTF-8",
                remedy: "Save it as UTF-8, in YAML or JSON.")
        }
        try self.init(text: text, path: path)
    }

    /// The configuration that `settings` give where they say something, then the file, then the standard.
    ///
    /// - Throws: ``ConfigurationFileError`` when the value at fault stands in the file, otherwise
    ///   ``ConfigurationError``.
    public func configuration(overriddenBy settings: ArraySettings = ArraySettings()) throws
        -> ArrayConfiguration
    {
        do {
            return try settings.completed(by: array).configuration()
        } catch let error as ConfigurationError {
            guard let key = Self.key(of: error.parameter, leftOpenBy: settings), let line = lines[key] else {
                throw error
            }
            throw ConfigurationFileError(
                file: path, line: line, key: key, problem: "\(key) \(error.problem)",
                remedy: Self.sentence(error.remedy))
        }
    }

    /// The key of a configuration's parameter, unless `settings` override it.
    private static func key(of parameter: String, leftOpenBy settings: ArraySettings) -> String? {
        switch parameter {
        case "rows" where settings.rows == nil: parameter
        case "columns" where settings.columns == nil: parameter
        case "lanes" where settings.lanes == nil: parameter
        case "groupSize" where settings.groupSize == nil: parameter
        case "alignedWidth" where settings.alignedWidth == nil: parameter
        case "treeStages" where settings.treeStages == nil: parameter
        case "fp4SpecialValues" where settings.fp4SpecialValues == nil: "specialValues.fp4"
        case "fp3SpecialValues" where settings.fp3SpecialValues == nil: "specialValues.fp3"
        default: nil
        }
    }

    static func sentence(_ clause: String) -> String {
        clause.prefix(1).uppercased() + clause.dropFirst() + "."
    }
}
