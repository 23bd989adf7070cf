/// A step in a dossier's life while it is being decided: the dossier as it will be, and the events so far.
struct LifeStep {
  private(set) var dossier: Dossier
  private(set) var events: [DossierEvent] = []
  let context: LifeContext

  init(_ dossier: Dossier, _ context: LifeContext) {
    self.dossier = dossier
    self.context = context
  }

  /// A step of a dossier that begins with this event.
  init(opening opened: DossierOpened, _ context: LifeContext) {
    self.init(Dossier(id: DossierID(0), opened: opened, at: context.at), context)
    events.append(.opened(opened))
  }

  var life: LifeRules { context.life }
  var actor: DossierActor { context.actor }
  var procedure: Procedure { context.procedure }
  /// The agency behind the actor, or the one that decides the dossier.
  var agency: String { context.actor.agency ?? dossier.agency ?? procedure.leadAgency }

  mutating func add(_ event: DossierEvent) {
    dossier.apply(event, at: context.at)
    events.append(event)
  }

  /// A paper for the applicant, always from the Centre's hand, by the channel of filing.
  mutating func give(
    _ document: DocumentKind, from issuer: String = Procedure.centre, copies: [Recipient] = [],
    by delivery: Delivery? = nil, reason: String? = nil, items: [String] = [],
    dueAt: CivilMoment? = nil
  ) {
    let byChannel: Delivery =
      switch dossier.channel {
      case .counter: .inHand
      case .post: .post
      case .online: .online
      }
    issue(
      document, from: issuer, to: .applicant, copies: copies, by: delivery ?? byChannel,
      reason: reason, items: items, dueAt: dueAt)
  }

  /// A paper between offices.
  mutating func issue(
    _ document: DocumentKind, from issuer: String = Procedure.centre, to recipient: Recipient,
    copies: [Recipient] = [], by delivery: Delivery = .office, reason: String? = nil,
    items: [String] = [], dueAt: CivilMoment? = nil
  ) {
    add(
      .documentIssued(
        DocumentIssued(
          document: document, issuer: issuer, recipient: recipient, copies: copies,
          delivery: delivery, ordinal: dossier.documents[document, default: 0] + 1, reason: reason,
          items: items, dueAt: dueAt)))
  }

  mutating func tellApplicant(_ notice: NoticeKind) {
    add(
      .noticeAsked(
        NoticeAsked(
          notice: notice, recipient: .applicant, party: nil, channels: life.notify.channels)))
  }

  mutating func tell(_ recipient: Recipient, _ notice: NoticeKind, party: String? = nil) {
    add(
      .noticeAsked(
        NoticeAsked(notice: notice, recipient: recipient, party: party, channels: [])))
  }

  mutating func enter(_ book: RegisterEntered.Book) {
    add(.registerEntered(RegisterEntered(book: book)))
  }

  mutating func breach(_ breach: BreachFound.Breach) {
    add(.breachFound(BreachFound(breach: breach)))
  }

  /// The term that counts; every state that asks for it has one.
  func term() throws(DossierRefusal) -> Term {
    guard let term = dossier.term else { throw .life(.dossierNeeded) }
    return term
  }

  /// The term as it was counted from receipt.
  func base() throws(DossierRefusal) -> Term {
    guard let base = dossier.baseTerm else { throw .life(.dossierNeeded) }
    return base
  }

  func isLate() -> Bool { dossier.isOverdue(at: context.at) }
}
