internal import Foundation
internal import Ticketing

/// What happened to an account, a session or a paired device, as a row of the log.
///
/// Never a password, its hash, a token or an address: the log is carried out of the house.
enum AccountRecord: Sendable, Hashable {
  /// Who an account belongs to and what it may do, from this row on.
  struct Facts: Sendable, Hashable {
    var account: String
    var fullName: String
    var title: String
    var agency: String
    var role: String
    var counters: [String]

    init(_ account: Account) {
      self.account = account.name
      fullName = account.fullName
      title = account.title
      agency = account.agency
      role = account.role
      counters = account.counters.map(\.rawValue)
    }
  }

  case added(Facts)
  case changed(Facts)
  case turnedOff(account: String)
  case turnedOn(account: String)
  /// `oneTime`: somebody else set it, and it must be changed at the next signing in.
  case passwordChanged(account: String, oneTime: Bool)
  case sessionOpened(account: String, session: String)
  /// Signed out.
  case sessionClosed(account: String, session: String)
  case sessionEnded(account: String, session: String, reason: SessionEnd)
  /// Too many wrong passwords; `account` is absent when there is none of that name.
  case signInLocked(account: String?, seconds: Int)
  case devicePaired(device: String, deviceKind: String)
  case deviceUnpaired(device: String)

  var kind: RecordKind {
    switch self {
    case .added: .accountAdded
    case .changed: .accountChanged
    case .turnedOff: .accountDisabled
    case .turnedOn: .accountEnabled
    case .passwordChanged: .passwordChanged
    case .sessionOpened: .sessionOpened
    case .sessionClosed: .sessionClosed
    case .sessionEnded: .sessionEnded
    case .signInLocked: .signInLocked
    case .devicePaired: .devicePaired
    case .deviceUnpaired: .deviceUnpaired
    }
  }

  var subject: String {
    switch self {
    case .added(let facts), .changed(let facts): "account:\(facts.account)"
    case .turnedOff(let account), .turnedOn(let account), .passwordChanged(let account, _),
      .sessionOpened(let account, _), .sessionClosed(let account, _),
      .sessionEnded(let account, _, _):
      "account:\(account)"
    case .signInLocked(let account, _): account.map { "account:\($0)" } ?? "account"
    case .devicePaired(let device, _), .deviceUnpaired(let device): "device:\(device)"
    }
  }

  func write(to json: inout JSONWriter) {
    switch self {
    case .added(let facts), .changed(let facts):
      json.put("account", facts.account)
      json.put("agency", facts.agency)
      json.put("counters", facts.counters)
      json.put("fullName", facts.fullName)
      json.put("role", facts.role)
      json.put("title", facts.title)
    case .turnedOff(let account), .turnedOn(let account): json.put("account", account)
    case .passwordChanged(let account, let oneTime):
      json.put("account", account)
      json.put("oneTime", oneTime)
    case .sessionOpened(let account, let session), .sessionClosed(let account, let session):
      json.put("account", account)
      json.put("session", session)
    case .sessionEnded(let account, let session, let reason):
      json.put("account", account)
      json.put("reason", reason.rawValue)
      json.put("session", session)
    case .signInLocked(let account, let seconds):
      json.put("account", account)
      json.put("seconds", seconds)
    case .devicePaired(let device, let kind):
      json.put("device", device)
      json.put("kind", kind)
    case .deviceUnpaired(let device): json.put("device", device)
    }
  }

  /// The record of this kind; `nil` for a kind that is about something else.
  init?(_ kind: RecordKind, _ json: JSONFields) throws {
    switch kind {
    case .accountAdded: self = .added(try Facts(json))
    case .accountChanged: self = .changed(try Facts(json))
    case .accountDisabled: self = .turnedOff(account: try json.text("account"))
    case .accountEnabled: self = .turnedOn(account: try json.text("account"))
    case .passwordChanged:
      self = .passwordChanged(
        account: try json.text("account"), oneTime: try json.truth("oneTime"))
    case .sessionOpened:
      self = .sessionOpened(account: try json.text("account"), session: try json.text("session"))
    case .sessionClosed:
      self = .sessionClosed(account: try json.text("account"), session: try json.text("session"))
    case .sessionEnded:
      guard let reason = SessionEnd(rawValue: try json.text("reason")) else {
        throw JSONFields.Malformed(description: "unknown reason")
      }
      self = .sessionEnded(
        account: try json.text("account"), session: try json.text("session"), reason: reason)
    case .signInLocked:
      self = .signInLocked(
        account: try json.textIfPresent("account"), seconds: Int(try json.integer("seconds")))
    case .devicePaired:
      self = .devicePaired(device: try json.text("device"), deviceKind: try json.text("kind"))
    case .deviceUnpaired: self = .deviceUnpaired(device: try json.text("device"))
    default: return nil
    }
  }
}

extension AccountRecord.Facts {
  init(_ json: JSONFields) throws {
    account = try json.text("account")
    fullName = try json.text("fullName")
    title = try json.text("title")
    agency = try json.text("agency")
    role = try json.text("role")
    counters = try JSONDecoder().decode([String].self, from: Data(try json.raw("counters")))
  }
}

/// Why a session ended without its owner signing out.
public enum SessionEnd: String, Sendable, Hashable, CaseIterable {
  /// Nobody used it, or it had lasted as long as one may.
  case expired
  /// The password is another one.
  case password
  /// Role or counters are others.
  case rights
  /// The account was disabled.
  case disabled
  /// Its owner ended it from another one.
  case byOwner
  /// Administration ended it.
  case byAdministration
}
