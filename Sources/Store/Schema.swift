internal import GRDB

/// The tables of the data folder's database, and how one release's become the next one's.
enum Schema {
  /// Each release appends; what a release has shipped is never edited.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 log and projections") { db in
      try db.execute(sql: log)
      try db.execute(sql: projections)
    }
    migrator.registerMigration("1 beside the log") { db in
      try db.execute(sql: beside)
    }
    migrator.registerMigration("2 incidents") { db in
      try db.execute(sql: incidents)
    }
    migrator.registerMigration("2 series moved on") { db in
      try db.execute(sql: seriesMoves)
    }
    migrator.registerMigration("2 persons behind accounts") { db in
      try db.execute(sql: persons)
    }
    migrator.registerMigration("2 readings of personal data") { db in
      try db.execute(
        sql: """
          CREATE INDEX log_of_dossier ON log(subject, seq) WHERE \(ofPersonalData);
          CREATE INDEX log_of_reader ON log(actor, seq) WHERE \(ofPersonalData);
          """)
    }
    migrator.registerMigration("3 lives of dossiers") { db in
      try db.execute(sql: lives)
      try db.execute(sql: "CREATE INDEX log_of_notices ON log(seq) WHERE \(ofNotices)")
    }
    migrator.registerMigration("4 what is told of a dossier") { db in
      try db.execute(sql: ToldTable.columnsAdded)
      try ToldTable.sealAll(db)
    }
    return migrator
  }

  /// The rows about personal data, found by dossier and by reader; no other row costs an entry.
  static let ofPersonalData = "kind IN ('personal.read', 'personal.erased')"

  /// A table that follows from the log.
  struct Projected {
    var name: String
    /// The columns that name a row, also to a person.
    var keys: [String]
  }

  /// The tables that a rebuild recomputes from the log.
  static let projected =
    [
      Projected(name: "service_days", keys: ["day"]),
      Projected(name: "tickets", keys: ["id"]),
      Projected(name: "print_jobs", keys: ["id"]),
      Projected(name: "incidents", keys: ["id"]),
      Projected(name: "incident_rows", keys: ["seq"]),
      Projected(name: "series_moves", keys: ["seq"]),
    ] + projectedLives

  private static let log = """
    CREATE TABLE log (
      seq INTEGER PRIMARY KEY,
      recordedAt INTEGER NOT NULL,
      occurredAt INTEGER NOT NULL,
      day TEXT NOT NULL,
      actor TEXT NOT NULL,
      kind TEXT NOT NULL,
      version INTEGER NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      hash BLOB NOT NULL
    );
    CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
      BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_is_not_deleted BEFORE DELETE ON log
      BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    """

  // Issuing is the hot path: one row each in log, tickets, print_jobs and idempotency, and the
  // one index that keeps a number from happening twice. The pad has a series of its own.
  static let projections = """
    CREATE TABLE service_days (
      day TEXT PRIMARY KEY,
      opened INTEGER NOT NULL,
      replayFrom INTEGER NOT NULL,
      oldestJob INTEGER,
      closed INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE tickets (
      id INTEGER PRIMARY KEY,
      day TEXT NOT NULL,
      domain TEXT NOT NULL,
      number INTEGER NOT NULL,
      label TEXT NOT NULL,
      errand TEXT NOT NULL,
      line TEXT NOT NULL,
      origin TEXT NOT NULL,
      priority TEXT,
      issuedAt INTEGER NOT NULL,
      state TEXT NOT NULL,
      counter TEXT,
      calledAt INTEGER,
      startedAt INTEGER,
      endedAt INTEGER,
      outcome TEXT,
      dossiers INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX tickets_number ON tickets(day, domain, number) WHERE origin <> 'pad';
    CREATE UNIQUE INDEX tickets_pad_number ON tickets(day, number) WHERE origin = 'pad';
    CREATE TABLE print_jobs (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL,
      station TEXT NOT NULL,
      first INTEGER,
      askedAt INTEGER NOT NULL,
      state TEXT NOT NULL,
      printer TEXT,
      reason TEXT
    );
    CREATE TABLE dossiers (
      code TEXT PRIMARY KEY,
      day TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      codeOrigin TEXT NOT NULL,
      id INTEGER NOT NULL,
      ticket INTEGER,
      counter TEXT,
      procedure TEXT NOT NULL,
      agency TEXT,
      channel TEXT NOT NULL,
      receivedAt TEXT NOT NULL,
      arrivalStamp TEXT,
      startCountDay TEXT NOT NULL,
      dueDate TEXT NOT NULL,
      dueAt TEXT NOT NULL,
      days INTEGER NOT NULL,
      clause TEXT NOT NULL,
      regulation TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX dossiers_by_day ON dossiers(day, ordinal);
    """

  // A paper is entered once in its incident, and a form once for ever: the rules ask this index.
  static let incidents = """
    CREATE TABLE incidents (
      id INTEGER PRIMARY KEY,
      cause TEXT NOT NULL,
      affected TEXT NOT NULL,
      stage TEXT NOT NULL,
      startedAt TEXT NOT NULL,
      endedAt TEXT,
      proposedBy TEXT NOT NULL,
      decidedBy TEXT,
      closedBy TEXT,
      entered INTEGER NOT NULL,
      void INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      settled INTEGER
    );
    CREATE TABLE incident_rows (
      seq INTEGER PRIMARY KEY,
      incident INTEGER NOT NULL,
      paper TEXT,
      number INTEGER
    );
    CREATE INDEX incident_rows_of_incident ON incident_rows(incident);
    CREATE UNIQUE INDEX incident_papers ON incident_rows(paper, number, incident)
      WHERE paper IS NOT NULL;
    """

  private static let beside = """
    CREATE TABLE idempotency (
      seq INTEGER PRIMARY KEY,
      count INTEGER NOT NULL,
      key BLOB NOT NULL,
      body BLOB NOT NULL,
      ahead INTEGER,
      wait INTEGER
    );
    CREATE TABLE typed_text (
      seq INTEGER PRIMARY KEY,
      text TEXT NOT NULL
    );
    CREATE TABLE personal (
      dossier TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE accounts (
      name TEXT PRIMARY KEY,
      role TEXT NOT NULL,
      counters TEXT NOT NULL,
      password TEXT NOT NULL,
      active INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE sessions (
      token BLOB PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE,
      expiresAt INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE device_tokens (
      token BLOB PRIMARY KEY,
      device TEXT NOT NULL,
      kind TEXT NOT NULL,
      pairedAt INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  // LC 4.6: an open counter shows its officer's name, title and agency.
  private static let persons = """
    ALTER TABLE accounts ADD COLUMN fullName TEXT NOT NULL DEFAULT '';
    ALTER TABLE accounts ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE accounts ADD COLUMN agency TEXT NOT NULL DEFAULT '';
    ALTER TABLE accounts ADD COLUMN mustChange INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE sessions ADD COLUMN openedAt INTEGER NOT NULL DEFAULT 0;
    """
}
