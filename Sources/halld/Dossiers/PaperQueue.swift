internal import Dossiers
internal import Drivers
internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Prints dossiers' papers one after the other, and knows what became of each.
///
/// A counter is not kept waiting for a printer. What waits here is lost with the process, and the file
/// of the dossier then says nothing of it: the paper is printed again on request.
final class PaperQueue: Service {
  struct Job: Sendable {
    var dossier: DossierID
    /// The how-manieth paper of the dossier, from 1.
    var ordinal: Int
    var value: DocumentValue
    var personal: DocumentPersonal
    /// Unique for ever.
    var name: String
  }

  /// What became of a paper that was to be printed; the words stand in `Config/texts` as `print-…`.
  enum State: Hashable, Sendable {
    case queued
    case printed(printer: String?)
    case handedOver(printer: String?)
    case unknown(printer: String?)
    /// With the code of the sentence that tells why.
    case failed(code: String, arguments: [String: String])

    var word: String {
      switch self {
      case .queued: "queued"
      case .printed: "printed"
      case .handedOver: "handedOver"
      case .unknown: "unknown"
      case .failed: "failed"
      }
    }
  }

  private struct Place: Hashable {
    var dossier: DossierID
    var ordinal: Int
  }

  /// Papers that may wait, and outcomes that are remembered.
  static let most = 64
  private static let mostKnown = 2_000

  let desk: DocumentDesk
  private let logger: Logger
  /// A paper that waits: ready, or still to be put together when its turn comes.
  private typealias Waiting = @Sendable () async -> Job?

  private let jobs: AsyncStream<Waiting>
  private let entrance: AsyncStream<Waiting>.Continuation
  private let known = Mutex<(states: [Place: State], order: [Place])>(([:], []))

  init(_ desk: DocumentDesk, logger: Logger) {
    self.desk = desk
    self.logger = logger
    (jobs, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.most))
  }

  /// Takes a paper; `false` when too many wait.
  func add(_ job: Job) -> Bool {
    note(.queued, job)
    if add(later: { job }) { return true }
    forget(job)
    return false
  }

  /// Takes a paper that is put together when its turn comes, so that no answer waits for it.
  func add(later paper: @escaping @Sendable () async -> Job?) -> Bool {
    switch entrance.yield(paper) {
    case .enqueued: true
    default: false
    }
  }

  /// What became of a paper; `nil` when nobody asked for it since the start.
  func state(of dossier: DossierID, _ ordinal: Int) -> State? {
    known.withLock { $0.states[Place(dossier: dossier, ordinal: ordinal)] }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      for await paper in jobs {
        if Task.isCancelled { return }
        guard let job = await paper() else { continue }
        note(.queued, job)
        note(await carryOut(job), job)
      }
    }
  }

  private func carryOut(_ job: Job) async -> State {
    do throws(DocumentDesk.Failure) {
      let printed = try await desk.print(job.value, personal: job.personal, job: job.name)
      if printed.unknownGlyphs > 0 {
        logger.warning("a paper lacks \(printed.unknownGlyphs) letters that the font has not")
      }
      switch printed.outcome {
      case .printed: return .printed(printer: printed.printer)
      case .handedOver: return .handedOver(printer: printed.printer)
      case .unknown: return .unknown(printer: printed.printer)
      case .failed(let why):
        return .failed(code: "printer-\(why.code.rawValue)", arguments: [:])
      }
    } catch {
      return .failed(code: error.code, arguments: error.arguments)
    }
  }

  private func note(_ state: State, _ job: Job) {
    let place = Place(dossier: job.dossier, ordinal: job.ordinal)
    known.withLock { known in
      if known.states.updateValue(state, forKey: place) == nil { known.order.append(place) }
      while known.order.count > Self.mostKnown {
        known.states[known.order.removeFirst()] = nil
      }
    }
  }

  private func forget(_ job: Job) {
    let place = Place(dossier: job.dossier, ordinal: job.ordinal)
    known.withLock { known in
      known.states[place] = nil
      known.order.removeAll { $0 == place }
    }
  }
}
