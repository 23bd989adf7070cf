internal import Dossiers

/// The path and the query of a request line, taken apart without trusting them.
///
/// Only plain absolute paths are known. A segment that is empty, `.` or `..`, that hides a slash
/// or a control character behind percent signs, or that is no UTF-8, names nothing.
struct RequestTarget: Sendable {
  static let longest = 2_048

  /// The path as it came, for an exact match.
  let path: Substring
  private let query: Substring?

  /// - Returns: `nil` for a target that cannot name anything here.
  init?(_ text: String?) {
    guard let text, text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= Self.longest,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    if let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) {
      path = text[..<mark]
      query = text[text.utf8.index(after: mark)...]
    } else {
      path = text[...]
      query = nil
    }
  }

  var hasQuery: Bool { query != nil }

  /// The decoded segments, `nil` when one of them is a trick.
  var segments: [String]? {
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = Self.decoded(part.utf8, plusIsBlank: false), !segment.isEmpty,
        segment != ".", segment != "..",
        !segment.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") })
      else { return nil }
      segments.append(segment)
    }
    return segments
  }

  /// The query's parameters; one that appears twice or is not known is refused.
  func parameters(known: [String]) throws(Problem) -> [String: String] {
    guard let query, !query.isEmpty else { return [:] }
    var parameters: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0].utf8, plusIsBlank: true),
        let value = parts.count == 2 ? Self.decoded(parts[1].utf8, plusIsBlank: true) : ""
      else { throw .wrongParameter("?", expected: "UTF-8") }
      guard known.contains(name) else { throw .unknownParameter(name, known: known) }
      guard parameters.updateValue(value, forKey: name) == nil else {
        throw .wrongParameter(name, expected: "one value")
      }
    }
    return parameters
  }

  /// Whether an identity card was scanned into the path or the query.
  ///
  /// Also where a target names nothing: an address on a card may hold a slash, a scanner may send a
  /// line's end. `isCode` says of a text that it is a dossier code and no card.
  func holdsIdentityCard(_ isCode: (String) -> Bool) -> Bool {
    // Nine digits, or a zone's fillers, behind percent signs or plain; anything less is no card.
    guard path.utf8.count + (query?.utf8.count ?? 0) >= 10 else { return false }
    let segments = path.split(separator: "/")
    let values = (query ?? "").split(separator: "&").flatMap { $0.split(separator: "=") }
    return (segments + values).contains { part in
      let text = Self.loosely(part.utf8)
      return IdentityCard.isIn(text) && !isCode(text)
    }
  }

  /// Decoded without refusing anything, to be looked at and forgotten.
  private static func loosely(_ bytes: Substring.UTF8View) -> String {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(digit),
        let low = rest.dropFirst().first.flatMap(digit)
      {
        rest = rest.dropFirst(2)
        decoded.append(high << 4 | low)
      } else {
        decoded.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func decoded(_ bytes: Substring.UTF8View, plusIsBlank: Bool) -> String? {
    var decoded: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        let value = high << 4 | low
        guard value >= 0x20, value != 0x7F else { return nil }
        decoded.append(value)
      case UInt8(ascii: "+") where plusIsBlank: decoded.append(0x20)
      default: decoded.append(byte)
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
