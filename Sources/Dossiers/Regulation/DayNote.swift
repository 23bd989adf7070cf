/// What a day off or a make-up day is called, and on whose word it stands in the calendar.
public struct DayNote: Hashable, Sendable {
  public var name: BilingualName
  public var clause: String?
  public var source: Source

  public enum Source: String, CaseIterable, Sendable {
    /// A law names the day.
    case law
    /// The competent authority has announced it.
    case announced
    /// The centre or its province decided it.
    case decision
    /// Nobody confirmed it yet.
    case assumed

    /// Whether such a change of days may move a promised date later without a slip (P-32).
    public var isLaw: Bool { self == .law || self == .announced }
  }

  public init(name: BilingualName, clause: String?, source: Source) {
    self.name = name
    self.clause = clause
    self.source = source
  }
}
