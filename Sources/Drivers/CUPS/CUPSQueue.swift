/// What a print server says of one of its queues, as it came.
struct CUPSQueue: Hashable, Sendable {
  /// RFC 8011, 5.4.11; the server's own numbers.
  enum Activity: Int, Hashable, Sendable {
    case idle = 3
    case processing = 4
    case stopped = 5
  }

  var name: String
  /// Where its jobs go, without a password that may stand in it.
  var device: String
  /// Maker and model as the queue's driver calls it.
  var model: String
  /// `nil` when the server used a number nobody knows.
  var activity: Activity?
  /// Keywords such as `media-empty-error`, without `none`.
  var reasons: [String]
  /// The server's sentence, in its own language.
  var message: String
  var acceptsJobs: Bool
  /// Media types of documents it takes.
  var formats: [String]
  /// How long nothing has changed at the queue; `nil` when the server does not say.
  var unchangedFor: Duration?

  /// The attributes that are asked for.
  static let attributes = [
    "printer-name", "device-uri", "printer-make-and-model", "printer-state",
    "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs",
    "document-format-supported", "printer-up-time", "printer-state-change-time",
  ]

  init(_ group: IPPAnswer.Group, name: String? = nil) {
    self.name = name ?? group.text("printer-name") ?? ""
    device = Self.withoutPassword(group.text("device-uri") ?? "")
    model = group.text("printer-make-and-model") ?? ""
    activity = group.number("printer-state").flatMap(Activity.init)
    reasons = group.texts("printer-state-reasons").filter { $0 != "none" }
    message = group.text("printer-state-message") ?? ""
    acceptsJobs = group.flag("printer-is-accepting-jobs") ?? true
    formats = group.texts("document-format-supported")
    if let now = group.number("printer-up-time"),
      let change = group.number("printer-state-change-time"), now >= change
    {
      unchangedFor = .seconds(now - change)
    }
  }

  /// It passes bytes to the device as they come, so only bytes in the device's language are of use.
  var isRaw: Bool { model.hasSuffix("Raw Printer") }

  /// Such a queue "completes" every job and nothing comes out: CUPS has no program for it.
  var goesToFile: Bool { device.hasPrefix("file:") }

  /// `smb://name:secret@host/x` without the secret.
  private static func withoutPassword(_ device: String) -> String {
    guard let scheme = device.firstRange(of: "://") else { return device }
    let rest = device[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return device }
    return device[..<scheme.upperBound] + "…" + rest[at...]
  }
}

extension CUPSQueue {
  /// After this time of printing without a sign, the device is taken to be dead.
  static let stuckAfter: Duration = .seconds(30)

  /// The state people are shown.
  ///
  /// Reasons of an idle queue are as old as its last job: CUPS asks a device only while it prints.
  var state: PrinterState {
    if let blocked { return blocked }
    if goesToFile || !acceptsJobs || activity == .stopped { return .offline }
    let isBusy = activity == .processing
    if isBusy, let unchangedFor, unchangedFor >= Self.stuckAfter { return .notAnswering }
    if keywords.contains("media-low") { return .paperLow }
    if isBusy { return .busy }
    if reasons.contains(where: { $0.hasSuffix("-error") }) || activity == nil { return .unknown }
    return .ready
  }

  /// The worst reason for which no paper can come, as far as the device told CUPS.
  var blocked: PrinterState? {
    Self.blocking.first { !keywords.isDisjoint(with: $0.keywords) }?.state
  }

  private var keywords: Set<String> { Set(reasons.map(Self.keyword)) }

  /// RFC 8011, 5.4.12 and PWG 5100.9, the most urgent for a person first.
  private static let blocking: [(state: PrinterState, keywords: Set<String>)] = [
    (.coverOpen, ["cover-open", "door-open", "interlock-open", "input-tray-missing"]),
    (.paperOut, ["media-empty", "media-needed"]),
    (.cutterJammed, ["media-jam", "trimmer-jam", "trimmer-failure"]),
    (.offline, ["offline", "shutdown", "paused", "moving-to-paused", "stopped-partly"]),
    (.notAnswering, ["timed-out"]),
  ]

  /// The keyword without its severity: `media-empty-error` is `media-empty`.
  private static func keyword(_ reason: String) -> String {
    for severity in ["-error", "-warning", "-report"] where reason.hasSuffix(severity) {
      return String(reason.dropLast(severity.count))
    }
    return reason
  }
}

/// The form in which a slip goes to a queue.
enum CUPSForm: String, Hashable, Sendable {
  /// The device's own commands, passed on as they are.
  case commands = "application/vnd.cups-raw"
  case pdf = "application/pdf"
  case png = "image/png"

  /// What this queue takes, or `nil` when it takes nothing that can be made here.
  ///
  /// A page of exact size (PDF) is better than a picture that a filter scales.
  static func best(for queue: CUPSQueue, profile: PrinterProfile.Kind) -> CUPSForm? {
    let forms: [CUPSForm] = profile == .escpos ? [.commands] : queue.isRaw ? [] : [.pdf, .png]
    return forms.first { queue.formats.contains($0.rawValue) }
  }
}
