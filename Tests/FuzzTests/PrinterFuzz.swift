import Testing
import VirtualPrinter

@testable import Drivers

/// What printers say, and what a printer is told: both ends of the line.
@Suite struct `Fuzzing printers` {
  @Test func `whatever a printer says, nothing is taken for an answer that was not asked`()
    async throws
  {
    try await Fuzzer(
      name: "printer-words",
      make: { random in (0..<random.below(40)).map { _ in UInt8(random.below(256)) } }
    ) { input in
      var unasked = EscPosLink(EscPosTraits())
      unasked.hear(input)
      try demand(unasked.answers == 0 && unasked.realTimeAnswers == 0, "answers without questions")

      var whole = EscPosLink(EscPosTraits())
      _ = whole.questions()
      whole.askedForPaper()
      var pieces = whole
      whole.hear(input)
      for byte in input { pieces.hear([byte]) }
      try demand(whole == pieces, "words depend on how they are cut")
      try demand(whole.answers <= 1 && whole.realTimeAnswers <= 4, "more answers than questions")
      // A status is four bytes, and every other word one.
      var reader = StatusReader()
      var words = 0
      for byte in input where reader.read(byte) != nil { words += 1 }
      try demand(words <= input.count, "\(words) words")
    }.run()
  }

  @Test func `whatever a printer is sent, it prints the same however the bytes are cut`()
    async throws
  {
    try await Fuzzer(
      name: "printer-bytes",
      words: [
        "\u{1B}@", "\u{1D}v0\u{0}", "\u{1D}VB\u{0}", "\u{1D}r\u{1}", "\u{10}\u{4}\u{1}", "\u{1B}J",
      ]
    ) { input in
      var build = VirtualPrinter.Build(bufferBytes: 1_000_000)
      build.dotsPerLine = 64
      var whole = VirtualPrinter(build)
      var pieces = VirtualPrinter(build)
      try demand(whole.take(input, at: .zero) == input.count, "bytes were left")
      for byte in input {
        try demand(pieces.take([byte], at: .zero) == 1, "a byte was left")
      }
      try demand(whole.papers == pieces.papers && whole.strip == pieces.strip, "other paper")
      try demand(
        whole.complaints.map(\.sentence) == pieces.complaints.map(\.sentence), "other words")
      for paper in whole.papers + [whole.strip] {
        try demand(
          paper.rows.count % 8 == 0 && paper.bitmap.count == 62 + paper.rows.count, "a row")
      }
    }.run()
  }
}
