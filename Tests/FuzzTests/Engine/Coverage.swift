import CCoverage

/// Which branches an input has reached, when the build counts them (`make soak` does).
enum Coverage {
  static let isCounting = coverage_is_counting() != 0

  /// Forgets what ran before this input.
  static func begin() { coverage_begin() }

  /// Whether the input reached a branch, or a number of rounds, that none before it did.
  static func isNew() -> Bool { coverage_is_new() != 0 }
}
