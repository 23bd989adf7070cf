internal import Dossiers
internal import GRDB
internal import Ticketing

/// The rows that follow from the log: tickets, print jobs, dossiers, service days.
///
/// Written in the transaction of the event, and again by a rebuild; both come through here.
/// Statements are prepared once: this is most of what issuing a number costs.
struct Projections {
  private let db: Database
  private let issue: Statement
  private let move: Statement
  private let leave: Statement
  private let queueSlip: Statement
  private let moveSlip: Statement
  private let dossiers: DossierProjection

  /// `log` is where the rows stand from which a dossier is told, the same database but in a rebuild.
  init(_ db: Database, log: Database, _ identity: HallIdentity) throws {
    self.db = db
    issue = try db.makeStatement(
      sql: """
        INSERT INTO tickets
          (id, day, domain, number, label, errand, line, origin, priority, issuedAt, state, dossiers)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)
        """)
    move = try db.makeStatement(
      sql: """
        UPDATE tickets SET errand = ?, line = ?, state = ?, counter = ?,
          calledAt = COALESCE(calledAt, ?), startedAt = COALESCE(startedAt, ?), endedAt = ?,
          outcome = ?, dossiers = ?
        WHERE id = ?
        """)
    leave = try db.makeStatement(
      sql: "UPDATE tickets SET state = 'expired', counter = NULL, endedAt = ? WHERE id = ?")
    queueSlip = try db.makeStatement(
      sql: """
        INSERT INTO print_jobs (id, ticket, station, first, askedAt, state)
        VALUES (?, ?, ?, ?, ?, 'queued')
        """)
    moveSlip = try db.makeStatement(
      sql: """
        UPDATE print_jobs SET state = ?, printer = COALESCE(?, printer), reason = ? WHERE id = ?
        """)
    dossiers = try DossierProjection(db, log: log, utcOffsetSeconds: identity.utcOffsetSeconds)
  }

  /// Applies an event to the hall and writes what follows from it.
  func apply(_ recorded: RecordedEvent, to hall: inout Hall) throws {
    switch recorded.event {
    case .ticketIssued(let event):
      hall.apply(recorded)
      try issued(event, recorded)
    case .slipAsked(let event):
      hall.apply(recorded)
      try queueSlip.execute(arguments: [
        recorded.id, event.ticket.rawValue, event.station, event.first.rawValue,
        recorded.at.microseconds,
      ])
    case .slipMoved(let event):
      hall.apply(recorded)
      let (printer, reason) = event.progress.details
      try moveSlip.execute(arguments: [event.progress.name, printer, reason, event.job.rawValue])
    case .dayOpened(let event):
      let before = hall.visits
      hall.apply(recorded)
      try opened(event.day, recorded, hall)
      try settle(before, hall, recorded)
    case .dayClosed(let event):
      let before = hall.visits
      hall.apply(recorded)
      try db.execute(
        sql: "UPDATE service_days SET closed = ? WHERE day = ?",
        arguments: [recorded.id, event.day.description])
      try settle(before, hall, recorded)
    case .dossierAccepted(let event):
      hall.apply(recorded)
      try dossiers.apply(recorded)
      if let ticket = event.ticket { try moved(ticket, recorded, hall) }
    case .dossier:
      hall.apply(recorded)
      try dossiers.apply(recorded)
    case .incident(let event):
      hall.apply(recorded)
      try IncidentTable.apply(event, recorded, hall, db)
    case .seriesMoved(let event):
      hall.apply(recorded)
      try SeriesMoves.insert(event, recorded, db)
    default:
      hall.apply(recorded)
      if let ticket = recorded.event.ticket(at: recorded.id) {
        try moved(ticket, recorded, hall)
      }
    }
  }

  /// The dossiers that were touched last.
  var shelf: DossierShelf { dossiers.shelf }

  func dueItems(of dossier: DossierID) throws -> [DueItem] {
    try DueTable.items(of: dossier, db).map(\.0)
  }

  /// Whether enough has changed to be worth writing, in a rebuild.
  var mayWriteDossiers: Bool { dossiers.shelf.changed.count >= 256 }

  /// Writes the rows of the dossiers that were changed; to be called before anyone looks.
  func writeDossiers() throws { try dossiers.write() }

  private func issued(_ event: TicketIssued, _ recorded: RecordedEvent) throws {
    try issue.execute(arguments: [
      recorded.id, event.day.description, event.domain.rawValue, event.number, event.label,
      event.errand.rawValue, event.line.rawValue, event.origin.rawValue, event.priority?.rawValue,
      recorded.at.microseconds,
    ])
    guard event.slip else { return }
    try queueSlip.execute(arguments: [
      recorded.id, recorded.id, event.station, nil, recorded.at.microseconds,
    ])
  }

  private func moved(_ ticket: TicketID, _ recorded: RecordedEvent, _ hall: Hall) throws {
    guard let visit = hall.visit(ticket) else { return }
    var calledAt: Int64?
    var startedAt: Int64?
    if case .ticketCalled = recorded.event { calledAt = recorded.at.microseconds }
    if case .ticketStarted = recorded.event { startedAt = recorded.at.microseconds }
    var outcome: String?
    if case .done(let how) = visit.state { outcome = how.rawValue }
    try move.execute(arguments: [
      visit.errand.rawValue, visit.line.rawValue, visit.state.name, visit.state.counter?.rawValue,
      calledAt, startedAt, visit.state.isOver ? recorded.at.microseconds : nil, outcome,
      visit.dossiers, ticket.rawValue,
    ])
  }

  /// Whoever was waiting when the day turned has expired, with or without an event of their own.
  private func settle(_ before: [TicketID: Visit], _ hall: Hall, _ recorded: RecordedEvent) throws {
    for (id, visit) in before where !visit.state.isOver {
      guard hall.visits[id].map(\.state.isOver) ?? true else { continue }
      try leave.execute(arguments: [recorded.at.microseconds, id.rawValue])
    }
  }

  /// From where a start has to replay: this row, or the day before while one of its visitors
  /// is still at a counter; and the oldest slip that was still on its way.
  private func opened(_ day: CivilDate, _ recorded: RecordedEvent, _ hall: Hall) throws {
    var replayFrom = recorded.id
    if !hall.visits.isEmpty {
      let before = try Int64.fetchOne(
        db, sql: "SELECT opened FROM service_days ORDER BY opened DESC LIMIT 1")
      replayFrom = before ?? replayFrom
    }
    try db.execute(
      sql: "INSERT INTO service_days (day, opened, replayFrom, oldestJob) VALUES (?, ?, ?, ?)",
      arguments: [
        day.description, recorded.id, replayFrom, hall.jobs.keys.min()?.rawValue,
      ])
  }
}
