internal import Dossiers

/// The catalogue of procedures: one file, or all `*.yaml` of a folder.
enum ProcedureCatalogue {
  static func read(_ path: String, domains: KnownNames?) -> ProcedureFile.Outcome {
    var ids = UniqueCodes()
    var outcome = ProcedureFile.Outcome(procedures: [], problems: [])
    let files = FolderOfFiles.isFolder(path) ? FolderOfFiles.paths(in: path) : [path]
    if files.isEmpty {
      outcome.problems.append(
        ConfigurationProblem(
          file: path, line: 0, key: "",
          finding: BilingualName(
            vi: "thư mục không có tệp thủ tục nào (*.yaml)",
            en: "the folder holds no procedures (*.yaml)"),
          remedy: BilingualName(
            vi: "đặt danh mục vào đó, hoặc dùng halld procedures import",
            en: "put the catalogue there, or use halld procedures import")))
    }
    for file in files {
      let part = ProcedureFile.read(file, domains: domains, ids: &ids)
      outcome.procedures += part.procedures
      outcome.problems += part.problems
    }
    return outcome
  }
}
