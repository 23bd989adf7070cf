/// One unbroken stretch of open hours on a day, `[start, end)`.
///
/// Both ends are civil times of the same day; `end` may be 24:00.
public struct Session: Hashable, Sendable {
  public let start: CivilTime
  /// The first second at which the office is closed again.
  public let end: CivilTime

  /// A session, or `nil` when it would not last at least a second.
  public init?(start: CivilTime, end: CivilTime) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  init(unchecked start: CivilTime, _ end: CivilTime) {
    self.start = start
    self.end = end
  }

  public static let wholeDay = Session(unchecked: .midnight, .endOfDay)

  /// Whether this time lies in the session; its end does not.
  public func contains(_ time: CivilTime) -> Bool {
    start <= time && time < end
  }

  /// Length in seconds, 1 to 86,400.
  public var seconds: Int { end.seconds - start.seconds }
}

extension Session: LosslessStringConvertible {
  /// Reads `07:30-11:30`; anything else is `nil`.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let start = CivilTime(String(ends[0])),
      let end = CivilTime(String(ends[1]))
    else { return nil }
    self.init(start: start, end: end)
  }

  public var description: String { "\(start)-\(end)" }
}

extension Session: CodedAsText {
  public static var form: String { "a session: HH:MM-HH:MM" }
}

/// The sessions of each weekday in an ordinary week.
///
/// Sessions of a day are in order and do not overlap; touching ones are allowed.
/// Source: LC 2.9 and 5; KT 4.1; HU QC 2.7, 5.1, 5.3.
public struct WeekPattern: Hashable, Sendable {
  /// Seven lists, Monday first.
  private let days: [[Session]]

  /// The pattern with these sessions, or `nil` when two sessions of a day overlap or are out of
  /// order.
  public init?(_ sessions: [Weekday: [Session]]) {
    let days = Weekday.allCases.map { sessions[$0] ?? [] }
    for day in days {
      for (one, next) in zip(day, day.dropFirst()) where next.start < one.end { return nil }
    }
    self.days = days
  }

  /// Monday to Friday alike, Saturday apart, Sunday closed; `nil` as above.
  public init?(mondayToFriday: [Session], saturday: [Session] = []) {
    var sessions: [Weekday: [Session]] = [.saturday: saturday]
    for day in [Weekday.monday, .tuesday, .wednesday, .thursday, .friday] {
      sessions[day] = mondayToFriday
    }
    self.init(sessions)
  }

  private init(days: [[Session]]) {
    self.days = days
  }

  public static let alwaysOpen = WeekPattern(days: Array(repeating: [.wholeDay], count: 7))
  public static let closed = WeekPattern(days: Array(repeating: [], count: 7))

  public subscript(weekday: Weekday) -> [Session] {
    days[weekday.daysAfterMonday]
  }

  /// Whether no day of the week has a session.
  public var isEmpty: Bool { days.allSatisfy(\.isEmpty) }
}

extension WeekPattern: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: DayKey.self)
    var sessions: [Weekday: [Session]] = [:]
    for day in Weekday.allCases {
      sessions[day] = try container.decodeIfPresent([Session].self, forKey: DayKey(day))
    }
    guard let pattern = WeekPattern(sessions) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "sessions of a day overlap"))
    }
    self = pattern
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: DayKey.self)
    for day in Weekday.allCases where !self[day].isEmpty {
      try container.encode(self[day], forKey: DayKey(day))
    }
  }

  private struct DayKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ day: Weekday) { stringValue = day.rawValue }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
