internal import GRDB

// A disk may give back other bytes than were written to it. What SQLite notices, and what the
// chain of hashes notices, becomes one named failure; nothing is answered from such a row.
extension StoreFailure {
  /// What to do about damaged data; part of every sentence about it.
  static let remedy =
    "Keep this data folder as it is, and restore the latest backup into an empty one with "
    + "`halld restore`."

  /// This failure, with what to do about it when it is damage.
  var withRemedy: StoreFailure {
    guard code == .damaged, !sentence.contains("halld restore") else { return self }
    return StoreFailure(code, "\(sentence) \(Self.remedy)")
  }

  /// Damage that SQLite or the decoding of a row has met; `nil` for any other error.
  init?(damageIn error: any Error) {
    if let error = error as? DatabaseError {
      guard
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) || Self.misses(error.message)
      else { return nil }
      let table = error.sql.flatMap(Self.table).map { "Its table \($0)" } ?? "It"
      self.init(
        .damaged,
        "The database is damaged. \(table) cannot be read "
          + "(\(error.message ?? "no message"), SQLite \(error.extendedResultCode.rawValue)).")
    } else if error is RowDecodingError {
      self.init(.damaged, "The database is damaged. A row of it cannot be read.")
    } else {
      return nil
    }
  }

  /// Every statement here is made for the tables of this release: what it misses, a damaged
  /// schema has lost.
  private static func misses(_ message: String?) -> Bool {
    let signs = [
      "no such column", "no such table", "has no column named", "malformed", "unsupported file",
    ]
    return signs.contains { message?.contains($0) == true }
  }

  /// The table a statement is about: the word behind FROM, INTO or UPDATE.
  private static func table(in sql: String) -> String? {
    let words = sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    let place = words.firstIndex { ["FROM", "INTO", "UPDATE"].contains($0.uppercased()) }
    guard let place, place + 1 < words.count else { return nil }
    return String(words[place + 1])
  }
}

extension Row {
  /// The value of a column, which a damaged page may have made anything.
  ///
  /// GRDB's subscripts end the process at a value of another type.
  func cell<T: DatabaseValueConvertible>(_ index: Int) throws(StoreFailure) -> T {
    guard let value = T.fromDatabaseValue(self[index]) else { throw unreadable(index) }
    return value
  }

  /// The same for a column that may be empty.
  func cellIfAny<T: DatabaseValueConvertible>(_ index: Int) throws(StoreFailure) -> T? {
    let stored: DatabaseValue = self[index]
    if stored.isNull { return nil }
    guard let value = T.fromDatabaseValue(stored) else { throw unreadable(index) }
    return value
  }

  private func unreadable(_ index: Int) -> StoreFailure {
    let names = Array(columnNames)
    let name = index < names.count ? names[index] : "\(index)"
    return StoreFailure(
      .damaged, "The database is damaged. Column \(name) of a row cannot be read.")
  }
}
