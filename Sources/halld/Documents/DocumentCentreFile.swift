internal import Dossiers

/// Reads `centres.yaml`: how each centre names itself on its papers.
enum DocumentCentreFile {
  static func read(
    _ path: String, text: String? = nil
  ) -> (centres: [String: DocumentCentre], problems: [ConfigurationProblem]) {
    let file = text.map { StrictYAML.read(text: $0, as: path) } ?? StrictYAML.read(path)
    var centres: [String: DocumentCentre] = [:]
    guard file.isReadable else { return ([:], file.problems) }
    let list = file.root.mapping("centres")
    for (code, value) in list.entries {
      guard let group = value.mapping else { continue }
      let name = group.string("name", length: 1...120)
      let superior = group.string("superior", length: 1...120)
      let symbol = group.string("symbol", length: 1...20)
      let place = group.string("place", length: 1...60)
      let system = group.string("system", length: 1...80)
      func optional(_ key: String) -> String? {
        group.has(key) ? group.string(key, length: 1...160) : nil
      }
      let (address, phone, website) = (
        optional("address"), optional("phone"), optional("website")
      )
      guard let name, let superior, let symbol, let place, let system else { continue }
      centres[code] = DocumentCentre(
        code: code, name: name, superior: superior, symbol: symbol, place: place, system: system,
        address: address, phone: phone, website: website)
    }
    return (centres, file.problems)
  }
}
