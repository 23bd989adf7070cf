internal import Synchronization

/// What each printer does at the moment, and since when its state is what it is.
final class PrinterDoings: Sendable {
  private struct Doing {
    var printing: String?
    var since: Duration = .zero
  }

  private let doings = Mutex<[String: Doing]>([:])

  func begins(_ printer: String, printing number: String) {
    doings.withLock { $0[printer, default: Doing()].printing = number }
  }

  func ends(_ printer: String) { doings.withLock { $0[printer]?.printing = nil } }

  func changed(_ printer: String, at now: Duration) {
    doings.withLock { $0[printer, default: Doing()].since = now }
  }

  /// The standing, with what is known here.
  func complete(_ standing: PrinterStanding, of printer: String, now: Duration) -> PrinterStanding {
    let doing = doings.withLock { $0[printer] } ?? Doing()
    var standing = standing
    standing.printing = doing.printing
    standing.stateFor = now - doing.since
    return standing
  }
}
