internal import GRDB

/// What walking over the whole log has shown.
public struct LogVerdict: Sendable, Hashable {
  /// Rows that are whole, counted up to the first that is not.
  public let rows: Int64
  /// The first row that does not fit, and how; `nil` when all is well.
  public let problem: Problem?
  /// What vouches for the log besides its own chain.
  public let proof: LogProof

  public struct Problem: Sendable, Hashable {
    public let seq: Int64
    public let sentence: String
  }

  public var isWhole: Bool { problem == nil }

  init(rows: Int64, problem: Problem?, proof: LogProof = LogProof()) {
    self.rows = rows
    self.problem = problem
    self.proof = proof
  }
}

extension LogVerdict {
  /// Walks the chain from the first row: sequence, hash, that each body can be read, and that every
  /// checkpoint, in the log or carried in from elsewhere, fits.
  ///
  /// `progress` hears rows done and rows in all, every 50,000 rows.
  static func walk(
    _ db: Database, evidence: LogEvidence = LogEvidence(),
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws -> LogVerdict {
    var rows: Int64 = 0
    var previous = LogRow.origin
    var comparison = CheckpointComparison(evidence)
    func broken(_ seq: Int64, _ sentence: String) -> LogVerdict {
      LogVerdict(
        rows: rows, problem: Problem(seq: seq, sentence: sentence), proof: comparison.proof)
    }
    let total = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM log") ?? 0
    let cursor = try LogRow.cursor(db, from: .min)
    while let found = try cursor.next() {
      let row = try LogRow(found)
      guard row.seq == rows + 1 else {
        return broken(rows + 1, "Row \(rows + 1) is missing; the next one is \(row.seq).")
      }
      guard row.chained(to: previous) == row.hash else {
        return broken(
          row.seq,
          "Row \(row.seq) does not fit its hash: it, or the row before it, was changed after it "
            + "was written.")
      }
      if row.seq == 1, row.kind != RecordKind.logOpened.rawValue {
        return broken(1, "Row 1 does not name centre and hall.")
      }
      do {
        _ = try row.event()
        if let sentence = try comparison.problem(at: row, after: previous) {
          return broken(row.seq, sentence)
        }
      } catch {
        return broken(row.seq, "\(error)")
      }
      previous = row.hash
      rows += 1
      if rows % 50_000 == 0 { progress(rows, total) }
    }
    if let sentence = comparison.problem(atEnd: rows) { return broken(rows + 1, sentence) }
    // The chain cannot tell that its end was cut off; what follows from the log can.
    let last = try Int64.fetchOne(
      db,
      sql: """
        SELECT max(seq) FROM (
          SELECT max(id) AS seq FROM tickets UNION ALL SELECT max(opened) FROM service_days
          UNION ALL SELECT max(seq) FROM idempotency UNION ALL SELECT max(seq) FROM typed_text)
        """)
    if let last, last > rows {
      return broken(rows + 1, "The log ends at row \(rows), but row \(last) has existed.")
    }
    return LogVerdict(rows: rows, problem: nil, proof: comparison.proof)
  }
}
