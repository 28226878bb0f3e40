import ArgumentParser
import LanguageModel

/// `bitmod complete`.
struct CompleteText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Let a model go on with a text, the likeliest token each time.",
        discussion: """
            A GGUF file has its tokenizer inside; a llama2.c checkpoint needs the file that belongs to it. The same model \
            and prompt give the same text.

            EXAMPLES:
              bitmod complete --model stories.bin --tokenizer t.bin --prompt "Once upon"
              bitmod complete --model model.gguf --prompt "The capital of France is"
            """)

    @OptionGroup(title: "Model") var options: ModelOptions

    @Option(help: "Text to go on with.")
    var prompt = ""

    @Option(help: ArgumentHelp("llama2.c tokenizer of the model.", valueName: "file"))
    var tokenizer: String?

    @Option(help: "Tokens in all, those of the prompt included.")
    var count = 256

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let (model, tokenizer) = try options.load(tokenizer: tokenizer)
        guard let tokenizer else {
            throw LanguageModelError(
                .malformedTokenizer, file: options.model, problem: "there is no tokenizer for the model",
                remedy: "Give the llama2.c tokenizer that belongs to it with --tokenizer")
        }
        let completion = try Completion(model, tokenizer: tokenizer, prompt: prompt, count: count)
        if json {
            try Console.result(json: Report(text: completion.text, tokens: completion.tokens))
        } else {
            try Console.result(completion.text)
        }
    }

    private struct Report: Encodable {
        let text: String
        let tokens: [Int]
    }
}
