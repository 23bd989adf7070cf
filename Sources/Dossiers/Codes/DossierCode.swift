/// The code by which a citizen and the province name a dossier (mã hồ sơ).
///
/// Not the queue number: `000.00.12.H35-240926-0007` is a unit, the day of receipt and the ordinal
/// of that day. Source: TT 01/2018/TT-VPCP Điều 19.
public struct DossierCode: Hashable, Sendable {
  /// ASCII, at most 64 characters, capitals.
  public let text: String
  /// The day of receipt written in the code.
  public let day: CivilDate
  /// The ordinal of that day, from 1.
  public let ordinal: Int

  /// Longest text that is looked at when a code is scanned or typed.
  public static let greatestLength = 64
}

extension DossierCode {
  /// A code as a `CodeRule` once made or read it, taken from where it was stored.
  public init(stored text: String, day: CivilDate, ordinal: Int) {
    self.init(text: text, day: day, ordinal: ordinal)
  }
}

extension DossierCode: Codable {
  private enum CodingKeys: String, CodingKey {
    case text = "code"
    case day, ordinal
  }
}

/// How the codes of a centre are made and read.
public struct CodeRule: Hashable, Sendable {
  public var source: Source
  /// The unit in front of the codes this hall makes: `000.00.12.H35`.
  public var unit: String
  /// The shape of the codes this hall makes.
  public var pattern: CodePattern
  /// Other shapes that are read when scanned or typed, such as those of other units.
  public var accepts: [CodePattern]

  /// Who gives the code of a dossier.
  public enum Source: Hashable, Sendable {
    /// The province's own system; the officer scans it.
    case province
    /// The hall, from ordinal 1 each day.
    case hall
    /// The hall, from ordinals the province has set aside for it.
    case range(ClosedRange<Int>)
  }

  public init(source: Source, unit: String, pattern: CodePattern, accepts: [CodePattern] = []) {
    self.source = source
    self.unit = unit
    self.pattern = pattern
    self.accepts = accepts
  }

  /// The code with this ordinal of the day of receipt.
  ///
  /// - Throws: `codesUsedUp` past 9,999 (or the last of the hall's range), `dateOutOfRange`
  ///   outside the years 2000 to 2099, which two digits cannot tell apart.
  public func code(receivedOn day: CivilDate, ordinal: Int) throws(DossierRefusal) -> DossierCode {
    let last = ordinals.upperBound
    guard (2000...2099).contains(day.year) else { throw .dateOutOfRange }
    guard ordinals.contains(ordinal),
      let text = pattern.write(unit: unit, day: day, ordinal: ordinal)
    else { throw .codesUsedUp(day: day, last: last) }
    return DossierCode(text: text, day: day, ordinal: ordinal)
  }

  /// The ordinals this hall may give on a day; the first one is given first.
  public var ordinals: ClosedRange<Int> {
    let all = 1...max(1, pattern.greatestOrdinal)
    switch source {
    case .range(let range): return range.clamped(to: all)
    case .hall, .province: return all
    }
  }

  /// The code in a text that was scanned or typed; small letters and spaces around it are forgiven.
  ///
  /// The text is untrusted: whatever is too long, not ASCII or of no known shape is
  /// `codeUnreadable`.
  public func read(_ text: String) throws(DossierRefusal) -> DossierCode {
    guard let bytes = Self.tidied(text) else { throw .codeUnreadable }
    for shape in [pattern] + accepts {
      if let (day, ordinal) = shape.read(bytes, unit: unit) {
        return DossierCode(
          text: String(decoding: bytes, as: UTF8.self), day: day, ordinal: ordinal)
      }
    }
    throw .codeUnreadable
  }

  /// What a citizen asks by: the whole code, or the day and the last four digits, `240926-0007`.
  public func lookup(_ text: String) throws(DossierRefusal) -> DossierLookup {
    guard let bytes = Self.tidied(text) else { throw .codeUnreadable }
    if bytes.count == 11, bytes[6] == UInt8(ascii: "-"), let day = CivilDate(yymmdd: bytes[0..<6]),
      let ordinal = digits(bytes[7...]), ordinal >= 1
    {
      return .dayAndOrdinal(day: day, ordinal: ordinal)
    }
    return .code(try read(text))
  }

  private static func tidied(_ text: String) -> [UInt8]? {
    // The count of a String of unknown length is not asked for: only so many bytes are read.
    var bytes = Array(text.utf8.prefix(DossierCode.greatestLength + 17))
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    bytes = Array(bytes.drop(while: isBlank))
    guard (1...DossierCode.greatestLength).contains(bytes.count),
      bytes.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return bytes.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

/// What a citizen's question names a dossier by.
///
/// A day and an ordinal may fit dossiers of several units; only a single fit may be answered.
public enum DossierLookup: Hashable, Sendable {
  case code(DossierCode)
  case dayAndOrdinal(day: CivilDate, ordinal: Int)
}
