/// What a field holds, before it is written.
public enum DocumentWord: Hashable, Sendable {
  case text(String)
  case number(Int)
  /// Vietnamese đồng.
  case amount(Int)
  case moment(CivilMoment)
}

/// How a template wants a field written: what stands behind the colon, `{dossier.dueAt:short}`.
public enum DocumentFormat: String, CaseIterable, Sendable {
  /// `08 giờ 15 phút, ngày 23 tháng 11 năm 2026`.
  case long
  /// `ngày 23 tháng 11 năm 2026`.
  case date
  /// `08:15 ngày 23/11/2026`.
  case short
  /// `23/11/2026`.
  case day
  /// Capitals.
  case upper
  /// At least two digits, as papers write small numbers: `02`.
  case two
  /// An amount in words.
  case words
}

extension DocumentWord {
  /// What sort of thing a field holds; formats belong to sorts.
  public enum Sort: Hashable, Sendable {
    case text, number, amount, moment

    /// The formats that make sense for it, the first being used when none is named.
    public var formats: [DocumentFormat] {
      switch self {
      case .text: [.upper]
      case .number: [.two]
      case .amount: [.words]
      case .moment: [.long, .date, .short, .day]
      }
    }
  }

  /// The word as it stands on paper, in Vietnamese.
  public func written(_ format: DocumentFormat?) -> String {
    switch self {
    case .text(let text):
      let printable = Self.printable(text)
      return format == .upper ? printable.uppercased() : printable
    case .number(let number): return format == .two ? padded(number, to: 2) : String(number)
    case .amount(let amount):
      return format == .words ? AmountInWords.write(amount) : "\(Self.grouped(amount)) đồng"
    case .moment(let moment):
      switch format {
      case .date: return Self.date(moment.date)
      case .short: return "\(Self.clock(moment.time)) \(Self.day(moment.date, prefix: "ngày "))"
      case .day: return Self.day(moment.date, prefix: "")
      default: return "\(Self.hours(moment.time)), \(Self.date(moment.date))"
      }
    }
  }

  // What would break a line or turn its direction does not come in by a name.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) ? " " : $0 }))
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    default: false
    }
  }

  /// `ngày 05 tháng 01 năm 2026`: zeros before days under 10 and months 1 and 2 (NĐ 30/2020, Annex I).
  public static func date(_ date: CivilDate) -> String {
    let month = date.month <= 2 ? padded(date.month, to: 2) : String(date.month)
    return "ngày \(padded(date.day, to: 2)) tháng \(month) năm \(date.year)"
  }

  private static func day(_ date: CivilDate, prefix: String) -> String {
    "\(prefix)\(padded(date.day, to: 2))/\(padded(date.month, to: 2))/\(padded(date.year, to: 4))"
  }

  private static func clock(_ time: CivilTime) -> String {
    "\(padded(time.seconds / 3_600, to: 2)):\(padded(time.seconds / 60 % 60, to: 2))"
  }

  private static func hours(_ time: CivilTime) -> String {
    "\(padded(time.seconds / 3_600, to: 2)) giờ \(padded(time.seconds / 60 % 60, to: 2)) phút"
  }

  /// `1.250.000`.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number.magnitude).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(".") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
  }
}
