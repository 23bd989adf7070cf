internal import Dossiers
internal import GRDB
internal import Ticketing

// A flipped bit in a date or a number would be told to a citizen as the truth. What a reader finds
// by key is therefore compared with the row of the log that made it: two more rows by key.

extension TicketRow {
  /// This ticket, if the row of the log that issued it says the same; its state is the scrub's.
  func confirmed(_ db: Database) throws -> TicketRow {
    guard let row = try LogRow.chained(id.rawValue, db), try isTold(by: row) else {
      throw StoreFailure(
        .damaged, "The row of ticket \(id.rawValue) in the table tickets is not what the log says.")
    }
    return self
  }

  private func isTold(by row: LogRow) throws -> Bool {
    switch try row.event() {
    case .ticketIssued(let event)?:
      row.occurredAt == issuedAt.microseconds && event.day == day && event.domain == domain
        && event.number == number && event.label == label && event.origin == origin
        && event.priority == priority
    case .incident(.ticketRecorded(let event))?:
      event.day == day && event.domain == domain && event.number == number && event.label == label
    default: false
    }
  }
}

extension LogRow {
  /// The row with this sequence, if it fits the hash of the row before it.
  fileprivate static func chained(_ seq: Int64, _ db: Database) throws -> LogRow? {
    var previous = LogRow.origin
    let rows = try cursor(db, from: seq - 1, through: seq)
    while let found = try rows.next() {
      let row = try LogRow(found)
      if row.seq == seq { return row.chained(to: previous) == row.hash ? row : nil }
      previous = row.hash
    }
    return nil
  }
}
