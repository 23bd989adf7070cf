/// What the scenarios change in `Config/demo.yaml`.
enum Demo {
  /// The folder printer takes two seconds a slip.
  static let slowPrinter = ("keep: 1000", "keep: 1000\n    delaySeconds: 2")
}

extension RunningHall {
  /// The stopped data folder: the chain of hashes holds, and the tables follow from the log.
  func soundness() throws -> [String] {
    try [["log", "verify"], ["log", "rebuild", "--check"]].compactMap { words in
      let result = try run(Project.binary, words + ["--data", data], within: .seconds(300))
      return result.ending == .exit(0)
        ? nil : "\(words): \(result.ending) \(result.output) \(result.errors)"
    }
  }
}
