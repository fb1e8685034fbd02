import Foundation
import LessonDocument
import TestSupport
import Testing

@Suite("The proof that nothing secret is published, in files that are packed")
struct PackedTests {
  private static let line = "let twiceAsMuch = number + number // the answer"

  private func secrets(_ line: String = line) throws -> LessonSecrets {
    let source = """
      # T

      ```swift
      //| exercise: twice
      // BEGIN SOLUTION
      \(line)
      // END SOLUTION
      ```
      """
    return LessonSecrets(of: [try LessonReader().lesson(source: source, file: "01-t.md")])
  }

  private func mistakes(_ bytes: [UInt8], _ path: String) throws -> [String] {
    let secrets = try secrets()
    return bytes.withUnsafeBytes { secrets.mistakes(in: $0, path: path) }.map {
      "\($0.file):\($0.location.line) \($0.message)"
    }
  }

  /// What a program makes of a file that holds the line.
  private func packed(_ command: String, _ text: String = line) throws -> [UInt8] {
    let scratch = try ScratchFolder()
    try scratch.write("some lines\n  \(text)\n", to: "in.txt")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(command) >out"]
    process.currentDirectoryURL = scratch.url
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return [UInt8](try Data(contentsOf: scratch.url.appendingPathComponent("out")))
  }

  @Test(
    "finds a line in gzip, ZIP, tar, base64 and what is in each other",
    arguments: [
      "gzip -c in.txt", "tar cf - in.txt", "tar czf - in.txt", "base64 in.txt",
      "base64 -w 20 in.txt | sed 's/^/   /'", "gzip -c in.txt | base64",
      "(printf 'word\\n'; base64 in.txt)", "gzip -c in.txt | gzip -c | base64 -w 0",
      "(gzip -c in.txt; printf more | gzip -c)", "(echo more | gzip -c; gzip -c in.txt)",
      "(printf '{\"a\": \"'; base64 -w 30 in.txt | sed 's/$/\\\\n/' | tr -d '\\n'; printf '\"}')",
      "python3 -c \"import zipfile; zipfile.ZipFile('a.zip','w',8).write('in.txt')\"; cat a.zip",
      "python3 -c \"import zipfile; zipfile.ZipFile('a.zip','w',0).write('in.txt')\"; cat a.zip",
      // One way of writing within another.
      "base64 in.txt | base64", "base64 in.txt | base64 | base64 -w 0", "xxd -p in.txt | base64",
      "base64 -w 0 in.txt | xxd -p", "gzip -c in.txt | xxd -p",
      // Hexadecimal digits.
      "xxd -p in.txt", "xxd -p -c 9 in.txt", "xxd -p -u in.txt", "xxd -i in.txt",
      "xxd -p in.txt | sed 's/../& /g'",
      "xxd -p in.txt | tr -d '\\n' | sed 's/../\\\\x&/g'",
      "xxd -p in.txt | tr -d '\\n' | sed 's/../%&/g'",
      "(printf 'a'; xxd -p in.txt)",
      // Dumps, also in two parts, with an odd number of bytes, and with letters that look like digits.
      "xxd in.txt", "xxd -u -g 1 in.txt", "xxd -g 4 -c 12 in.txt", "xxd -s 7 in.txt",
      "hexdump -C in.txt", "hexdump in.txt", "od -A x -t x1 in.txt", "od -x in.txt",
      "od -A d -t x1z in.txt", "(echo 'A dump:'; xxd in.txt; echo end)",
      "(printf 'abcdefabcdef0123'; cat in.txt) | xxd", "gzip -c in.txt | xxd",
      "xxd in.txt | base64",
      // Escapes.
      python("urllib.parse.quote(text).encode()"), python("urllib.parse.quote_plus(text).encode()"),
      python("urllib.parse.quote(text, safe=' =/').encode()"),
      python("b'data:text/plain,' + urllib.parse.quote(urllib.parse.quote(text)).encode()"),
      python("quopri.encodestring(text)"),
      python("quopri.encodestring(text).replace(b'\\n', b'\\r\\n')"),
      python("base64.b64encode(urllib.parse.quote(text).encode())"),
      // Base 85, with a word before it, in lines, and with something packed in it.
      python("base64.a85encode(text)"), python("base64.b85encode(text)"),
      python("b'word:' + base64.b85encode(text)"), python("base64.a85encode(text, adobe=True)"),
      python("base64.a85encode(text, wrapcol=30)"), python("z85(text)"),
      python("base64.b85encode(gzip.compress(text))"),
      python("base64.b85encode(zlib.compress(text))"),
      python("b85WithEscape(gzip.compress)"), python("b85WithEscape(zlib.compress)"),
      python("base64.b64encode(base64.b85encode(text))"),
      // What files hold.
      python("zlib.compress(text)"), python("text.decode().encode('utf-16')"),
      python("text.decode().encode('utf-16-be')"),
      python("png(b'zTXt', b'Comment\\0\\0' + zlib.compress(text))"),
      python("png(b'iTXt', b'Comment\\0\\1\\0en\\0Remark\\0' + zlib.compress(text))"),
      python("png(b'iTXt', b'Comment\\0\\0\\0en\\0\\0' + text)"),
      python("png(b'tEXt', b'Comment\\0' + text)"),
      python("base64.b64encode(png(b'zTXt', b'Comment\\0\\0' + zlib.compress(text)))"),
      python("pdf(zlib.compress(b'(' + text + b') Tj'))"), python("pdf(b'(' + text + b') Tj')"),
      python("pdf(zlib.compress(kerned(text)))"),
      python("pdf(zlib.compress(b'<' + text.hex().encode() + b'> Tj'))"),
      python("pdf(base64.a85encode(zlib.compress(text), adobe=True))"),
      python("pdf(zlib.compress(glyphs(text)), zlib.compress(cmap()))"),
      // Blanks that are none of ASCII.
      python("text.replace(b' ', b'\\xc2\\xa0')"), python("text.replace(b' ', b'\\xe2\\x80\\x83')"),
      python("text.replace(b' ', b'\\xe3\\x80\\x80')"),
      python("text.replace(b' ', b'\\xe2\\x80\\x8b \\xef\\xbb\\xbf')"),
    ]
  )
  func found(command: String) throws {
    let mistakes = try mistakes(packed(command), "t/data/file")
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix("01-t.md:6 this line of the solution of 'twice'") == true)
  }

  @Test(
    "finds a line as files of data quote it",
    arguments: [
      ("csv", ##"7,"let say = ""a"" + ""b"" // quoted",8"##),
      ("tsv", ##"7 "let say = ""a"" + ""b"" // quoted""##),
      ("sql", ##"VALUES ('let say = "a" + "b" // quoted')"##),
      ("yml", ##"code: "let say = \"a\" + \"b\" // quoted""##),
      ("py", ##"s = "let say = \"a\" + \"b\" // quoted""##),
      ("toml", ##"s = "let say = \u0022a\u0022 + \u0022b\u0022 // quoted""##),
      ("txt", "let say = &quot;a&quot; + &#34;b&#x22; // quoted"),
      ("md", "let say = &quot;a&quot; + &quot;b&quot; // quoted"),
    ]
  )
  func quoted(ending: String, text: String) throws {
    let secrets = try secrets(##"let say = "a" + "b" // quoted"##)
    #expect(secrets.mistakes(in: text, path: "t/data/file.\(ending)").count == 1)
  }

  /// A command that writes what an expression of Python makes of the text.
  private static func python(_ expression: String) -> String {
    "cat >p.py <<'END'\n\(program)\nsys.stdout.buffer.write(\(expression))\nEND\npython3 p.py"
  }

  private static let program = #"""
    import base64, gzip, quopri, re, struct, sys, urllib.parse, zlib
    text = open('in.txt', 'rb').read()
    def z85(data):
        digits = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
        data += b' ' * (-len(data) % 4)
        out = bytearray()
        for place in range(0, len(data), 4):
            value = int.from_bytes(data[place:place + 4], 'big')
            out += bytes(digits[value // 85 ** power % 85] for power in (4, 3, 2, 1, 0))
        return bytes(out)
    def b85WithEscape(pack):
        for count in range(100000):
            packed = base64.b85encode(pack(text + b'%d' % count))
            if re.search(rb'[%=][0-9A-Fa-f]{2}', packed): return packed
    def png(kind, data):
        def chunk(kind, data):
            return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        head = chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0))
        picture = chunk(b'IDAT', zlib.compress(b'\0\0'))
        return b'\x89PNG\r\n\x1a\n' + head + chunk(kind, data) + picture + chunk(b'IEND', b'')
    def pdf(*streams):
        objects = b''.join(
            b'%d 0 obj\n<</Length %d>>\nstream\n' % (n + 1, len(s)) + s + b'\nendstream\nendobj\n'
            for n, s in enumerate(streams))
        return b'%PDF-1.7\n' + objects + b'%%EOF\n'
    def kerned(text):
        parts = [text[place:place + 3] for place in range(0, len(text), 3)]
        return b'[' + b'-12 '.join(b'(' + part + b')' for part in parts) + b'] TJ'
    def glyphs(text):
        return b'<' + b''.join(b'%04X' % (letter + 5) for letter in text) + b'> Tj'
    def cmap():
        rows = b'\n'.join(b'<%04X> <%04X> <%04X>' % (n + 5, n + 9, n) for n in range(32, 124, 5))
        return b'begincmap\n1 beginbfrange\n' + rows + b'\nendbfrange\n' \
            + b'2 beginbfchar\n<000F> <000A>\n<0082> <007D>\nendbfchar\nendcmap'
    """#

  @Test("lets what is packed through where it holds no secret")
  func fine() throws {
    for command in [
      "gzip -c in.txt", "base64 in.txt", "xxd in.txt", "cat /bin/ls", "xxd /bin/ls | head -n 20000",
      "head -c 3000000 /dev/urandom",
      "head -c 300000 /dev/urandom | base64", "head -c 300000 /dev/urandom | xxd -p",
      "seq 1 100000 | tr '\\n' ','", Self.python("base64.b85encode(bytes(range(256)) * 999)"),
      Self.python("pdf(zlib.compress(text), b'a')"),
      Self.python("png(b'zTXt', b'C\\0\\0' + zlib.compress(text))"),
    ] {
      #expect(try mistakes(packed(command, "nothing"), "t/data/file.gz") == [])
    }
  }

  @Test(
    "refuses what nobody can look into",
    arguments: [
      ([0x28, 0xB5, 0x2F, 0xFD, 0], "is packed as Zstandard"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "is packed as xz"),
      (Array("BZh91AY".utf8), "is packed as bzip2"),
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "is packed as 7z"),
      ([0x1F, 0x8B, 8, 0, 0], "is packed and damaged or enciphered"),
      ([0x50, 0x4B, 3, 4, 0, 0], "is packed and damaged or enciphered"),
      (Array("%PDF-1.4\ntrailer <</Encrypt 5 0 R>>".utf8), "is packed as PDF with Encrypt"),
      (
        Array("%PDF-1.4\n<</Filter /LZWDecode>>\nstream\nx\nendstream".utf8),
        "is packed as PDF with LZWDecode"
      ),
      (Array("age-encryption.org/v1\n".utf8), "is packed as age"),
      (Array("-----BEGIN PGP MESSAGE-----\n".utf8), "is packed as PGP"),
      (
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 4] + Array("zTXta".utf8) + [
          0, 0, 1, 0, 0, 0, 0,
        ],
        "is packed and damaged or enciphered"
      ),
    ] as [([UInt8], String)]
  )
  func unreadable(bytes: [UInt8], fault: String) throws {
    #expect(
      try mistakes(bytes, "t/data/file") == [
        "t/data/file:1 this file \(fault), so nobody can look for solutions in it and nothing is "
          + "published: pack it anew as .zip or .gz, or take out the link to it"
      ]
    )
  }

  @Test(
    "gives up on fonts that would be read for ever, and says so",
    arguments: [
      String(repeating: "<0><ffff><0>\n", count: 400),
      (0..<300).map { "<0><fff><\($0)>\n" }.joined(),
    ]
  )
  func fonts(ranges: String) throws {
    let file =
      "%PDF-1.4\nstream\nbegincmap beginbfrange\n\(ranges)endbfrange\nendstream\n"
    var found: [String] = []
    let seconds = try ProcessorTime.seconds {
      found = try mistakes(Array(file.utf8), "t/data/file.pdf")
    }
    #expect(found.first?.contains("holds more than 256 MiB unpacked") == true)
    #expect(seconds < 30)
  }

  @Test("reads no stream by an empty font, and no font twice")
  func emptyFonts() throws {
    let empty = String(repeating: "stream\nbegincmap endstream\n", count: 10_000)
    let open = "stream\nbegincmap beginbfrange " + String(repeating: "<1><1>[", count: 20_000)
    let same = String(
      repeating: "stream\nbegincmap beginbfrange <41><42><0041> endbfrange endstream\n",
      count: 200
    )
    let seconds = try ProcessorTime.seconds {
      for part in [empty, open + " endbfrange endstream", same] {
        let found = try mistakes(Array("%PDF-1.4\n\(part)".utf8), "t/data/file.pdf")
        #expect(found == [])
      }
    }
    #expect(seconds < 60)
  }

  @Test("unpacks no more than 256 MiB")
  func bomb() throws {
    let mistakes = try mistakes(packed("head -c 300M /dev/zero | gzip -c"), "t/data/file.gz")
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("holds more than 256 MiB unpacked") == true)
  }
}
