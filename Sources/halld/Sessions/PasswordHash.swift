internal import CCrypt
internal import Foundation
internal import Glibc

/// Passwords as yescrypt hashes in the form of `crypt(3)`.
///
/// One check takes tens of milliseconds on purpose: call it off the request threads.
enum PasswordHash {
  /// Passwords shorter or longer than this many bytes are refused.
  static let allowedBytes = 8...512

  /// A fresh salted hash, `$y$…`; `nil` when the system cannot make one.
  static func make(of password: String) -> String? {
    var system = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &system) }
    var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    let made = salt.withUnsafeBytes { bytes in
      crypt_gensalt_rn(
        "$y$", 0, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), &setting,
        Int32(setting.count))
    }
    guard made != nil else { return nil }
    return crypt(password, setting: text(of: setting))
  }

  /// Whether the password belongs to the hash, compared in constant time.
  static func matches(_ password: String, hash: String) -> Bool {
    guard let made = crypt(password, setting: hash) else { return false }
    let (one, other) = (Array(made.utf8), Array(hash.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func crypt(_ password: String, setting: String) -> String? {
    var data = crypt_data()
    // The same letters typed on another keyboard may come composed or taken apart.
    let composed = password.precomposedStringWithCanonicalMapping
    guard let result = crypt_r(composed, setting, &data) else { return nil }
    let hash = String(cString: result)
    // libxcrypt answers a broken setting with a string that begins with an asterisk.
    return hash.hasPrefix("*") ? nil : hash
  }

  private static func text(of characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
