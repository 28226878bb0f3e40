import ArgumentParser
import Configuration
import LanguageModel
import Quantization

/// Options that name a model and say how its linear layers are quantised.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The model: a llama2.c checkpoint, a GGUF file or a Hugging Face folder.", valueName: "path"))
    var model: String

    @Option(help: "Data type of the linear layers' weights; without it the model stays as it is.")
    var type: QuantizationType?

    @Option(
        help: ArgumentHelp(
            "Weights that share a scale: a number, channel (a row) or tensor.", valueName: "size"))
    var group: Granularity = .group(128)

    @Option(help: "How the scale of a group is stored; the array takes int8.")
    var scale: ScaleFormat = .integer8

    @Option(help: "Arithmetic in which codes are chosen.")
    var arithmetic: QuantizationArithmetic = .binary32

    @Option(help: "Layers whose input channels the group size doesn't divide: an error, or one group a row.")
    var indivisible: IndivisiblePolicy = .error

    @Option(
        help:
            "What multiplies quantised weights: floating point, or the accelerator's bit-exact golden model.")
    var datapath: Datapath = .float

    @Option(
        name: .customLong("pe"),
        help:
            "Golden model: how products come to a common exponent (default: \(ArrayConfiguration.standard.processingElement.rawValue))."
    )
    var processingElement: ProcessingElementKind?

    @Option(
        help:
            "Golden model: radix of the weights' digits, 4 or 8 (default: \(ArrayConfiguration.standard.radix.rawValue))."
    )
    var radix: DigitRadix?

    @Option(
        help:
            "Golden model: bits of an activation after alignment to a shared exponent (default: \(ArrayConfiguration.standard.alignedWidth))."
    )
    var alignedWidth: Int?

    func validate() throws {
        if type == nil && datapath == .golden {
            throw ValidationError("--datapath golden multiplies quantised weights: give a --type")
        }
        if datapath == .float && (processingElement != nil || radix != nil || alignedWidth != nil) {
            throw ValidationError(
                "--pe, --radix and --aligned-width choose a golden model: give --datapath golden with them")
        }
    }

    /// The model, quantised as asked for, and its tokenizer.
    func load(tokenizer: String? = nil) throws -> (model: LlamaModel, tokenizer: (any Tokenizer)?) {
        let loaded = try LoadedModel(path: model, tokenizerPath: tokenizer)
        guard let type else { return (loaded.model, loaded.tokenizer) }
        let settings = QuantizationSettings(
            type: type, granularity: group, scaleFormat: scale, arithmetic: arithmetic,
            indivisible: indivisible)
        let element = try ArraySettings(
            processingElement: processingElement, radix: radix, alignedWidth: alignedWidth
        ).configuration()
        do {
            let model = try loaded.model.quantized(settings, datapath: datapath, element: element)
            return (model, loaded.tokenizer)
        } catch let error as QuantizationError where error.kind == .indivisible {
            throw QuantizationError(
                .indivisible, file: model, tensor: error.tensor, problem: error.problem,
                remedy:
                    "Give a --group that divides them, or --indivisible row to make each row of such layers one "
                    + "group")
        }
    }
}

extension Datapath: ExpressibleByArgument {}
