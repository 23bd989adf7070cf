internal import Dossiers

/// The templates of all papers, and how the centres name themselves on them: `Config/documents`.
struct DocumentBook: Sendable {
  var templates: [DocumentKind: DocumentTemplate] = [:]
  /// By the short name of the centre's regulation.
  var centres: [String: DocumentCentre] = [:]

  struct Outcome: Sendable {
    /// `nil` when there is an error among the problems: nothing is half loaded.
    var book: DocumentBook?
    var problems: [ConfigurationProblem]
  }

  static let folder = "documents"
  static let centresFile = "centres.yaml"

  /// The book that comes with a configuration file, or with the package.
  static func read(_ assets: AssetFolders) -> Outcome {
    guard let folder = assets.path(of: Self.folder) else {
      return Outcome(book: nil, problems: [missing(assets.candidates(for: Self.folder))])
    }
    return read(folder: folder)
  }

  /// What is wrong with the templates; a hall without any works, makes no papers, and is told so.
  static func problems(in assets: AssetFolders) -> [ConfigurationProblem] {
    guard let folder = assets.path(of: Self.folder) else {
      var problem = missing(assets.candidates(for: Self.folder))
      problem.severity = .warning
      return [problem]
    }
    return read(folder: folder).problems
  }

  /// The book in this folder: a template for each kind of paper, and `centres.yaml`.
  static func read(folder: String) -> Outcome {
    var book = DocumentBook()
    let centres = DocumentCentreFile.read("\(folder)/\(centresFile)")
    book.centres = centres.centres
    var problems = centres.problems
    let known = KnownNames(book.centres.keys.sorted(), isComplete: centres.problems.isEmpty)
    for kind in DocumentKind.allCases {
      let outcome = DocumentTemplateFile.read(
        "\(folder)/\(fileName(of: kind))", kind: kind, centres: known)
      book.templates[kind] = outcome.template
      problems += outcome.problems
    }
    problems += strangers(in: folder)
    let isRefused = problems.contains { $0.severity == .error }
    return Outcome(book: isRefused ? nil : book, problems: problems.sorted())
  }

  /// `receiptSlip` is kept in `receipt-slip.yaml`.
  static func fileName(of kind: DocumentKind) -> String { "\(name(of: kind)).yaml" }

  /// The name by which a technician knows a kind.
  static func name(of kind: DocumentKind) -> String {
    kind.rawValue.reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
    }
  }

  // A template under a mistyped name would be edited and never used.
  private static func strangers(in folder: String) -> [ConfigurationProblem] {
    let known = DocumentKind.allCases.map(fileName) + [centresFile]
    return FolderOfFiles.names(in: folder).filter { !known.contains($0) }.map { name in
      let nearest = NearestName.suggestion(for: name, among: known)
      return ConfigurationProblem(
        file: "\(folder)/\(name)", line: 0, key: "",
        finding: BilingualName(
          vi: "không có loại giấy tờ nào tên này", en: "there is no kind of paper of this name"),
        remedy: BilingualName(
          vi: (nearest.map { "có phải «\($0)»? " } ?? "") + "đổi tên hoặc bỏ tệp",
          en: (nearest.map { "did you mean \"\($0)\"? " } ?? "") + "rename or remove the file"))
    }
  }

  private static func missing(_ candidates: String) -> ConfigurationProblem {
    ConfigurationProblem(
      file: candidates, line: 0, key: "",
      finding: BilingualName(
        vi: "không có thư mục mẫu giấy tờ, nên không in được giấy tờ nào",
        en: "there is no folder of document templates, so no papers are made"),
      remedy: BilingualName(
        vi: "chép thư mục Config/documents", en: "copy the folder Config/documents"))
  }
}
