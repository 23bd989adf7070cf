internal import Crypto

/// One row of the log, as it is hashed, stored and read again.
struct LogRow: Sendable, Equatable {
  var seq: Int64
  /// Microseconds since 1970, UTC: when it was written down.
  var recordedAt: Int64
  /// Microseconds since 1970, UTC: when it happened.
  var occurredAt: Int64
  /// The service day, `2026-11-21`.
  var day: String
  var actor: String
  var kind: String
  var version: Int
  var subject: String
  /// A JSON object.
  var body: [UInt8]
  var hash: [UInt8] = []

  /// The hash before the first row.
  static let origin = [UInt8](repeating: 0, count: 32)

  /// The hash this row must have when the row before has `previous`.
  ///
  /// SHA-256 over every field behind its length (8 bytes, big-endian), then the hash before.
  /// Lengths keep a byte from moving unseen from one field into the next.
  func chained(to previous: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + body.count)
    Self.add(seq, to: &bytes)
    Self.add(recordedAt, to: &bytes)
    Self.add(occurredAt, to: &bytes)
    Self.add(day.utf8, to: &bytes)
    Self.add(actor.utf8, to: &bytes)
    Self.add(kind.utf8, to: &bytes)
    Self.add(Int64(version), to: &bytes)
    Self.add(subject.utf8, to: &bytes)
    Self.add(body, to: &bytes)
    bytes.append(contentsOf: previous)
    return SHA256.hash(data: bytes).withUnsafeBytes { Array($0) }
  }

  private static func add(_ field: some Collection<UInt8>, to bytes: inout [UInt8]) {
    add(bigEndian: UInt64(field.count), to: &bytes)
    bytes.append(contentsOf: field)
  }

  private static func add(_ field: Int64, to bytes: inout [UInt8]) {
    add(bigEndian: 8, to: &bytes)
    add(bigEndian: UInt64(bitPattern: field), to: &bytes)
  }

  private static func add(bigEndian value: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
