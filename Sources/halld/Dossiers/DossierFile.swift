internal import Dossiers
internal import Hummingbird
internal import Store
internal import Ticketing

/// A dossier's file as staff see it: where it stands, until when and why, whose hands it is in,
/// its papers, its way so far, and what this account may do now.
///
/// Opening it is on record, as looking a dossier up is; who the applicant is stands elsewhere.
struct DossierFile {
  let stored: StoredDossier
  /// The dossier as it is now, or was when a paper was made.
  var dossier: Dossier
  /// Its events with their rows and times, oldest first.
  let events: [Row]
  let context: LifeContext?
  let staff: StaffSession
  let now: Moment

  /// One thing that happened, and its row of the log.
  struct Row: Sendable {
    var seq: Int64
    var event: DossierEvent
    var at: CivilMoment
    var actor: Actor
  }

  /// A paper of its life and the row that made it.
  struct Paper: Sendable {
    var row: Row
    var document: DocumentIssued
  }

  static func answer(_ exchange: Exchange) async throws -> Response {
    try exchange.noQuery()
    let file = try open(exchange)
    if let code = file.dossier.code?.text {
      try await exchange.web.store.noteReading(
        ofDossier: code, by: file.staff.actor, at: exchange.now)
    }
    return Answer.json { $0.file(file, exchange.web) }
  }

  /// The file of the dossier that the path names, if this account may have it open.
  static func open(_ exchange: Exchange) throws -> DossierFile {
    try file(of: try DossierPlace.find(exchange), exchange)
  }

  /// The file of a dossier that the account has just done something to.
  static func of(_ id: DossierID, _ exchange: Exchange) throws -> DossierFile {
    guard let stored = try exchange.web.store.dossier(id) else { throw Problem.dossierNotFound }
    return try file(of: stored, exchange)
  }

  private static func file(of stored: StoredDossier, _ exchange: Exchange) throws -> DossierFile {
    let staff = try exchange.signedIn()
    return DossierFile(
      stored: stored, dossier: stored.dossier,
      events: try events(of: stored.dossier.id, exchange.web),
      context: try? exchange.web.plan.context(
        of: stored.dossier, procedure: stored.dossier.procedure, actor: staff.inLife,
        at: exchange.now.civil),
      staff: staff, now: exchange.now)
  }

  /// What happened in a dossier's life, as its rows of the log tell it.
  static func events(
    of id: DossierID, _ web: WebParts
  ) throws -> [Row] {
    try web.store.history(of: id).compactMap { entry in
      switch entry.event {
      case .dossierAccepted(let event):
        return Row(
          seq: entry.seq, event: .accepted(event.accepted), at: entry.occurredAt.civil,
          actor: entry.actor)
      case .dossier(let step):
        guard case .life(let event) = step.fact else { return nil }
        return Row(
          seq: entry.seq, event: event, at: entry.occurredAt.civil, actor: entry.actor)
      default: return nil
      }
    }
  }

  /// The papers of its life with their rows, in order: the first is document 1.
  var papers: [Paper] {
    events.compactMap { row in
      if case .documentIssued(let document) = row.event {
        Paper(row: row, document: document)
      } else {
        nil
      }
    }
  }

  var timeline: DossierTimeline { DossierTimeline(events.map { ($0.event, $0.at) }) }

  /// Why the term ends when it ends; `nil` before acceptance, and for a day that was moved by a
  /// decision: no count leads to it.
  var explanation: TermExplanation? {
    guard let context, let accepted = dossier.accepted, let base = dossier.baseTerm else {
      return nil
    }
    let rules = context.acceptanceRules ?? context.rules
    let receipt = receipt(accepted, base, rules)
    let explanation = try? rules.explain(
      from: receipt, length: context.procedure.term, stops: dossier.stops,
      arrivedAt: arrived(accepted, receipt))
    return explanation?.term.dueDate == dossier.term?.dueDate ? explanation : nil
  }

  /// The moment from which the term was counted; after a correction it is counted anew.
  private func receipt(
    _ accepted: DossierAccepted, _ base: Term, _ rules: Regulation
  ) -> CivilMoment {
    let received = accepted.receivedAt
    if base.startCountDay == received.date { return received }
    if let deemed = try? rules.deemedReceipt(received), deemed.date == base.startCountDay {
      return deemed
    }
    return CivilMoment(date: base.startCountDay, time: .midnight)
  }

  /// When it really came: by post that is later than the stamp from which it counts (LC 13.1).
  private func arrived(_ accepted: DossierAccepted, _ receipt: CivilMoment) -> CivilMoment {
    guard dossier.version == 1 else { return receipt }
    return dossier.channel == .post
      ? dossier.completedAt ?? dossier.receivedAt : accepted.receivedAt
  }
}
