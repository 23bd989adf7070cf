import Dossiers
import Foundation
import NIOCore
import Testing
import Ticketing

@testable import halld

/// The languages that are shipped, read once.
enum ShippedVoice {
  static let vi = SpeechFolder.read(Shipped.path("speech/vi"), id: "vi")
  static let en = SpeechFolder.read(Shipped.path("speech/en"), id: "en")

  /// What a language says, in words.
  static func words(
    _ reading: SpeechFolder.Reading, _ kind: Phrasebook.Kind, _ label: String, _ counter: Int?
  ) throws -> String {
    let language = try #require(reading.language, "\(reading.problems)")
    let manifest = try #require(
      SpeechFolder(Shipped.path("speech/\(language.id)"), id: language.id).manifest())
    let spoken = Dictionary(
      manifest.clips.map { ($0.name, $0.spoken) }, uniquingKeysWith: { first, _ in first })
    let sentence = try #require(language.phrases.sentence(kind, label: label, counter: counter))
    return sentence.clips.map { spoken[$0] ?? "?" }.joined(separator: " ")
  }
}

@Suite struct `The shipped voice` {
  static let sentences:
    [(kind: Phrasebook.Kind, label: String, counter: Int?, vi: String, en: String)] = [
      (
        .call, "A012", 5, "Xin mời số a không một hai đến quầy số năm",
        "Number A zero one two please go to counter five"
      ),
      (
        .again, "B104", 21, "Xin nhắc lại mời số bê một không bốn đến quầy số hai mươi mốt",
        "Once more Number B one zero four please go to counter twenty one"
      ),
      (
        .brief, "P999", 15, "Số pê chín chín chín quầy mười lăm",
        "Number P nine nine nine counter fifteen"
      ),
      (
        .call, "G7", 24, "Xin mời số gờ bảy đến quầy số hai mươi tư",
        "Number G seven please go to counter twenty four"
      ),
      (
        .call, "D7", 104, "Xin mời số dê bảy đến quầy số một không bốn",
        "Number D seven please go to counter one zero four"
      ),
      (
        .noCounter, "A1", nil, "Xin mời số a một xin xem bảng gọi số",
        "Number A one please see the board"
      ),
    ]

  @Test(arguments: sentences.indices)
  func `says these sentences`(index: Int) throws {
    let row = Self.sentences[index]
    #expect(try ShippedVoice.words(ShippedVoice.vi, row.kind, row.label, row.counter) == row.vi)
    #expect(try ShippedVoice.words(ShippedVoice.en, row.kind, row.label, row.counter) == row.en)
  }

  /// How Vietnamese people count, as a rule of its own: mười and mươi, một and mốt, bốn and tư, năm
  /// and lăm.
  private static func counted(_ number: Int) -> String {
    let digits = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    let (tens, unit) = number.quotientAndRemainder(dividingBy: 10)
    if tens == 0 { return digits[unit] }
    var words = [tens == 1 ? "mười" : "\(digits[tens]) mươi"]
    switch unit {
    case 0: break
    case 1: words.append(tens == 1 ? "một" : "mốt")
    case 4: words.append(tens == 1 ? "bốn" : "tư")
    case 5: words.append("lăm")
    default: words.append(digits[unit])
    }
    return words.joined(separator: " ")
  }

  @Test func `counts 1 to 99 as Vietnamese people do`() throws {
    for number in 1...99 {
      let said = try ShippedVoice.words(ShippedVoice.vi, .brief, "A1", number)
      #expect(said == "Số a một quầy \(Self.counted(number))")
    }
  }

  @Test
  func
    `can say every number from A000 to Z999 at every counter, and to the sample as long as its parts`()
    throws
  {
    for reading in [ShippedVoice.vi, ShippedVoice.en] {
      let language = try #require(reading.language)
      let (rate, phrases) = (language.sampleRate, language.phrases)
      func length(_ sentence: SpokenSentence) throws -> Int {
        try sentence.parts.reduce(0) { sum, part in
          switch part {
          case .silence(let milliseconds): sum + milliseconds * rate / 1_000
          case .clip(let name): sum + (try #require(language.clips[name], "\(name)")).count
          }
        }
      }
      var lengths: [String: Int] = [:]
      for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
        for number in 0...999 {
          let digits = String(String(1_000 + number).dropFirst())
          let label = "\(letter)\(digits)"
          // Each counter meets every letter and, over the numbers, every digit at every place.
          let counter = number % 99 + 1
          let sentence = try #require(phrases.sentence(.call, label: label, counter: counter))
          let expected = try length(sentence)
          if number % 50 == 0 {
            let wave = try #require(language.wave(.call, label: label, counter: counter))
            #expect(wave.count == expected, "\(label) at \(counter)")
          }
          lengths["\(label) \(counter)", default: 0] += expected
        }
      }
      #expect(lengths.count == 26_000)
      for counter in 1...99 {
        for kind in Phrasebook.Kind.allCases {
          let sentence = try #require(phrases.sentence(kind, label: "A000", counter: counter))
          let wave = try #require(language.wave(kind, label: "A000", counter: counter))
          #expect(wave.count == (try length(sentence)), "\(kind) at \(counter)")
        }
      }
    }
  }

  @Test func `a joined sentence is its clips, sample by sample, and silence between them`() throws {
    let language = try #require(ShippedVoice.vi.language)
    let wave = try #require(language.wave(.call, label: "A0", counter: 5))
    var samples = wave.samples
    for part in try #require(language.phrases.sentence(.call, label: "A0", counter: 5)).parts {
      switch part {
      case .clip(let name):
        let clip = try #require(language.clips[name])
        #expect(samples.readSlice(length: clip.count * 2) == clip.samples, "\(name)")
      case .silence(let milliseconds):
        let silence = samples.readBytes(length: milliseconds * language.sampleRate / 1_000 * 2)
        #expect(silence?.allSatisfy { $0 == 0 } == true)
      }
    }
    #expect(samples.readableBytes == 0)
  }

  @Test func `is small, of one rate, and has what leads a visitor at the kiosk`() throws {
    let vi = try #require(ShippedVoice.vi.language)
    let en = try #require(ShippedVoice.en.language)
    #expect(vi.sampleRate == en.sampleRate)
    let bytes = (Array(vi.clips.values) + en.clips.values).reduce(0) { $0 + $1.count * 2 }
    #expect(bytes < 2_500_000, "\(bytes)")
    for name in [
      "welcome", "choose-domain", "choose-errand", "number", "no-paper", "priority", "find",
      "procedure", "refused", "closed", "lost", "still-here", "lookup", "found", "ticket",
    ] {
      let clip = try #require(vi.clips["kiosk-\(name)"], "\(name)")
      #expect(clip.duration > .seconds(0.8) && clip.duration < .seconds(8))
    }
    for (name, clip) in vi.clips {
      #expect(clip.duration > .milliseconds(60), "\(name)")
      // Neither silent nor clipped, and without silence that would tear a sentence apart.
      let peak = clip.floats.reduce(0) { max($0, abs($1)) }
      #expect((0.5...0.99).contains(peak), "\(name): \(peak)")
      let first = clip.floats.firstIndex { abs($0) > 0.004 } ?? clip.count
      #expect(first < clip.sampleRate / 20, "\(name) begins with silence")
    }
  }

  @Test func `a full call has the chime and both languages, a short one the first alone`() throws {
    let languages = [ShippedVoice.vi, ShippedVoice.en].compactMap(\.language)
    let counters = [
      Counter(id: "5", name: .init(vi: "Quầy 5", en: "Counter 5"), serves: ["dat-dai"])
    ]
    let voice = try #require(Voice(SpeechSettings(languages: languages), counters: counters))
    let parts = try languages.map { try #require($0.wave(.call, label: "A012", counter: 5)) }
    let chime = try #require(voice.chime)
    let pause = Voice.pauseMilliseconds * chime.sampleRate / 1_000
    let full = try #require(voice.call("A012", at: "5", AnnouncementForm(.full)))
    #expect(full.count == chime.count + pause + parts[0].count + pause + parts[1].count)
    #expect(voice.call("A012", at: "5", AnnouncementForm(.short)) == parts[0])
    #expect(voice.call("A012", at: "5", AnnouncementForm(.full)) == full, "and the same again")
    let brief = try #require(voice.call("A012", at: "5", AnnouncementForm(.brief)))
    #expect(brief.count < parts[0].count)
    #expect(voice.call("A012", at: "6", AnnouncementForm(.full)) == nil)
    #expect(voice.call("?", at: "5", AnnouncementForm(.full)) == nil)
  }
}
