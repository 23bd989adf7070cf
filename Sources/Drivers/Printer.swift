public import Ticketing

/// A printer: one actor on a serial executor of its own, so that a slow device stops nobody else.
///
/// `print` may block its executor up to the limit it was given. USB, TCP and CUPS printers are built on
/// a `Transport`; the folder printer needs none.
public protocol Printer: _Concurrency.Actor {
  /// The name by which configuration and print jobs know it, such as `kiosk-1`.
  nonisolated var name: String { get }
  nonisolated var profile: PrinterProfile { get }

  /// Does beforehand what needs no device: a slip that is printed next is drawn already.
  func prepare(_ job: SlipJob)

  /// Prints one slip and says how it ended, within the limit.
  func print(_ job: SlipJob, within limit: Duration) -> PrintReport

  /// After a restart: what the device can say about a job that was being sent.
  func evidence(for job: String) -> PrintEvidence

  /// What keeps it from printing now, or `nil` when nothing is known to.
  func trouble() -> PrintFailure?

  /// Asks the device how it is; ends within a second.
  func look() -> PrinterState

  /// What the device was last known to be, also in the middle of a slip; waits for nothing.
  nonisolated var lastWord: PrinterState? { get }
}

extension Printer {
  /// For printers to which drawing is no matter of time.
  public func prepare(_ job: SlipJob) {}

  /// For printers without a state of their own: whatever troubles them keeps them from printing.
  public func look() -> PrinterState { trouble() == nil ? .ready : .offline }

  /// For printers that tell nothing while they print.
  public nonisolated var lastWord: PrinterState? { nil }
}

/// One slip for one printer.
public struct SlipJob: Sendable {
  /// Id of the print job, unique for ever; a second paper of a number is another job.
  public var job: String
  /// The number on the paper, for people who look for it.
  public var number: String
  public var layout: any PaperLayout
  /// A person asks for it who has looked after the printer: what slips met before does not count.
  public var isTrial: Bool

  public init(job: String, number: String, layout: any PaperLayout, isTrial: Bool = false) {
    self.job = job
    self.number = number
    self.layout = layout
    self.isTrial = isTrial
  }
}

/// How an attempt to print ended.
public enum PrintOutcome: Hashable, Sendable {
  /// The device gave evidence that the paper is out.
  case printed
  /// All bytes are gone and this path never gives evidence.
  case handedOver
  /// Evidence was expected and is missing; a person decides.
  case unknown(reason: String)
  /// Nothing came out.
  case failed(PrintFailure)
}

/// The outcome of one attempt, and what the paper lacks.
public struct PrintReport: Hashable, Sendable {
  public var outcome: PrintOutcome
  /// Letters that were drawn as boxes because the font lacks them; to be logged when not 0.
  public var unknownGlyphs: Int

  public init(_ outcome: PrintOutcome, unknownGlyphs: Int = 0) {
    self.outcome = outcome
    self.unknownGlyphs = unknownGlyphs
  }
}

/// What is known about a job whose sending was cut short.
public enum PrintEvidence: String, Hashable, Sendable {
  /// The paper is out.
  case printed
  /// All of it went to the device, on a path that never tells of paper.
  case handedOver
  /// Not one byte reached the device: the job may be sent again as it is.
  case nothingSent
  /// Bytes may have reached it; a second try is a new job, marked IN LẠI.
  case unknown
}
