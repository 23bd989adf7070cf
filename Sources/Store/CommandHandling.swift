internal import Dossiers
internal import GRDB
internal import Ticketing

extension WriterCore {
  /// Decides one command and writes what it brings about; a refusal writes nothing.
  ///
  /// - Throws: only what fails the whole batch.
  func carryOut(_ request: HallRequest, _ db: Database) throws -> Result<HallAnswer, StoreError> {
    if let key = request.key, let known = try keys.find(key, db) {
      guard known.body == key.body.data else { return .failure(.keyReused) }
      return .success(try repeated(known, db))
    }
    let now = ledger.moment(request.moment)
    if request.command == .timePasses { lastLookAtTime = nil }
    let due = try passTime(at: now, recordedAt: request.moment, db)
    if request.command == .timePasses {
      return .success(HallAnswer(recorded: due, repeated: false))
    }
    let command = try numbered(request.command, db)
    let events: [HallEvent]
    do throws(Refusal) {
      events = try ledger.hall.decide(command, by: request.actor, at: now, plan: planned.plan)
    } catch {
      return .failure(.refused(error))
    }
    if let refusal = try taken(events, db) { return .failure(.refused(refusal)) }
    let consequences: [DossierEvent]
    do throws(DossierRefusal) {
      consequences = try acceptance(events, of: command, by: request.actor, at: now)
    } catch {
      return .failure(.refused(.dossier(error)))
    }

    let occurredAt = Moment(
      microseconds: command.occurredAt(now: now).microseconds,
      utcOffsetSeconds: now.utcOffsetSeconds)
    var recorded: [RecordedEvent] = []
    for event in events {
      recorded.append(
        try ledger.append(
          event, by: request.actor, occurredAt: occurredAt, recordedAt: request.moment))
      guard case .dossierAccepted(let accepted) = event else { continue }
      let stage = Stage(
        dossier: DossierID(ledger.lastSeq), code: accepted.accepted.code.text,
        ticket: accepted.ticket, counter: accepted.counter, actor: request.actor,
        occurredAt: occurredAt, recordedAt: request.moment)
      recorded += try append(consequences, on: stage)
      recorded += try watch(stage)
    }
    try ledger.writeDossiers()
    try keepBeside(request, recorded, db)
    let answer = try answer(recorded, at: now)
    if let key = request.key, let first = recorded.first {
      try keys.remember(
        key,
        IdempotencyKeys.Known(
          first: first.id, count: recorded.count, body: key.body.data, ahead: answer.ahead,
          wait: answer.estimatedWaitSeconds))
    }
    return .success(answer)
  }

  /// Appends what is due by time alone: the day's turn, repeated calls, expiry.
  func passTime(at now: Moment, recordedAt: Moment, _ db: Database) throws
    -> [RecordedEvent]
  {
    // Time moves the hall in whole seconds; looking once in each is enough, and midnight is one.
    let second = now.microseconds / 1_000_000
    guard second != lastLookAtTime else { return [] }
    lastLookAtTime = second
    var recorded: [RecordedEvent] = []
    // Each round does what is due now; a bound keeps a broken plan from holding the writer.
    for _ in 0..<Self.roundsOfTime {
      guard ledger.hall.isDue(at: now, plan: planned.plan) else { break }
      let events: [HallEvent]
      do throws(Refusal) {
        events = try ledger.hall.decide(.timePasses, by: .system, at: now, plan: planned.plan)
      } catch {
        return recorded
      }
      for event in events {
        recorded.append(
          try ledger.append(event, by: .system, occurredAt: now, recordedAt: recordedAt))
        if case .dayOpened = event { try keys.planForgetting(db) }
        if case .dayClosed = event {
          try ledger.appendCheckpoint(db, by: options.checkpointKey, at: now)
        }
      }
    }
    return recorded
  }

  private static let roundsOfTime = 100

  /// Gives a dossier whose code the hall makes the next ordinal of its day of receipt.
  private func numbered(_ command: HallCommand, _ db: Database) throws -> HallCommand {
    switch command {
    case .intake(let counter, let ticket, let intake):
      return .intake(counter, ticket, try numbered(intake, db))
    case .incident(.enterForm(let incident, var entry)):
      entry.intake = try numbered(entry.intake, db)
      return .incident(.enterForm(incident, entry))
    default: return command
    }
  }

  func numbered(_ intake: Intake, _ db: Database) throws -> Intake {
    guard case .given = intake.code,
      let rules = planned.plan.regulations.inForce(
        centre: planned.plan.centreCode, on: intake.receivedAt.date),
      // What forbids the receipt also forbids the intake: `decide` says it.
      let receipt = try? intake.receipt(under: rules)
    else { return intake }
    var intake = intake
    intake.code = .given(
      ordinal: try DossierTable.nextOrdinal(
        on: receipt.date, under: rules, leavingOut: ledger.seriesMoves, db))
    return intake
  }

  /// A dossier's code exists once; looked up inside the transaction.
  private func taken(_ events: [HallEvent], _ db: Database) throws -> Refusal? {
    for case .dossierAccepted(let event) in events
    where try DossierTable.exists(code: event.accepted.code.text, db) {
      return .dossier(.codeTaken(event.accepted.code.text))
    }
    for case .incident(let event) in events {
      let rules = planned.plan.rules
      if let refusal = try IncidentTable.refusal(of: event, rules: rules, db) { return refusal }
    }
    return nil
  }

  /// Typed text and personal data have tables of their own, so that they can be erased.
  private func keepBeside(
    _ request: HallRequest, _ recorded: [RecordedEvent], _ db: Database
  ) throws {
    guard let first = recorded.first else { return }
    var text = request.typedText
    switch request.command {
    case .call(_, _, let reason): text = text ?? reason
    case .incident(.void(_, _, let reason)): text = text ?? reason
    case .arrange(let command): text = text ?? command.reason
    default: break
    }
    if let text {
      try db.execute(
        sql: "INSERT INTO typed_text (seq, text) VALUES (?, ?)", arguments: [first.id, text])
    }
    if let personal = request.personal, !personal.isEmpty {
      for case .dossierAccepted(let event) in recorded.map(\.event) {
        try PersonalTable.put(personal, of: event.accepted.code.text, db)
      }
    }
  }

  private func answer(_ recorded: [RecordedEvent], at now: Moment) throws -> HallAnswer {
    var answer = HallAnswer(recorded: recorded, repeated: false)
    answer.visit = answer.ticket.flatMap { ledger.hall.visit($0) }
    for recorded in recorded {
      switch recorded.event {
      case .ticketIssued:
        let estimate = ledger.hall.estimate(for: TicketID(recorded.id), at: now, plan: planned.plan)
        answer.ahead = estimate?.ahead
        answer.estimatedWaitSeconds = estimate?.seconds
        answer.warning = estimate?.warning
        answer.resumesAt = estimate?.resumesAt
        answer.job = ledger.hall.jobs[JobID(recorded.id)]
      case .slipAsked: answer.job = ledger.hall.jobs[JobID(recorded.id)]
      case .slipMoved(let event): answer.job = ledger.hall.jobs[event.job]
      case .dossierAccepted:
        answer.dossier = try ledger.dossiers[DossierID(recorded.id)]?.dossier
      case .incident(let event):
        answer.incident = ledger.hall.incident(event.incident(at: recorded.id))
      default: break
      }
    }
    return answer
  }

  /// The events that a request with a known key brought about.
  func recorded(_ known: IdempotencyKeys.Known, _ db: Database) throws -> [RecordedEvent] {
    var recorded: [RecordedEvent] = []
    let last = known.first + Int64(known.count) - 1
    let rows = try LogRow.cursor(db, from: known.first, through: last)
    while let row = try rows.next() {
      let offset = ledger.identity.utcOffsetSeconds
      if let event = try LogRow(row).recorded(utcOffsetSeconds: offset) { recorded.append(event) }
    }
    return recorded
  }

  /// The stored answer with the present state of print job and dossier; also after a restart.
  private func repeated(_ known: IdempotencyKeys.Known, _ db: Database) throws -> HallAnswer {
    let recorded = try recorded(known, db)
    var answer = HallAnswer(recorded: recorded, repeated: true)
    answer.visit = answer.ticket.flatMap { ledger.hall.visit($0) }
    answer.ahead = known.ahead
    answer.estimatedWaitSeconds = known.wait
    for recorded in recorded {
      switch recorded.event {
      case .ticketIssued, .slipAsked:
        answer.job = try PrintJobTable.find(JobID(recorded.id), db, ledger.identity)
      case .slipMoved(let event):
        answer.job = try PrintJobTable.find(event.job, db, ledger.identity)
      case .dossierAccepted:
        answer.dossier = try ledger.dossiers[DossierID(recorded.id)]?.dossier
      case .incident(let event):
        answer.incident = ledger.hall.incident(event.incident(at: recorded.id))
      default: break
      }
    }
    return answer
  }
}
