internal import Dossiers

/// A sentence as it is spoken: clips of recorded speech, and the silence between them.
public struct SpokenSentence: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    /// The name of a clip.
    case clip(String)
    case silence(milliseconds: Int)
  }

  public var parts: [Part]

  public init(_ parts: [Part]) {
    self.parts = parts
  }

  /// The names of its clips, in order.
  public var clips: [String] {
    parts.compactMap { if case .clip(let name) = $0 { name } else { nil } }
  }
}

/// What is said of a call in one language, and out of which clips.
///
/// The words are the language's own, written in `Config/speech`: a language is added by a folder.
/// Letters and digits of a number are said one by one, counters as people count.
public struct Phrasebook: Sendable, Hashable {
  public enum Piece: Sendable, Hashable {
    case clip(String)
    /// Silence instead of the usual gap.
    case pause
    case number
    case counter
  }

  /// Which sentence is said.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case call
    /// Called again.
    case again
    /// When many wait to be said.
    case brief
    /// The counter bears no number that could be said.
    case noCounter
  }

  /// One sentence for every kind.
  public var sentences: [Kind: [Piece]]
  /// Clips for 1 to 99, as people count.
  public var counters: [[String]]
  /// Between two clips.
  public var gapMilliseconds: Int
  /// Where a sentence has a comma.
  public var pauseMilliseconds: Int

  /// The greatest number that is said as people count; above it digits are said one by one.
  public static let counted = 99

  public init(
    sentences: [Kind: [Piece]], counters: [[String]], gapMilliseconds: Int, pauseMilliseconds: Int
  ) {
    self.sentences = sentences
    self.counters = counters
    self.gapMilliseconds = gapMilliseconds
    self.pauseMilliseconds = pauseMilliseconds
  }

  /// The clips of every letter and digit: `letter-a`, `digit-0`.
  public static let characterClips: [String] =
    "abcdefghijklmnopqrstuvwxyz".map { "letter-\($0)" } + (0...9).map { "digit-\($0)" }

  /// The sentence for a number at a counter.
  ///
  /// - Parameters:
  ///   - kind: `noCounter` is chosen by itself where there is no number.
  ///   - label: capital letters A-Z and digits, such as `A012`.
  ///   - counter: the counter's number, from 1; `nil` when it has none.
  /// - Returns: `nil` for a label that has another character, or none.
  public func sentence(_ kind: Kind, label: String, counter: Int?) -> SpokenSentence? {
    guard let number = Self.clips(of: label),
      let pieces = sentences[counter == nil ? .noCounter : kind]
    else { return nil }
    var parts: [SpokenSentence.Part] = []
    var pauses = false
    for piece in pieces {
      let clips: [String]
      switch piece {
      case .pause:
        pauses = true
        continue
      case .clip(let name): clips = [name]
      case .number: clips = number
      case .counter: clips = counter.map(self.clips(of:)) ?? []
      }
      for clip in clips {
        let silence = pauses ? pauseMilliseconds : gapMilliseconds
        if !parts.isEmpty { parts.append(.silence(milliseconds: silence)) }
        parts.append(.clip(clip))
        pauses = false
      }
    }
    return SpokenSentence(parts)
  }

  private func clips(of counter: Int) -> [String] {
    guard (1...Self.counted).contains(counter), counters.indices.contains(counter - 1) else {
      return Self.clips(of: String(counter)) ?? []
    }
    return counters[counter - 1]
  }

  private static func clips(of label: String) -> [String]? {
    guard !label.isEmpty else { return nil }
    var clips: [String] = []
    for byte in label.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        clips.append("digit-\(byte - UInt8(ascii: "0"))")
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        clips.append("letter-\(Character(UnicodeScalar(byte + 32)))")
      default: return nil
      }
    }
    return clips
  }
}

extension Counter {
  /// The number by which the voice calls it: its id, or the first number in its name.
  ///
  /// Digits only, 1 to 999; `nil` for a counter named without one.
  public var spokenNumber: Int? {
    Self.number(in: id.rawValue[...]) ?? Self.firstNumber(in: name.vi)
  }

  private static func firstNumber(in text: String) -> Int? {
    let rest = text.drop { !$0.isASCII || !$0.isNumber }
    return number(in: rest.prefix { $0.isASCII && $0.isNumber })
  }

  private static func number(in text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 3,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), number > 0
    else { return nil }
    return number
  }
}
