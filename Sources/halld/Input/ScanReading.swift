internal import Dossiers
internal import Drivers
internal import Foundation

/// What was held under a scanner, as far as the screen of its place may know it.
///
/// Only what opens something is passed on: the code of a dossier, the link of a number. Whatever else was
/// read, an identity card above all, is forgotten here, and answered with a sentence.
enum ScanReading: Hashable, Sendable {
  /// A dossier's code in the shape it is stored in, and the proof that stood beside it.
  case dossier(code: String, proof: String?)
  /// The token of a number slip.
  case ticket(token: String)
  /// The code of the sentence that answers it.
  case refused(String)

  /// Reads a scan; `code` reads a text as a dossier code, `isTicket` knows the tokens of the hall.
  init(
    _ scan: KeyReader.Scan, code: (String) -> String?, isTicket: (String) -> Bool
  ) {
    switch scan {
    case .text(let text): self = Self.read(text, code: code, isTicket: isTicket)
    case .tooLong(let part), .rubbish(let part):
      // The QR code of a paper holds Vietnamese letters, which scanners cannot type.
      if let paper = Self.paper(part, code: code) {
        self = paper
      } else {
        self = .refused(IdentityCard.isIn(part) ? "identity-card" : "scan-unreadable")
      }
    }
  }

  private static func read(
    _ scanned: String, code: (String) -> String?, isTicket: (String) -> Bool
  ) -> ScanReading {
    let text = trimmed(scanned)
    if let inside = parameter("code", of: text).flatMap(code) {
      return .dossier(code: inside, proof: parameter("proof", of: text).flatMap(proof))
    }
    if let plain = code(text) { return .dossier(code: plain, proof: nil) }
    if let paper = paper(text, code: code) { return paper }
    // A slip of a hall without a public address bears the token alone.
    let token = text.split(separator: "/").last.map(String.init) ?? ""
    if isToken(token), token == text || text.contains("/t/"), isTicket(token) {
      return .ticket(token: token)
    }
    return .refused(IdentityCard.isIn(text) ? "identity-card" : "scan-unknown")
  }

  /// The QR code of a receipt or another paper: the dossier's code stands before the first `|`.
  private static func paper(_ text: String, code: (String) -> String?) -> ScanReading? {
    guard let end = text.firstIndex(of: "|") else { return nil }
    return code(trimmed(String(text[..<end]))).map { .dossier(code: $0, proof: nil) }
  }

  /// The value behind `name=` in a link's query or fragment, with its %-signs read.
  private static func parameter(_ name: String, of text: String) -> String? {
    for part in text.split(whereSeparator: { $0 == "?" || $0 == "#" || $0 == "&" }).dropFirst()
    where part.hasPrefix("\(name)=") {
      return String(part.dropFirst(name.count + 1)).removingPercentEncoding
    }
    return nil
  }

  private static func proof(_ text: String) -> String? {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isWord) ? text : nil
  }

  private static func isToken(_ text: String) -> Bool {
    (8...128).contains(text.utf8.count) && text.utf8.allSatisfy(isWord)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
      || byte == 0x5F
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
