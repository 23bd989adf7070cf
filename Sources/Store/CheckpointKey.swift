internal import Crypto
internal import Foundation

/// The hall's key for signing checkpoints: Ed25519, as `openssl genpkey -algorithm ed25519` makes it.
///
/// It never leaves memory by way of a description; `pem` is for the command that makes one.
public struct CheckpointKey: Sendable, CustomStringConvertible {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key of the system's randomness.
  public init() {
    key = Curve25519.Signing.PrivateKey()
  }

  /// Reads PEM with PKCS#8 (`BEGIN PRIVATE KEY`); the failure says what else it found.
  public init(pem: String) throws(StoreFailure) {
    let bytes = try PEM.body(of: pem, label: "PRIVATE KEY", after: Self.head)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
      throw PEM.notEd25519
    }
    self.key = key
  }

  /// What others need to check this key's signatures.
  public var publicKey: CheckpointPublicKey {
    CheckpointPublicKey(raw: Array(key.publicKey.rawRepresentation))
  }

  /// The secret as PEM with PKCS#8; to be written to a file of mode 0600 and nowhere else.
  public var pem: String {
    PEM.text(Self.head + key.rawRepresentation, label: "PRIVATE KEY")
  }

  public var description: String { "key \(publicKey.id)" }

  /// `nil` when signing fails: a checkpoint without a signature is better than a hall that stops.
  func signature(of text: String) -> [UInt8]? {
    (try? key.signature(for: Data(text.utf8))).map { Array($0) }
  }

  /// PKCS#8 of RFC 8410, up to the 32 bytes of the key itself.
  private static let head: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
}

/// The public half: checks signatures, and may be given to everybody.
public struct CheckpointPublicKey: Sendable, Hashable {
  private let raw: [UInt8]

  init(raw: [UInt8]) {
    self.raw = raw
  }

  /// Reads PEM with a SubjectPublicKeyInfo (`BEGIN PUBLIC KEY`) of an Ed25519 key.
  public init(pem: String) throws(StoreFailure) {
    raw = try PEM.body(of: pem, label: "PUBLIC KEY", after: Self.head)
  }

  public var pem: String { PEM.text(Self.head + raw, label: "PUBLIC KEY") }

  /// The first 16 hexadecimal digits of SHA-256 over its DER form: enough to tell keys apart.
  public var id: String {
    String(Array(SHA256.hash(data: Self.head + raw)).hexadecimal.prefix(16))
  }

  func isSignature(_ signature: [UInt8], of text: String) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
    return key.isValidSignature(signature, for: Data(text.utf8))
  }

  /// SubjectPublicKeyInfo of RFC 8410, up to the 32 bytes of the key itself.
  private static let head: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]
}

/// Base64 between two lines of hyphens (RFC 7468).
private enum PEM {
  static let notEd25519 = StoreFailure(
    .files,
    "It is no Ed25519 key in PEM (PKCS#8). Make one with `halld checkpoint key` or with "
      + "`openssl genpkey -algorithm ed25519`.")

  /// The 32 bytes behind the fixed head of this kind of key.
  static func body(of pem: String, label: String, after head: [UInt8]) throws(StoreFailure)
    -> [UInt8]
  {
    let lines = pem.prefix(8_192).split(whereSeparator: \.isNewline).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    if lines.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") {
      throw StoreFailure(
        .files, "It is protected by a password, which nobody can type at start. Use one without.")
    }
    guard let begin = lines.firstIndex(of: "-----BEGIN \(label)-----"),
      let end = lines.firstIndex(of: "-----END \(label)-----"), begin < end,
      let data = Data(base64Encoded: lines[(begin + 1)..<end].joined()),
      data.count == head.count + 32, data.starts(with: head)
    else { throw notEd25519 }
    return Array(data.dropFirst(head.count))
  }

  static func text(_ bytes: some Sequence<UInt8>, label: String) -> String {
    "-----BEGIN \(label)-----\n\(Data(bytes).base64EncodedString())\n-----END \(label)-----\n"
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
