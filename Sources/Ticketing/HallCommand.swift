public import Dossiers

/// What somebody asks of the hall; a pure rule answers with events or a refusal.
public enum HallCommand: Sendable, Hashable {
  // The kiosk, the reception desk, the phone.
  case issue(TicketRequest)
  /// A number of the paper pad, handed out in a blackout and entered afterwards.
  case enterPad(number: String, errand: ErrandID, at: Moment)
  case cancel(TicketID, by: CancelledBy)
  /// A visitor who missed every call, or went for a supplement, is back (P-9).
  case comeBack(TicketID)
  /// The visitor stands in the wrong line; the number and its place in time stay.
  case correct(TicketID, to: ErrandID)
  /// Reception has looked at the proof: the class stands; without one the visitor is ordinary (P-10).
  case confirmPriority(TicketID, PriorityID?)
  /// Another slip of the same number, marked IN LẠI.
  case reprint(TicketID)

  // The counter.
  case openCounter(CounterID, officer: String)
  case pauseCounter(CounterID, reason: PauseReason, back: CivilTime?)
  case closeCounter(CounterID)
  case callNext(CounterID)
  /// Out of turn; the reason is typed text, kept outside the log (LC 6.1.g).
  case call(CounterID, TicketID, reason: String?)
  case recall(CounterID)
  case start(CounterID)
  /// Not there: called again by itself while others are served. In service: held for later.
  case park(CounterID)
  /// As `park`, refused once service has begun.
  case noShow(CounterID)
  case transfer(CounterID, to: TransferTarget, thenBack: Bool)
  case finish(CounterID, StopOutcome)

  // Supervision.
  case arrange(ArrangementCommand)

  // The dossier.
  case intake(CounterID?, TicketID?, Intake)

  // The machine is down, or was.
  case incident(IncidentCommand)

  // The printers.
  case slip(JobID, SlipProgress)

  /// What is due by itself: the day's turn, repeated calls, expiry.
  case timePasses
}

/// A number asked for.
public struct TicketRequest: Sendable, Hashable {
  public var errand: ErrandID
  public var priority: PriorityID?
  public var origin: TicketOrigin
  /// The kiosk or desk it is asked at; its printer prints the slip.
  public var station: String
  /// Dossiers the visitor brings.
  public var dossiers: Int

  public init(
    errand: ErrandID, priority: PriorityID? = nil, origin: TicketOrigin = .kiosk,
    station: String = "kiosk-1", dossiers: Int = 1
  ) {
    self.errand = errand
    self.priority = priority
    self.origin = origin
    self.station = station
    self.dossiers = dossiers
  }
}

public enum CancelledBy: String, Sendable, Hashable, Codable {
  case citizen, staff
}

/// Where a visitor is sent on to.
public enum TransferTarget: Sendable, Hashable {
  case errand(ErrandID)
  case counter(CounterID)
}

/// Why a counter stands still for a while; a code, so that no name reaches a public screen.
public enum PauseReason: String, Sendable, Hashable, Codable, CaseIterable {
  case shortBreak = "break"
  case lunch, meeting, technical, other
}

extension HallCommand {
  /// When what it tells of happened: now, or at the time that stands on a paper.
  public func occurredAt(now: Moment) -> Moment {
    switch self {
    case .enterPad(_, _, let at): min(at, now)
    case .incident(let command):
      command.occurredAt.map { min(Moment($0, utcOffsetSeconds: now.utcOffsetSeconds), now) } ?? now
    default: now
    }
  }
}
