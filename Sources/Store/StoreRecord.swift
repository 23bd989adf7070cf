internal import Dossiers

/// Which hall a log belongs to; written in its first row and compared at each start.
public struct HallIdentity: Sendable, Hashable {
  /// The centre's name, as configuration writes it.
  public var centre: String
  /// The hall inside the centre.
  public var hall: String
  /// Seconds by which the hall's civil time is ahead of UTC; 25,200 in Viet Nam.
  public var utcOffsetSeconds: Int

  public init(centre: String, hall: String, utcOffsetSeconds: Int = 25_200) {
    self.centre = centre
    self.hall = hall
    self.utcOffsetSeconds = utcOffsetSeconds
  }
}

/// The kinds of rows that say something about the log itself, not about the hall.
public enum RecordKind: String, Sendable, CaseIterable {
  case logOpened = "log.opened"
  case configurationLoaded = "configuration.loaded"
  case personalRead = "personal.read"
  case personalErased = "personal.erased"
  case clockConfirmed = "clock.confirmed"
  case checkpointMade = "checkpoint.made"
  case guessingStopped = "guessing.stopped"
  case accountAdded = "account.added"
  case accountChanged = "account.changed"
  case accountDisabled = "account.disabled"
  case accountEnabled = "account.enabled"
  case passwordChanged = "account.password-changed"
  case sessionOpened = "session.opened"
  case sessionClosed = "session.closed"
  case sessionEnded = "session.ended"
  case signInLocked = "signin.locked"
  case devicePaired = "device.paired"
  case deviceUnpaired = "device.unpaired"
  case retentionApplied = "retention.applied"

  var version: Int { 1 }
}

/// A row about the log itself; replaying the hall steps over it.
enum StoreRecord: Sendable, Hashable {
  case logOpened(HallIdentity)
  case configurationLoaded(fingerprint: String)
  case personalRead(dossier: String)
  case personalErased(dossier: String)
  /// Staff have said that the clock is right.
  case clockConfirmed
  case checkpointMade(Checkpoint)
  /// Somebody tried codes one after another at one of the public doors; not from where.
  case guessingStopped(door: String, tries: Int)
  /// Accounts, sessions and paired devices.
  case account(AccountRecord)
  /// So many rows beside the log were erased, being from before this day.
  case retentionApplied(rule: RetentionRule, count: Int, before: CivilDate)

  var kind: RecordKind {
    switch self {
    case .logOpened: .logOpened
    case .configurationLoaded: .configurationLoaded
    case .personalRead: .personalRead
    case .personalErased: .personalErased
    case .clockConfirmed: .clockConfirmed
    case .checkpointMade: .checkpointMade
    case .guessingStopped: .guessingStopped
    case .account(let record): record.kind
    case .retentionApplied: .retentionApplied
    }
  }

  var subject: String {
    switch self {
    case .logOpened(let identity): "hall:\(identity.hall)"
    case .configurationLoaded: "configuration"
    case .personalRead(let dossier), .personalErased(let dossier): "dossier:\(dossier)"
    case .clockConfirmed: "clock"
    case .checkpointMade(let checkpoint): "day:\(checkpoint.day)"
    case .guessingStopped(let door, _): "door:\(door)"
    case .account(let record): record.subject
    case .retentionApplied(let rule, _, _): "retention:\(rule.rawValue)"
    }
  }

  var body: [UInt8] {
    var json = JSONWriter()
    switch self {
    case .logOpened(let identity):
      json.put("centre", identity.centre)
      json.put("hall", identity.hall)
      json.put("utcOffsetSeconds", identity.utcOffsetSeconds)
    case .configurationLoaded(let fingerprint): json.put("fingerprint", fingerprint)
    case .personalRead(let dossier), .personalErased(let dossier): json.put("dossier", dossier)
    case .clockConfirmed: break
    case .checkpointMade(let checkpoint): Self.write(checkpoint, to: &json)
    case .guessingStopped(let door, let tries):
      json.put("door", door)
      json.put("tries", tries)
    case .account(let record): record.write(to: &json)
    case .retentionApplied(let rule, let count, let before):
      json.put("before", before.description)
      json.put("count", count)
      json.put("rule", rule.rawValue)
    }
    return json.finish()
  }

  init(_ kind: RecordKind, version: Int, body: [UInt8], seq: Int64) throws {
    guard version == kind.version else {
      throw StoreFailure(
        .newerData,
        "The log's row \(seq) is a \(kind.rawValue) of version \(version); this halld reads "
          + "version \(kind.version). Use a newer halld.")
    }
    do {
      let json = try JSONFields(body)
      if let record = try AccountRecord(kind, json) {
        self = .account(record)
        return
      }
      self =
        switch kind {
        case .logOpened:
          .logOpened(
            HallIdentity(
              centre: try json.text("centre"), hall: try json.text("hall"),
              utcOffsetSeconds: Int(try json.integer("utcOffsetSeconds"))))
        case .configurationLoaded:
          .configurationLoaded(fingerprint: try json.text("fingerprint"))
        case .personalRead: .personalRead(dossier: try json.text("dossier"))
        case .personalErased: .personalErased(dossier: try json.text("dossier"))
        case .clockConfirmed: .clockConfirmed
        case .checkpointMade: .checkpointMade(try Self.checkpoint(json))
        case .guessingStopped:
          .guessingStopped(
            door: try json.text("door"), tries: Int(try json.integer("tries")))
        case .accountAdded, .accountChanged, .accountDisabled, .accountEnabled, .passwordChanged,
          .sessionOpened, .sessionClosed, .sessionEnded, .signInLocked, .devicePaired,
          .deviceUnpaired:
          throw JSONFields.Malformed(description: "no record of an account")
        case .retentionApplied: try Self.retention(json)
        }
    } catch {
      throw StoreFailure(
        .damaged, "The log's row \(seq), a \(kind.rawValue), cannot be read: \(error).")
    }
  }

  private static func retention(_ json: JSONFields) throws -> StoreRecord {
    guard let rule = RetentionRule(rawValue: try json.text("rule")) else {
      throw JSONFields.Malformed(description: "unknown rule")
    }
    guard let before = CivilDate(try json.text("before")) else {
      throw JSONFields.Malformed(description: "before is not a date")
    }
    return .retentionApplied(rule: rule, count: Int(try json.integer("count")), before: before)
  }
}
