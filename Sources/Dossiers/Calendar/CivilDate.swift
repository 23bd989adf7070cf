/// A day of the civil (Gregorian) calendar, without a time or a zone.
///
/// Days from 1 January 1600 to 31 December 9999. Its text form is ISO 8601, `2026-03-02`.
public struct CivilDate: Hashable, Sendable {
  /// Days since 1 January 1970, negative before it.
  public let daysSinceEpoch: Int

  public init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// The day with this year, month (1 to 12) and day of the month, or `nil` when there is none.
  public init?(year: Int, month: Int, day: Int) {
    guard (1600...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let candidate = CivilDate(daysSinceEpoch: Self.days(year: year, month: month, day: day))
    guard candidate.components == (year, month, day) else { return nil }
    self = candidate
  }

  public var year: Int { components.year }
  /// 1 (January) to 12.
  public var month: Int { components.month }
  /// 1 to 31.
  public var day: Int { components.day }

  public var weekday: Weekday {
    // 1 January 1970 was a Thursday.
    Weekday.allCases[(daysSinceEpoch % 7 + 10) % 7]
  }

  /// The day this many days later, or earlier when negative.
  public func adding(days: Int) -> CivilDate {
    CivilDate(daysSinceEpoch: daysSinceEpoch + days)
  }

  // Howard Hinnant's civil-from-days arithmetic: eras of 400 years counted from 1 March.
  private var components: (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: Comparable {
  public static func < (one: CivilDate, other: CivilDate) -> Bool {
    one.daysSinceEpoch < other.daysSinceEpoch
  }
}

extension CivilDate: LosslessStringConvertible {
  /// Reads `2026-03-02`: four, two and two digits; anything else is `nil`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]),
      let day = digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public var description: String {
    let (year, month, day) = components
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

extension CivilDate: CodedAsText {
  public static var form: String { "a date: YYYY-MM-DD" }
}

/// A day of the week; the week begins on Monday.
public enum Weekday: String, CaseIterable, Sendable, Codable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// 0 for Monday to 6 for Sunday.
  public var daysAfterMonday: Int {
    switch self {
    case .monday: 0
    case .tuesday: 1
    case .wednesday: 2
    case .thursday: 3
    case .friday: 4
    case .saturday: 5
    case .sunday: 6
    }
  }
}

/// The number written by these bytes when all of them are ASCII digits.
func digits(_ bytes: some Sequence<UInt8>) -> Int? {
  var value = 0
  for byte in bytes {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    value = value * 10 + Int(byte - UInt8(ascii: "0"))
  }
  return value
}

/// A number with leading zeros up to a least width.
func padded(_ value: Int, to width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
