import Dossiers
import Foundation
import NIOCore
import Testing

@testable import halld

/// A copy of the shipped Vietnamese folder, with something changed in it.
struct SpeechCopy: ~Copyable {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory.appending(path: "speech-\(UUID().uuidString)/vi")
      .path
    try FileManager.default.createDirectory(
      atPath: URL(filePath: folder).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Shipped.path("speech/vi"), toPath: folder)
  }

  deinit {
    try? FileManager.default.removeItem(at: URL(filePath: folder).deletingLastPathComponent())
  }

  func change(_ found: String, _ written: String) throws -> String {
    let path = "\(folder)/manifest.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let range = try #require(text.range(of: found), "the manifest has no \(found)")
    let changed = text.replacingCharacters(in: range, with: written)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    return changed
  }
}

@Suite struct `A broken voice` {
  /// What is changed in the manifest; the line that is told is the first that contains `at`.
  static let rows: [(found: String, written: String, at: String, key: String, remedy: String)] = [
    ("sampleRate: 16000", "sampleRate: 100", "sampleRate: 100", "sampleRate", "8000 to 48000"),
    ("sampleRate: 16000", "sampleRat: 16000", "sampleRat: 16000", "sampleRat", "\"sampleRate\"?"),
    ("name: Tiếng Việt\n", "\n", "name", "name", "1 to 60 characters"),
    (
      "\"Xin mời số {number}, đến quầy số {counter}\"", "\"Xin mời số {number}\"",
      "call: \"Xin mời số {number}\"", "sentences.call", "write {counter} once"
    ),
    (
      "\"Xin mời số {number}, đến", "\"Xin mời số {numbr}, đến", "{numbr}", "sentences.call",
      "add a clip"
    ),
    (
      "Xin mời số {number}, đến quầy số", "Xin mời số {number}, đến quầi số", "quầi",
      "sentences.call", "did you mean \"đến quầy số\"?"
    ),
    ("  again: ", "  agin: ", "agin: ", "sentences.agin", "\"again\"?"),
    ("\"hai mươi mốt\"", "\"hai mươi một mốt nhe\"", "nhe", "counters[21]", "add a clip"),
    ("\"một\", \"hai\",", "\"hai\",", "counters: [", "counters", "99 to 99 items"),
    ("  digit-7: {", "  digit-77: {", "clips:", "clips", "digit-0 to digit-9"),
    (
      "  letter-q: {spoken: \"quy\"}", "  letter-q: {spokn: \"quy\"}", "letter-q",
      "clips.letter-q.spokn", "\"spoken\"?"
    ),
    (
      "  letter-q: {spoken: \"quy\"}", "  letter-q: {spoken: \"quy\", file: ../q.wav}", "letter-q",
      "clips.letter-q.file", "the name of a .wav file beside this"
    ),
    (
      "  letter-q: {spoken: \"quy\"}", "  letter-q: {spoken: \"quy\", file: q-2.wav}", "letter-q",
      "clips.letter-q", "halld speech fill"
    ),
    ("tones: [784, 523]", "tones: [784, 5]", "tones", "clips.chime.tones[2]", "100 to 4000"),
  ]

  @Test(arguments: rows.indices)
  func `names file, line and key, and says what to write`(index: Int) throws {
    let row = Self.rows[index]
    let copy = try SpeechCopy()
    let text = try copy.change(row.found, row.written)
    let reading = SpeechFolder.read(copy.folder, id: "vi")
    #expect(reading.language == nil)
    let problem = try #require(
      reading.problems.first { $0.key == row.key }, "\(reading.problems.map(\.description))")
    #expect(problem.file == "\(copy.folder)/manifest.yaml")
    #expect(problem.remedy.en.contains(row.remedy), "\(problem)")
    if row.key != "name" {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let line = lines.firstIndex { $0.contains(row.at) && !$0.hasPrefix("#") }
      #expect(problem.line == line.map { $0 + 1 }, "\(problem)")
    }
  }

  static let files: [(bytes: [UInt8]?, finding: String)] = [
    (nil, "there is no file \"quay.wav\""), ([], "is no WAV file"),
    (Array("ID3 a song".utf8), "is no WAV file"),
    (Array(Sounds.file(channels: 2).readableBytesView), "has 2 channels"),
    (Array(Sounds.file(rate: 44_100).readableBytesView), "has 44100 Hz"),
    (Array(Sounds.file(bits: 24).readableBytesView), "is not PCM of 16 bits"),
    (Array(Sounds.file(announced: 900).readableBytesView), "is cut off"),
  ]

  @Test(arguments: files.indices)
  func `a clip that cannot be played is told where it is named`(index: Int) throws {
    let row = Self.files[index]
    let copy = try SpeechCopy()
    let path = "\(copy.folder)/quay.wav"
    try FileManager.default.removeItem(atPath: path)
    if let bytes = row.bytes { try Data(bytes).write(to: URL(filePath: path)) }
    let reading = SpeechFolder.read(copy.folder, id: "vi")
    let problem = try #require(reading.problems.first)
    #expect(reading.problems.count == 1)
    #expect(problem.key == "clips.quay")
    #expect(problem.finding.en.contains(row.finding), "\(problem)")
    #expect(problem.remedy.en.contains(row.bytes == nil ? "halld speech fill" : "16000 Hz"))
  }

  @Test func `what is missing is made, and a recording that is there is never touched`() throws {
    let copy = try SpeechCopy()
    let own = Array(Sounds.file(data: [9, 9, 8, 8]).readableBytesView)
    try Data(own).write(to: URL(filePath: "\(copy.folder)/letter-a.wav"))
    for name in ["digit-7", "chime", "den-quay-so"] {
      try FileManager.default.removeItem(atPath: "\(copy.folder)/\(name).wav")
    }
    #expect(SpeechFolder.read(copy.folder, id: "vi").language == nil)
    let made = try ClipMaker(copy.folder).fill()
    #expect(made.made == 3)
    let language = try #require(SpeechFolder.read(copy.folder, id: "vi").language)
    #expect(language.clips["letter-a"]?.count == 2)
    // Made again from the same words they are the same clips as those that are shipped.
    #expect(language.clips["digit-7"] == ShippedVoice.vi.language?.clips["digit-7"])
    #expect(try ClipMaker(copy.folder).fill().made == 0)
  }
}

extension `A broken configuration` {
  static let speech: [Mistake] = [
    Mistake(
      "languages: [vi, en]", "languages: [vi, e]", at: "languages: [vi, e]", "speech.languages[2]",
      "write one of: en, vi"),
    Mistake(
      "languages: [vi, en]", "languages: []", at: "languages: []", "speech.languages", "1 to 3"),
    Mistake(
      "languages: [vi, en]", "languages: [vi, vi]", at: "languages: [vi, vi]",
      "speech.languages[2]", "choose another"),
    Mistake(
      "languages: [vi, en]", "languages: [vi]\n  volume: 3", at: "volume: 3", "speech.volume",
      "known keys: languages, speaker"),
    Mistake(
      "languages: [vi, en]", "languages: [vi]\n  speaker: default", at: "speaker: default",
      "speech.speaker", "a group of keys"),
    Mistake(
      "languages: [vi, en]", "languages: [vi]\n  speaker: {device: \"-D x\"}", at: "-D x",
      "speech.speaker.device", "aplay -L"),
    Mistake(
      "languages: [vi, en]", "languages: [vi]\n  speaker: {}", at: "speaker: {}",
      "speech.speaker.device", "1 to 80 characters"),
    Mistake(
      "  - id: board-1\n", "  - id: board-1\n    speaks: maybe\n", at: "speaks: maybe",
      "boards[1].speaks", "true or false"),
    Mistake(
      "  - id: board-1\n", "  - id: board-1\n    speak: true\n", at: "speak: true",
      "boards[1].speak", "did you mean \"speaks\"?"),
  ]
}
