internal import Dossiers
internal import Ticketing

// Key: procedures, the name of a file with the one key `procedures`.

extension ConfigurationReader {
  /// The catalogue; its problems carry its own file name.
  func readProcedures(
    _ root: YAMLMapping, domains: KnownNames
  ) -> (procedures: [ProcedureSettings], problems: [ConfigurationProblem]) {
    guard let name = root.string("procedures", length: 1...400) else { return ([], []) }
    guard let path = assets.path(of: name) else {
      root.refuse(
        "procedures",
        BilingualName(vi: "không tìm thấy tệp «\(name)»", en: "there is no file \"\(name)\""),
        remedy: BilingualName(
          vi: "đặt tệp ở một trong: \(assets.candidates(for: name))",
          en: "put it at one of these places"))
      return ([], [])
    }
    let catalogue = StrictYAML.read(path)
    var ids = UniqueNames()
    let procedures = catalogue.root.list("procedures", count: 1...5_000)
      .compactMap { readProcedure($0, domains: domains, ids: &ids) }
    return (procedures, catalogue.problems)
  }

  private func readProcedure(
    _ item: YAMLValue, domains: KnownNames, ids: inout UniqueNames
  ) -> ProcedureSettings? {
    guard let group = item.mapping else { return nil }
    let id = group.string("id", length: 1...40)
    if let id, let value = group.value("id") {
      if id.utf8.allSatisfy(Self.isCodeByte) {
        ids.claim(id, value)
      } else {
        value.refuse(
          value.found(id, vi: "không phải mã thủ tục", en: "is not the code of a procedure"),
          remedy: BilingualName(
            vi: "chỉ dùng chữ, chữ số, dấu chấm và gạch nối, ví dụ 1.001193",
            en: "use letters, digits, points and hyphens, such as 1.001193"))
      }
    }
    let name = group.name("name")
    let domain = group.reference("domain", to: domains)
    let sameDay = group.bool("sameDay", default: false)
    let days =
      sameDay
      ? group.int("days", in: 1...3_650, default: 1) : group.int("days", in: 1...3_650)
    let agency = group.has("agency") ? group.string("agency", length: 1...120) : nil
    guard let id, let domain, let days else { return nil }
    return ProcedureSettings(
      id: id, name: name, domain: DomainID(domain), days: days, sameDay: sameDay, agency: agency)
  }

  private static func isCodeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
