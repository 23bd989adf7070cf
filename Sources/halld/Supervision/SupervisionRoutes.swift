internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// Who waits how long, which counter stands still, what is late, who was called out of turn.
enum SupervisionRoutes {
  static let routes = [
    Route(.get, "/api/supervision", .staff, .staff(.supervise)) { try await answer($0) }
  ]

  struct LineNow: Sendable {
    var view: BoardView.Line
    var longestSeconds: Int?
  }

  /// Seconds after which an open counter stands still: nobody is called or served there, and people
  /// wait in its lines.
  static let stillAfterSeconds = 180

  private static func answer(_ exchange: Exchange) async throws -> Response {
    let asked = try exchange.target.parameters(known: ["day"])
    let now = exchange.now
    let day = try asked["day"].map { text throws(Problem) in
      guard let day = CivilDate(text) else {
        throw .wrongParameter("day", expected: "YYYY-MM-DD")
      }
      return day
    }
    let web = exchange.web
    let (lines, errands, counters, proposals, plan, today) = try await web.store.view {
      hall, plan in
      let board = hall.board(at: now, plan: plan)
      let errands = ErrandNow.all(hall, plan, at: now)
      let counters = board.windows.map { CounterNow($0, hall, plan, at: now) }
      let lines = board.lines.map {
        LineNow(view: $0, longestSeconds: longest($0.line, hall, at: now))
      }
      let proposals = hall.surgeProposals(at: now, plan: plan)
      return (lines, errands, counters, proposals, plan, hall.day ?? now.date)
    }
    let shown = day ?? today
    let tickets = try web.store.tickets(on: shown)
    let calls = try web.store.outOfTurnCalls(on: shown)
    let late = try web.store.overdueDossiers(at: now.civil)
    let record = try web.store.dayRecord(on: shown)
    return Answer.json { text in
      text.put("asOf", now.rfc3339)
      text.put("day", shown.description)
      text.list("lines", lines) { $0.line($1) }
      text.list("errands", errands) { $0.errand($1, plan) }
      text.list("counters", counters) { $0.counter($1, record.work[$1.window.counter], plan, web) }
      text.list("proposals", proposals) { $0.proposal($1, plan) }
      text.object("tickets") { $0.day(tickets) }
      text.list("outOfTurn", calls) { text, call in
        text.object { text in
          text.put("at", call.at.rfc3339)
          text.put("counter", call.counter.rawValue)
          text.put("number", call.label)
          text.put("by", call.actor.text)
          text.put("reason", call.reason)
        }
      }
      text.list("guessing", web.guesses.standings(at: now)) { text, guess in
        text.object { text in
          text.put("door", guess.door.rawValue)
          text.put("doorName", web.texts.sentence("guess-\(guess.door.rawValue)"))
          text.put("since", guess.since.rfc3339)
          text.put("last", guess.last.rfc3339)
          text.put("tries", guess.tries)
        }
      }
      text.list("overdue", byAgency(late)) { text, row in
        text.object { text in
          text.put("agency", row.agency)
          text.put("count", row.count)
        }
      }
    }
  }

  /// How long the longest-waiting visitor of a line has waited.
  private static func longest(_ line: LineID, _ hall: Hall, at now: Moment) -> Int? {
    hall.visits.values.lazy
      .filter { $0.state == .waiting(.line(line)) }
      .map { now.seconds(since: $0.queuedAt) }.max()
  }

  /// Counts only: no code and no name leaves this list (P-17).
  private static func byAgency(_ late: [DossierRow]) -> [(agency: String?, count: Int)] {
    var counts: [String?: Int] = [:]
    for dossier in late { counts[dossier.agency, default: 0] += 1 }
    return counts.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { ($0.key, $0.value) }
  }
}

extension JSONText {
  fileprivate mutating func line(_ line: SupervisionRoutes.LineNow) {
    object { text in
      text.put("id", line.view.line.rawValue)
      text.put("name", line.view.name)
      text.put("waiting", line.view.waiting)
      text.put("longestWaitSeconds", line.longestSeconds)
      text.put("estimatedWaitSeconds", line.view.estimate.seconds)
      text.put("unattended", line.view.isUnattended)
    }
  }

  fileprivate mutating func proposal(_ proposal: SurgeProposal, _ plan: HallPlan) {
    object { text in
      text.put("line", proposal.line.rawValue)
      text.put("lineName", plan.name(of: proposal.line))
      text.put("waiting", proposal.waiting)
      text.put("estimatedWaitSeconds", proposal.estimatedSeconds)
      text.put("counter", proposal.counter.rawValue)
      text.put("counterName", plan.name(of: proposal.counter))
      text.put("counterWaiting", proposal.waitingThere)
    }
  }

  fileprivate mutating func day(_ tickets: [TicketRow]) {
    put("issued", tickets.count)
    put("served", tickets.count { $0.startedAt != nil })
    put("cancelled", tickets.count { $0.state == "cancelled" })
    put("expired", tickets.count { $0.state == "expired" })
    let waits = tickets.compactMap { row in row.calledAt.map { $0.seconds(since: row.issuedAt) } }
    put("averageWaitSeconds", waits.isEmpty ? nil : waits.reduce(0, +) / waits.count)
    put("longestWaitSeconds", waits.max())
  }
}
