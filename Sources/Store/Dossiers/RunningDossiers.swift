public import Dossiers
internal import GRDB
internal import Ticketing

/// How the running dossiers of one agency stand: counts, and nothing of any dossier.
public struct RunningDossiers: Sendable, Hashable {
  /// Who decides (LC 3.1); `nil` when it is on no record, as with some of the province's dossiers.
  public let agency: String?
  /// Their term ends at the moment or later.
  public let onTime: Int
  public let overdue: Int
}

extension HallStore {
  /// The dossiers whose term runs, by agency, the agency with most of them first (HU DA V.2.2.b).
  public func runningDossiers(at moment: CivilMoment) throws(StoreFailure) -> [RunningDossiers] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT agency, count(*), sum(dueAt IS NOT NULL AND dueAt < ?)
            FROM dossiers INDEXED BY dossiers_running
            WHERE termRuns = 1 GROUP BY agency ORDER BY count(*) DESC, agency
            """), arguments: [moment.description]
      ).map { row in
        let (all, overdue) = (try row.cell(1) as Int, try row.cell(2) as Int)
        return RunningDossiers(
          agency: try row.cellIfAny(0), onTime: all - overdue, overdue: overdue)
      }
    }
  }
}
