internal import Foundation
internal import HTTPTypes

/// Which passwords a person may choose: long, not a common one, not the own name.
///
/// No rule asks for digits or signs, and none for changing it every so often: both make people
/// choose worse ones (NIST SP 800-63B 5.1.1.2, OWASP ASVS 2.1).
struct PasswordRules: Sendable {
  /// Fewer characters are refused.
  static let leastCharacters = 12
  /// Names shorter than this may stand in a password: too much would contain them.
  private static let leastName = 4
  /// Fewer different characters than this are a pattern on the keyboard.
  private static let leastDifferent = 5

  /// Words people choose, folded: small letters, no diacritics, no spaces.
  private let common: Set<String>

  init(common: some Sequence<String> = []) {
    self.common = Set(common.map(Self.folded))
  }

  /// Reads the list, one word a line; lines that begin with `#` are comments.
  init(file path: String?) {
    let data = path.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
    let lines = String(decoding: data.prefix(1 << 20), as: UTF8.self).split(separator: "\n")
    self.init(common: lines.lazy.filter { !$0.hasPrefix("#") }.map(String.init))
  }

  /// Refuses a password that is easily guessed.
  /// - Throws: `password-short`, `password-long`, `password-common`, `password-own-name`.
  func check(_ password: String, account: String, fullName: String) throws(Problem) {
    guard password.count >= Self.leastCharacters else { throw .passwordShort }
    guard password.utf8.count <= PasswordHash.allowedBytes.upperBound else { throw .passwordLong }
    let folded = Self.folded(password)
    // «matkhau2026!!» is still «matkhau»: what stands around the letters does not help.
    let core = String(folded.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed())
    guard !common.contains(folded), core.isEmpty || !common.contains(core),
      Set(folded).count >= Self.leastDifferent, folded.contains(where: { !$0.isNumber })
    else { throw .passwordCommon }
    for name in [account, fullName].map(Self.folded)
    where name.count >= Self.leastName && Self.letters(folded).contains(Self.letters(name)) {
      throw .passwordOwnName
    }
  }

  /// Small letters without diacritics or spaces: «Mật khẩu» is `matkhau`.
  static func folded(_ text: String) -> String {
    text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
    )
    .replacingOccurrences(of: "đ", with: "d").filter { !$0.isWhitespace }
  }

  private static func letters(_ folded: String) -> String {
    folded.filter { $0.isLetter || $0.isNumber }
  }
}

extension Problem {
  static let passwordShort = Problem(
    .unprocessableContent, "password-short", ["least": String(PasswordRules.leastCharacters)])
  static let passwordLong = Problem(
    .unprocessableContent, "password-long",
    ["most": String(PasswordHash.allowedBytes.upperBound)])
  static let passwordCommon = Problem(.unprocessableContent, "password-common")
  static let passwordOwnName = Problem(.unprocessableContent, "password-own-name")
  static let passwordSame = Problem(.unprocessableContent, "password-same")
  static let passwordWrong = Problem(.forbidden, "password-wrong")
  static let passwordMustChange = Problem(.forbidden, "password-must-change")
}
