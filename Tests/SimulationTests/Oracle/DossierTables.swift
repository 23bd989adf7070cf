import Dossiers
import GRDB
import Ticketing

@testable import Store
@testable import halld

extension DossierFiles {
  /// The hall's dossiers against these files; thorough: with their rows, the books and the dates.
  ///
  /// At a start the last ones are looked at, at rest all that have gone on since the last rest.
  mutating func differences(from machine: Machine, isThorough: Bool) throws -> [String] {
    var wrong: [String] = []
    let store = machine.store
    let moved = files.filter { ($0.value.rows.last ?? 0) > lastThorough }
      .sorted { ($0.value.rows.last ?? 0) < ($1.value.rows.last ?? 0) }
    for (id, file) in moved.suffix(isThorough ? moved.count : 6) {
      let code = file.dossier.code?.text
      guard let found = try code.map(store.dossier(code:)) ?? store.dossier(id) else {
        wrong.append("dossier \(code ?? id.description) is in the log and cannot be found")
        continue
      }
      // What is newer than the last look will be followed.
      guard found.lastSeq == file.rows.last else {
        if isThorough || found.lastSeq < file.rows.last ?? 0 {
          wrong.append("dossier \(id) ends with row \(found.lastSeq), not \(file.rows.last ?? 0)")
        }
        continue
      }
      if found.dossier != file.dossier { wrong.append("dossier \(id) is not what its rows say") }
    }
    guard isThorough else { return wrong }
    let (lines, due, rows) = try store.read { db in
      (try Self.lines(db), try Self.due(db), try Self.rows(db))
    }
    for id in ids where rows[id.rawValue] != files[id]?.rows {
      wrong.append("the history of dossier \(id) is not its rows")
    }
    lastThorough = files.values.reduce(lastThorough) { max($0, $1.rows.last ?? 0) }
    return wrong + differences(inBooks: lines) + differences(inDue: due)
  }

  /// Each book is numbered from 1 without a gap, in the order of the log, through the year and the day.
  private func differences(inBooks written: [Line]) -> [String] {
    let expected = lines.sorted { $0.row < $1.row }
    guard written != expected else { return [] }
    let found = Set(written)
    guard let missing = expected.first(where: { !found.contains($0) }) else {
      return ["the books have \(written.count) lines, the log \(expected.count)"]
    }
    return ["book \(missing.book) has no number \(missing.number) of dossier \(missing.dossier)"]
  }

  private func differences(inDue found: [String]) -> [String] {
    let expected = files.flatMap { id, file in
      file.due.map { item in
        Self.words(id.rawValue, item.kind.rawValue, item.number, "\(item.at)", file.toldIn[item])
      }
    }.sorted()
    guard found != expected else { return [] }
    let wrong = Set(found).symmetricDifference(expected).sorted().prefix(2)
    return ["what falls due is not what the log says: \(wrong.joined(separator: ", "))"]
  }

  private static func words(
    _ dossier: Int64, _ kind: String, _ number: Int, _ at: String, _ told: Int64?
  ) -> String {
    "\(dossier) \(kind) \(number) \(at) \(told.map { "told in \($0)" } ?? "ahead")"
  }

  private static func lines(_ db: Database) throws -> [Line] {
    try Row.fetchAll(
      db, sql: "SELECT book, year, number, day, ordinal, dossier, seq FROM registers ORDER BY seq"
    ).map {
      Line(
        book: $0[0], year: $0[1], number: $0[2], day: $0[3], ordinal: $0[4], dossier: $0[5],
        row: $0[6])
    }
  }

  private static func rows(_ db: Database) throws -> [Int64: [Int64]] {
    try Row.fetchAll(db, sql: "SELECT dossier, seq FROM dossier_events ORDER BY seq")
      .reduce(into: [:]) { $0[$1[0], default: []].append($1[1]) }
  }

  private static func due(_ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: "SELECT dossier, kind, number, at, reminded FROM dossier_due")
      .map { words($0[0], $0[1], $0[2], $0[3], $0[4]) }.sorted()
  }
}
