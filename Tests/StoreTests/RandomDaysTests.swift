import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

/// Properties that hold after any days, with restarts between, however its people behave.
@Suite struct `Random days on disk` {
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `the tables equal their rebuild, the chain holds, and a restart changes nothing`(
    seed: UInt64
  ) async throws {
    var random = SeededRandom(seed: seed)
    let plan: HallPlan =
      seed % 2 == 0 ? .test : .plan(code: .hall, calendar: .laiChauHours)
    let hall = try HallInTest(plan: plan)
    for round in 0..<4 {
      for _ in 0..<120 {
        hall.wait(seconds: Self.pause(using: &random))
        let state = try await hall.hall()
        do throws(StoreError) {
          try await hall.ask(Self.command(state, at: hall.now, using: &random))
        } catch {
          guard case .refused = error else { throw error }
        }
      }
      let before = try await hall.hall()
      try await hall.restart()
      #expect(try await hall.hall() == before, "seed \(seed), round \(round): replay differs")
      let report = try await hall.store.checkRebuild()
      #expect(report.isClean, "seed \(seed), round \(round): \(report.differences)")
      #expect(try await hall.store.verifyLog().isWhole, "seed \(seed), round \(round)")
      try Self.checkNumbers(hall, seed: seed)
    }
    let kinds = Set(try hall.store.events(after: 0, limit: 10_000).map(\.kind))
    #expect(kinds.count >= 15, "seed \(seed): the days were too quiet: \(kinds.sorted())")
  }

  /// Seconds to a few minutes, and now and then a night.
  private static func pause(using random: inout SeededRandom) -> Int {
    Int.random(in: 0..<60, using: &random) == 0
      ? Int.random(in: 20_000...60_000, using: &random) : Int.random(in: 0...120, using: &random)
  }

  private static func command(_ hall: Hall, at now: Moment, using random: inout SeededRandom)
    -> HallCommand
  {
    let counter = (["1", "2", "3"] as [CounterID]).randomElement(using: &random) ?? "1"
    let ticket = hall.visits.keys.sorted().randomElement(using: &random) ?? TicketID(1)
    let errand =
      (["dat-dai", "dat-dai-nop-phi", "ho-tich"] as [ErrandID]).randomElement(using: &random)
      ?? "dat-dai"
    switch Int.random(in: 0..<26, using: &random) {
    case 0..<6:
      return .issue(
        TicketRequest(
          errand: errand, priority: Int.random(in: 0..<4, using: &random) == 0 ? "elderly" : nil))
    case 6, 7: return .openCounter(counter, officer: "officer-\(counter)")
    case 8..<12: return .callNext(counter)
    case 12: return .start(counter)
    case 13: return .noShow(counter)
    case 14: return .transfer(counter, to: .errand(errand), thenBack: Bool.random(using: &random))
    case 15: return .transfer(counter, to: .counter("2"), thenBack: Bool.random(using: &random))
    case 16: return .finish(counter, .done)
    case 17: return .finish(counter, .supplement)
    case 18: return .call(counter, ticket, reason: "gấp")
    case 19: return .cancel(ticket, by: .citizen)
    case 20: return .comeBack(ticket)
    case 21: return .reprint(ticket)
    case 22:
      let current = hall.counter(counter).current
      return .intake(current == nil ? nil : counter, current, .atCounter(now))
    case 23: return slip(hall, using: &random)
    case 24:
      let number = Int.random(in: 1...30, using: &random)
      return .enterPad(
        number: HallRules().pad.text(number), errand: "dat-dai", at: now.adding(seconds: -300))
    default:
      return Bool.random(using: &random)
        ? .recall(counter) : .pauseCounter(counter, reason: .other, back: nil)
    }
  }

  private static func slip(_ hall: Hall, using random: inout SeededRandom) -> HallCommand {
    let job = hall.jobs.keys.sorted().randomElement(using: &random) ?? JobID(1)
    let next: [SlipProgress] =
      hall.jobs[job]?.state == .queued
      ? [.sending(printer: "entrance")]
      : [
        .printed(printer: "entrance"), .queued, .failed(reason: "no-paper"),
        .unknown(printer: "entrance", reason: "no-answer"), .handedOver(printer: "cups"),
      ]
    return .slip(job, next.randomElement(using: &random) ?? .queued)
  }

  private static func checkNumbers(_ hall: HallInTest, seed: UInt64) throws {
    let gaps = try hall.store.pool.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT day || ' ' || domain FROM tickets WHERE origin <> 'pad' GROUP BY day, domain
          HAVING count(*) <> max(number) OR count(DISTINCT number) <> count(*)
          """)
    }
    #expect(gaps.isEmpty, "seed \(seed): numbers of \(gaps) are missing or twice")
  }
}

extension OfficeCalendar {
  /// Lai Châu's hours, so that days end and counters close (LC 5).
  static var laiChauHours: OfficeCalendar {
    let sessions = [Session("07:30-11:30"), Session("13:30-17:00")].compactMap(\.self)
    guard let week = WeekPattern(mondayToFriday: sessions) else {
      preconditionFailure("the hours are broken")
    }
    return OfficeCalendar(working: week, transactions: week)
  }
}
