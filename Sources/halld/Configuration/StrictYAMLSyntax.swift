internal import Dossiers
internal import Foundation
internal import Yams

/// Says in the technician's words why a text is not YAML.
enum YAMLSyntax {
  static func report(_ error: any Error, in file: StrictYAML) {
    guard let error = error as? YamlError else {
      file.report(line: 1, finding: unreadable(String(describing: error)), remedy: general)
      return
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let (finding, remedy) = words(for: problem)
      file.report(line: mark.line, finding: finding, remedy: remedy)
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      file.report(
        line: before.count { $0.isNewline } + 1,
        finding: BilingualName(
          vi: "có ký tự không được phép", en: "a character is not allowed here (\(problem))"),
        remedy: BilingualName(
          vi: "xóa ký tự điều khiển ở dòng này", en: "delete the control character on this line"))
    default:
      file.report(line: 1, finding: unreadable("\(error)"), remedy: general)
    }
  }

  private static func words(for problem: String) -> (finding: BilingualName, remedy: BilingualName)
  {
    if problem.contains("another document") {
      return (
        BilingualName(vi: "có hơn một tài liệu YAML", en: "there is a second YAML document"),
        BilingualName(vi: "bỏ dòng «---» và phần sau", en: "remove the \"---\" and what follows")
      )
    }
    if problem.contains("undefined alias") {
      return (
        BilingualName(vi: "không dùng tham chiếu «*»", en: "aliases (\"*\") are not used"),
        BilingualName(vi: "đặt chữ trong dấu ngoặc kép", en: "put the text in double quotes")
      )
    }
    if problem.contains("cannot start any token") || problem.contains("tab character") {
      return (
        BilingualName(
          vi: "dòng bắt đầu bằng dấu tab hoặc ký tự lạ",
          en: "this begins with a tab or a character that YAML reserves"),
        BilingualName(
          vi: "thụt lề bằng dấu cách; chữ có ký tự đặc biệt đặt trong dấu ngoặc kép",
          en: "indent with spaces; put text with special characters in double quotes")
      )
    }
    if problem.contains("mapping values are not allowed") {
      return (
        BilingualName(vi: "dấu «:» không đúng chỗ", en: "a \":\" stands where none may be"),
        BilingualName(
          vi: "kiểm tra thụt lề; chữ có «: » đặt trong dấu ngoặc kép",
          en: "check the indentation; put text with \": \" in double quotes")
      )
    }
    if problem.contains("unexpected end of stream") {
      return (
        BilingualName(vi: "thiếu dấu ngoặc kép đóng", en: "a quotation mark is never closed"),
        BilingualName(vi: "đóng dấu ngoặc kép", en: "close the quotation")
      )
    }
    if problem.contains("nesting") {
      return (
        BilingualName(vi: "lồng quá sâu", en: "this is nested too deep"),
        BilingualName(vi: "viết phẳng hơn", en: "write it flatter")
      )
    }
    return (unreadable(problem), general)
  }

  private static func unreadable(_ problem: String) -> BilingualName {
    BilingualName(
      vi: "không đọc được YAML (\(problem.prefix(120)))",
      en: "this is not readable as YAML (\(problem.prefix(120)))")
  }

  private static let general = BilingualName(
    vi: "kiểm tra thụt lề và dấu «:», «- » quanh dòng này",
    en: "check the indentation and the \":\" and \"- \" around this line")
}

/// A key that stands twice in one group; Yams stops at it, we go on.
enum DoubledKey {
  private static let mark: Character = "\u{E000}"

  static func isTakenOut(_ key: String) -> Bool { key.first == mark }

  /// Reports the second one and renames it, so that the rest of the file can be read.
  static func takeOut(
    _ key: String, firstAt place: Mark, of text: String, in file: StrictYAML
  ) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let second = lines.indices.dropFirst(place.line).first { index in
      let line = lines[index]
      let indent = line.unicodeScalars.prefix(place.column - 1)
      guard line.unicodeScalars.count >= place.column,
        indent.allSatisfy({ $0 == " " || $0 == "-" })
      else { return false }
      let rest = String(String.UnicodeScalarView(line.unicodeScalars.dropFirst(place.column - 1)))
      return [key, "\"\(key)\"", "'\(key)'"].contains { name in
        rest.hasPrefix(name) && rest.dropFirst(name.count).drop { $0 == " " }.hasPrefix(":")
      }
    }
    file.report(
      line: second.map { $0 + 1 } ?? place.line, key: key,
      finding: BilingualName(
        vi: "khóa này đã ghi ở dòng \(place.line)",
        en: "this key already stands on line \(place.line)"),
      remedy: BilingualName(vi: "chỉ giữ một", en: "keep one of the two"))
    guard let second else { return nil }
    let scalars = lines[second].unicodeScalars
    let indent = String(String.UnicodeScalarView(scalars.prefix(place.column - 1)))
    let rest = String(String.UnicodeScalarView(scalars.dropFirst(place.column - 1)))
    // Renamed by its line, so that a third one differs too.
    let name = [key, "\"\(key)\"", "'\(key)'"].first { rest.hasPrefix($0) } ?? key
    lines[second] = "\(indent)\(mark)\(second)\(rest.dropFirst(name.count))"
    return lines.joined(separator: "\n")
  }
}
