internal import Dossiers
internal import Ticketing

// Key: procedures, the name of a folder of the catalogue, or of one file of it.

extension ConfigurationReader {
  /// The catalogue; its problems carry their own file names.
  func readProcedures(
    _ root: YAMLMapping, domains: KnownNames
  ) -> (procedures: [ProcedureSettings], problems: [ConfigurationProblem]) {
    guard let name = root.string("procedures", length: 1...400) else { return ([], []) }
    guard let path = assets.path(of: name) else {
      root.refuse(
        "procedures",
        BilingualName(
          vi: "không tìm thấy tệp hay thư mục «\(name)»",
          en: "there is no file or folder \"\(name)\""),
        remedy: BilingualName(
          vi: "đặt danh mục ở một trong: \(assets.candidates(for: name))",
          en: "put it at one of these places"))
      return ([], [])
    }
    let outcome = ProcedureCatalogue.read(path, domains: domains)
    return (outcome.procedures.map(ProcedureSettings.init), outcome.problems)
  }
}
