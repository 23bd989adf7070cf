extension Schema {
  /// What a dossier's whole life leaves behind: the row that lists and lookups read, the rows of the
  /// log that are its own, its lines in the books, and what will fall due.
  ///
  /// Rows of the earlier table are dossiers that were accepted and nothing more.
  static let lives = """
    ALTER TABLE dossiers RENAME TO dossiers_as_accepted;
    DROP INDEX dossiers_by_day;
    CREATE TABLE dossiers (
      id INTEGER PRIMARY KEY,
      code TEXT,
      day TEXT,
      ordinal INTEGER,
      codeOrigin TEXT,
      ticket INTEGER,
      counter TEXT,
      procedure TEXT NOT NULL,
      agency TEXT,
      channel TEXT NOT NULL,
      receivedAt TEXT NOT NULL,
      arrivalStamp TEXT,
      startCountDay TEXT,
      dueDate TEXT,
      dueAt TEXT,
      days INTEGER,
      clause TEXT,
      regulation TEXT,
      state TEXT NOT NULL,
      isOpen INTEGER NOT NULL,
      termRuns INTEGER NOT NULL,
      clock TEXT NOT NULL,
      holder TEXT NOT NULL,
      officer TEXT,
      version INTEGER NOT NULL,
      intakeSupplements INTEGER NOT NULL,
      processingSupplements INTEGER NOT NULL,
      reschedules INTEGER NOT NULL,
      consultations INTEGER NOT NULL,
      originals INTEGER NOT NULL,
      flags TEXT NOT NULL,
      changedAt TEXT NOT NULL,
      lastSeq INTEGER NOT NULL,
      rowCount INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX dossiers_by_code ON dossiers(code) WHERE code IS NOT NULL;
    CREATE INDEX dossiers_by_day ON dossiers(day, ordinal) WHERE day IS NOT NULL;
    CREATE INDEX dossiers_open ON dossiers(agency, state, dueAt) WHERE isOpen = 1;
    CREATE INDEX dossiers_running ON dossiers(dueAt) WHERE termRuns = 1;
    CREATE TABLE dossier_events (
      dossier INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (dossier, seq)
    ) WITHOUT ROWID;
    CREATE TABLE registers (
      book TEXT NOT NULL,
      year INTEGER NOT NULL,
      number INTEGER NOT NULL,
      day TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      dossier INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (book, year, number)
    ) WITHOUT ROWID;
    CREATE INDEX registers_by_seq ON registers(seq);
    CREATE TABLE dossier_due (
      dossier INTEGER NOT NULL,
      kind TEXT NOT NULL,
      number INTEGER NOT NULL,
      at TEXT NOT NULL,
      reminded INTEGER,
      PRIMARY KEY (dossier, kind, number)
    ) WITHOUT ROWID;
    CREATE INDEX dossier_due_next ON dossier_due(at, dossier) WHERE reminded IS NULL;
    CREATE INDEX dossier_due_told ON dossier_due(at, dossier) WHERE reminded IS NOT NULL;
    INSERT INTO dossiers
      SELECT id, code, day, ordinal, codeOrigin, ticket, counter, procedure, agency, channel,
        receivedAt, arrivalStamp, startCountDay, dueDate, dueAt, days, clause, regulation,
        'accepted', 1, 1, 'running', 'centre', NULL, 1, 0, 0, 0, 0, 0, '', receivedAt, id, 1
      FROM dossiers_as_accepted ORDER BY id;
    INSERT INTO dossier_events SELECT id, id FROM dossiers_as_accepted ORDER BY id;
    DROP TABLE dossiers_as_accepted;
    """

  /// Whom the hall has to tell what, found in the log; no other row costs an entry.
  static let ofNotices = "kind = 'dossier.notice-asked'"

  static let projectedLives = [
    Projected(name: "dossiers", keys: ["id"]),
    Projected(name: "dossier_events", keys: ["dossier", "seq"]),
    Projected(name: "registers", keys: ["book", "year", "number"]),
    Projected(name: "dossier_due", keys: ["dossier", "kind", "number"]),
  ]
}
