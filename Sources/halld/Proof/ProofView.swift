internal import Dossiers
internal import Store
internal import Ticketing

/// What `/health` says of checkpoints and backups.
struct ProofView: Sendable {
  var key: CheckpointKeyFile.Reading = .none
  /// How the scheduled backups are; `nil` when none are configured.
  var backups: @Sendable () -> BackupStanding? = { nil }

  /// Whether a real hall has both: a key, and a backup that is not too old.
  func isWell(at now: Moment) -> Bool {
    key.key != nil && backups()?.status(at: now) == .ok
  }

  func write(_ store: HallStore, _ texts: Texts, at now: Moment, to text: inout JSONText) {
    let last = try? store.lastCheckpoint()
    text.object("checkpoint") { text in
      text.put("status", key.key == nil ? "unsigned" : "signed")
      text.put("key", key.key?.publicKey.id)
      text.put("problem", keyProblem(texts))
      text.put("day", last?.day.description)
      text.put("rows", last.map { Int($0.rows) })
    }
    let standing = backups()
    let status = standing?.status(at: now)
    text.object("backup") { text in
      text.put("status", status?.rawValue ?? "off")
      text.put("at", standing?.last?.rfc3339)
      text.put("ageMinutes", standing?.last.map { max(0, now.seconds(since: $0) / 60) })
      text.put("problem", backupProblem(standing, status, texts))
    }
  }

  private func keyProblem(_ texts: Texts) -> BilingualName? {
    switch key {
    case .key: nil
    case .none: texts.sentence("checkpoint-unsigned")
    case .unusable(let path, let why):
      texts.sentence("checkpoint-key-unusable", ["path": path, "why": why])
    }
  }

  private func backupProblem(
    _ standing: BackupStanding?, _ status: BackupStanding.Status?, _ texts: Texts
  ) -> BilingualName? {
    switch status {
    case nil: texts.sentence("backup-off")
    case .ok, .waiting: nil
    case .late: texts.sentence("backup-late", ["folder": standing?.folder ?? ""])
    case .failed:
      texts.sentence(
        "backup-failed",
        ["folder": standing?.folder ?? "", "why": standing?.trouble ?? ""])
    }
  }
}

/// How the scheduled backups are.
struct BackupStanding: Hashable, Sendable {
  enum Status: String, Sendable {
    case ok, late, failed
    /// The first one since this start is still to come, and the folder holds none.
    case waiting
  }

  var folder: String
  var every: Int
  /// When the newest one in the folder was made.
  var last: Moment?
  /// Why the last attempt failed; `nil` when it did not.
  var trouble: String?

  func status(at now: Moment) -> Status {
    if trouble != nil { return .failed }
    guard let last else { return .waiting }
    // Twice the interval: one that is being made now is not late.
    return now.seconds(since: last) > 2 * every * 60 ? .late : .ok
  }
}
