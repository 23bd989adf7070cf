public import Dossiers
internal import GRDB
public import Ticketing

/// The places in the log at which a backup went on and numbers were left out; mostly none.
///
/// A number of the hall is kept from repeating by `Hall`; what is counted outside of it, the
/// dossiers' ordinals and the tickets' tokens, asks here.
struct SeriesMoves: Sendable {
  struct Move: Sendable, Hashable {
    var seq: Int64
    var ahead: Int
    var at: CivilMoment
  }

  private(set) var all: [Move] = []

  init(_ db: Database, utcOffsetSeconds: Int) throws {
    all = try Row.fetchAll(db, sql: "SELECT seq, at, ahead FROM series_moves ORDER BY seq").map {
      let at = Moment(microseconds: $0[1], utcOffsetSeconds: utcOffsetSeconds)
      return Move(seq: $0[0], ahead: $0[2], at: at.civil)
    }
  }

  static func insert(_ event: SeriesMoved, _ recorded: RecordedEvent, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO series_moves (seq, at, ahead) VALUES (?, ?, ?)",
      arguments: [recorded.id, recorded.at.microseconds, event.ahead])
  }

  /// How many ordinals of a day of receipt are left out before the next dossier.
  ///
  /// The lost machine may have given ordinals of every day up to the one on which something
  /// received at its last moment counts as received.
  func leftOut(on day: CivilDate, after dossier: Int64?, under rules: Regulation) -> Int {
    all.filter { move in
      let horizon = (try? rules.deemedReceipt(move.at))?.date ?? move.at.date
      return move.seq > dossier ?? 0 && day <= max(horizon, move.at.date)
    }.reduce(0) { $0 + $1.ahead }
  }
}

extension Schema {
  static let seriesMoves = """
    CREATE TABLE series_moves (
      seq INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      ahead INTEGER NOT NULL
    );
    """
}

/// How numbers go on after a restore, so that none of the lost machine is given again.
public struct SeriesMove: Sendable, Hashable {
  /// How many numbers of each series are left out, 1 to 100,000.
  public var ahead: Int
  /// The present moment by this machine's clock; the hall's own offset replaces this one's.
  public var moment: Moment
  /// Who asks for it.
  public var actor: Actor

  public static let allowed = 1...100_000

  public init(ahead: Int, at moment: Moment, by actor: Actor) {
    self.ahead = ahead
    self.moment = moment
    self.actor = actor
  }

  /// Writes the move into a restored database that has no name yet and that nobody else uses.
  ///
  /// - Returns: the service day whose numbers move on.
  func write(into queue: DatabaseQueue, _ path: String) throws -> CivilDate {
    guard Self.allowed.contains(ahead) else {
      throw StoreFailure(
        .folder, "Numbers can be moved on by 1 to 100,000, not by \(ahead); nothing was restored.")
    }
    try Schema.migrator.migrate(queue)
    return try queue.writeWithoutTransaction { db in
      guard let identity = try HallDatabase.identity(db) else {
        throw StoreFailure(.damaged, "The log in \(path) is empty.")
      }
      var day: CivilDate?
      try db.inTransaction(.immediate) {
        let ledger = try Ledger(db, identity: identity)
        let now = Moment(
          microseconds: moment.microseconds, utcOffsetSeconds: identity.utcOffsetSeconds)
        try compare(now, with: ledger)
        for event in ledger.hall.movingSeries(ahead: ahead, at: ledger.moment(now)) {
          let recorded = try ledger.append(
            event, by: actor, occurredAt: ledger.moment(now), recordedAt: now)
          day = recorded.day
        }
        return .commit
      }
      return day ?? moment.date
    }
  }

  /// Today's numbers are moved, so the date has to be believed before.
  private func compare(_ now: Moment, with ledger: Ledger) throws {
    guard let last = ledger.lastRecorded else { return }
    let clock = ServiceClock(wall: now.microseconds, monotonic: 0, last: last)
    guard let alarm = clock.alarm else { return }
    // A few seconds between two machines' clocks are nothing.
    if case .behind(let seconds) = alarm, seconds <= 300 { return }
    let backup = Moment(microseconds: last, utcOffsetSeconds: now.utcOffsetSeconds)
    throw StoreFailure(
      .folder,
      "This machine's clock says \(now.civil), and the backup's last row is of \(backup.civil). "
        + "Set the clock, then restore again; nothing was restored.")
  }
}
