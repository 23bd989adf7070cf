/// What somebody brings along to check a log: public keys, and checkpoints kept elsewhere.
public struct LogEvidence: Sendable {
  public var keys: [CheckpointPublicKey]
  public var carried: [Carried]

  /// A checkpoint from outside of the hall, and what its file is called.
  public struct Carried: Sendable {
    public var name: String
    public var checkpoint: Checkpoint

    public init(name: String, checkpoint: Checkpoint) {
      self.name = name
      self.checkpoint = checkpoint
    }
  }

  public init(keys: [CheckpointPublicKey] = [], carried: [Carried] = []) {
    self.keys = keys
    self.carried = carried
  }
}

/// How far the log is vouched for by more than its own chain, which a forger can compute anew.
public struct LogProof: Sendable, Hashable {
  /// Checkpoints among the rows.
  public internal(set) var checkpoints = 0
  /// Rows up to which a signature by one of the given keys vouches; 0 for none.
  public internal(set) var signedRows: Int64 = 0
  /// Checkpoints behind those rows without such a signature.
  public internal(set) var unsignedSince = 0
  /// Rows up to which a checkpoint from elsewhere vouches; 0 for none.
  public internal(set) var carriedRows: Int64 = 0
  /// Names of the files that prove nothing, because their own signature is wrong.
  public internal(set) var worthless: [String] = []

  init() {}
}

/// Compares the log with the checkpoints in it and beside it, row by row.
struct CheckpointComparison {
  private(set) var proof = LogProof()
  private let keys: [CheckpointPublicKey]
  /// Those still ahead, the nearest one last.
  private var carried: [LogEvidence.Carried]
  private var last: Checkpoint?
  private var identity: HallIdentity?
  /// The row at which a backup went on; a checkpoint of the lost machine may not know it.
  private var moved: Int64?
  /// Up to here something outside of the chain has vouched.
  private var vouched: Int64 { max(proof.signedRows, proof.carriedRows) }

  init(_ evidence: LogEvidence) {
    keys = evidence.keys
    let isForged = { (file: LogEvidence.Carried) in
      file.checkpoint.standing(under: evidence.keys) == .forged
    }
    proof.worthless = evidence.carried.filter(isForged).map(\.name)
    carried = evidence.carried.filter { !isForged($0) }
      .sorted { $0.checkpoint.rows > $1.checkpoint.rows }
  }

  /// What is wrong at this row, whose own hash and the one before have been found right.
  mutating func problem(at row: LogRow, after previous: [UInt8]) throws -> String? {
    if row.seq == 1,
      case .logOpened(let identity) = try StoreRecord(
        .logOpened, version: row.version, body: row.body, seq: row.seq)
    {
      self.identity = identity
      if let foreign = carried.last(where: { !$0.checkpoint.isOf(identity) }) {
        return "\(foreign.name) is a checkpoint of \(foreign.checkpoint.centre), "
          + "\(foreign.checkpoint.hall), and this log is of \(identity.centre), \(identity.hall)."
      }
    }
    if row.kind == EventKind.seriesMoved.rawValue { moved = row.seq }
    if let checkpoint = try row.checkpoint(), let sentence = problem(checkpoint, row, previous) {
      return sentence
    }
    while let file = carried.last, file.checkpoint.rows == row.seq {
      carried.removeLast()
      guard file.checkpoint.hash == row.hash.hexadecimal else {
        return "Row \(row.seq) has not the hash that \(file.name) carries from "
          + "\(file.checkpoint.day): \(span(to: row.seq)) changed after that checkpoint was made, "
          + "and every hash since was computed anew." + remark
      }
      proof.carriedRows = row.seq
    }
    return nil
  }

  /// What is wrong about where the log ends.
  func problem(atEnd rows: Int64) -> String? {
    guard let file = carried.last else { return nil }
    return "The log ends at row \(rows), and \(file.name) of \(file.checkpoint.day) has seen row "
      + "\(file.checkpoint.rows): the end of the log was cut off." + remark
  }

  private mutating func problem(
    _ checkpoint: Checkpoint, _ row: LogRow, _ previous: [UInt8]
  ) -> String? {
    guard checkpoint.rows == row.seq - 1, checkpoint.hash == previous.hexadecimal else {
      return "Row \(row.seq), the checkpoint of \(checkpoint.day), does not vouch for the row "
        + "before it: \(span(to: row.seq - 1)) changed after it was made, and every hash since was "
        + "computed anew."
    }
    guard let identity, checkpoint.isOf(identity) else {
      return "Row \(row.seq) is a checkpoint of another hall."
    }
    let before = last.map { Checkpoint.Previous(rows: $0.rows, digest: $0.digest) }
    guard checkpoint.previous == before else {
      return "Row \(row.seq), the checkpoint of \(checkpoint.day), does not follow the checkpoint "
        + "before it: one of the two was changed, or one between them taken out."
    }
    last = checkpoint
    proof.checkpoints += 1
    switch checkpoint.standing(under: keys) {
    case .signed:
      proof.signedRows = checkpoint.rows
      proof.unsignedSince = 0
    case .unsigned, .otherKey: proof.unsignedSince += 1
    case .forged:
      return "Row \(row.seq), the checkpoint of \(checkpoint.day), bears a signature that its key "
        + "\(checkpoint.key ?? "") did not make: \(span(to: row.seq)) changed by somebody without "
        + "the key."
    }
    return nil
  }

  /// The rows among which the first changed one is.
  private func span(to seq: Int64) -> String {
    vouched + 1 < seq ? "one of the rows \(vouched + 1) to \(seq) was" : "row \(seq) was"
  }

  /// A backup that went on leaves behind what the lost machine still wrote.
  private var remark: String {
    moved.map {
      " Or the checkpoint is of a machine that was lost: at row \($0) a backup went on in its place."
    } ?? ""
  }
}
