internal import Foundation

/// What is known of an applicant; never in the log, erasable by the dossier's code.
public struct PersonalData: Sendable, Hashable, Codable, CustomStringConvertible {
  public var name: String?
  public var phone: String?
  public var address: String?
  /// A note of the officer about the person or the papers.
  public var note: String?

  public init(
    name: String? = nil, phone: String? = nil, address: String? = nil, note: String? = nil
  ) {
    self.name = name
    self.phone = phone
    self.address = address
    self.note = note
  }

  public var isEmpty: Bool { name == nil && phone == nil && address == nil && note == nil }

  /// Says nothing, so that no log line can.
  public var description: String { "personal data" }
}
