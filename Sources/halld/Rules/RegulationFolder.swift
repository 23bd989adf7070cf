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
  ///
  /// A centre is a folder, each version of its rules a file in it, named by its first day.
  static func read(regulations folder: String, calendars: String? = nil) -> Outcome {
    var problems = stray(FolderOfFiles.paths(in: folder))
    let files = FolderOfFiles.folders(in: folder).flatMap(FolderOfFiles.paths)
    guard !files.isEmpty else {
      return (RegulationBook([]), problems.isEmpty ? [missing(folder)] : problems)
    }
    var days = CalendarDays()
    for file in FolderOfFiles.paths(in: calendars ?? sibling(of: folder)) {
      let outcome = CalendarFile.read(file)
      days.add(outcome.entries)
      problems += outcome.problems
    }
    var regulations: [Regulation] = []
    for file in files {
      let outcome = RegulationFile.read(file, days: days)
      problems += outcome.problems
      guard let regulation = outcome.regulation else { continue }
      if let other = regulations.first(where: { isAnotherCentre($0, regulation) }) {
        problems.append(mixed(file, with: other))
      }
      if let twin = regulations.first(where: { isSameVersion($0, regulation) }) {
        problems.append(doubled(file, of: twin))
      }
      regulations.append(regulation)
    }
    return (RegulationBook(regulations), problems.sorted())
  }

  /// The same centre in two folders, or two centres in one.
  private static func isAnotherCentre(_ one: Regulation, _ other: Regulation) -> Bool {
    (one.id.folder == other.id.folder) != (one.centre == other.centre)
  }

  private static func isSameVersion(_ one: Regulation, _ other: Regulation) -> Bool {
    one.centre == other.centre && one.decision.effectiveFrom == other.decision.effectiveFrom
  }

  private static func sibling(of folder: String) -> String {
    URL(fileURLWithPath: folder).deletingLastPathComponent()
      .appendingPathComponent("calendars").path
  }

  private static func missing(_ folder: String) -> ConfigurationProblem {
    ConfigurationProblem(
      file: folder, line: 0, key: "",
      finding: BilingualName(
        vi: "không có tệp quy chế nào (*.yaml)", en: "there is no regulation here (*.yaml)"),
      remedy: BilingualName(
        vi: "chỉ tới thư mục regulations", en: "name the folder with the regulations"))
  }

  /// Files beside the folders: that is how they lay before each version had its own file.
  private static func stray(_ files: [String]) -> [ConfigurationProblem] {
    files.map { file in
      let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      return ConfigurationProblem(
        file: file, line: 0, key: "",
        finding: BilingualName(
          vi: "tệp quy chế nằm ngoài thư mục của Trung tâm",
          en: "the regulation lies outside a centre's folder"),
        remedy: BilingualName(
          vi: "chuyển vào \(name)/NGÀY-HIỆU-LỰC.yaml, ví dụ \(name)/2024-09-26.yaml",
          en: "move it to \(name)/FIRST-DAY.yaml, such as \(name)/2024-09-26.yaml"))
    }
  }

  private static func mixed(_ file: String, with other: Regulation) -> ConfigurationProblem {
    ConfigurationProblem(
      file: file, line: 0, key: "centre",
      finding: BilingualName(
        vi: "mã Trung tâm và thư mục không khớp với «\(other.id)» (\(other.centre))",
        en: "centre and folder do not agree with \"\(other.id)\" (\(other.centre))"),
      remedy: BilingualName(
        vi: "mỗi Trung tâm một thư mục, mọi tệp trong đó ghi cùng một mã centre",
        en: "give each centre one folder; all files in it have the same centre"))
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
