public import Dossiers

/// Something that happened to a dossier, apart from its acceptance, which has an event of its own.
public struct DossierStep: Sendable, Hashable {
  /// The dossier; `nil` for what begins one: its id is then the event's own sequence.
  public var dossier: DossierID?
  /// Its code as it was known then.
  public var code: String?
  /// The visit in which it happened, and where.
  public var ticket: TicketID?
  public var counter: CounterID?
  public var fact: Fact

  /// What happened; the acceptance is a `DossierFromVisit`.
  public enum Fact: Sendable, Hashable {
    case life(DossierEvent)
    /// What will fall due from now on; takes the place of what was said before.
    case watched([DueItem])
    /// This fell due, and whoever must act was told so: once.
    case reminded(DueItem)
  }

  public init(
    dossier: DossierID?, code: String?, ticket: TicketID? = nil, counter: CounterID? = nil,
    fact: Fact
  ) {
    self.dossier = dossier
    self.code = code
    self.ticket = ticket
    self.counter = counter
    self.fact = fact
  }
}

extension HallEvent {
  /// The dossier it is about, when it is about one.
  public func dossier(at seq: Int64) -> DossierID? {
    switch self {
    case .dossierAccepted(let event): event.dossier ?? DossierID(seq)
    case .dossier(let step): step.dossier ?? DossierID(seq)
    default: nil
    }
  }
}
