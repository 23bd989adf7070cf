internal import Dossiers
internal import NIOCore
internal import Ticketing

/// What can be had in the hall now: domains, errands, counters, hours.
struct HallPicture: Sendable {
  struct DomainNow: Sendable {
    let domain: Domain
    let errands: [ErrandID]
    let waiting: Int
    let estimate: WaitEstimate?
    let closed: Refusal?
  }

  let plan: HallPlan
  let today: CivilDate
  let closed: Refusal?
  private let domains: [DomainNow]
  private let closedErrands: Set<ErrandID>
  private let openCounters: Set<CounterID>
  private let lines: [CounterID: [LineID]]

  init(_ hall: Hall, _ plan: HallPlan, at now: Moment) {
    self.plan = plan
    today = now.date
    closed = plan.whyClosed(at: now.civil)
    var refusals: [ErrandID: Refusal] = [:]
    for errand in plan.errands {
      refusals[errand.id] = Self.refusal(errand, hall, plan, at: now)
    }
    closedErrands = Set(refusals.keys)
    openCounters = Set(plan.counters.map(\.id).filter { hall.counter($0).duty == .open })
    lines = Dictionary(
      plan.counters.map { ($0.id, hall.lines(of: $0.id, on: now.date, plan: plan)) },
      uniquingKeysWith: { first, _ in first })
    domains = plan.domains.map { domain in
      let errands = plan.errands.filter { $0.domain == domain.id }
      // A domain's figures are those of its own line; the fee desk's line has its own errands.
      let main = errands.first { $0.line == domain.line } ?? errands.first
      return DomainNow(
        domain: domain, errands: errands.map(\.id),
        waiting: hall.waitingCount(.line(main?.line ?? domain.line)),
        estimate: main.map { hall.estimate(for: $0, at: now, plan: plan) },
        closed: errands.allSatisfy { refusals[$0.id] != nil }
          ? main.flatMap { refusals[$0.id] } : nil)
    }
  }

  /// The rule that would refuse a number now; asked of the rule itself, so that both agree.
  private static func refusal(
    _ errand: Errand, _ hall: Hall, _ plan: HallPlan, at now: Moment
  ) -> Refusal? {
    do throws(Refusal) {
      _ = try hall.decide(
        .issue(TicketRequest(errand: errand.id, origin: .reception, station: "reception")),
        by: .system, at: now, plan: plan)
      return nil
    } catch {
      return error
    }
  }

  /// The JSON members after sequence and time, with the closing brace.
  func members(_ texts: Texts, _ settings: Configuration) -> ByteBuffer {
    var buffer = JSONText.object(capacity: 16_384) { text in
      text.put("centre", plan.centre)
      text.put("open", closed == nil)
      text.put("notice", closed.map { texts.sentence($0.code, $0.arguments) })
      text.put("demo", settings.isDemo)
      text.put("dossiersPerTurn", plan.rules.maxDossiersPerTurn)
      text.list("domains", domains) { $0.domain($1, texts) }
      text.list("errands", plan.errands) { $0.errand($1, isOpen: !closedErrands.contains($1.id)) }
      text.list("counters", plan.counters) { text, counter in
        text.object { text in
          text.put("id", counter.id.rawValue)
          text.put("name", counter.name)
          let lines = lines[counter.id] ?? []
          text.list("errands", plan.errands.filter { lines.contains($0.line) }) {
            $0.item($1.id.rawValue)
          }
          text.put("open", openCounters.contains(counter.id))
        }
      }
      text.list("priorities", plan.priorities) { text, priority in
        text.object { text in
          text.put("id", priority.id.rawValue)
          text.put("name", priority.name)
        }
      }
      text.list("procedures", settings.procedures) { text, procedure in
        text.object { text in
          text.put("id", procedure.id)
          text.put("name", procedure.name)
          text.put("domain", procedure.domain.rawValue)
          text.put("days", procedure.sameDay ? 0 : procedure.days)
        }
      }
      text.object("hours") { $0.hours(of: today, plan) }
    }
    buffer.moveReaderIndex(forwardBy: 1)
    return buffer
  }
}

extension JSONText {
  fileprivate mutating func domain(_ now: HallPicture.DomainNow, _ texts: Texts) {
    object { text in
      text.put("id", now.domain.id.rawValue)
      text.put("prefix", now.domain.series.prefix)
      text.put("name", now.domain.name)
      text.list("errands", now.errands) { $0.item($1.rawValue) }
      text.put("waiting", now.waiting)
      text.put("estimatedWaitSeconds", now.estimate?.seconds)
      text.put("warning", now.estimate?.warning?.rawValue)
      text.put("resumesAt", now.estimate?.resumesAt?.description)
      text.put("open", now.closed == nil)
      text.put("closedBecause", now.closed.map { texts.sentence($0.code, $0.arguments) })
    }
  }

  fileprivate mutating func errand(_ errand: Errand, isOpen: Bool) {
    object { text in
      text.put("id", errand.id.rawValue)
      text.put("domain", errand.domain.rawValue)
      text.put("kind", errand.kind.rawValue)
      text.put("name", errand.name)
      text.put("open", isOpen)
    }
  }

  /// From when to when the public is served today; none on a closed day.
  mutating func sessions(_ name: StaticString, of today: CivilDate, _ plan: HallPlan) {
    list(name, plan.calendar.sessions(on: today, clock: .transactions)) { text, session in
      text.object { text in
        text.put("start", session.start.description)
        text.put("end", session.end.description)
      }
    }
  }

  /// Today's sessions, and from when to when numbers are given.
  fileprivate mutating func hours(of today: CivilDate, _ plan: HallPlan) {
    put("day", today.description)
    sessions("sessions", of: today, plan)
    guard let hours = DayHours(on: today, plan: plan) else { return null("tickets") }
    object("tickets") { text in
      text.put("from", hours.from.description)
      text.put("until", hours.until.description)
    }
  }
}
