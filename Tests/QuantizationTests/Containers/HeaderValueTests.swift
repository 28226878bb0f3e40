import Testing

@testable import Quantization

@Suite struct HeaderValueTests {
    private func parse(_ text: String) throws -> HeaderValue { try HeaderValue.parse(Array(text.utf8)) }

    @Test func valuesAreRead() throws {
        #expect(
            try parse(" { \"a\" : [1, -2 ,{}], \"b\":\"\" }\n")
                == .object([("a", .array([.integer(1), .integer(-2), .object([])])), ("b", .string(""))]))
        #expect(
            try parse("[true,false,null,1.5,2e3]")
                == .array([.boolean(true), .boolean(false), .null, .number, .number]))
        #expect(try parse("9223372036854775807") == .integer(Int.max))
        #expect(try parse("9223372036854775808") == .number)
        #expect(try parse(#""\u0041\n\ud83d\ude00\"\\é""#) == .string("A\n😀\"\\é"))
    }

    @Test(arguments: [
        "", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{a:1}", "[1,]", "[1 2]", "[",
        "01", "-",
        "1.", "1e", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u+123\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"a\nb\"", "tru",
        "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"\\u0062\":2}}",
    ])
    func malformedTextIsRefused(_ text: String) {
        #expect(throws: HeaderValue.SyntaxError.self) { try parse(text) }
    }

    @Test func deepNestingIsRefused() {
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(throws: HeaderValue.SyntaxError.self) { try parse(deep) }
    }

    @Test func quotingRoundTrips() throws {
        let text = "quote \" backslash \\ control \u{1}\u{1f} tab\t umlaut ü 😀"
        #expect(try parse(HeaderValue.quoted(text)) == .string(text))
    }
}
