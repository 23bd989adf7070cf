import Dossiers
import Store
import Ticketing

/// What the hall has answered to people: from then on it is true, whatever breaks.
struct Promises {
  /// One wish of one person, asked as often as the network makes them.
  struct Wish: Hashable {
    let number: Int
    /// Names the wish in the log, so that a second carrying out is seen.
    var actor: Ticketing.Actor { Actor("client:\(number)") }
    var key: String { "wish-\(number)" }
  }

  /// The first answer to each wish.
  private(set) var answers: [Wish: Answer] = [:]
  private(set) var wishes = 0
  /// Answers that the log has not been compared with yet.
  private var fresh: [(wish: Wish?, recorded: [RecordedEvent])] = []
  /// The actors of keyed wishes found in the log, with the row that carried them out.
  private var carriedOut: [String: Int64] = [:]
  /// Of wishes about dossiers, by their actor: the last row that came of it, which is one step.
  private var steps: [String: (row: Int64, dossier: DossierID, at: Moment)] = [:]
  /// What is asked of dossiers, by the actor.
  private(set) var asked: [String: Asked] = [:]
  private var refused: Set<String> = []
  /// Dossiers as they were told to clients, by the last row that came of the wish.
  private(set) var told: [(row: Int64, dossier: Dossier)] = []

  /// What somebody asks of a dossier.
  struct Asked: Sendable {
    var which: DossierRequest.Which
    var wish: DossierRequest.Wish
    var role: DossierActor
    /// It happened earlier and was first written on paper.
    var secondsAgo: Int?
    var text: String?
  }

  struct Answer: Hashable {
    var ticket: TicketID?
    var label: String?
    var dossier: String?
    var row: Int64
  }

  /// Whether somebody was answered since the last comparison.
  var areFresh: Bool { !fresh.isEmpty }

  mutating func newWish() -> Wish {
    wishes += 1
    return Wish(number: wishes)
  }

  /// Notes an answer that has reached its client.
  ///
  /// - Returns: what is wrong with it, if anything: a repeat must say the same.
  mutating func note(_ answer: HallAnswer, to wish: Wish?) -> String? {
    fresh.append((wish, answer.recorded))
    guard let wish, let first = answer.recorded.first else { return nil }
    let now = Answer(
      ticket: answer.ticket, label: answer.visit?.label,
      dossier: answer.dossier?.accepted?.code.text,
      row: first.id)
    guard let before = answers[wish] else {
      answers[wish] = now
      return nil
    }
    guard before.row == now.row, before.ticket == now.ticket, before.dossier == now.dossier,
      before.label == nil || now.label == nil || before.label == now.label
    else { return "wish \(wish.number) was answered with row \(before.row), then row \(now.row)" }
    return nil
  }

  /// Compares what was answered since the last look with the rows of the log.
  mutating func compare(with rows: [RecordedEvent?]) -> [String] {
    defer { fresh = [] }
    var wrong: [String] = []
    for (_, recorded) in fresh {
      for event in recorded {
        let index = Int(event.id) - 1
        guard rows.indices.contains(index), let row = rows[index] else {
          wrong.append("row \(event.id) was answered and is not in the log")
          continue
        }
        if row.event != event.event { wrong.append("row \(event.id) is not what was answered") }
      }
    }
    return wrong
  }

  /// A row of the log: each wish is carried out once at most.
  mutating func follow(_ row: RecordedEvent) -> String? {
    let actor = row.actor.text
    guard actor.hasPrefix("client:") else { return nil }
    if refused.contains(actor) { return "\(actor) was refused, and row \(row.id) is in the log" }
    let isFirst: Bool
    switch row.event {
    case .ticketIssued, .slipAsked: isFirst = true
    case .dossierAccepted, .dossier: isFirst = !goesOn(row)
    default: return nil
    }
    if let dossier = row.event.dossier(at: row.id) { steps[actor] = (row.id, dossier, row.at) }
    guard isFirst, let before = carriedOut.updateValue(row.id, forKey: actor) else { return nil }
    return "\(actor) asked once and was carried out in row \(before) and row \(row.id)"
  }

  /// Whether the row belongs to the step in a dossier's life that the row before it belongs to.
  private func goesOn(_ row: RecordedEvent) -> Bool {
    guard let step = steps[row.actor.text] else { return false }
    return step.row == row.id - 1 && step.dossier == row.event.dossier(at: row.id)
      && step.at == row.at
  }
}

// MARK: - Dossiers

extension Promises {
  mutating func note(_ asked: Asked, of wish: Wish) { self.asked[wish.actor.text] = asked }

  /// A wish that was refused is not asked again, and leaves nothing.
  mutating func noteRefusal(of wish: Wish) { refused.insert(wish.actor.text) }

  /// Notes an answer about a dossier that has reached its client.
  mutating func note(_ answer: DossierAnswer, to wish: Wish) -> String? {
    guard let first = answer.recorded.first, let last = answer.recorded.last else { return nil }
    fresh.append((wish, answer.recorded))
    if !answer.repeated { told.append((last.id, answer.dossier)) }
    let now = Answer(dossier: "\(answer.dossier.id)", row: first.id)
    guard let before = answers[wish] else {
      answers[wish] = now
      return nil
    }
    return before == now
      ? nil : "wish \(wish.number) was answered with row \(before.row), then row \(now.row)"
  }

  mutating func forgetTold() { told = [] }
}
