/// The shape of a dossier code, written like `{unit}-{yymmdd}-{ordinal:4}`.
///
/// `{unit}` is the configured unit, `{digits:N}` and `{letters:N}` that many ASCII digits or
/// capital letters, `{yymmdd}` the day of receipt, `{ordinal:N}` the ordinal of that day; all else
/// stands for itself. Every part has a fixed width, so reading takes one pass. Source: TT
/// 01/2018/TT-VPCP Điều 19.
public struct CodePattern: Hashable, Sendable {
  public let text: String
  let parts: [Part]

  enum Part: Hashable, Sendable {
    case literal([UInt8])
    case unit
    case digits(Int)
    case letters(Int)
    case day
    case ordinal(Int)
  }

  /// A pattern with one day and one ordinal; `nil` when it cannot be read or lacks one of them.
  public init?(_ text: String) {
    guard text.utf8.count <= 128, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return nil
    }
    var parts: [Part] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "{" {
        guard let close = rest.firstIndex(of: "}"),
          let part = Self.part(rest[rest.index(after: rest.startIndex)..<close])
        else { return nil }
        parts.append(part)
        rest = rest[rest.index(after: close)...]
      } else {
        let end = rest.firstIndex(of: "{") ?? rest.endIndex
        // What is typed is read in capitals, so a small letter here could never be met.
        guard !rest[..<end].contains(where: { $0 == "}" || $0.isLowercase }) else { return nil }
        parts.append(.literal(Array(rest[..<end].utf8)))
        rest = rest[end...]
      }
    }
    let days = parts.count { $0 == .day }
    let ordinals = parts.count { if case .ordinal = $0 { true } else { false } }
    guard days == 1, ordinals == 1 else { return nil }
    self.text = text
    self.parts = parts
  }

  private static func part(_ word: Substring) -> Part? {
    let halves = word.split(separator: ":", omittingEmptySubsequences: false)
    if halves.count == 1 {
      switch word {
      case "unit": return .unit
      case "yymmdd": return .day
      default: return nil
      }
    }
    guard halves.count == 2, let width = Int(halves[1]), (1...9).contains(width) else { return nil }
    switch halves[0] {
    case "digits": return .digits(width)
    case "letters": return .letters(width)
    case "ordinal": return .ordinal(width)
    default: return nil
    }
  }

  /// The greatest ordinal the pattern has room for: 9,999 with four digits.
  public var greatestOrdinal: Int {
    for case .ordinal(let width) in parts {
      return (0..<width).reduce(1) { value, _ in value * 10 } - 1
    }
    return 0
  }

  /// Whether a code can be written by it: nothing but the unit, the day and the ordinal is open.
  public var canWrite: Bool {
    parts.allSatisfy {
      switch $0 {
      case .literal, .unit, .day, .ordinal: true
      case .digits, .letters: false
      }
    }
  }

  /// The code of this unit, day (2000 to 2099) and ordinal; `nil` when the pattern has no room for
  /// it.
  func write(unit: String, day: CivilDate, ordinal: Int) -> String? {
    guard canWrite, (2000...2099).contains(day.year), (1...greatestOrdinal).contains(ordinal)
    else { return nil }
    var text = ""
    for part in parts {
      switch part {
      case .literal(let bytes): text += String(decoding: bytes, as: UTF8.self)
      case .unit: text += unit
      case .day:
        text += padded(day.year % 100, to: 2) + padded(day.month, to: 2) + padded(day.day, to: 2)
      case .ordinal(let width): text += padded(ordinal, to: width)
      case .digits, .letters: return nil
      }
    }
    return text
  }

  /// The day and ordinal in a code of this shape; `nil` for any other bytes.
  func read(_ code: [UInt8], unit: String) -> (day: CivilDate, ordinal: Int)? {
    var rest = code[...]
    var day: CivilDate?
    var ordinal: Int?
    for part in parts {
      let width = part.width(unit: unit)
      guard rest.count >= width else { return nil }
      let bytes = rest.prefix(width)
      rest = rest.dropFirst(width)
      switch part {
      case .literal(let expected): guard bytes.elementsEqual(expected) else { return nil }
      case .unit: guard bytes.elementsEqual(unit.utf8) else { return nil }
      case .digits: guard digits(bytes) != nil else { return nil }
      case .letters:
        guard bytes.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
          return nil
        }
      case .day: day = CivilDate(yymmdd: bytes)
      case .ordinal: ordinal = digits(bytes)
      }
    }
    guard rest.isEmpty, let day, let ordinal, ordinal >= 1 else { return nil }
    return (day, ordinal)
  }
}

extension CodePattern.Part {
  fileprivate func width(unit: String) -> Int {
    switch self {
    case .literal(let bytes): bytes.count
    case .unit: unit.utf8.count
    case .digits(let width), .letters(let width), .ordinal(let width): width
    case .day: 6
    }
  }
}

extension CivilDate {
  /// Six digits, a day of the years 2000 to 2099.
  init?(yymmdd bytes: ArraySlice<UInt8>) {
    guard bytes.count == 6, let number = digits(bytes) else { return nil }
    self.init(year: 2000 + number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
