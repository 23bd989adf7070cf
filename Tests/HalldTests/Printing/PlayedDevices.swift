import Dossiers
import Drivers
import Synchronization
import Ticketing

@testable import halld

/// A store that lives in a test; it refuses what the real one refuses.
final class PlayedStore: Sendable {
  private struct State {
    var jobs: [JobID: PrintJob] = [:]
    var history: [Move] = []
    var isFull = 0
    var over: Set<JobID> = []
  }

  struct Move: Hashable, Sendable {
    var job: Int64
    var progress: SlipProgress
  }

  private let state = Mutex(State())
  private let signs: AsyncStream<Void>
  private let sign: AsyncStream<Void>.Continuation
  /// Each move after it was recorded.
  let moves: AsyncStream<Move>
  private let moved: AsyncStream<Move>.Continuation
  static let now = Moment(microseconds: 1_800_000_000_000_000, utcOffsetSeconds: 25_200)

  init(_ jobs: [PrintJob] = []) {
    (signs, sign) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (moves, moved) = AsyncStream.makeStream()
    state.withLock { state in for job in jobs { state.jobs[job.id] = job } }
  }

  func add(_ job: PrintJob) {
    state.withLock { $0.jobs[job.id] = job }
    sign.yield()
  }

  /// The next records find the disk full.
  func fillDisk(for records: Int) { state.withLock { $0.isFull = records } }

  /// The ticket of a job has been served already.
  func finishTicket(of job: JobID) { state.withLock { _ = $0.over.insert(job) } }

  func stateOf(_ job: Int64) -> SlipProgress? { state.withLock { $0.jobs[JobID(job)]?.state } }

  var history: [Move] { state.withLock { $0.history } }

  /// Waits until all of these jobs have ended.
  func ended(_ jobs: [Int64]) async {
    var open = Set(jobs)
    for await move in moves where !open.isEmpty {
      if stateOf(move.job).map({ PrintJob.sample(0, state: $0).isOver }) == true {
        open.remove(move.job)
      }
      if open.isEmpty { return }
    }
  }

  var ledger: PrintLedger {
    PrintLedger(
      signs: { self.signs },
      unfinished: { self.state.withLock { $0.jobs.values.filter { !$0.isOver } } },
      record: { self.record($0, $1) },
      facts: { job in
        guard !self.state.withLock({ $0.over.contains(job.id) }) else { return nil }
        return .sample("A\(job.id)")
      },
      now: { Self.now })
  }

  private func record(_ id: JobID, _ progress: SlipProgress) -> PrintLedger.Recorded {
    let answer = state.withLock { state -> PrintLedger.Recorded in
      guard let job = state.jobs[id] else { return .refused("no such job") }
      guard job.state.mayBecome(progress) else { return .refused("\(job.state.name) already") }
      guard state.isFull == 0 else {
        state.isFull -= 1
        return .later("disk full")
      }
      state.jobs[id]?.state = progress
      state.history.append(Move(job: id.rawValue, progress: progress))
      return .done
    }
    if answer == .done { moved.yield(Move(job: id.rawValue, progress: progress)) }
    return answer
  }
}

/// A printer that does what the test says.
actor PlayedPrinter: Printer {
  nonisolated let name: String
  nonisolated let profile = PrinterProfile(
    id: "played", kind: .folder, model: "played", paperWidthMillimetres: 80, dotsPerLine: 576)
  private let outcome: @Sendable (SlipJob) -> PrintOutcome
  private let witness: @Sendable (String) -> PrintEvidence
  private(set) var papers: [String] = []

  init(
    _ name: String, _ outcome: @Sendable @escaping (SlipJob) -> PrintOutcome = { _ in .printed },
    evidence: @Sendable @escaping (String) -> PrintEvidence = { _ in .unknown }
  ) {
    self.name = name
    self.outcome = outcome
    witness = evidence
  }

  func print(_ job: SlipJob, within limit: Duration) -> PrintReport {
    let ended = outcome(job)
    if case .failed = ended {} else { papers.append(job.job) }
    return PrintReport(ended)
  }

  func evidence(for job: String) -> PrintEvidence { witness(job) }
  func trouble() -> PrintFailure? { nil }
}

extension PrintJob {
  /// A job of the first kiosk, asked for this many seconds ago.
  static func sample(
    _ id: Int, station: String = "kiosk-1", state: SlipProgress = .queued, age: Int = 0
  ) -> PrintJob {
    PrintJob(
      id: JobID(Int64(id)), ticket: TicketID(Int64(id)), station: station, first: nil,
      askedAt: PlayedStore.now.adding(seconds: -age), state: state)
  }
}

extension TicketSlip.Facts {
  static func sample(_ number: String) -> TicketSlip.Facts {
    let name = BilingualName(vi: "Đất đai", en: "Land")
    return TicketSlip.Facts(
      centre: name, number: number, errand: name, domain: name,
      serviceDay: PlayedStore.now.date, issued: PlayedStore.now.civil, ahead: 0)
  }
}
