import Dossiers
import Foundation
import Testing
import Ticketing

@testable import Drivers
@testable import halld

/// What hangs on the hall's wires: bytes of keyboards, and the files that describe them.
@Suite struct `Fuzzing scanners and displays` {
  @Test func `any bytes from a keyboard are read the same in any pieces, and nothing is made up`()
    async throws
  {
    try await Fuzzer(
      name: "keys", longest: 24 * 200, make: Self.keys, check: Self.read
    ).run()
  }

  /// Presses, releases, losses and strange events, as a keyboard might send them.
  @Sendable private static func keys(_ random: inout SplitMix) -> [UInt8] {
    func some(_ numbers: [Int]) -> Int { numbers[random.below(numbers.count)] }
    return (0..<random.below(150)).flatMap { _ -> [UInt8] in
      let type = some([1, 1, 1, 1, 1, 0, 4, 17, random.below(65_536)])
      let code = some([random.below(100), 28, 42, 15, 96, 0, 3, 56, random.below(65_536)])
      let value = some([1, 1, 0, 0, 2, -1, random.below(1 << 30)])
      return [UInt8](repeating: 0, count: 16) + [UInt8(type & 0xFF), UInt8(type >> 8)]
        + [UInt8(code & 0xFF), UInt8(code >> 8)]
        + (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
  }

  @Sendable private static func read(_ input: [UInt8]) throws {
    let settings = KeyReader.Settings(terminators: [.enter, .tab], longest: 64)
    let whole = scans(input, in: input.count + 1, settings)
    try demand(whole == scans(input, in: 5, settings), "in pieces of 5 it reads otherwise")
    let presses = input.count / KeyEventReader.size
    var signs = 0
    for scan in whole {
      switch scan {
      case .text(let text), .tooLong(let text), .rubbish(let text):
        signs += text.utf8.count
        try demand(text.utf8.count <= 64, "longer than it may be")
        try demand(text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "no printable ASCII")
        // Whatever it was, a kiosk is told of a dossier, a number or a sentence.
        let reading = ScanReading(
          scan, code: { $0.hasPrefix("H35") ? $0 : nil }, isTicket: { _ in false })
        if case .dossier(let code, _) = reading {
          guard case .text = scan else { throw Finding("half a scan became \(code)") }
        }
      }
    }
    try demand(signs <= presses, "\(signs) signs of \(presses) presses")
  }

  private static func scans(
    _ input: [UInt8], in pieces: Int, _ settings: KeyReader.Settings
  ) -> [KeyReader.Scan] {
    var events = KeyEventReader()
    var reader = KeyReader(settings)
    let now = ContinuousClock.now
    return stride(from: 0, to: input.count, by: pieces).flatMap { start in
      events.read(input[start..<min(start + pieces, input.count)])
        .flatMap { reader.read($0, at: now) }
    }
  }

  @Test func `what stands in a scan opens something of the hall, or nothing`() async throws {
    try await Fuzzer(
      name: "scans", longest: 600,
      words: [
        "https://", "/t/", "#code=", "?code=", "&proof=", "%2D", "%00", "%", "H35-261121-0007",
        "001099012345", "|", "<", "token-abcdefgh", "&", "=", "#",
      ], more: [Array("https://h.vn/lookup#code=H35-261121-0007&proof=AB12".utf8)]
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      let reading = ScanReading(
        .text(text), code: { $0.uppercased() == "H35-261121-0007" ? "H35-261121-0007" : nil },
        isTicket: { $0 == "token-abcdefgh" })
      switch reading {
      case .dossier(let code, let proof):
        try demand(code == "H35-261121-0007", code)
        try demand(
          proof?.utf8.allSatisfy { $0 != 0x26 && $0 != 0x3C && $0 > 0x20 && $0 < 0x7F } != false,
          "a proof: \(proof ?? "")")
      case .ticket(let token): try demand(text.contains(token), token)
      case .refused(let code):
        try demand(["identity-card", "scan-unknown"].contains(code), code)
      }
    }.run()
  }

  @Test func `a display's profile is taken whole, or its problems have places`() async throws {
    let file = try ScratchFile("cd5220.yaml")
    try await Fuzzer(
      name: "displays", longest: 4_000,
      words: FileFuzz.words + [
        "1B ", "{upper}", "{number:6}", "{crc16}", "{sum}", "{lower:81}", "show: ", "baud: 9600",
      ], more: try Corpus.shipped(in: "Devices/displays")
    ) { input in
      try file.write(input)
      let reading = DisplayProfile.read(file.path)
      try FileFuzz.told(
        reading.problems, of: String(decoding: input, as: UTF8.self),
        isTaken: reading.profile != nil)
      guard let profile = reading.profile else { return }
      let lines = CounterDisplay.called(label: "A012", attempt: 1)
        .lines(at: "5", columns: profile.columns, rows: profile.rows)
      let most = DisplayFrame.mostParts * DisplayFrame.widest
      try demand(profile.show.bytes(showing: lines).count <= most, "an endless frame")
    }.run()
  }

  @Test func `a scanner's and a keypad's profile are taken, or their problems have places`()
    async throws
  {
    let scanners = try ScratchFile("keyboard-enter.yaml")
    let keypads = try ScratchFile("keyboard-enter.yaml")
    try await Fuzzer(
      name: "keyboards", longest: 3_000,
      words: FileFuzz.words + [
        "terminators: [enter]", "pauseEnds: true", "keys:\n  kpenter: next", "longest: 512",
      ],
      more: try Corpus.shipped(in: "Devices/scanners") + Corpus.shipped(in: "Devices/keypads")
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      try scanners.write(input)
      let scanner = ScannerProfile.read(scanners.path)
      try FileFuzz.told(scanner.problems, of: text, isTaken: scanner.profile != nil)
      try keypads.write(input)
      let keypad = KeypadProfile.read(keypads.path)
      try FileFuzz.told(keypad.problems, of: text, isTaken: keypad.profile != nil)
    }.run()
  }
}
