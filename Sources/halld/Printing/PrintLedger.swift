internal import Dossiers
internal import Ticketing

/// What printing needs of the store: a few functions, so that a test can play the store.
struct PrintLedger: Sendable {
  enum Recorded: Sendable, Hashable {
    /// On disk.
    case done
    /// The job cannot come to this state: somebody else ended it.
    case refused(String)
    /// Not now (disk full, store busy): to be tried again.
    case later(String)
  }

  /// A sign after each commit that queued a slip; several may come as one.
  var signs: @Sendable () -> AsyncStream<Void>
  /// Jobs that are queued or being sent, whatever their day.
  var unfinished: @Sendable () async throws -> [PrintJob]
  /// Moves a job on; `done` only after the commit. Carried out also in a cancelled task.
  var record: @Sendable (JobID, SlipProgress) async -> Recorded
  /// What the slip of a job says if printed now; `nil` when its ticket is over or of another day.
  var facts: @Sendable (PrintJob) async -> TicketSlip.Facts?
  /// The hall's trusted time.
  var now: @Sendable () -> Moment
}
