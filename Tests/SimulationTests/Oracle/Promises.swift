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
    guard row.actor.text.hasPrefix("client:") else { return nil }
    switch row.event {
    case .ticketIssued, .dossierAccepted, .slipAsked: break
    case .dossier:
      // What an acceptance brings with it: papers, registers, what falls due.
      return carriedOut[row.actor.text] == nil ? "row \(row.id) came from no wish" : nil
    default: return nil
    }
    if let before = carriedOut.updateValue(row.id, forKey: row.actor.text) {
      return "\(row.actor) asked once and was carried out in row \(before) and row \(row.id)"
    }
    return nil
  }
}
