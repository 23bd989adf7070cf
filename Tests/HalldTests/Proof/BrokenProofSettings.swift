extension `A broken configuration` {
  /// The key that signs checkpoints, and backups.
  static let proof: [Mistake] = [
    Mistake(
      "logLevel: info", "logLevel: info\ncheckpointKey: keys/checkpoint.key", at: "keys/checkpoint",
      "checkpointKey", "begins with \"/\"", in: "halld.yaml"),
    Mistake(
      "logLevel: info", "logLevel: info\nbackup: {folder: backup}", at: "backup: {",
      "backup.folder",
      "begins with \"/\"", in: "halld.yaml"),
    Mistake(
      "logLevel: info", "logLevel: info\nbackup: {every: 60}", at: "backup: {", "backup.folder",
      "write text of 1 to 400", in: "halld.yaml"),
    Mistake(
      "logLevel: info", "logLevel: info\nbackup: {folder: /b, every: 4}", at: "backup: {",
      "backup.every", "5 to 10080", in: "halld.yaml"),
    Mistake(
      "logLevel: info", "logLevel: info\nbackup: {folder: /b, keep: 1}", at: "backup: {",
      "backup.keep", "2 to 1000", in: "halld.yaml"),
  ]
}
