public import Dossiers

/// A slip on its way to paper; born in the transaction that made its number.
public struct PrintJob: Sendable, Hashable {
  public let id: JobID
  public let ticket: TicketID
  public let station: String
  /// The job whose slip this one repeats; it is then marked IN LẠI.
  public let first: JobID?
  public let askedAt: Moment
  public var state: SlipProgress
  /// The printer that has it or had it.
  public var printer: String?

  public init(
    id: JobID, ticket: TicketID, station: String, first: JobID?, askedAt: Moment,
    state: SlipProgress, printer: String? = nil
  ) {
    self.id = id
    self.ticket = ticket
    self.station = station
    self.first = first
    self.askedAt = askedAt
    self.state = state
    self.printer = printer
  }

  public var isOver: Bool {
    switch state {
    case .queued, .sending: false
    case .printed, .handedOver, .unknown, .failed: true
    }
  }
}

/// How far a slip has come.
public enum SlipProgress: Sendable, Hashable {
  case queued
  /// Recorded before the first byte leaves.
  case sending(printer: String)
  /// The device has answered after the cut, or the file exists.
  case printed(printer: String)
  /// This path cannot give evidence; nothing is left to do.
  case handedOver(printer: String)
  /// Evidence was expected and is missing: a person decides.
  case unknown(printer: String, reason: String)
  case failed(reason: String)

  /// The word for it in the contract and in the projection.
  public var name: String {
    switch self {
    case .queued: "queued"
    case .sending: "sending"
    case .printed: "printed"
    case .handedOver: "handedOver"
    case .unknown: "unknown"
    case .failed: "failed"
    }
  }

  /// Whether a job in this state may come to `next`.
  public func mayBecome(_ next: SlipProgress) -> Bool {
    switch (self, next) {
    case (.queued, .sending), (.queued, .failed): true
    case (.sending, .printed), (.sending, .handedOver), (.sending, .unknown), (.sending, .failed):
      true
    // Nothing had left: the job waits for the next printer in order.
    case (.sending, .queued): true
    default: false
    }
  }
}

extension SlipProgress: Codable {
  private enum Key: String, CodingKey { case state, printer, reason }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    let state = try box.decode(String.self, forKey: .state)
    func printer() throws -> String { try box.decode(String.self, forKey: .printer) }
    func reason() throws -> String { try box.decode(String.self, forKey: .reason) }
    switch state {
    case "queued": self = .queued
    case "sending": self = .sending(printer: try printer())
    case "printed": self = .printed(printer: try printer())
    case "handedOver": self = .handedOver(printer: try printer())
    case "unknown": self = .unknown(printer: try printer(), reason: try reason())
    case "failed": self = .failed(reason: try reason())
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: box, debugDescription: "unknown slip state \(state)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(name, forKey: .state)
    switch self {
    case .queued: break
    case .sending(let printer), .printed(let printer), .handedOver(let printer):
      try box.encode(printer, forKey: .printer)
    case .unknown(let printer, let reason):
      try box.encode(printer, forKey: .printer)
      try box.encode(reason, forKey: .reason)
    case .failed(let reason):
      try box.encode(reason, forKey: .reason)
    }
  }
}
