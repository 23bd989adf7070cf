internal import Dossiers

/// One thing that is wrong in a configuration file, where it stands and what to do about it.
struct ConfigurationProblem: Hashable, Sendable {
  enum Severity: Hashable, Sendable {
    /// The file is refused.
    case error
    /// The file is accepted; the technician should know.
    case warning
  }

  var severity: Severity = .error
  /// The file as the technician named it.
  var file: String
  /// Counted from 1; 0 when the file itself is the problem.
  var line: Int
  /// The way to the key, list places counted from 1: `domains[2].prefix`; empty for the file.
  var key: String
  /// What was found, and why it cannot stay.
  var finding: BilingualName
  /// What to write instead.
  var remedy: BilingualName
}

extension ConfigurationProblem: CustomStringConvertible {
  /// One line: `FILE:LINE: KEY: sentence; remedy / sentence; remedy`, Vietnamese first.
  var description: String {
    let place = (line > 0 ? "\(file):\(line): " : "\(file): ") + (key.isEmpty ? "" : "\(key): ")
    let kind = severity == .warning ? "cảnh báo (warning): " : ""
    return Self.visible(
      "\(place)\(kind)\(finding.vi); \(remedy.vi) / \(finding.en); \(remedy.en)")
  }

  /// Keys come from the file: what would move a terminal's cursor, or turn its direction, is spelled.
  private static func visible(_ text: String) -> String {
    let isHidden: (Unicode.Scalar) -> Bool = {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { visible, scalar in
      visible += isHidden(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
  }
}

extension ConfigurationProblem: Comparable {
  static func < (one: ConfigurationProblem, other: ConfigurationProblem) -> Bool {
    (one.file, one.line, one.key, one.finding.en) < (
      other.file, other.line, other.key, other.finding.en
    )
  }
}

/// What may stand at a place of a file, in words; it completes "write ...".
struct Expectation: Hashable, Sendable {
  var vi: String
  var en: String

  static let mapping = Expectation(
    vi: "một nhóm khóa thụt vào bên dưới", en: "a group of keys indented below it")
  static let list = Expectation(
    vi: "một danh sách, mỗi mục một dòng bắt đầu bằng «- »",
    en: "a list, one item a line beginning with \"- \"")
  static let bool = Expectation(vi: "true hoặc false", en: "true or false")
  static let time = Expectation(
    vi: "giờ dạng HH:MM từ 00:00 đến 24:00", en: "a time HH:MM from 00:00 to 24:00")
  static let date = Expectation(
    vi: "ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-03-02", en: "a date YYYY-MM-DD, such as 2026-03-02")
  static let identifier = Expectation(
    vi: "mã gồm chữ thường không dấu, chữ số và gạch nối, dài từ 1 đến 40 ký tự",
    en: "an id of lower-case letters a-z, digits and hyphens, 1 to 40 characters long")

  static func int(_ range: ClosedRange<Int>) -> Expectation {
    Expectation(
      vi: "số nguyên từ \(range.lowerBound) đến \(range.upperBound)",
      en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
  }

  static func string(_ length: ClosedRange<Int>) -> Expectation {
    Expectation(
      vi: "một đoạn chữ dài từ \(length.lowerBound) đến \(length.upperBound) ký tự",
      en: "text of \(length.lowerBound) to \(length.upperBound) characters")
  }

  static func oneOf(_ names: [String]) -> Expectation {
    guard !names.isEmpty else {
      return Expectation(
        vi: "tên đã khai báo; hiện chưa có", en: "a defined name; there is none yet")
    }
    return Expectation(
      vi: "một trong: \(names.joined(separator: ", "))",
      en: "one of: \(names.joined(separator: ", "))")
  }

  /// "ghi ..." / "write ...".
  var remedy: BilingualName { BilingualName(vi: "ghi \(vi)", en: "write \(en)") }
}
