internal import Dossiers
internal import Foundation

/// Reads all regulations of a folder, with the days off of the calendars beside it.
enum RegulationFolder {
  typealias Outcome = (book: RegulationBook, problems: [ConfigurationProblem])

  /// The regulations that come with a configuration file, or with the package.
  static func read(_ assets: AssetFolders) -> Outcome {
    guard let folder = assets.path(of: "regulations") else {
      return (RegulationBook([]), [missing(assets.candidates(for: "regulations"))])
    }
    return read(regulations: folder, calendars: assets.path(of: "calendars"))
  }

  /// The regulations of this folder, with the calendars of `calendars` or of the folder beside it.
  static func read(regulations folder: String, calendars: String? = nil) -> Outcome {
    guard let files = yamlFiles(in: folder), !files.isEmpty else {
      return (RegulationBook([]), [missing(folder)])
    }
    var problems: [ConfigurationProblem] = []
    var days = CalendarDays()
    for file in yamlFiles(in: calendars ?? sibling(of: folder)) ?? [] {
      let outcome = CalendarFile.read(file)
      days.add(outcome.entries)
      problems += outcome.problems
    }
    var regulations: [Regulation] = []
    for file in files {
      let outcome = RegulationFile.read(file, days: days)
      problems += outcome.problems
      guard let regulation = outcome.regulation else { continue }
      if let twin = regulations.first(where: { isSameVersion($0, regulation) }) {
        problems.append(doubled(file, of: twin))
      }
      regulations.append(regulation)
    }
    return (RegulationBook(regulations), problems.sorted())
  }

  private static func isSameVersion(_ one: Regulation, _ other: Regulation) -> Bool {
    one.centre == other.centre && one.decision.effectiveFrom == other.decision.effectiveFrom
  }

  private static func sibling(of folder: String) -> String {
    URL(fileURLWithPath: folder).deletingLastPathComponent()
      .appendingPathComponent("calendars").path
  }

  private static func yamlFiles(in folder: String) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
      .sorted().map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
  }

  private static func missing(_ folder: String) -> ConfigurationProblem {
    ConfigurationProblem(
      file: folder, line: 0, key: "",
      finding: BilingualName(
        vi: "không có tệp quy chế nào (*.yaml)", en: "there is no regulation here (*.yaml)"),
      remedy: BilingualName(
        vi: "chỉ tới thư mục regulations", en: "name the folder with the regulations"))
  }

  private static func doubled(_ file: String, of twin: Regulation) -> ConfigurationProblem {
    ConfigurationProblem(
      file: file, line: 0, key: "decision.effectiveFrom",
      finding: BilingualName(
        vi: "trùng Trung tâm và ngày hiệu lực với «\(twin.id)»",
        en: "has the centre and first day of \"\(twin.id)\""),
      remedy: BilingualName(
        vi: "mỗi phiên bản một ngày hiệu lực", en: "give each version its own first day"))
  }
}
