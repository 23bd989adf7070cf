/// What asking an applicant for more does to a term, and how often it may be done.
extension Regulation {
  /// The last day on which a supplement request may go out (LC 15.3.b; VL 4.3.d).
  ///
  /// A procedure's own law may set another number of days, where the centre's rules let it.
  public func supplementNoticeLatest(
    receivedOn: CivilDate, specialLawDays: Int? = nil
  ) throws(DossierRefusal) -> CivilDate {
    let own = life.supplement.specialLawOverrides ? specialLawDays : nil
    return try dueDate(from: receivedOn, days: own ?? life.supplement.noticeWorkingDays)
  }

  /// Whether one more request may be made at this stage (LC 12.3.a; KT 12.1.c; X-2).
  public func supplementVerdict(
    stage: SupplementStage, alreadyRequested: Int
  ) -> SupplementVerdict {
    let isWithin = alreadyRequested < life.supplement.maxCount
    return SupplementVerdict(
      isAllowed: isWithin || life.supplement.limit == .soft, isPastLimit: !isWithin,
      clause: citation([.supplementMax, .supplementLimit]))
  }

  /// Whether this request, counted from 1 at its stage, carries an apology (HU QT II.2, PH-1).
  public func apologyRequired(stage: SupplementStage, ordinal: Int) -> Bool {
    switch stage {
    case .intake: ordinal >= life.apology.intakeAt
    case .processing: ordinal > life.apology.processingAbove
    }
  }

  /// A term after its clock stopped, for requests and supplements in their order.
  ///
  /// Restart: as many days anew from the supplement. Resume: the days used up to and including the
  /// day of the request stay used, and at least `minimumRemaining` are left (P-24).
  /// - Throws: `clockStopOutOfOrder` when a request or a supplement lies before what it follows.
  public func supplemented(
    from received: CivilDate, days: Int, stops: [ClockStop],
    mode: SupplementRule.Clock? = nil, minimumRemaining: Int? = nil
  ) throws(DossierRefusal) -> SupplementedTerm {
    let mode = mode ?? life.supplement.clock
    let least = 2 * (minimumRemaining ?? life.supplement.minimumRemaining)
    let originalDue = try dueDate(from: received, days: days)
    var begin = received
    var left = 2 * days
    var elapsed = 0
    for stop in stops {
      guard begin <= stop.requestedOn, stop.requestedOn <= stop.suppliedOn else {
        throw .clockStopOutOfOrder
      }
      let used = halves(after: begin, through: stop.requestedOn)
      elapsed += used
      left = mode == .restart ? 2 * days : max(left - used, least)
      begin = stop.suppliedOn
    }
    let end = try lastDay(from: begin, halves: left)
    guard let close = closeForPublic(on: end) else { throw .noWorkingDay(after: begin) }
    let rules: [RegulationKey] =
      stops.isEmpty ? [.countFrom, .dueTime] : [.supplementClock, .countFrom, .dueTime]
    return SupplementedTerm(
      originalDue: originalDue, mode: mode, elapsedHalves: elapsed, remainingHalves: left,
      term: Term(
        startCountDay: begin, dueDate: end, dueAt: close, days: (left + 1) / 2,
        clause: citation(rules)))
  }
}

/// A stretch during which a term does not run: from a supplement request to the full supplement.
public struct ClockStop: Hashable, Sendable, Codable {
  /// The day the request went out; it still counts as used.
  public var requestedOn: CivilDate
  /// The day of deemed receipt of the full supplement.
  public var suppliedOn: CivilDate

  public init(requestedOn: CivilDate, suppliedOn: CivilDate) {
    self.requestedOn = requestedOn
    self.suppliedOn = suppliedOn
  }

  private enum CodingKeys: String, CodingKey {
    case requestedOn, suppliedOn
  }
}

/// A term after supplements, with what was used and what was left in halves of a day.
public struct SupplementedTerm: Hashable, Sendable {
  public var originalDue: CivilDate
  public var mode: SupplementRule.Clock
  /// Half days used before the clock stopped, all stops together.
  public var elapsedHalves: Int
  /// Half days counted from the last supplement on.
  public var remainingHalves: Int
  public var term: Term
}

/// Whether one more supplement request may go out.
public struct SupplementVerdict: Hashable, Sendable {
  public var isAllowed: Bool
  /// Past the number allowed: refused where the limit is hard, warned of and recorded where soft.
  public var isPastLimit: Bool
  public var clause: String

  /// Whether going on regardless must be listed for supervision.
  public var needsAudit: Bool { isPastLimit }
}
