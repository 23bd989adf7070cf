/// All versions of all centres' rules; answers which one holds on a day (LC-0.2).
public struct RegulationBook: Hashable, Sendable {
  public let regulations: [Regulation]

  public init(_ regulations: [Regulation]) {
    self.regulations = regulations.sorted {
      ($0.centre, $0.decision.effectiveFrom, $0.id)
        < ($1.centre, $1.decision.effectiveFrom, $1.id)
    }
  }

  /// The latest version of this centre's rules that holds on the day; `nil` before the first.
  public func inForce(centre: String, on day: CivilDate) -> Regulation? {
    regulations.last { $0.centre == centre && $0.decision.effectiveFrom <= day }
  }

  public subscript(id: RegulationID) -> Regulation? {
    regulations.first { $0.id == id }
  }
}
