public import Dossiers
internal import GRDB
public import Ticketing

/// What supervision looks at beside the ordinary course: exceptions, readings, accounts, machines.
public enum SupervisedKind: String, Sendable, CaseIterable {
  /// A call out of turn (LC 6.1.g).
  case outOfTurn
  /// A number put right, brought back, or printed again at the desk.
  case correction
  /// Numbers of whoever acts for others: the post, agents with several dossiers (LC 6.3).
  case agent
  /// A number cancelled by staff, not by its owner.
  case cancellation
  /// What was entered afterwards from paper (LC 3.3).
  case backEntry
  /// Personal data read.
  case reading
  /// Personal data erased, on request or by rule.
  case erasure
  case account
  case session
  /// Signing in locked, codes guessed.
  case attack
  case device
  case incident
  /// What supervision set in the hall for a day: lines, pauses, substitutes (HU DA IV.3.4).
  case arrangement
  /// Configuration, clock, restores: what changes how the machine itself works.
  case machine

  /// The rows of the log that belong to it.
  ///
  /// Kinds that not every release has are named by how they begin.
  fileprivate var condition: String {
    switch self {
    case .outOfTurn: #"kind = 'ticket.called' AND body LIKE '%"turn":"outOfTurn"%'"#
    case .correction:
      """
      kind IN ('ticket.transferred', 'ticket.returned', 'ticket.priority', 'slip.asked')
      AND actor LIKE 'receptionist:%'
      """
    case .agent:
      #"kind = 'ticket.issued' AND (body LIKE '%"origin":"post"%' OR "#
        + #"(body LIKE '%"origin":"reception"%' AND "#
        + #"(body NOT LIKE '%"dossiers":1,%' OR typed_text.text IS NOT NULL)))"#
    case .cancellation: #"kind = 'ticket.cancelled' AND body LIKE '%"by":"staff"%'"#
    case .backEntry:
      #"(kind = 'ticket.issued' AND body LIKE '%"origin":"pad"%')"#
        + " OR kind IN ('paper.entered', 'paper.voided', 'papers.declared')"
    case .reading: "kind = 'personal.read'"
    case .erasure: "kind IN ('personal.erased', 'retention.applied')"
    case .account: "kind LIKE 'account.%'"
    case .session: "kind LIKE 'session.%'"
    case .attack: "kind IN ('guessing.stopped', 'signin.locked')"
    case .device: "kind LIKE 'device.%'"
    case .incident: "kind LIKE 'incident.%'"
    case .arrangement:
      """
      kind IN ('counter.assigned', 'counter.released', 'officer.substituted', 'substitution.ended')
      OR (kind IN ('counter.opened', 'counter.paused', 'counter.closed') AND actor <> 'system'
        AND actor NOT LIKE 'officer:%' AND actor NOT LIKE 'feeDesk:%')
      """
    case .machine:
      "kind IN ('configuration.loaded', 'clock.confirmed', 'series.moved', 'checkpoint.made')"
    }
  }
}

/// One of them: who did what to what, when and why.
public struct SupervisedAct: Sendable, Hashable {
  public let seq: Int64
  /// When it was written down.
  public let at: Moment
  /// When it happened; earlier for what was entered afterwards.
  public let occurredAt: Moment
  public let actor: Actor
  /// The log's own name of it, `personal.read`.
  public let event: String
  public let kind: SupervisedKind
  /// `ticket:17`, `dossier:…`, `account:…`.
  public let subject: String
  /// The number of the ticket it is about: `A012`.
  public let label: String?
  /// How many, for what is counted: rows erased, codes tried.
  public let count: Int?
  /// What the person typed; `nil` when nothing was, or once it has been erased.
  public let reason: String?
  /// What was set, of an `arrangement`.
  public let set: HallEvent?
}

/// Which acts are asked for; they come latest first.
public struct ActQuery: Sendable, Hashable {
  /// On which civil day they were written down; `nil` for any, which needs a dossier or an actor.
  public var day: CivilDate?
  /// `nil` for all kinds.
  public var kind: SupervisedKind?
  /// What was done with one dossier's personal data: the code.
  public var dossier: String?
  /// What one person read or erased, as the log names them: `officer:tung`.
  public var actor: String?
  /// Only rows before this sequence: the next page.
  public var before: Int64?
  /// 1 to 1,000.
  public var limit: Int

  public init(
    day: CivilDate? = nil, kind: SupervisedKind? = nil, dossier: String? = nil,
    actor: String? = nil, before: Int64? = nil, limit: Int = 100
  ) {
    self.day = day
    self.kind = kind
    self.dossier = dossier
    self.actor = actor
    self.before = before
    self.limit = min(max(limit, 1), 1_000)
  }
}

extension HallStore {
  /// The acts that supervision asks for, latest first; one page of them.
  public func acts(_ query: ActQuery) throws(StoreFailure) -> [SupervisedAct] {
    try read { [identity] db in
      var terms: [String] = ["log.seq < ?"]
      var arguments: [any DatabaseValueConvertible] = [query.before ?? .max]
      if let dossier = query.dossier {
        terms.append("subject = ?")
        arguments.append("dossier:\(dossier)")
      }
      if let actor = query.actor {
        terms.append("actor = ?")
        arguments.append(actor)
      }
      if query.dossier != nil || query.actor != nil || query.day == nil {
        // Word for word as the indexes say it; only so they serve.
        terms.append(Schema.ofPersonalData)
      }
      if let day = query.day {
        let rows = try Self.rows(around: day, db)
        let start = Moment(
          CivilMoment(date: day, time: .midnight), utcOffsetSeconds: identity.utcOffsetSeconds)
        terms.append("log.seq BETWEEN ? AND ?")
        arguments += [rows.lowerBound, rows.upperBound] as [any DatabaseValueConvertible]
        terms.append("recordedAt >= ? AND recordedAt < ?")
        arguments +=
          [start.microseconds, start.microseconds + 86_400_000_000]
          as [any DatabaseValueConvertible]
      }
      let kinds = query.kind.map { [$0] } ?? SupervisedKind.allCases
      terms.append("(\(kinds.map { "(\($0.condition))" }.joined(separator: " OR ")))")
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT log.seq, recordedAt, occurredAt, actor, kind, subject, body, typed_text.text,
            tickets.label
          FROM log LEFT JOIN typed_text ON typed_text.seq = log.seq
          LEFT JOIN tickets ON subject = 'ticket:' || tickets.id
            AND tickets.id = CAST(substr(subject, 8) AS INTEGER)
          WHERE \(terms.joined(separator: " AND ")) ORDER BY log.seq DESC LIMIT ?
          """,
        arguments: StatementArguments(arguments + [query.limit]))
      return try rows.map { try SupervisedAct($0, identity, kinds) }
    }
  }

  /// Rows that may have been written on a civil day: those of the service days around it.
  ///
  /// Without this a day of last year would be looked for in the whole log.
  private static func rows(around day: CivilDate, _ db: Database) throws -> ClosedRange<Int64> {
    let first = try Int64.fetchOne(
      db, sql: "SELECT opened FROM service_days WHERE day < ? ORDER BY day DESC LIMIT 1",
      arguments: [day.description])
    let end = try Int64.fetchOne(
      db, sql: "SELECT opened FROM service_days WHERE day > ? ORDER BY day LIMIT 1 OFFSET 1",
      arguments: [day.description])
    let lower = first ?? 0
    return lower...max(lower, end ?? .max)
  }
}

extension SupervisedAct {
  fileprivate init(_ row: Row, _ identity: HallIdentity, _ kinds: [SupervisedKind]) throws {
    func moment(_ microseconds: Int64) -> Moment {
      Moment(microseconds: microseconds, utcOffsetSeconds: identity.utcOffsetSeconds)
    }
    seq = row[0]
    at = moment(row[1])
    occurredAt = moment(row[2])
    actor = Actor(row[3] as String)
    event = row[4]
    subject = row[5]
    reason = row[7]
    label = row[8]
    let body = Array((row[6] as String).utf8)
    let fields = try? JSONFields(body)
    let isOfAgent = event == "ticket.issued" && (try? fields?.text("origin")) != "pad"
    // Of rows erased, codes tried, dossiers brought by an agent.
    count = ["count", "tries", "dossiers"].lazy
      .compactMap { name in try? fields?.integerIfPresent(name) }.first
      .flatMap { $0 }.map { Int($0) }
    kind = isOfAgent ? .agent : Self.kind(event)
    if kind == .arrangement, let name = EventKind(rawValue: event) {
      set = try EventCodec.event(name, version: 1, body: body, seq: seq)
    } else {
      set = nil
    }
  }

  private static func kind(_ event: String) -> SupervisedKind {
    switch event {
    case "ticket.called": .outOfTurn
    case "ticket.transferred", "ticket.returned", "ticket.priority", "slip.asked": .correction
    case "ticket.cancelled": .cancellation
    case "ticket.issued", "paper.entered", "paper.voided", "papers.declared": .backEntry
    case "personal.read": .reading
    case "personal.erased", "retention.applied": .erasure
    case "guessing.stopped", "signin.locked": .attack
    default:
      switch event.prefix(while: { $0 != "." }) {
      case "account": .account
      case "session": .session
      case "device": .device
      case "incident": .incident
      case "counter", "officer", "substitution": .arrangement
      default: .machine
      }
    }
  }
}
