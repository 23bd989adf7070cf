public import Dossiers

/// The slip a visitor takes from the printer, as one layout value.
///
/// The same facts always give the same blocks, whatever printer draws them. A slip carries a number,
/// never anything about the person.
public struct TicketSlip: PaperLayout, Hashable, Sendable {
  /// The queue number on it, such as `A012`.
  public let number: String
  public let blocks: [PaperBlock]

  public init(_ facts: Facts) {
    number = facts.number
    blocks =
      Self.head(facts) + Self.reprintMark(facts) + Self.number(facts) + Self.waiting(facts)
      + Self.notices(facts) + Self.code(facts) + Self.foot(facts)
  }

  private static func head(_ facts: Facts) -> [PaperBlock] {
    [.words(facts.centre, PaperStyle(.body, bold: true)), .rule(cut: false)]
  }

  /// A second paper must never pass for the first one.
  private static func reprintMark(_ facts: Facts) -> [PaperBlock] {
    guard let first = facts.reprintOf else { return [] }
    let time = "\(clock(first.time)) \(day(first.date))"
    return [
      .text("IN LẠI / REPRINT", PaperStyle(.large, bold: true, inverted: true)),
      .words(
        BilingualName(vi: "Phiếu đầu: \(time)", en: "First slip: \(time)"),
        PaperStyle(.body, bold: true)),
    ]
  }

  private static func number(_ facts: Facts) -> [PaperBlock] {
    [
      .words(BilingualName(vi: "SỐ THỨ TỰ", en: "Your number"), PaperStyle(.body, bold: true)),
      .line(facts.number, PaperStyle(.number, bold: true)),
      .words(facts.errand, PaperStyle(.large, bold: true)),
    ] + (tellsDomain(facts) ? [.words(domain(facts), PaperStyle(.body))] : [])
  }

  /// "Nộp hồ sơ đất đai" need not be followed by "Lĩnh vực: Đất đai".
  private static func tellsDomain(_ facts: Facts) -> Bool {
    !facts.errand.vi.lowercased().contains(facts.domain.vi.lowercased())
  }

  private static func domain(_ facts: Facts) -> BilingualName {
    BilingualName(vi: "Lĩnh vực: \(facts.domain.vi)", en: "Field: \(facts.domain.en)")
  }

  private static func waiting(_ facts: Facts) -> [PaperBlock] {
    var blocks: [PaperBlock] = [.rule(cut: false)]
    if let place = facts.place {
      blocks.append(.fact(BilingualName(vi: "Quầy phục vụ", en: "Counter"), value: place))
    }
    blocks.append(
      .fact(
        BilingualName(vi: "Số người chờ trước", en: "People ahead of you"), value: "\(facts.ahead)")
    )
    if let minutes = facts.waitMinutes {
      blocks.append(
        .fact(
          BilingualName(vi: "Dự kiến chờ", en: "Wait, minutes"),
          value: minutes == 0 ? "< 1 phút" : "\(minutes) phút"))
    }
    blocks.append(.fact(BilingualName(vi: "Giờ lấy số", en: "Issued at"), value: issued(facts)))
    return blocks
  }

  /// The day is on the paper once, as the one on which the number is good.
  private static func issued(_ facts: Facts) -> String {
    let time = clock(facts.issued.time)
    return facts.issued.date == facts.serviceDay ? time : "\(time) \(day(facts.issued.date))"
  }

  private static func notices(_ facts: Facts) -> [PaperBlock] {
    var blocks: [PaperBlock] = []
    if let priority = facts.priority {
      blocks.append(
        .words(
          BilingualName(vi: "Ưu tiên: \(priority.vi)", en: "Priority: \(priority.en)"),
          PaperStyle(.body, bold: true)))
    }
    if let time = facts.callableFrom {
      // P-7: a number is kept over lunch, and the paper says so.
      blocks.append(
        .words(
          BilingualName(
            vi: "Sẽ được gọi sau \(clock(time))", en: "Will be called after \(clock(time))"),
          PaperStyle(.large, bold: true, inverted: true)))
    }
    blocks += facts.notices.map { .words($0, PaperStyle(.body, bold: true)) }
    return blocks.isEmpty ? [] : [.rule(cut: false)] + blocks
  }

  private static func code(_ facts: Facts) -> [PaperBlock] {
    guard let code = facts.code else { return [] }
    return [.rule(cut: false), .code(code.payload), .words(code.caption, PaperStyle(.body))]
  }

  private static func foot(_ facts: Facts) -> [PaperBlock] {
    let day = day(facts.serviceDay)
    return [.rule(cut: false)] + facts.instructions.map { .words($0, PaperStyle(.body)) } + [
      .words(
        BilingualName(vi: "Số chỉ có giá trị trong ngày \(day)", en: "Valid on this day only"),
        PaperStyle(.body, bold: true)),
      .space(millimetres: 1),
    ]
  }
}

extension TicketSlip {
  /// What a slip says. Nothing in it tells who the visitor is.
  public struct Facts: Hashable, Sendable {
    public var centre: BilingualName
    /// The number as it is called, such as `A012`.
    public var number: String
    public var errand: BilingualName
    /// Left out on paper when the errand's name already says it.
    public var domain: BilingualName
    /// The day for which the number is good; usually the day of `issued`.
    public var serviceDay: CivilDate
    public var issued: CivilMoment
    /// People in the line before this number, 0 or more.
    public var ahead: Int
    /// The estimate in whole minutes, or `nil` when there is none to give.
    public var waitMinutes: Int?
    /// Where the number is likely to be called, such as `3, 4`.
    public var place: String?
    /// The priority class, or `nil` for an ordinary visitor.
    public var priority: BilingualName?
    /// When the number cannot be called before a time of the day (lunch, an appointment).
    public var callableFrom: CivilTime?
    public var notices: [BilingualName]
    public var code: Code?
    public var instructions: [BilingualName]
    /// When the first slip was printed; the paper is then marked IN LẠI.
    public var reprintOf: CivilMoment?

    public init(
      centre: BilingualName, number: String, errand: BilingualName, domain: BilingualName,
      serviceDay: CivilDate, issued: CivilMoment, ahead: Int, waitMinutes: Int? = nil,
      place: String? = nil, priority: BilingualName? = nil, callableFrom: CivilTime? = nil,
      notices: [BilingualName] = [], code: Code? = nil, instructions: [BilingualName] = [],
      reprintOf: CivilMoment? = nil
    ) {
      self.centre = centre
      self.number = number
      self.errand = errand
      self.domain = domain
      self.serviceDay = serviceDay
      self.issued = issued
      self.ahead = ahead
      self.waitMinutes = waitMinutes
      self.place = place
      self.priority = priority
      self.callableFrom = callableFrom
      self.notices = notices
      self.code = code
      self.instructions = instructions
      self.reprintOf = reprintOf
    }
  }

  /// The QR code of a slip and the words below it.
  public struct Code: Hashable, Sendable {
    /// An address when the centre has a public one, else the bare token.
    public var payload: String
    public var caption: BilingualName

    public init(
      payload: String,
      caption: BilingualName = BilingualName(
        vi: "Quét mã để xem lượt của mình", en: "Scan to follow your place in line")
    ) {
      self.payload = payload
      self.caption = caption
    }
  }

  /// `21/11/2026`, as dates are written in Viet Nam.
  static func day(_ date: CivilDate) -> String {
    "\(twoDigits(date.day))/\(twoDigits(date.month))/\(date.year)"
  }

  /// `07:42`; seconds mean nothing to a visitor.
  static func clock(_ time: CivilTime) -> String {
    "\(twoDigits(time.seconds / 3_600)):\(twoDigits(time.seconds / 60 % 60))"
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
