import ExternalTools
import Testing

/// Digests published with FIPS 180-4 and by NIST's examples.
@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func publishedDigest(text: String, digest: String) {
        #expect(SHA256.hexadecimal(of: text) == digest)
    }

    @Test func millionLetters() {
        var hash = SHA256()
        let thousand = String(repeating: "a", count: 1000)
        for _ in 0..<1000 { hash.update(thousand) }
        #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    /// Every length round the block boundaries gives the same digest whole and in two parts.
    @Test func partsDoNotMatter() {
        var differing: [Int] = []
        for length in 0...130 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37) }
            var whole = SHA256()
            whole.update(bytes: bytes)
            var parts = SHA256()
            parts.update(bytes: Array(bytes.prefix(length / 3)))
            parts.update(bytes: Array(bytes.dropFirst(length / 3)))
            if whole.finish() != parts.finish() { differing.append(length) }
        }
        #expect(differing.isEmpty)
    }

    @Test func fieldsDoNotRunTogether() {
        var first = SHA256()
        first.update(field: "ab")
        first.update(field: "c")
        var second = SHA256()
        second.update(field: "a")
        second.update(field: "bc")
        #expect(first.finish() != second.finish())
    }
}
