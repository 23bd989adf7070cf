internal import Dossiers
internal import GRDB
internal import Ticketing

extension WriterCore {
  /// Decides one command for a dossier and writes what it brings about; a refusal writes nothing.
  ///
  /// - Throws: only what fails the whole batch.
  func carryOut(
    _ request: DossierRequest, _ db: Database
  ) throws -> Result<DossierAnswer, StoreError> {
    if let key = request.key, let known = try keys.find(key, db) {
      guard known.body == key.body.data else { return .failure(.keyReused) }
      return try repeated(known, db)
    }
    let now = ledger.moment(request.moment)
    _ = try passTime(at: now, recordedAt: request.moment, db)
    let standing = try find(request.which, db)
    let context: LifeContext
    do throws(Refusal) {
      context = try self.context(of: request, standing?.dossier, at: now)
    } catch {
      return .failure(.refused(error))
    }
    if let answer = try nothingToDo(request, standing, db) { return .success(answer) }
    let wish = try numbered(request.wish, standing?.dossier, context, db)
    let decided: Decided
    do throws(Refusal) {
      decided = try decide(request, wish, standing?.dossier, context)
    } catch {
      return .failure(.refused(error))
    }
    if let code = decided.newCode(of: standing?.dossier),
      let taken = try DossierTable.find(code: code, db)
    {
      guard let known = try ledger.dossiers[taken.id]?.dossier, decided.repeats(wish, known) else {
        return .failure(.refused(.dossier(.codeTaken(code))))
      }
      return .success(try answer(known, [], db))
    }
    var recorded = try decided.service.map { event in
      try ledger.append(event, by: request.actor, occurredAt: now, recordedAt: request.moment)
    }
    let occurredAt = request.happenedAt.map {
      Moment($0, utcOffsetSeconds: ledger.identity.utcOffsetSeconds)
    }
    var stage = Stage(
      dossier: standing?.dossier.id, code: standing?.dossier.code?.text, ticket: request.visit,
      counter: request.counter, actor: request.actor, occurredAt: min(occurredAt ?? now, now),
      recordedAt: request.moment)
    if let item = decided.reminder {
      recorded.append(try append(.reminded(item), on: stage))
    }
    let before = recorded.count
    recorded += try append(decided.events, on: stage)
    stage.dossier = stage.dossier ?? recorded.last?.event.dossier(at: recorded.last?.id ?? 0)
    recorded += try watch(stage)
    try ledger.writeDossiers()
    guard let id = stage.dossier ?? recorded.first?.event.dossier(at: recorded.first?.id ?? 0),
      let dossier = try ledger.dossiers[id]?.dossier
    else { return .failure(.refused(.unknownDossier)) }
    try keepBeside(
      request, dossier, before < recorded.count ? recorded[before] : recorded.first, db)
    if let key = request.key, let first = recorded.first {
      try keys.remember(
        key,
        IdempotencyKeys.Known(
          first: first.id, count: recorded.count, body: key.body.data, ahead: nil, wait: nil))
    }
    return .success(try answer(dossier, recorded, db))
  }

  private func find(
    _ which: DossierRequest.Which, _ db: Database
  ) throws -> DossierStanding? {
    switch which {
    case .new: return nil
    case .id(let id): return try ledger.dossiers[id]
    case .code(let code):
      guard let place = try DossierTable.find(code: code, db) else { return nil }
      return try ledger.dossiers[place.id]
    }
  }

  /// A reminder that was given before, or of something that no longer falls due; a message known.
  private func nothingToDo(
    _ request: DossierRequest, _ standing: DossierStanding?, _ db: Database
  ) throws -> DossierAnswer? {
    guard let standing else { return nil }
    let isDone: Bool
    switch request.wish {
    case .remind(let item):
      isDone = try !DueTable.items(of: standing.dossier.id, db)
        .contains { $0.0 == item && !$0.told }
    case .follow(let state, let reference):
      isDone = try DossierStanding.has(standing.dossier.id, followed: state, reference, db)
    default: isDone = false
    }
    return isDone ? try answer(standing.dossier, [], db) : nil
  }

  /// Typed text and personal data have tables of their own, so that they can be erased.
  private func keepBeside(
    _ request: DossierRequest, _ dossier: Dossier, _ first: RecordedEvent?, _ db: Database
  ) throws {
    if let text = request.typedText, let first {
      try db.execute(
        sql: "INSERT INTO typed_text (seq, text) VALUES (?, ?)", arguments: [first.id, text])
    }
    let unnamed = "#\(dossier.id)"
    if let code = dossier.code?.text {
      // What was noted before the dossier had a code is now found by it.
      try db.cachedStatement(sql: "UPDATE OR IGNORE personal SET dossier = ? WHERE dossier = ?")
        .execute(arguments: [code, unnamed])
    }
    if let personal = request.personal, !personal.isEmpty {
      try PersonalTable.put(personal, of: dossier.code?.text ?? unnamed, db)
    }
  }

  private func answer(
    _ dossier: Dossier, _ recorded: [RecordedEvent], repeated: Bool = false, _ db: Database
  ) throws -> DossierAnswer {
    var lines: [RegisterLine] = []
    if let first = recorded.first, let last = recorded.last {
      lines = try RegisterTable.lines(from: first.id, through: last.id, db)
    }
    let ticket = recorded.lazy.compactMap { $0.event.ticket(at: $0.id) }.last
    return DossierAnswer(
      dossier: dossier, recorded: recorded, lines: lines,
      visit: ticket.flatMap { ledger.hall.visit($0) }, repeated: repeated)
  }

  private func repeated(
    _ known: IdempotencyKeys.Known, _ db: Database
  ) throws -> Result<DossierAnswer, StoreError> {
    let recorded = try recorded(known, db)
    let id = recorded.lazy.compactMap { $0.event.dossier(at: $0.id) }.first
    guard let id, let dossier = try ledger.dossiers[id]?.dossier else {
      return .failure(.keyReused)
    }
    return .success(try answer(dossier, recorded, repeated: true, db))
  }
}

/// Where and by whom something happens to a dossier.
struct Stage {
  /// `nil` until its first event has been written.
  var dossier: DossierID?
  var code: String?
  var ticket: TicketID?
  var counter: CounterID?
  var actor: Actor
  var occurredAt: Moment
  var recordedAt: Moment
}

extension WriterCore {
  /// Writes what happened to a dossier; the first event of a new one gives it its number.
  func append(_ events: [DossierEvent], on stage: Stage) throws -> [RecordedEvent] {
    var stage = stage
    var recorded: [RecordedEvent] = []
    for event in events {
      if case .accepted(let accepted) = event {
        stage.code = accepted.code.text
        recorded.append(
          try ledger.append(
            .dossierAccepted(
              DossierFromVisit(
                dossier: stage.dossier, ticket: stage.ticket, counter: stage.counter,
                accepted: accepted)),
            by: stage.actor, occurredAt: stage.occurredAt, recordedAt: stage.recordedAt))
      } else {
        if case .opened(let opened) = event { stage.code = opened.code?.text }
        recorded.append(try append(.life(event), on: stage))
      }
      stage.dossier = stage.dossier ?? DossierID(ledger.lastSeq)
    }
    return recorded
  }

  func append(_ fact: DossierStep.Fact, on stage: Stage) throws -> RecordedEvent {
    try ledger.append(
      .dossier(
        DossierStep(
          dossier: stage.dossier, code: stage.code, ticket: stage.ticket, counter: stage.counter,
          fact: fact)),
      by: stage.actor, occurredAt: stage.occurredAt, recordedAt: stage.recordedAt)
  }

  /// Notes what will fall due, if that is now something else than before.
  func watch(_ stage: Stage) throws -> [RecordedEvent] {
    guard let id = stage.dossier, let standing = try ledger.dossiers[id],
      let items = planned.plan.dueItems(of: standing.dossier, at: stage.occurredAt.civil)
    else { return [] }
    guard try ledger.dueItems(of: id) != items else { return [] }
    var stage = stage
    stage.code = standing.dossier.code?.text
    stage.actor = .system
    stage.ticket = nil
    stage.counter = nil
    return [try append(.watched(items), on: stage)]
  }
}
