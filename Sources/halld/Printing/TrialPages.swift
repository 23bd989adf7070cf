internal import Drivers
internal import Synchronization

/// Pages that are no slips, each with somebody who waits for it: one at a printer, after its slips.
final class TrialPages: Sendable {
  struct Page: Sendable {
    let job: SlipJob
    fileprivate let reports: AsyncStream<PrintReport>.Continuation

    /// It has been printed, or not.
    func ended(_ report: PrintReport) {
      reports.yield(report)
      reports.finish()
    }
  }

  private let waiting = Mutex<[String: Page]>([:])

  /// The report to come, or `nil` when another page waits for this printer already.
  func put(_ job: SlipJob, at printer: String) -> AsyncStream<PrintReport>? {
    let (stream, reports) = AsyncStream<PrintReport>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    return waiting.withLock { waiting in
      guard waiting[printer] == nil else { return nil }
      waiting[printer] = Page(job: job, reports: reports)
      return stream
    }
  }

  /// The page whose turn it is; nobody can withdraw it any more.
  func take(_ printer: String) -> Page? { waiting.withLock { $0.removeValue(forKey: printer) } }

  /// Whether the page was still waiting; it is not printed then.
  func withdraw(_ job: SlipJob, at printer: String) -> Bool {
    waiting.withLock { waiting in
      guard waiting[printer]?.job.job == job.job else { return false }
      waiting[printer]?.reports.finish()
      waiting[printer] = nil
      return true
    }
  }
}

extension PrintSpooler {
  /// Prints a page that is no slip, after the slips that wait there; `nil` for an unknown printer.
  ///
  /// Ends within `patience`, 1 to 60 s, for its turn, and the time of one slip.
  func tryOut(
    _ job: SlipJob, at name: String, patience: Duration = .seconds(20)
  ) async -> PrintReport? {
    guard let bell = bells[name] else { return nil }
    guard let reports = trials.put(job, at: name) else {
      return PrintReport(
        .failed(
          PrintFailure(
            .busy,
            "Another page waits for \"\(name)\" already. Nothing was printed; try again when "
              + "it is out.")))
    }
    bell.ring()
    let (trials, time) = (trials, time)
    let report = await withTaskGroup(of: PrintReport?.self) { group in
      group.addTask {
        for await report in reports { return report }
        return nil
      }
      group.addTask {
        guard (try? await time.sleep(patience)) != nil, trials.withdraw(job, at: name) else {
          return nil
        }
        return PrintReport(
          .failed(
            PrintFailure(
              .timedOut,
              "\"\(name)\" had no time for the page within "
                + "\(patience.components.seconds) s: it prints slips, or printing is stopped. "
                + "Nothing was printed; try again.")))
      }
      defer { group.cancelAll() }
      for await report in group where report != nil { return report }
      return nil
    }
    if let report { return report }
    // Whoever asked has gone, or the hall closes.
    let isUnprinted = trials.withdraw(job, at: name)
    return PrintReport(
      isUnprinted
        ? .failed(PrintFailure(.cancelled, "The page was taken back. Nothing was printed."))
        : .unknown(reason: "The hall was closed before the page had ended; look for it."))
  }

  /// Prints the page whose turn it is; one that comes out proves that the printer works, as a slip does.
  ///
  /// - Returns: whether there was one.
  func printTrial(on printer: any Printer, named name: String) async -> Bool {
    guard let page = trials.take(name) else { return false }
    let report = await print(page.job, on: printer, named: name)
    switch report.outcome {
    case .printed, .handedOver:
      queues.withLock { $0.triedOut(name) }
      ring()
    case .failed, .unknown: break
    }
    page.ended(report)
    return true
  }
}
