/// A dossier's number inside the system: the log sequence of the event that created it.
///
/// Never shown to the public; the dossier code is.
public struct DossierID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public var description: String { String(rawValue) }

  public static func < (one: DossierID, other: DossierID) -> Bool { one.rawValue < other.rawValue }
}

/// A dossier as its events tell it; holds nothing personal.
///
/// `decide` answers a command with events or a refusal; `apply` makes the dossier what the events
/// say. Applying the same events to a new one gives the same dossier.
public struct Dossier: Hashable, Sendable {
  public let id: DossierID
  public internal(set) var state: DossierState
  /// The catalogue's id of the procedure.
  public internal(set) var procedure: String
  /// The agency that decides; never the Centre (LC 3.1).
  public internal(set) var agency: String?
  public internal(set) var channel: IntakeChannel
  /// When it first came, and by post its stamp.
  public internal(set) var receivedAt: CivilMoment
  public internal(set) var arrivalStamp: CivilDate?
  /// The code on its slip; from registration on where the centre prints one, else from acceptance.
  public internal(set) var code: DossierCode?
  /// `nil` before acceptance.
  public internal(set) var accepted: DossierAccepted?

  /// The term that counts now; `nil` before acceptance.
  public internal(set) var term: Term?
  public internal(set) var clock = LifeClock.notStarted
  /// The term as it was counted from receipt, or from a correction; supplements reckon from it.
  public internal(set) var baseTerm: Term?
  /// When the clock stood, one stretch for each supplement.
  public internal(set) var stops: [ClockStop] = []
  /// Which making of the result this is; from 2 after a correction.
  public internal(set) var version = 1

  public internal(set) var medium = DossierMedium.paper
  public internal(set) var applicant = ApplicantKind.person
  public internal(set) var resultChannel = ResultChannel.counter
  /// The components that were taken in.
  public internal(set) var components: Set<String> = []
  /// Components that are held as data of legal value; nobody asks for them again (LC 6.1.e).
  public internal(set) var heldData: Set<String> = []
  /// What the supplement slip that is out asks for.
  public internal(set) var supplementItems: [String] = []
  /// Originals that are to be given back (LC 16.2).
  public internal(set) var originalsHeld: [String] = []
  /// Who holds the papers: one at any time.
  public internal(set) var holder = Holder.applicant
  /// Who carries the bag they are in.
  public internal(set) var bagCarrier: Carrier?
  /// The last supplement at intake came then; the term counts from the full dossier.
  public internal(set) var completedAt: CivilMoment?

  public internal(set) var intakeSupplements = 0
  public internal(set) var processingSupplements = 0
  public internal(set) var feePaid = 0
  public internal(set) var feeRequested: Int?
  /// The number of the Centre's transfer slip (LC 19.6).
  public internal(set) var transferSlip: String?
  public internal(set) var officer: String?
  /// Whether the agency has passed it on to the specialist unit (LC 19.5).
  public internal(set) var isPassedOn = false
  /// The day the last verification was done.
  public internal(set) var appraisedOn: CivilDate?
  public internal(set) var consultations: [Consultation] = []
  public internal(set) var chain: LinkedChain?
  /// The results the agency gave, by name of paper.
  public internal(set) var results: [String] = []

  public internal(set) var rescheduleCount = 0
  /// The agency's notice that waits for the Centre to change the date.
  public internal(set) var extensionAsked: ExtensionAsked?
  public internal(set) var faultAdmitted: FaultAdmitted?
  public internal(set) var expectedOverdueNotified = false
  public internal(set) var isUrged = false
  public internal(set) var explanationFiled = false
  public internal(set) var cause: DelayCause?
  public internal(set) var wasRefused = false
  /// The result reached the Centre, or was refused, after the day promised.
  public internal(set) var wasLate = false
  public internal(set) var isLostOrDamaged = false
  public internal(set) var isIncidentEntered = false
  public internal(set) var uncollectedSince: CivilMoment?
  public internal(set) var isFeeRefunded = false
  /// How many documents of each kind have been issued.
  public internal(set) var documents: [DocumentKind: Int] = [:]
  public internal(set) var breaches: [BreachFound.Breach] = []
  /// The last thing that happened.
  public internal(set) var changedAt: CivilMoment

  /// The dossier that the acceptance with this log sequence created.
  public init(id: DossierID, accepted: DossierAccepted) {
    self.id = id
    state = .accepted
    procedure = accepted.procedure
    agency = accepted.agency
    channel = accepted.channel
    receivedAt = accepted.receivedAt
    arrivalStamp = accepted.arrivalStamp
    changedAt = accepted.receivedAt
    holder = .centre
    take(accepted)
  }

  /// The dossier that this event with this log sequence opened.
  init(id: DossierID, opened: DossierOpened, at moment: CivilMoment) {
    self.id = id
    state = opened.state
    procedure = opened.procedure
    agency = opened.agency
    channel = opened.channel
    receivedAt = opened.receivedAt
    arrivalStamp = opened.arrivalStamp
    code = opened.code
    changedAt = moment
    holder = opened.state == .registered ? .applicant : .centre
  }

  /// The dossier that begins with this event, or `nil` when no dossier can begin with it.
  public init?(id: DossierID, first event: DossierEvent, at moment: CivilMoment) {
    switch event {
    case .opened(let opened): self.init(id: id, opened: opened, at: moment)
    case .accepted(let accepted): self.init(id: id, accepted: accepted)
    default: return nil
    }
  }

  /// The dossier that these events make, in their order; `nil` when they do not begin one.
  public static func replay(
    id: DossierID, _ events: some Sequence<(event: DossierEvent, at: CivilMoment)>
  ) -> Dossier? {
    var dossier: Dossier?
    for (event, moment) in events {
      if dossier == nil {
        guard let begun = Dossier(id: id, first: event, at: moment) else { return nil }
        dossier = begun
      } else {
        dossier?.apply(event, at: moment)
      }
    }
    return dossier
  }

  mutating func take(_ acceptance: DossierAccepted) {
    accepted = acceptance
    code = acceptance.code
    agency = acceptance.agency ?? agency
    term = acceptance.term
    baseTerm = acceptance.term
    clock = .running
    state = .accepted
  }
}

/// Whether a dossier's time counts.
public enum LifeClock: Hashable, Sendable {
  case notStarted, running
  /// A supplement is awaited; this day still counts as used.
  case stopped(on: CivilDate)
  /// A result, a refusal or a withdrawal ended it.
  case ended
}

/// An opinion asked of another agency; the term runs on (LC 15.4; P-23).
public struct Consultation: Hashable, Sendable {
  /// From 1 within the dossier.
  public let number: Int
  public let agency: String
  public let dueAt: CivilMoment
  public var answered: ConsultationMeans?
  public var isEscalated = false

  public var isOpen: Bool { answered == nil }
}

/// Several agencies at work on one dossier (LC 15.5; SL 7.1.đ).
public struct LinkedChain: Hashable, Sendable {
  public let lead: String
  public let parts: [ChainPart]
  public let order: LinkedRule.Order
  public var done: Set<String> = []

  public var isDone: Bool { parts.allSatisfy { done.contains($0.agency) } }
  /// Whose turn it is on paper.
  public var next: String? { parts.first { !done.contains($0.agency) }?.agency }
}
