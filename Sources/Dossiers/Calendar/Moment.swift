/// A time of the civil day, to the second; 24:00 is the end of the day.
public struct CivilTime: Hashable, Sendable {
  /// Seconds since midnight, 0 to 86,400.
  public let seconds: Int

  public static let midnight = CivilTime(unchecked: 0)
  public static let endOfDay = CivilTime(unchecked: 86_400)

  /// The time this many seconds after midnight, or `nil` outside 0 to 86,400.
  public init?(seconds: Int) {
    guard (0...86_400).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// The time with this hour (0 to 24), minute and second, or `nil` when there is none.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    self.init(seconds: hour * 3_600 + minute * 60 + second)
  }

  init(unchecked seconds: Int) {
    self.seconds = seconds
  }

  /// The time this much later, held inside the same day.
  public func adding(minutes: Int) -> CivilTime {
    CivilTime(unchecked: min(86_400, max(0, seconds + minutes * 60)))
  }
}

extension CivilTime: Comparable {
  public static func < (one: CivilTime, other: CivilTime) -> Bool { one.seconds < other.seconds }
}

extension CivilTime: LosslessStringConvertible {
  /// Reads `07:30` or `07:30:15`; anything else is `nil`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5 || bytes.count == 8, bytes[2] == UInt8(ascii: ":"),
      let hour = digits(bytes[0..<2]), let minute = digits(bytes[3..<5])
    else { return nil }
    if bytes.count == 5 {
      self.init(hour: hour, minute: minute)
      return
    }
    guard bytes[5] == UInt8(ascii: ":"), let second = digits(bytes[6..<8]) else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }

  /// `07:30`, with seconds only when there are any.
  public var description: String {
    let clock = "\(padded(seconds / 3_600, to: 2)):\(padded(seconds / 60 % 60, to: 2))"
    return seconds % 60 == 0 ? clock : "\(clock):\(padded(seconds % 60, to: 2))"
  }
}

/// A civil day with a time of that day, in the centre's own zone.
public struct CivilMoment: Hashable, Comparable, Sendable {
  public var date: CivilDate
  public var time: CivilTime

  public init(date: CivilDate, time: CivilTime) {
    self.date = date
    self.time = time
  }

  public static func < (one: CivilMoment, other: CivilMoment) -> Bool {
    (one.date, one.time) < (other.date, other.time)
  }
}

extension CivilMoment: LosslessStringConvertible {
  /// Reads `2026-03-02T10:30`, seconds allowed; anything else is `nil`.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = CivilDate(String(parts[0])),
      let time = CivilTime(String(parts[1]))
    else { return nil }
    self.init(date: date, time: time)
  }

  public var description: String { "\(date)T\(time)" }
}

extension CivilMoment: CodedAsText {
  public static var form: String { "a civil moment: YYYY-MM-DDTHH:MM" }
}

/// An instant together with what the centre's clock on the wall shows.
///
/// The cores are handed moments; they never ask for the time.
public struct Moment: Hashable, Comparable, Sendable {
  /// Microseconds since 1 January 1970, UTC.
  public let microseconds: Int64
  /// Seconds by which the centre's civil time is ahead of UTC; 25,200 in Viet Nam.
  public let utcOffsetSeconds: Int

  public init(microseconds: Int64, utcOffsetSeconds: Int) {
    self.microseconds = microseconds
    self.utcOffsetSeconds = utcOffsetSeconds
  }

  /// The instant at which the centre's clock shows this civil moment.
  public init(_ civil: CivilMoment, utcOffsetSeconds: Int) {
    let seconds = civil.date.daysSinceEpoch * 86_400 + civil.time.seconds - utcOffsetSeconds
    self.init(microseconds: Int64(seconds) * 1_000_000, utcOffsetSeconds: utcOffsetSeconds)
  }

  /// Day and time on the centre's clock.
  public var civil: CivilMoment {
    let local = microseconds + Int64(utcOffsetSeconds) * 1_000_000
    let day: Int64 = 86_400_000_000
    let days = local >= 0 ? local / day : -((-local + day - 1) / day)
    let seconds = Int((local - days * day) / 1_000_000)
    return CivilMoment(
      date: CivilDate(daysSinceEpoch: Int(days)), time: CivilTime(unchecked: seconds))
  }

  public var date: CivilDate { civil.date }
  public var time: CivilTime { civil.time }

  /// The moment this many seconds later.
  public func adding(seconds: Int) -> Moment {
    Moment(
      microseconds: microseconds + Int64(seconds) * 1_000_000, utcOffsetSeconds: utcOffsetSeconds)
  }

  /// Whole seconds from an earlier moment to this one; negative when that one is later.
  public func seconds(since other: Moment) -> Int {
    Int((microseconds - other.microseconds) / 1_000_000)
  }

  public static func < (one: Moment, other: Moment) -> Bool {
    one.microseconds < other.microseconds
  }
}
