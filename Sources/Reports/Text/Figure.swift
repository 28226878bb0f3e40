import Foundation

/// Numbers as readers of tables expect them: whole ones in groups of three digits, others with a fixed number
/// of decimals.
public enum Figure {
    /// `12 345 678`.
    public static func integer(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += " " }
            result.append(digit)
        }
        return (value < 0 ? "-" : "") + result
    }

    /// `3.142` for three places.
    public static func decimal(_ value: Double, places: Int) -> String {
        String(format: "%.\(places)f", value)
    }

    /// `3.142e-05`.
    public static func scientific(_ value: Double) -> String { String(format: "%.3e", value) }

    /// `significant` digits without trailing zeros: `0.25`, `-1.5`, `3.1e-05`.
    public static func short(_ value: Double, significant: Int = 4) -> String {
        String(format: "%.\(significant)g", value)
    }

    /// `12.5 %` of a share from 0 to 1.
    public static func percent(_ share: Double, places: Int = 1) -> String {
        decimal(100 * share, places: places) + " %"
    }

    /// `one` or `several` after a count.
    public static func count(_ value: Int, _ one: String, _ several: String) -> String {
        "\(integer(value)) \(value == 1 ? one : several)"
    }
}
