/// A name by which configuration and log speak of one thing.
///
/// Compared byte by byte; configuration allows lower-case ASCII letters, digits and hyphens.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible, ExpressibleByStringLiteral
where RawValue == String {
  init(rawValue: String)
}

extension Identifier {
  public init(_ rawValue: String) { self.init(rawValue: rawValue) }
  public init(stringLiteral value: String) { self.init(rawValue: value) }
  public var description: String { rawValue }
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// A field of law (lĩnh vực) that owns a number series and a waiting line.
public struct DomainID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a visitor comes for in a domain.
public struct ErrandID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A service window (quầy).
public struct CounterID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A waiting line; a domain's own line bears the domain's name.
public struct LineID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A class of visitors who are called earlier (người được ưu tiên).
public struct PriorityID: Identifier {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A ticket, and the visit it stands for: the log sequence of the event that issued it.
public struct TicketID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public var description: String { String(rawValue) }
  public static func < (one: TicketID, other: TicketID) -> Bool { one.rawValue < other.rawValue }
}

/// A print job: the log sequence of the event that asked for the slip.
///
/// A ticket's first job therefore has the ticket's own number.
public struct JobID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public var description: String { String(rawValue) }
  public static func < (one: JobID, other: JobID) -> Bool { one.rawValue < other.rawValue }
}

/// Who did something: an account, a device or the hall itself.
///
/// Written `officer:tung`, `kiosk:kiosk-1`, `phone`, `system`; never a citizen's name.
public struct Actor: Hashable, Sendable, Codable, CustomStringConvertible {
  public let text: String
  public init(_ text: String) { self.text = text }
  public var description: String { text }

  /// The hall itself: time passing, printing, start-up.
  public static let system = Actor("system")

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
