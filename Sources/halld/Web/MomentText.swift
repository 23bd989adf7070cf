internal import Dossiers

/// RFC 3339 on the centre's clock, `2026-11-21T14:00:00.123+07:00`, by hand: no number waits for
/// a date formatter.
extension Moment {
  var rfc3339: String {
    let civil = self.civil
    let date = civil.date
    let seconds = civil.time.seconds
    let milliseconds = Int(((microseconds % 1_000_000) + 1_000_000) % 1_000_000 / 1_000)
    let offset = abs(utcOffsetSeconds) / 60
    var text = Digits()
    text.add(date.year, width: 4)
    text.add("-")
    text.add(date.month, width: 2)
    text.add("-")
    text.add(date.day, width: 2)
    text.add("T")
    text.add(seconds / 3_600, width: 2)
    text.add(":")
    text.add(seconds / 60 % 60, width: 2)
    text.add(":")
    text.add(seconds % 60, width: 2)
    text.add(".")
    text.add(milliseconds, width: 3)
    text.add(utcOffsetSeconds < 0 ? "-" : "+")
    text.add(offset / 60, width: 2)
    text.add(":")
    text.add(offset % 60, width: 2)
    return text.string
  }

  /// Reads a date-time with an offset; fractions of a second to the microsecond.
  init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard (20...40).contains(bytes.count),
      let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      let time = CivilTime(String(decoding: bytes[11..<19], as: UTF8.self)),
      bytes[16] == UInt8(ascii: ":"), time < .endOfDay
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard (1...9).contains(digits.count) else { return nil }
      for (place, digit) in digits.enumerated() where place < 6 {
        fraction = fraction * 10 + Int64(digit - UInt8(ascii: "0"))
      }
      for _ in digits.count..<max(6, digits.count) { fraction *= 10 }
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let offset = Self.offset(Array(rest)) else { return nil }
    let whole = Moment(CivilMoment(date: date, time: time), utcOffsetSeconds: offset)
    self.init(microseconds: whole.microseconds + fraction, utcOffsetSeconds: offset)
  }

  /// The same instant on another clock.
  func at(utcOffsetSeconds: Int) -> Moment {
    Moment(microseconds: microseconds, utcOffsetSeconds: utcOffsetSeconds)
  }

  private static func offset(_ bytes: [UInt8]) -> Int? {
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      let time = CivilTime(String(decoding: bytes[1...], as: UTF8.self)), time < .endOfDay
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return time.seconds
    case UInt8(ascii: "-"): return -time.seconds
    default: return nil
    }
  }
}

/// Decimal figures of a fixed width, put one after another.
private struct Digits {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(29) }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func add(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  mutating func add(_ value: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }
}
