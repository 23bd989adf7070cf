internal import Dossiers
internal import Ticketing

/// What `halld check-config FILE` says: that a file is good, or every problem in it.
enum ConfigurationCheck {
  struct Report: Hashable, Sendable {
    /// For standard output, one line each.
    var lines: [String]
    /// 0 when a daemon would start with the file, else 1.
    var exitCode: Int32
  }

  static func run(
    _ path: String,
    regulations: @escaping ConfigurationReader.RegulationSource = { RegulationFolder.read($0) }
  ) -> Report {
    let outcome = ConfigurationReader.read(path, regulations: regulations)
    let documents = DocumentBook.problems(in: AssetFolders(configuration: path))
    let found = outcome.problems + documents
    let problems = found + unusedProfiles(path, besides: outcome.problems)
    let lines = problems.map(\.description)
    let count = found.count { $0.severity == .error }
    guard let configuration = outcome.configuration, count == 0 else {
      return Report(
        lines: lines + ["\(path): \(count) lỗi / \(count) problems"], exitCode: 1)
    }
    return Report(
      lines: lines + ["configuration OK: \(path)", summary(of: configuration)], exitCode: 0)
  }

  /// Profiles that the configuration does not name stop no hall, but are wrong all the same.
  private static func unusedProfiles(
    _ path: String, besides told: [ConfigurationProblem]
  ) -> [ConfigurationProblem] {
    let known = Set(told)
    return ProfileFolder.problems(in: AssetFolders(configuration: path))
      .filter { !known.contains($0) }
      .map { problem in
        var problem = problem
        problem.severity = .warning
        return problem
      }
  }

  private static func summary(of configuration: Configuration) -> String {
    let plan = configuration.plan
    let counts = [
      (plan.domains.count, "lĩnh vực"), (plan.errands.count, "việc"),
      (plan.counters.count, "quầy"), (configuration.printers.count, "máy in"),
      (configuration.kiosks.count, "kiosk"), (configuration.boards.count, "bảng"),
      (configuration.procedures.count, "thủ tục"),
    ]
    let counted = counts.map { "\($0) \($1)" }.joined(separator: ", ")
    let voice = configuration.speech.map {
      ", loa / voice: \($0.languages.map(\.id).joined(separator: " + "))"
    }
    let demo = configuration.isDemo ? " (bản trình diễn / demonstration)" : ""
    return "\(plan.centre.vi)\(demo): \(counted)\(voice ?? "")"
  }
}
