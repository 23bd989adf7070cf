import Testing

@testable import halld

/// What the province's system writes: tables and JSON lines, untrusted.
@Suite("Fuzzing imports") struct ImportFuzz {
  @Test func `each line is a row within its bounds, or is told with a line of the file`()
    async throws
  {
    try await Fuzzer(
      name: "import", longest: 20_000,
      words: [
        "code", "procedure", "state", "at", ",", ";", "\t", "\"", "\"\"", "\r\n", "\n", "{", "}",
        "{\"code\":\"x\"}\n", "2026-03-02T08:00", "ready", "null", "\u{FEFF}", "\\u0000",
      ]
    ) { input in
      // A table's line may end with a bare carriage return as well.
      let lines = input.count { $0 == 0x0A || $0 == 0x0D } + 1
      do {
        var reader = try ImportReader(input)
        var rows = 0
        while let next = reader.next() {
          rows += 1
          try demand(rows <= lines, "more rows than lines")
          switch next {
          case .success(let row):
            try demand((1...lines).contains(row.line), "line \(row.line) of \(lines)")
            try demand(!row.code.isEmpty && !row.at.isEmpty, "a row without code or moment")
            try demand(row.code.utf8.count <= 128, "a long code")
          case .failure(let refusal):
            try demand((1...lines).contains(refusal.line), "line \(refusal.line) of \(lines)")
            try demand(refusal.code.hasPrefix("import-"), refusal.code)
          }
        }
      } catch let refusal as ImportRefusal {
        try demand((1...lines).contains(refusal.line), "line \(refusal.line) of \(lines)")
      }
    }.run()
  }
}
