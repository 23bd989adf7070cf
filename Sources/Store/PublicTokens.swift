internal import Crypto
internal import Foundation
public import Ticketing

/// The codes the public carries: a phone's link to its ticket, a slip's proof for its dossier.
///
/// Each is an HMAC under a key of the data folder. It needs no column, is the same on every
/// repeat, and cannot be made by who does not have the key.
public struct PublicTokens: Sendable {
  // Already keyed: a copy for each code spares half of its work.
  private let keyed: HMAC<SHA256>
  /// Rows of the log at which a backup went on in place of a lost machine.
  private let moves: [Int64]

  init(key: [UInt8], moves: [Int64] = []) {
    keyed = HMAC<SHA256>(key: SymmetricKey(data: key))
    self.moves = moves
  }

  /// The token of a ticket: its number in base 36, a hyphen, 80 bits of HMAC in base 32.
  public func token(of ticket: TicketID) -> String {
    // The lost machine gave links to tickets of the same ids; none of them opens a new one.
    let moved = moves.count { $0 < ticket.rawValue }
    let text = "ticket:\(ticket.rawValue)" + (moved > 0 ? ":\(moved)" : "")
    return String(ticket.rawValue, radix: 36) + "-" + code(text, bytes: 10)
  }

  /// The ticket that this token was made for; `nil` for anything else.
  public func ticket(of token: String) -> TicketID? {
    guard token.utf8.count <= 40 else { return nil }
    let parts = token.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0], radix: 36), number > 0 else { return nil }
    let ticket = TicketID(number)
    return Self.isSame(self.token(of: ticket), token) ? ticket : nil
  }

  /// The proof on a dossier's slip: 8 signs, 40 bits.
  public func proof(ofDossier code: String) -> String {
    self.code("dossier:\(code)", bytes: 5)
  }

  /// Whether this is the proof of the dossier; capitals, blanks, hyphens and the likenesses of
  /// 0 and o, 1 and l and i are forgiven.
  public func isProof(_ typed: String, ofDossier code: String) -> Bool {
    guard typed.utf8.count <= 40 else { return false }
    var plain = ""
    for character in typed.lowercased() where character != " " && character != "-" {
      switch character {
      case "o": plain.append("0")
      case "i", "l": plain.append("1")
      default: plain.append(character)
      }
    }
    return Self.isSame(proof(ofDossier: code), plain)
  }

  private func code(_ text: String, bytes: Int) -> String {
    var code = keyed
    code.update(data: Array(text.utf8))
    return Self.base32(Array(code.finalize().prefix(bytes)))
  }

  // Crockford's digits: none that a citizen can take for another one.
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  private static func base32(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 5 {
        text.append(digits[bits >> (count - 5) & 31])
        count -= 5
      }
      bits &= (1 << count) - 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Compares without telling by its duration how much was right.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension DataFolder {
  /// The folder's secret: 32 random bytes, made once and whole.
  func secretKey() throws(StoreFailure) -> [UInt8] {
    guard let key = try told("read", secret, { () throws(DiskError) in try disk.contents(secret) })
    else {
      let key = disk.random(32)
      try replace(secret, with: key)
      return key
    }
    guard key.count == 32 else {
      throw StoreFailure(
        .files, "The secret \(secret) cannot be read as 32 bytes. Restore it from the backup.")
    }
    return key
  }
}
