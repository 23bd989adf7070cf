/// The wish to accept a complete dossier: everything the rules need to know of it.
///
/// Values only; the moment, the ordinal and the scanned text are handed in.
/// Source: LC 13; KT 4.2; HU QC 5.2.
public struct Intake: Hashable, Sendable {
  public var procedure: Procedure
  public var channel: Channel
  /// When it arrived by the centre's clock; for a back-entry, the real time (LC 3.3).
  public var receivedAt: CivilMoment
  public var code: Code

  /// What the catalogue says of a procedure.
  public struct Procedure: Hashable, Sendable {
    public var id: String
    /// Working days allowed, 1 to 3,650; not looked at for `sameDay`.
    public var days: Int
    /// Settled the same day (giải quyết trong ngày).
    public var sameDay: Bool
    /// Hours of work instead of days; `nil` for a term in days.
    public var hours: Int?
    public var agency: String?

    public init(id: String, days: Int, sameDay: Bool = false, agency: String? = nil) {
      self.id = id
      self.days = days
      self.sameDay = sameDay
      self.agency = agency
    }

    /// With the term as the catalogue gives it.
    public init(id: String, term: TermLength, agency: String? = nil) {
      self.init(id: id, days: max(1, term.days), sameDay: term == .sameDay, agency: agency)
      if case .workingHours(let hours) = term { self.hours = hours }
    }

    /// How long it may take.
    public var term: TermLength {
      if sameDay { return .sameDay }
      return hours.map { .workingHours($0) } ?? .workingDays(days)
    }
  }

  /// How the dossier came, with what that channel adds.
  public enum Channel: Hashable, Sendable {
    case counter
    /// With the arrival stamp of the post, as the officer reads it off the envelope.
    case post(arrivalStamp: CivilDate)
    case online

    /// The channel as it is stored.
    public var stored: IntakeChannel {
      switch self {
      case .counter: .counter
      case .post: .post
      case .online: .online
      }
    }
  }

  /// Where the dossier's code comes from.
  public enum Code: Hashable, Sendable {
    /// Made by the hall with this ordinal of the day of receipt.
    case given(ordinal: Int)
    /// Read by a scanner or typed: untrusted text.
    case scanned(String)
  }

  public init(procedure: Procedure, channel: Channel, receivedAt: CivilMoment, code: Code) {
    self.procedure = procedure
    self.channel = channel
    self.receivedAt = receivedAt
    self.code = code
  }

  /// When the dossier counts as received: its code bears this day and its term starts from it.
  ///
  /// The hall counts its ordinals by this day. At the counter an officer has it in hand, so that is
  /// the moment, whatever the hour; online by deemed receipt (P-19); by post on the stamp's day
  /// (LC 13.1).
  /// - Throws: `arrivalStampImplausible` for a stamp of tomorrow or of more than a year ago.
  public func receipt(under rules: Regulation) throws(DossierRefusal) -> CivilMoment {
    switch channel {
    case .counter:
      return receivedAt
    case .online:
      return try rules.deemedReceipt(receivedAt)
    case .post(let stamp):
      let age = receivedAt.date.daysSinceEpoch - stamp.daysSinceEpoch
      guard (0...366).contains(age) else { throw .arrivalStampImplausible(stamp) }
      let day = try rules.postalReceipt(arrivalStamp: stamp, openedOn: receivedAt.date)
      guard let opening = rules.calendar.opening(of: day, clock: .working) else {
        throw .noWorkingDay(after: day)
      }
      return opening
    }
  }

  /// Accepts the dossier under these rules: its code and its term, or the rule that forbids it.
  ///
  /// Whether a scanned code is already in use is the store's to know; it answers `codeTaken`.
  public func decide(under rules: Regulation) throws(DossierRefusal) -> DossierAccepted {
    let receipt = try receipt(under: rules)
    guard rules.decision.effectiveFrom <= receipt.date else {
      throw .regulationNotYetInForce(rules.id, from: rules.decision.effectiveFrom)
    }
    let term = try rules.term(from: receipt, length: procedure.term)
    let (code, origin) = try code(of: receipt.date, under: rules.code)
    let stamp: CivilDate? = if case .post(let stamp) = channel { stamp } else { nil }
    return DossierAccepted(
      code: code, codeOrigin: origin, procedure: procedure.id, agency: procedure.agency,
      channel: channel.stored, receivedAt: stamp == nil ? receivedAt : receipt,
      arrivalStamp: stamp, term: term, regulation: rules.id)
  }

  /// Why the dossier is due when it is, for the receipt slip and the counter's page.
  ///
  /// - Throws: what `receipt` and `Regulation.explain` throw.
  public func explanation(under rules: Regulation) throws(DossierRefusal) -> TermExplanation {
    try rules.explain(
      from: try receipt(under: rules), length: procedure.term, arrivedAt: receivedAt)
  }

  private func code(
    of day: CivilDate, under rule: CodeRule
  ) throws(DossierRefusal) -> (DossierCode, CodeOrigin) {
    switch (code, rule.source) {
    case (.given, .province):
      throw .codeComesFromProvince
    case (.scanned, .hall), (.scanned, .range):
      throw .codeComesFromHall
    case (.given(let ordinal), _):
      return (try rule.code(receivedOn: day, ordinal: ordinal), .hall)
    case (.scanned(let text), .province):
      let code = try rule.read(text)
      guard code.day <= max(day, receivedAt.date) else { throw .codeDayInFuture(code.day) }
      return (code, .province)
    }
  }
}
