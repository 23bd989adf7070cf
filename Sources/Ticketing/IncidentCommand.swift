public import Dossiers

/// What somebody asks of the hall in an incident.
public enum IncidentCommand: Sendable, Hashable {
  /// Tells that the machine is down; a leader has to confirm it (P-27).
  case propose(cause: IncidentCause, affected: [IncidentArea], startedAt: CivilMoment)
  /// Confirms a proposal, with the start put right when it was wrong.
  case open(IncidentID, startedAt: CivilMoment?)
  case decline(IncidentID)
  /// The machine is back; these papers were used meanwhile, as `P001-P012, P015`.
  case close(IncidentID, endedAt: CivilMoment, pads: String, forms: String)
  /// Further papers that were used.
  case declare(IncidentID, pads: String, forms: String)

  /// A pad number whose holder still waits: joins the line at the time it was handed out.
  case enterTicket(IncidentID, number: String, errand: ErrandID, handedOut: CivilMoment)
  /// A pad number whose holder was served on paper.
  case enterVisit(
    IncidentID, number: String, errand: ErrandID, handedOut: CivilMoment, PaperService)
  /// A number of the machine's whose holder was served on paper.
  case enterService(IncidentID, ticket: TicketID, PaperService)
  /// A dossier that was taken in on a form.
  case enterForm(IncidentID, IntakeFormEntry)
  /// A paper that holds nothing to enter, or a run of them as `P004-P012`; the reason is typed text, kept outside the log.
  case void(IncidentID, paper: String, reason: String)

  /// The time that stands on the paper, when it is about one.
  public var occurredAt: CivilMoment? {
    switch self {
    case .enterTicket(_, _, _, let handedOut): handedOut
    case .enterVisit(_, _, _, _, let service), .enterService(_, _, let service):
      service.finishedAt
    case .enterForm(_, let entry): entry.intake.receivedAt
    case .propose, .open, .decline, .close, .declare, .void: nil
    }
  }
}

/// What stands on an intake form, apart from the applicant, who stays on paper.
public struct IntakeFormEntry: Sendable, Hashable {
  /// The form's number, `SC-0001`.
  public var form: String
  /// With the real time of receipt.
  public var intake: Intake
  public var counter: CounterID
  /// The account of the officer who took the dossier in.
  public var officer: String
  /// The number the visitor held, when the paper says one.
  public var ticket: String?

  public init(
    form: String, intake: Intake, counter: CounterID, officer: String, ticket: String? = nil
  ) {
    self.form = form
    self.intake = intake
    self.counter = counter
    self.officer = officer
    self.ticket = ticket
  }
}
