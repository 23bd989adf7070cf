import Dossiers
import Store
import Testing
import Ticketing

@testable import halld

/// The real store of a hall with one domain and one counter that never closes.
extension HallStore {
  static func ofOneCounter(in folder: String, _ clock: HallClock) throws -> HallStore {
    let name = BilingualName(vi: "Đất đai", en: "Land")
    let plan = HallPlan(
      centre: BilingualName(vi: "Trung tâm", en: "Centre"),
      domains: [
        Domain(id: "dat-dai", name: name, series: NumberSeries(prefix: "A", last: 999))
      ],
      errands: [
        Errand(id: "nop", domain: "dat-dai", kind: .file, name: name, processMinutes: 10)
      ],
      counters: [
        Counter(
          id: "1", name: BilingualName(vi: "Quầy 1", en: "Counter 1"), serves: ["dat-dai"])
      ], calendar: .alwaysOpen)
    return try HallStore.open(
      folder: folder, identity: HallIdentity(centre: "Trung tâm", hall: "hall-1"), plan: plan,
      at: clock.now())
  }

  /// A number, and the job of its slip.
  func issue(_ clock: HallClock) async throws -> PrintJob {
    let answer = try await submit(
      HallRequest(.issue(TicketRequest(errand: "nop")), by: .system, at: clock.now()))
    return try #require(answer.job)
  }

  /// The job of another slip for the number of this one.
  func reprint(_ job: PrintJob, _ clock: HallClock) async throws -> PrintJob {
    let answer = try await submit(
      HallRequest(.reprint(job.ticket), by: .system, at: clock.now()))
    return try #require(answer.job)
  }
}
