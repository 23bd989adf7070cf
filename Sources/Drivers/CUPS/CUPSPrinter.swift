internal import Foundation
internal import Glibc
internal import Ticketing

/// A queue of a print server: it takes jobs, and says when it has passed them on.
///
/// Nobody there sees paper come out, so a slip ends as `handedOver` at best. A job that has not ended
/// in time is cancelled: it shall not come out unasked when its owner has left.
public actor CUPSPrinter: DocumentPrinter {
  public nonisolated let name: String
  public nonisolated let profile: PrinterProfile
  /// The queue's name on its server.
  public nonisolated let queue: String
  public nonisolated let server: CUPSServer
  public nonisolated let sheet: PrintSheet

  private let english: Bool
  private nonisolated let executor: DeviceExecutor
  private var raster: SlipRaster?
  /// Jobs that could not be cancelled while the server was away.
  private var unwanted: [Int32] = []
  /// What kept the last slip from coming out.
  ///
  /// CUPS asks a device only while it prints: what it tells of an idle queue is as old as that slip.
  private var met: (failure: PrintFailure, job: Int32, at: ContinuousClock.Instant)?

  /// How long that is believed; then one slip tries again.
  static let retryAfter: Duration = .seconds(30)

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// A printer for this queue; nothing is asked before the first slip.
  public init(
    name: String, profile: PrinterProfile, queue: String, server: CUPSServer = CUPSServer(),
    sheet: PrintSheet = .roll, english: Bool = true
  ) {
    self.name = name
    self.profile = profile
    self.queue = queue
    self.server = server
    self.sheet = sheet
    self.english = english
    executor = DeviceExecutor(label: "printer \(name)")
  }

  public func print(_ job: SlipJob, within limit: Duration) -> PrintReport {
    if job.isTrial { met = nil }
    let deadline = ContinuousClock.now + limit
    do throws(PrintFailure) {
      let drawn = try currentRaster().draw(job.layout)
      let outcome = try send(title(job.job, job.number), before: deadline) {
        queue throws(PrintFailure) in try self.pages(drawn.picture, for: queue)
      }
      return PrintReport(outcome, unknownGlyphs: drawn.unknownGlyphs)
    } catch {
      return PrintReport(.failed(error))
    }
  }

  public func print(_ document: PrintDocument, within limit: Duration) -> PrintReport {
    let deadline = ContinuousClock.now + limit
    do throws(PrintFailure) {
      let outcome = try send(title(document.job, document.title), before: deadline) {
        queue throws(PrintFailure) in try self.pages(document, for: queue)
      }
      return PrintReport(outcome)
    } catch {
      return PrintReport(.failed(error))
    }
  }

  /// The server remembers jobs by their titles; one it has not finished is cancelled first.
  public func evidence(for job: String) -> PrintEvidence {
    let deadline = ContinuousClock.now + .seconds(2)
    do throws(CUPSFailure) {
      let desk = try CUPSDesk(server, queue: queue, before: deadline)
      let start = titleStart(job)
      guard
        let found = try desk.jobs(before: deadline).filter({ $0.name.hasPrefix(start) })
          .max(by: { $0.id < $1.id })
      else { return .unknown }
      if found.state?.isOver != true { try desk.cancel(found.id, before: deadline) }
      switch try desk.job(found.id, before: deadline).outcome(endedBy: .others, queue: queue) {
      case .handedOver: return .handedOver
      case .failed: return .nothingSent
      case .printed, .unknown, nil: return .unknown
      }
    } catch {
      return .unknown
    }
  }

  public func trouble() -> PrintFailure? {
    do throws(PrintFailure) {
      _ = try currentRaster()
      let deadline = ContinuousClock.now + .seconds(1)
      let desk = try openDesk(before: deadline)
      try check(ask(desk, before: deadline), at: desk, before: deadline)
    } catch {
      return error
    }
    return nil
  }

  public func look() -> PrinterState {
    do throws(PrintFailure) {
      let deadline = ContinuousClock.now + .milliseconds(900)
      let desk = try openDesk(before: deadline)
      let found = try ask(desk, before: deadline)
      cancelUnwanted(desk, before: deadline)
      switch found.state {
      case .ready, .paperLow, .busy:
        return recent(found, at: desk, before: deadline)?.state ?? found.state
      default:
        return found.state
      }
    } catch {
      return error.state ?? .offline
    }
  }
}

// MARK: - Before a slip

extension CUPSPrinter {
  private func currentRaster() throws(PrintFailure) -> SlipRaster {
    if let raster { return raster }
    let made = try SlipRaster(dotsPerLine: profile.dotsPerLine, english: english)
    raster = made
    return made
  }

  // Two halls may share a server, and each counts its jobs from 1.
  private nonisolated func titleStart(_ job: String) -> String {
    "halld@\(ProcessInfo.processInfo.hostName) \(job): "
  }

  nonisolated func title(_ job: String, _ words: String) -> String { titleStart(job) + words }

  private func openDesk(before deadline: ContinuousClock.Instant) throws(PrintFailure) -> CUPSDesk {
    do throws(CUPSFailure) {
      return try CUPSDesk(server, queue: queue, before: deadline)
    } catch {
      throw notReached(error)
    }
  }

  private func ask(
    _ desk: CUPSDesk, before deadline: ContinuousClock.Instant
  ) throws(PrintFailure) -> CUPSQueue {
    do throws(CUPSFailure) {
      return try desk.queue(before: deadline)
    } catch {
      throw notReached(error)
    }
  }

  /// What certainly keeps a slip from coming out of this queue.
  private func check(
    _ found: CUPSQueue, at desk: CUPSDesk, before deadline: ContinuousClock.Instant
  ) throws(PrintFailure) {
    if let refusal = found.refusal(profile: profile.kind) { throw refusal }
    if let failure = recent(found, at: desk, before: deadline) { throw failure }
  }

  /// What the last slip met, as long as it is believed and nothing says otherwise.
  private func recent(
    _ found: CUPSQueue, at desk: CUPSDesk, before deadline: ContinuousClock.Instant
  ) -> PrintFailure? {
    guard let met, ContinuousClock.now - met.at < Self.retryAfter else { return nil }
    guard found.blocked == nil else { return met.failure }
    switch met.failure.code {
    case .notAnswering, .offline:
      // CUPS itself forgets these when a job ends; but if somebody's job went through, all is well.
      let isWell = try? desk.hasCompletedJob(after: met.job, before: deadline)
      if isWell == true { return nil }
      return met.failure
    default:
      // The device told CUPS that it has paper again.
      return nil
    }
  }

  private func notReached(_ why: CUPSFailure) -> PrintFailure {
    let place = server.host ?? "this machine"
    switch why.code {
    case .notFound:
      return PrintFailure(
        .unplugged,
        "CUPS on \(place) has no queue \"\(queue)\". The number stays valid; add the queue, or correct "
          + "\"queue\" of \"\(name)\".", cause: why.cause)
    case .unreachable, .silent:
      return PrintFailure(
        .notAnswering,
        "CUPS on \(place) does not answer for \"\(name)\". The number stays valid; start CUPS, or "
          + "correct \"server\".", cause: why.cause)
    case .refused:
      return PrintFailure(
        .offline, "CUPS on \(place) refuses \"\(queue)\" to halld. The number stays valid.",
        cause: why.cause)
    }
  }

  private func pages(
    _ picture: MonochromePicture, for queue: CUPSQueue
  ) throws(PrintFailure) -> CUPSPages {
    switch CUPSForm.best(for: queue, profile: profile.kind) {
    case .commands:
      var traits = profile.escPos ?? EscPosTraits()
      // There is no way back through a queue.
      traits.answers = false
      return CUPSPages(form: .commands, bytes: EscPosSlip(picture, traits).bytes)
    case .pdf:
      return CUPSPages(
        form: .pdf,
        bytes: try PDFFile.encode(
          picture, on: sheet, paperWidthMillimetres: profile.paperWidthMillimetres))
    case .png:
      return CUPSPages(form: .png, bytes: try PNGFile.encode(picture))
    case nil:
      throw queue.takesNothing
    }
  }

  private func pages(
    _ document: PrintDocument, for queue: CUPSQueue
  ) throws(PrintFailure) -> CUPSPages {
    let form: CUPSForm = document.form == .pdf ? .pdf : .png
    guard !queue.isRaw, queue.formats.contains(form.rawValue) else { throw queue.takesNothing }
    return CUPSPages(form: form, bytes: document.bytes)
  }
}

/// What goes to the queue.
struct CUPSPages: Hashable, Sendable {
  var form: CUPSForm
  var bytes: [UInt8]
}

// MARK: - A slip

extension CUPSPrinter {
  private func send(
    _ title: String, before deadline: ContinuousClock.Instant,
    _ make: (CUPSQueue) throws(PrintFailure) -> CUPSPages
  ) throws(PrintFailure) -> PrintOutcome {
    let desk = try openDesk(before: deadline)
    let found = try ask(desk, before: deadline)
    cancelUnwanted(desk, before: deadline)
    try check(found, at: desk, before: deadline)
    let pages = try make(found)
    let outcome = try errand(title, pages, found, at: desk, before: deadline)
    guard case .again = outcome else { return outcome.ending }
    // The job is cancelled and was never started: nothing of the slip can come out.
    let second = try errand(
      title, pages, found, at: try openDesk(before: deadline), before: deadline)
    return second.ending
  }

  /// How a try to print ended, and whether another may be made.
  private enum Try {
    case over(PrintOutcome), again(PrintOutcome)

    var ending: PrintOutcome {
      switch self {
      case .over(let outcome), .again(let outcome): outcome
      }
    }
  }

  /// One job, from its making to its end.
  private func errand(
    _ title: String, _ pages: CUPSPages, _ found: CUPSQueue, at desk: CUPSDesk,
    before deadline: ContinuousClock.Instant
  ) throws(PrintFailure) -> Try {
    let id: Int32
    do throws(CUPSFailure) {
      id = try desk.createJob(title, media: sheet.media, before: deadline)
    } catch {
      // A job that was made all the same has no document, and CUPS gives it up by itself.
      throw notReached(error)
    }
    var errand = CUPSErrand(
      job: id, queue: queue, server: server, wasBlocked: found.blocked != nil, deadline: deadline)
    let outcome = errand.run(pages, at: desk)
    if errand.isLeftBehind { unwanted.append(id) }
    met = errand.met.map { ($0, id, ContinuousClock.now) }
    if case .failed = outcome, errand.wasHungUp { return .again(outcome) }
    return .over(outcome)
  }

  /// Jobs of before the server went away would come out unasked when it is back.
  private func cancelUnwanted(_ desk: CUPSDesk, before deadline: ContinuousClock.Instant) {
    while let job = unwanted.last {
      guard (try? desk.cancel(job, before: deadline)) != nil else { return }
      unwanted.removeLast()
    }
  }
}
