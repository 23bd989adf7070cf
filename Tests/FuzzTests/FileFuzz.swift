import Dossiers
import Drivers
import Foundation
import Testing

@testable import halld

/// What a technician or a province's office writes: files of YAML, read strictly.
@Suite("Fuzzing files") struct FileFuzz {
  static let words = [
    ":", ": ", "- ", "\t", "\"", "'", "[", "]", "{", "}", "&a ", "*a", "!!int ", " # ", "|", ">",
    "? ", "<<: ", "---\n", "...\n", "~", "yes", "07:30", "0x10", "  ", "id: ", "name: ", "vi: ",
    "en: ", "true", "2026-11-21", "\n- ", "\n  ",
  ]

  @Test func `a configuration is taken, or every problem has a place and a remedy`() async throws {
    let regulations = RegulationFolder.read(regulations: Corpus.project + "/Config/regulations")
    try await Fuzzer(
      name: "configuration", longest: 20_000, slowest: 3, words: Self.words,
      more: [
        try Corpus.shipped("Config/demo.yaml"), try Corpus.shipped("Config/halld.yaml"),
      ]
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      let path = Corpus.project + "/Config/halld.yaml"
      let outcome = ConfigurationReader.read(path, text: text) { _ in regulations }
      try Self.told(outcome.problems, of: text, isTaken: outcome.configuration != nil)
    }.run()
  }

  @Test func `a regulation is taken, or every problem has a place and a remedy`() async throws {
    try await Fuzzer(
      name: "regulation", longest: 40_000, slowest: 3,
      words: Self.words + ["clause: ", "source: ", "value: ", "{ordinal:4}", "{unit}"],
      more: try ["lai-chau", "thua-thien-hue"].flatMap {
        try Corpus.shipped(in: "Config/regulations/\($0)")
      }
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      let outcome = RegulationFile.read(
        "lai-chau/2024-09-26.yaml", text: text, days: CalendarDays())
      try Self.told(outcome.problems, of: text, isTaken: outcome.regulation != nil)
      guard let regulation = outcome.regulation, let day = CivilDate("2026-11-20"),
        let morning = CivilTime("08:00")
      else { return }
      // What is taken can be worked with.
      let received = CivilMoment(date: day, time: morning)
      _ = try? regulation.due(receivedAt: received, days: 30)
      _ = try? regulation.code.code(receivedOn: day, ordinal: 1)
      _ = try? regulation.transferDue(receivedAt: received)
      _ = try? regulation.courierRound(readyAt: received)
      _ = try? regulation.explain(from: received, length: .workingDays(30))
    }.run()
  }

  @Test func `a calendar is taken, or every problem has a place and a remedy`() async throws {
    try await Fuzzer(
      name: "calendar", longest: 6_000, words: Self.words + ["kind: makeUp", "to: 2026-12-31"],
      more: try Corpus.shipped(in: "Config/calendars")
    ) { input in
      let text = String(decoding: input, as: UTF8.self)
      let outcome = CalendarFile.read("2026.yaml", text: text)
      try Self.told(outcome.problems, of: text, isTaken: outcome.problems.isEmpty)
      guard outcome.problems.isEmpty else { return }
      let year = outcome.entries.first?.day.year
      try demand(outcome.entries.allSatisfy { $0.day.year == year }, "days of several years")
    }.run()
  }

  @Test func `a catalogue of procedures is taken, or its problems have places`() async throws {
    let file = try ScratchFile("procedures.yaml")
    try await Fuzzer(
      name: "procedures", longest: 12_000, slowest: 2,
      words: Self.words + ["days: 5", "sameDay: true", "hours: 8", "components:\n"],
      more: [try Corpus.shipped("Config/procedures/dat-dai.yaml")]
    ) { input in
      try file.write(input)
      let asking = StrictYAML.read(text: "procedures: \(file.path)\n", as: "halld.yaml")
      let reader = ConfigurationReader(
        file: asking, assets: AssetFolders(configuration: "halld.yaml"),
        regulations: { _ in (RegulationBook([]), []) })
      let outcome = reader.readProcedures(asking.root, domains: KnownNames(["dat-dai", "ho-tich"]))
      try Self.told(
        outcome.problems, of: String(decoding: input, as: UTF8.self),
        isTaken: outcome.problems.isEmpty)
      try demand(outcome.procedures.allSatisfy { (1...3_650).contains($0.days) }, "days")
      try demand(
        Set(outcome.procedures.map(\.id)).count == outcome.procedures.count
          || !outcome.problems.isEmpty, "two of one code")
    }.run()
  }

  @Test func `a spreadsheet of procedures is taken whole, or its lines are named`() async throws {
    try await Fuzzer(
      name: "spreadsheets", longest: 4_096, slowest: 2,
      words: ["\"", "\"\"", ";;", "|", "\r\n", ",,", "\t", ";", "sameDay", "fee", "100.000", "x"],
      more: []
    ) { input in
      let reading = ProcedureImport(
        input, file: "x.csv", domains: KnownNames(["dat-dai", "ho-tich"]))
      try demand(
        reading.problems.isEmpty != reading.procedures.isEmpty, "neither taken nor refused")
      try demand(reading.problems.allSatisfy { !$0.remedy.vi.isEmpty }, "no remedy")
      guard !reading.procedures.isEmpty else { return }
      // What is taken is written as a file that reads as the same.
      var ids = UniqueCodes()
      let text = ProcedureYAML.text(reading.procedures, heading: ["x"])
      let again = ProcedureFile.read("again.yaml", text: text, domains: nil, ids: &ids)
      try demand(again.procedures == reading.procedures, "\(again.problems)")
    }.run()
  }

  @Test func `a printer's profile is taken, or its problems have places`() async throws {
    let file = try ScratchFile("folder-80mm.yaml")
    try await Fuzzer(
      name: "profile", words: Self.words + ["dotsPerLine: 576", "kind: folder"],
      more: try Corpus.shipped(in: "Devices/printers")
    ) { input in
      try file.write(input)
      let reading = PrinterProfileFile.read(file.path)
      try Self.told(
        reading.problems, of: String(decoding: input, as: UTF8.self),
        isTaken: reading.profile != nil)
      if let profile = reading.profile {
        try demand(profile.id == "folder-80mm" && profile.dotsPerLine % 8 == 0, "\(profile)")
      }
    }.run()
  }

  @Test func `sentences are taken whole, or their file is named`() async throws {
    let file = try ScratchFile("vi.yaml")
    try file.write([UInt8]("a: b\n".utf8), beside: "en.yaml")
    try await Fuzzer(
      name: "texts", longest: 4_096, words: Self.words + ["{counter}", "{", "}", "{{", "{a}"],
      more: [Array(try Corpus.shipped("Config/texts/vi.yaml").prefix(4_000))]
    ) { input in
      try file.write(input)
      do {
        let texts = try Texts(folder: file.folder)
        // An argument is never read as a sentence of its own.
        let filled = texts.sentence("a", ["a": "{counter}", "counter": "BIMAT7"])
        try demand(filled.vi.utf8.count < 3 * input.count + 100, "it grew: \(filled.vi.utf8.count)")
      } catch let failure as TextsFailure {
        try demand(failure.description.contains(file.path), failure.description)
      }
    }.run()
  }

  /// Each problem stands on a line of the file, says in both languages what to do, and is one line.
  static func told(
    _ problems: [ConfigurationProblem], of text: String, isTaken: Bool
  ) throws {
    let errors = problems.filter { $0.severity == .error }
    try demand(isTaken == errors.isEmpty, "taken \(isTaken) with \(errors.count) problems")
    let lines = text.count { $0.isNewline } + 1
    for problem in problems {
      try demand((0...lines + 1).contains(problem.line), "line \(problem.line) of \(lines)")
      try demand(!problem.remedy.vi.isEmpty && !problem.remedy.en.isEmpty, "no remedy: \(problem)")
      let description = problem.description
      try demand(
        !description.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F },
        "a sentence with a control character: \(description.debugDescription)")
      try demand(description.utf8.count < 6_000, "\(description.utf8.count) bytes of sentence")
    }
  }
}

/// A file that is read by its path, in a folder of its own. Written by one fuzzer.
final class ScratchFile: Sendable {
  let folder: String
  let path: String

  init(_ name: String) throws {
    // In memory where there is such a place: a fuzzer writes thousands.
    let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    folder = "\(base)/halld-fuzz-\(UUID().uuidString)"
    path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ bytes: [UInt8], beside name: String? = nil) throws {
    try Data(bytes).write(to: URL(filePath: name.map { "\(folder)/\($0)" } ?? path))
  }
}
