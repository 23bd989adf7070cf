/// What a print server says of one job.
struct CUPSJob: Hashable, Sendable {
  /// RFC 8011, 5.3.7; the server's own numbers.
  enum State: Int, Hashable, Sendable {
    case pending = 3
    case held = 4
    case processing = 5
    case stopped = 6
    case canceled = 7
    case aborted = 8
    case completed = 9

    /// Nothing more happens to it.
    var isOver: Bool { rawValue >= State.canceled.rawValue }
  }

  var id: Int32
  var name: String
  var state: State?
  /// Its bytes have been on the way to the device; how many, CUPS does not say.
  var wasStarted: Bool
  /// Keywords such as `job-canceled-by-user`.
  var reasons: [String]

  static let attributes = [
    "job-id", "job-name", "job-state", "job-state-reasons", "time-at-processing",
  ]

  /// - Returns: `nil` when the server named no job.
  init?(_ group: IPPAnswer.Group) {
    guard let id = group.number("job-id").flatMap(Int32.init(exactly:)), id > 0 else { return nil }
    self.id = id
    name = group.text("job-name") ?? ""
    state = group.number("job-state").flatMap(State.init)
    wasStarted = (group.number("time-at-processing") ?? 0) > 0 || state == .processing
    reasons = group.texts("job-state-reasons").filter { $0 != "none" }
  }
}

extension CUPSJob {
  /// Who ended a job that did not complete.
  enum End: Hashable, Sendable {
    /// halld itself, because its time was up or the queue could not print.
    case ourselves(PrintFailure)
    /// A person at the server, or the server itself.
    case others
  }

  /// How the slip ended; `nil` as long as the job has not.
  ///
  /// "Completed" means that CUPS passed all bytes on; nobody there saw paper.
  func outcome(endedBy end: End, queue: String) -> PrintOutcome? {
    switch state {
    case .completed:
      return .handedOver
    case .canceled, .aborted:
      guard wasStarted else { return .failed(nothingPassed(end, queue: queue)) }
      let why: String
      switch end {
      case .ourselves(let failure): why = failure.sentence
      case .others: why = "\(byWhom) while it was being printed."
      }
      return .unknown(
        reason: "Job \(id) of the CUPS queue \"\(queue)\": \(why) Look for the paper.")
    case .pending, .held, .processing, .stopped, nil:
      return nil
    }
  }

  private func nothingPassed(_ end: End, queue: String) -> PrintFailure {
    switch end {
    case .ourselves(let failure):
      return failure
    case .others:
      return PrintFailure(
        .cancelled,
        "Job \(id) of the CUPS queue \"\(queue)\": \(byWhom) before it was printed. The number stays "
          + "valid; print it again if it is wanted.", cause: reasons.joined(separator: ", "))
    }
  }

  private var byWhom: String {
    state == .canceled ? "it was cancelled in CUPS" : "CUPS gave it up"
  }
}
