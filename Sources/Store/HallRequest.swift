internal import Crypto
public import Dossiers
public import Ticketing

/// A command on its way to the writer, with who asks and when.
public struct HallRequest: Sendable {
  public var command: HallCommand
  public var actor: Actor
  /// Trusted time at the door; the hall never sees an earlier one after a later one.
  public var moment: Moment
  /// Makes a repeat of the request harmless.
  public var key: IdempotencyKey?
  /// Words a person typed for the first event of the command; kept outside the log.
  public var typedText: String?
  /// Kept outside the log under the code of the dossier that the command takes in.
  public var personal: PersonalData?

  public init(
    _ command: HallCommand, by actor: Actor, at moment: Moment, key: IdempotencyKey? = nil,
    typedText: String? = nil, personal: PersonalData? = nil
  ) {
    self.command = command
    self.actor = actor
    self.moment = moment
    self.key = key
    self.typedText = typedText
    self.personal = personal
  }
}

/// A client's name for one request, and a fingerprint of what it asked.
///
/// Same key and body: the same answer again. Same key, other body: `keyReused`.
public struct IdempotencyKey: Sendable, Hashable {
  /// 16 bytes of SHA-256 over the scope and the client's key.
  let key: Half
  /// 16 bytes of SHA-256 over the body.
  let body: Half

  /// - Parameters:
  ///   - scope: the route, so that two endpoints never share a key.
  ///   - key: the client's `Idempotency-Key`.
  ///   - body: the request's bytes.
  public init(scope: String, key: String, body: some Sequence<UInt8>) {
    self.key = Half(SHA256.hash(data: Array(scope.utf8) + [0] + Array(key.utf8)))
    self.body = Half(SHA256.hash(data: Array(body)))
  }

  /// The first half of a SHA-256.
  struct Half: Sendable, Hashable {
    let bytes: (UInt64, UInt64)

    init(_ digest: some Sequence<UInt8>) {
      var words: (UInt64, UInt64) = (0, 0)
      for (index, byte) in digest.prefix(16).enumerated() {
        if index < 8 {
          words.0 = words.0 << 8 | UInt64(byte)
        } else {
          words.1 = words.1 << 8 | UInt64(byte)
        }
      }
      bytes = words
    }

    var data: [UInt8] {
      [bytes.0, bytes.1].flatMap { word in
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
      }
    }

    static func == (one: Half, other: Half) -> Bool { one.bytes == other.bytes }

    func hash(into hasher: inout Hasher) {
      hasher.combine(bytes.0)
      hasher.combine(bytes.1)
    }
  }
}

/// What the hall answers once the commit is on disk.
public struct HallAnswer: Sendable {
  /// The events of this request, in the order of the log; none when nobody waited.
  public var recorded: [RecordedEvent]
  /// The visit it was about, as it is now; `nil` for a repeat on a later day.
  public var visit: Visit?
  /// The print job it made or moved, in its present state.
  public var job: PrintJob?
  /// The dossier it took in.
  public var dossier: Dossier?
  /// The incident it was about, as it is now.
  public var incident: Incident?
  /// For a number: who was before it when it was given.
  public var ahead: Int?
  /// For a number: the wait that was estimated when it was given, in seconds.
  public var estimatedWaitSeconds: Int?
  /// For a number just given: whether the call may come after lunch or not before closing.
  public var warning: WaitEstimate.Warning?
  /// For a number just given: when the hall opens again after the break before its call.
  public var resumesAt: CivilTime?
  /// Whether this is the stored answer to the same request made before.
  public var repeated: Bool

  /// The ticket it was about.
  public var ticket: TicketID? {
    recorded.lazy.compactMap { $0.event.ticket(at: $0.id) }.last
  }
}
