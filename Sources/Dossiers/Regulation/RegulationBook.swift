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

  /// The version of this name; a name without a date is the folder's first version.
  ///
  /// Logs from the time when a centre had one file name only the centre, `lai-chau`.
  public subscript(id: RegulationID) -> Regulation? {
    regulations.first { $0.id == id }
      ?? (id.isDated ? nil : regulations.first { $0.id.folder == id.rawValue })
  }

  /// The folders of the centres, in order.
  public var folders: [String] { Set(regulations.map(\.id.folder)).sorted() }

  /// The version of a folder that holds on the day; before the first, the first.
  public func inForce(folder: String, on day: CivilDate) -> Regulation? {
    let versions = regulations.filter { $0.id.folder == folder }
    return versions.last { $0.decision.effectiveFrom <= day } ?? versions.first
  }

  /// The rules that govern an event of a dossier accepted under `accepted`.
  ///
  /// A dossier keeps the rules of its acceptance, unless a later version that holds on the day says
  /// that running dossiers follow it (LC 24.2; VL 13.3).
  public func governing(_ accepted: RegulationID, on day: CivilDate) -> Regulation? {
    guard let first = self[accepted] else { return nil }
    return regulations.last {
      $0.centre == first.centre && $0.decision.effectiveFrom > first.decision.effectiveFrom
        && $0.decision.effectiveFrom <= day && $0.decision.openDossiers == .follow
    } ?? first
  }
}
