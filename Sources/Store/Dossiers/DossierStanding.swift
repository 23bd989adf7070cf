internal import Dossiers
internal import GRDB
internal import Ticketing

/// A dossier and what the log's rows say around it.
struct DossierStanding {
  var dossier: Dossier
  /// The visit and the counter that took it in.
  var ticket: TicketID?
  var counter: CounterID?
  /// The row of its acceptance.
  var acceptedIn: Int64?
  /// What was told when it fell due, and in which row: never again, even if it comes back.
  var told: [DueItem: Int64] = [:]
  var lastSeq: Int64
  var rows: Int

  /// What this event begins; `nil` when it is about no dossier, or about one that is there.
  init?(_ recorded: RecordedEvent) {
    let id = DossierID(recorded.id)
    switch recorded.event {
    case .dossierAccepted(let event) where event.dossier == nil:
      dossier = Dossier(id: id, accepted: event.accepted)
      (ticket, counter, acceptedIn) = (event.ticket, event.counter, recorded.id)
    case .dossier(let step) where step.dossier == nil:
      guard case .life(let event) = step.fact,
        let begun = Dossier(id: id, first: event, at: recorded.at.civil)
      else { return nil }
      dossier = begun
      (ticket, counter) = (step.ticket, step.counter)
    default: return nil
    }
    lastSeq = recorded.id
    rows = 1
  }

  mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .dossierAccepted(let event):
      dossier.apply(.accepted(event.accepted), at: recorded.at.civil)
      ticket = event.ticket ?? ticket
      counter = event.counter ?? counter
      acceptedIn = recorded.id
    case .dossier(let step):
      switch step.fact {
      case .life(let event): dossier.apply(event, at: recorded.at.civil)
      case .reminded(let item): told[item] = recorded.id
      case .watched: break
      }
    default: return
    }
    lastSeq = recorded.id
    rows += 1
  }

  /// The dossier as its rows tell it; `nil` when there is none.
  ///
  /// With `chained`, each row must fit the hash of the one before it: a reader trusts no page.
  static func load(
    _ id: DossierID, chained: Bool = false, from log: Database, events: Database,
    utcOffsetSeconds: Int
  ) throws -> DossierStanding? {
    let seqs = try Int64.fetchAll(
      events.cachedStatement(sql: "SELECT seq FROM dossier_events WHERE dossier = ? ORDER BY seq"),
      arguments: [id.rawValue])
    guard let first = seqs.first else { return nil }
    var standing: DossierStanding?
    for row in try rows(seqs, chained: chained, log) {
      guard let recorded = try row.recorded(utcOffsetSeconds: utcOffsetSeconds),
        recorded.event.dossier(at: row.seq) == id
      else { throw StoreFailure(.damaged, "The log's row \(row.seq) is not of dossier \(id).") }
      if row.seq == first {
        standing = DossierStanding(recorded)
      } else {
        standing?.apply(recorded)
      }
    }
    guard let standing, standing.rows == seqs.count else {
      throw StoreFailure(
        .damaged, "The rows of dossier \(id) that dossier_events names are not whole.")
    }
    return standing
  }

  /// Whether the province's message of this name was followed before.
  static func has(
    _ id: DossierID, followed state: DossierState, _ reference: String, _ db: Database
  ) throws -> Bool {
    let bodies = try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT body FROM log
          WHERE seq IN (SELECT seq FROM dossier_events WHERE dossier = ?) AND kind = ?
          """), arguments: [id.rawValue, DossierEvent.Kind.provinceFollowed.rawValue])
    return try bodies.contains { body in
      let json = try JSONFields(Array(body.utf8))
      return try json.text("reference") == reference && json.text("state") == state.rawValue
    }
  }

  /// These rows of the log; what lies between two near ones is read with them.
  private static func rows(
    _ seqs: [Int64], chained: Bool, _ log: Database
  ) throws -> [LogRow] {
    var found: [LogRow] = []
    var index = 0
    while index < seqs.count {
      var end = index
      while end + 1 < seqs.count, seqs[end + 1] - seqs[end] <= 2 { end += 1 }
      var previous: [UInt8]? = seqs[index] == 1 ? LogRow.origin : nil
      let cursor = try LogRow.cursor(
        log, from: seqs[index] - (chained ? 1 : 0), through: seqs[end])
      while let next = try cursor.next() {
        let row = try LogRow(next)
        if chained, row.seq >= seqs[index] {
          guard let previous, row.chained(to: previous) == row.hash else {
            throw StoreFailure(.damaged, "The log's row \(row.seq) does not fit its hash.")
          }
        }
        previous = row.hash
        if seqs[index...end].contains(row.seq) { found.append(row) }
      }
      index = end + 1
    }
    return found
  }
}

/// The dossiers that were touched last, so that what follows does not replay them again.
///
/// A bounded number is kept. Those that were changed and not yet written are never let go.
final class DossierShelf {
  private let log: Database
  private let events: Database
  private let utcOffsetSeconds: Int
  private var standings: [DossierID: DossierStanding] = [:]
  private var order: [DossierID] = []
  private(set) var changed: [DossierID] = []
  private static let most = 512

  /// Rows come from the one, what names them from the other: a rebuild has them apart.
  init(log: Database, events: Database, utcOffsetSeconds: Int) {
    self.log = log
    self.events = events
    self.utcOffsetSeconds = utcOffsetSeconds
  }

  subscript(id: DossierID) -> DossierStanding? {
    get throws {
      if let known = standings[id] { return known }
      let found = try DossierStanding.load(
        id, from: log, events: events, utcOffsetSeconds: utcOffsetSeconds)
      if let found { keep(found) }
      return found
    }
  }

  /// Takes in an event of the log.
  func apply(_ recorded: RecordedEvent) throws {
    guard let id = recorded.event.dossier(at: recorded.id) else { return }
    var standing: DossierStanding
    if id.rawValue == recorded.id {
      guard let begun = DossierStanding(recorded) else { throw lost(id) }
      standing = begun
    } else {
      guard let known = try self[id] else { throw lost(id) }
      standing = known
      standing.apply(recorded)
    }
    keep(standing)
    if changed.last != id, !changed.contains(id) { changed.append(id) }
  }

  /// What was changed, to be written now.
  func takeChanged() -> [DossierStanding] {
    defer { changed = [] }
    return changed.compactMap { standings[$0] }
  }

  private func keep(_ standing: DossierStanding) {
    let id = standing.dossier.id
    if standings.updateValue(standing, forKey: id) == nil { order.append(id) }
    guard order.count > 2 * Self.most else { return }
    let old = order.prefix(Self.most).filter { !changed.contains($0) && $0 != id }
    let gone = Set(old)
    for id in old { standings[id] = nil }
    order.removeAll { gone.contains($0) }
  }

  private func lost(_ id: DossierID) -> StoreFailure {
    StoreFailure(.damaged, "The log tells of dossier \(id), which nothing began.")
  }
}
