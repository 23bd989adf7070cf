internal import Crypto
public import Dossiers
internal import Foundation

/// What the log was when a service day ended, in a form that can be carried out of the hall.
///
/// Whoever can write to the disk can rewrite the log from some row on with all of its hashes; what
/// lies in a safe elsewhere, or bears a signature of a key that the writer has not, stays as it was.
public struct Checkpoint: Sendable, Hashable {
  /// The centre and the hall of the log's first row, on one line each.
  public let centre: String
  public let hall: String
  /// The service day that ended.
  public let day: CivilDate
  /// The civil moment at which it was made, with the offset: `2026-03-02T17:30 +07:00`.
  public let made: String
  /// Rows of the log before it, all of which it vouches for.
  public let rows: Int64
  /// The hash of the last of them, 64 hexadecimal digits.
  public let hash: String
  /// The checkpoint before it: how many rows that one vouched for, and its digest.
  public let previous: Previous?
  /// The id of the public key; `nil` without a signature.
  public let key: String?
  /// 64 bytes of Ed25519 over `text`.
  public let signature: [UInt8]?

  public struct Previous: Sendable, Hashable {
    public let rows: Int64
    public let digest: String
  }

  /// Vouches for the first `rows` rows of a log, signed when there is a key.
  init(
    of identity: HallIdentity, day: CivilDate, at moment: Moment, rows: Int64, hash: [UInt8],
    after previous: Checkpoint?, by key: CheckpointKey?
  ) {
    let offset = identity.utcOffsetSeconds
    let minutes = CivilTime(seconds: abs(offset)) ?? .midnight
    func checkpoint(_ key: String?, _ signature: [UInt8]?) -> Checkpoint {
      Checkpoint(
        centre: Self.oneLine(identity.centre), hall: Self.oneLine(identity.hall), day: day,
        made: "\(moment.civil) \(offset < 0 ? "-" : "+")\(minutes)", rows: rows,
        hash: hash.hexadecimal,
        previous: previous.map { Previous(rows: $0.rows, digest: $0.digest) }, key: key,
        signature: signature)
    }
    let signed = key.flatMap { key in
      let id = key.publicKey.id
      return key.signature(of: checkpoint(id, nil).text).map { checkpoint(id, $0) }
    }
    self = signed ?? checkpoint(nil, nil)
  }

  init(
    centre: String, hall: String, day: CivilDate, made: String, rows: Int64, hash: String,
    previous: Previous?, key: String?, signature: [UInt8]?
  ) {
    self.centre = centre
    self.hall = hall
    self.day = day
    self.made = made
    self.rows = rows
    self.hash = hash
    self.previous = previous
    self.key = key
    self.signature = signature
  }

  /// The lines that are signed, each with a line feed at its end; UTF-8.
  public var text: String {
    """
    halld checkpoint 1
    centre: \(centre)
    hall: \(hall)
    day: \(day)
    made: \(made)
    rows: \(rows)
    hash: \(hash)
    previous: \(previous.map { "\($0.rows) \($0.digest)" } ?? "none")
    key: \(key ?? "none")

    """
  }

  /// SHA-256 of `text`, 64 hexadecimal digits; the next checkpoint names it.
  public var digest: String { Array(SHA256.hash(data: Data(text.utf8))).hexadecimal }

  /// Whether it belongs to the hall of this log.
  func isOf(_ identity: HallIdentity) -> Bool {
    centre == Self.oneLine(identity.centre) && hall == Self.oneLine(identity.hall)
  }

  /// What its signature says under these keys.
  func standing(under keys: [CheckpointPublicKey]) -> Standing {
    guard let key, let signature else { return .unsigned }
    guard let known = keys.first(where: { $0.id == key }) else { return .otherKey }
    return known.isSignature(signature, of: text) ? .signed : .forged
  }

  enum Standing: Sendable {
    case signed, unsigned, otherKey, forged
  }

  /// A name as it stands in one line of the text: what would break the line becomes a blank.
  private static func oneLine(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          let breaks = scalar.value < 0x20 || [0x7F, 0x85, 0x2028, 0x2029].contains(scalar.value)
          return breaks ? " " : scalar
        }))
  }
}
