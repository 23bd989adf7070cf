internal import Dossiers

/// Reads one template of `Config/documents`, strictly.
enum DocumentTemplateFile {
  struct Outcome {
    /// `nil` when there is an error among the problems.
    var template: DocumentTemplate?
    var problems: [ConfigurationProblem]
  }

  /// Reads a file, or text as if it stood in that file; `centres` are those a title may be for.
  static func read(
    _ path: String, text: String? = nil, kind: DocumentKind, centres: KnownNames
  ) -> Outcome {
    let file = text.map { StrictYAML.read(text: $0, as: path) } ?? StrictYAML.read(path)
    guard file.isReadable else { return Outcome(template: nil, problems: file.problems) }
    let root = file.root
    let sheet = root.enumeration("sheet", ConfigurationChoices.of(DocumentSheet.self))
    let title = root.mapping("title")
    let name = title.string("text", length: 1...160)
    let titles = readTitles(title, centres: centres)
    let subtitles = title.optionalList("below", count: 0...4)
      .compactMap { $0.documentText() }
    let symbol = root.has("symbol") ? root.string("symbol", length: 1...20) : nil
    let head = root.enumeration(
      "head", ConfigurationChoices.of(DocumentTemplate.Head.self), default: .centre)
    let code = root.enumeration(
      "code", ConfigurationChoices.of(DocumentTemplate.Code.self), default: .none)
    if code == .personal, !kind.isForApplicant {
      root.refuse(
        "code",
        BilingualName(
          vi: "giấy này không giao cho người nộp hồ sơ", en: "this paper is not the applicant's"),
        remedy: BilingualName(vi: "ghi plain hoặc none", en: "write plain or none"))
    }
    let blocks = root.list("body", count: 1...60).compactMap { DocumentBlockReader.read($0) }
    var template: DocumentTemplate?
    if let sheet, let name {
      template = DocumentTemplate(
        kind: kind, sheet: sheet, title: name, titles: titles, subtitles: subtitles,
        symbol: symbol, head: head, code: code, blocks: blocks)
    }
    // What stands in a block that could not be read may be what seems to be missing.
    if file.problems.isEmpty, let template { refuseLacks(of: template, in: root) }
    let problems = file.problems
    let isRefused = problems.contains { $0.severity == .error }
    return Outcome(template: isRefused ? nil : template, problems: problems)
  }

  private static func readTitles(_ title: YAMLMapping, centres: KnownNames) -> [String: String] {
    var titles: [String: String] = [:]
    for (code, value) in title.optionalMapping("centres").entries {
      if centres.isComplete, !centres.names.contains(code) {
        value.refuse(
          value.found(code, vi: "không phải mã Trung tâm", en: "is not the short name of a centre"),
          .oneOf(centres.names))
      }
      titles[code] = value.string(length: 1...160)
    }
    return titles
  }

  private static func refuseLacks(of template: DocumentTemplate, in root: YAMLMapping) {
    for field in template.kind.neededFields where !template.fields.contains(field) {
      root.refuse(
        "body",
        BilingualName(
          vi: "thiếu «{\(field.rawValue)}», giấy này bắt buộc phải ghi",
          en: "\"{\(field.rawValue)}\" is missing, which this paper must state"),
        remedy: BilingualName(
          vi: "thêm một dòng có {\(field.rawValue)}", en: "add a line with {\(field.rawValue)}"))
    }
    for rows in template.kind.neededRows where !template.rows.contains(rows) {
      root.refuse(
        "body",
        BilingualName(
          vi: "thiếu danh sách «\(rows.rawValue)», giấy này bắt buộc phải có",
          en: "the list \"\(rows.rawValue)\" is missing, which this paper must have"),
        remedy: BilingualName(
          vi: "thêm «list: \(rows.rawValue)» hoặc «table: \(rows.rawValue)»",
          en: "add \"list: \(rows.rawValue)\" or \"table: \(rows.rawValue)\""))
    }
  }
}

/// The raw names of an enumeration, in their order, for choices in files.
enum ConfigurationChoices {
  static func of<Choice: RawRepresentable & CaseIterable>(
    _: Choice.Type
  ) -> [(key: String, value: Choice)] where Choice.RawValue == String {
    Choice.allCases.map { ($0.rawValue, $0) }
  }
}
