internal import Dossiers
internal import Foundation

/// A YAML file that is read strictly: every key must be asked for, every value must be as asked.
///
/// Types come from the reader, not from YAML's guesses: `no` is text where text is asked for, `07:30`
/// a time where a time is asked for, and `010` is refused as a number. Every problem of a file is
/// collected; what could not be read answers with its default, or `nil`, and raises no second one.
///
///     let file = StrictYAML.read("Config/halld.yaml")
///     let port = file.root.int("port", in: 1...65_535, default: 8080)
///     let centre = file.root.string("centre")              // required: nil means a problem
///     guard file.problems.isEmpty else { ... }             // unknown keys are among them
///
/// Belongs to one task: read, look at `problems`, let go.
final class StrictYAML {
  /// A larger file is no configuration.
  static let largestFile = 1 << 20
  /// Levels of nesting; the deepest shipped file uses six.
  static let deepestNesting = 16

  /// The file as the technician named it.
  let path: String
  private var found: Set<ConfigurationProblem> = []
  private var mappings: [YAMLMapping] = []
  private var tree: YAMLTree = .unreadable

  private init(path: String) {
    self.path = path
  }

  /// Reads a file; whatever goes wrong is among `problems`.
  static func read(_ path: String) -> StrictYAML {
    let file = StrictYAML(path: path)
    if let text = file.text(at: path) {
      file.tree = YAMLTree.compose(text, in: file)
    }
    return file
  }

  /// Reads YAML that is already in memory, as if it stood in `path`.
  static func read(text: String, as path: String) -> StrictYAML {
    let file = StrictYAML(path: path)
    if file.isBounded(text.utf8.count) {
      file.tree = YAMLTree.compose(text, in: file)
    }
    return file
  }

  /// Whether there is a document at all; when not, the problems say why.
  var isReadable: Bool {
    if case .unreadable = tree { return false }
    return true
  }

  /// The keys of the file's outermost level.
  private(set) lazy var root: YAMLMapping =
    YAMLValue(file: self, path: "", line: 1, tree: tree).mapping ?? unreadableMapping(path: "")

  /// Everything wrong so far, in the order of the lines; asking also looks for unread keys.
  var problems: [ConfigurationProblem] {
    for mapping in mappings { mapping.finish() }
    return found.sorted()
  }

  func report(_ problem: ConfigurationProblem) {
    found.insert(problem)
  }

  func report(
    line: Int, key: String = "", finding: BilingualName, remedy: BilingualName,
    severity: ConfigurationProblem.Severity = .error
  ) {
    report(
      ConfigurationProblem(
        severity: severity, file: path, line: line, key: key, finding: finding, remedy: remedy))
  }

  func remember(_ mapping: YAMLMapping) -> YAMLMapping {
    mappings.append(mapping)
    return mapping
  }

  /// Stands where a group of keys could not be read: it answers with defaults, without complaint.
  func unreadableMapping(path: String) -> YAMLMapping {
    YAMLMapping(file: self, path: path, line: 0, members: [], isReadable: false)
  }
}

// MARK: - From disk to text

extension StrictYAML {
  private func text(at path: String) -> String? {
    let manager = FileManager.default
    let attributes = try? manager.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let kind = attributes?[.type] as? FileAttributeType else {
      report(
        line: 0, finding: BilingualName(vi: "không tìm thấy tệp", en: "there is no such file"),
        remedy: BilingualName(vi: "kiểm tra đường dẫn", en: "check the path"))
      return nil
    }
    // A pipe or a device would block or never end.
    guard kind == .typeRegular else {
      report(
        line: 0,
        finding: BilingualName(vi: "không phải tệp thường", en: "this is not a regular file"),
        remedy: BilingualName(vi: "chỉ tới một tệp YAML", en: "name a YAML file"))
      return nil
    }
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: Self.largestFile + 1)
    else {
      if let size = attributes?[.size] as? Int, size == 0 { return "" }
      report(
        line: 0, finding: BilingualName(vi: "không mở được tệp", en: "the file cannot be opened"),
        remedy: BilingualName(
          vi: "cho người dùng chạy halld quyền đọc", en: "let the user of halld read it"))
      return nil
    }
    guard isBounded(data.count) else { return nil }
    guard let text = String(validating: data, as: UTF8.self) else {
      report(
        line: Self.firstInvalidLine(of: data),
        finding: BilingualName(vi: "tệp không phải UTF-8", en: "the file is not UTF-8"),
        remedy: BilingualName(vi: "lưu lại tệp dạng UTF-8", en: "save it as UTF-8"))
      return nil
    }
    return text
  }

  private func isBounded(_ bytes: Int) -> Bool {
    guard bytes > Self.largestFile else { return true }
    report(
      line: 0, finding: BilingualName(vi: "tệp lớn hơn 1 MiB", en: "the file is larger than 1 MiB"),
      remedy: BilingualName(vi: "chia nhỏ tệp", en: "make it smaller"))
    return false
  }

  private static func firstInvalidLine(of data: Data) -> Int {
    var number = 0
    for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if String(validating: line, as: UTF8.self) == nil { return number }
    }
    return number
  }
}
