import Foundation

/// A JSON value read leniently: what is not there is `nil`, and the test says what it wanted.
struct JSON: @unchecked Sendable {
  // Never changed after it was parsed.
  private let value: Any?

  init(_ bytes: [UInt8]) {
    value = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  private init(value: Any?) { self.value = value }

  subscript(_ member: String) -> JSON { JSON(value: (value as? [String: Any])?[member]) }
  var text: String? { value as? String }
  var number: Int? { (value as? NSNumber)?.intValue }
  var flag: Bool? { value as? Bool }
  var list: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
  var isNull: Bool { value == nil || value is NSNull }
}
