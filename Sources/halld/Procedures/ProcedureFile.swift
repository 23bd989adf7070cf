internal import Dossiers

/// Reads one file of the catalogue of procedures, strictly.
///
/// Keys: `example`, `procedures`; those of a procedure stand in `Config/procedures/README.md`.
struct ProcedureFile {
  struct Outcome {
    /// Empty when there is an error among the problems: a file is taken whole or not at all.
    var procedures: [Procedure]
    var problems: [ConfigurationProblem]
  }

  private let isExample: Bool
  private let domains: KnownNames?

  /// Reads a file, or text as if it stood in that file; `ids` carries the codes of files before it.
  static func read(
    _ path: String, text: String? = nil, domains: KnownNames?, ids: inout UniqueCodes
  ) -> Outcome {
    let file = text.map { StrictYAML.read(text: $0, as: path) } ?? StrictYAML.read(path)
    let reader = ProcedureFile(
      isExample: file.root.bool("example", default: false), domains: domains)
    var own = ids
    let procedures = file.root.list("procedures", count: 1...5_000)
      .compactMap { reader.procedure($0, ids: &own) }
    let problems = file.problems
    guard !problems.contains(where: { $0.severity == .error }) else {
      return Outcome(procedures: [], problems: problems)
    }
    ids = own
    return Outcome(procedures: procedures, problems: problems)
  }

  private func procedure(_ item: YAMLValue, ids: inout UniqueCodes) -> Procedure? {
    guard let group = item.mapping else { return nil }
    let id = code(group, ids: &ids)
    let name = group.name("name")
    let domain = domains.map { group.reference("domain", to: $0) } ?? group.identifier("domain")
    let term = term(group)
    let agency = agency(group, "agency")
    let components = components(group)
    let fee = fee(group)
    let linked = linked(group, within: term)
    let online = group.enumeration(
      "online", choices(of: Procedure.Online.self), default: .none)
    let notice = group.value("noticeWorkingDays").flatMap { $0.int(in: 1...60) }
    let isOnTheSpot = group.bool("onTheSpot", default: false)
    let isDelegated = group.bool("delegated", default: false)
    let needsVerification = group.bool("verification", default: false)
    let isCrossLevel = group.bool("crossLevel", default: false)
    let isExample = group.bool("example", default: self.isExample)
    guard let id, let domain, let term, let agency else { return nil }
    return Procedure(
      id: id, name: name, domain: domain, leadAgency: agency, term: term, components: components,
      fee: fee, isOnTheSpot: isOnTheSpot, isDelegated: isDelegated,
      needsVerification: needsVerification, linked: linked, isCrossLevel: isCrossLevel,
      online: online, noticeOverride: notice, isExample: isExample)
  }

  private func code(_ group: YAMLMapping, ids: inout UniqueCodes) -> String? {
    guard let id = group.string("id", length: 1...40), let value = group.value("id") else {
      return nil
    }
    guard Self.isCode(id) else {
      value.refuse(
        value.found(id, vi: "không phải mã thủ tục", en: "is not the code of a procedure"),
        remedy: BilingualName(
          vi: "chỉ dùng chữ, chữ số, dấu chấm và gạch nối, ví dụ 1.001193",
          en: "use letters, digits, points and hyphens, such as 1.001193"))
      return nil
    }
    ids.claim(id, value)
    return id
  }

  /// Exactly one of `days`, `hours` and `sameDay`; a procedure of one day may keep its `days`.
  private func term(_ group: YAMLMapping) -> TermLength? {
    let sameDay = group.bool("sameDay", default: false)
    if group.has("hours") {
      let hours = group.int("hours", in: 1...200)
      if sameDay || group.has("days") {
        group.refuse(
          "hours",
          BilingualName(
            vi: "thời hạn được ghi hai lần", en: "the term is written twice"),
          remedy: BilingualName(
            vi: "chỉ ghi một trong: days, hours, sameDay",
            en: "write one of: days, hours, sameDay"))
        return nil
      }
      return hours.map { .workingHours($0) }
    }
    if sameDay {
      _ = group.int("days", in: 1...3_650, default: 1)
      return .sameDay
    }
    return group.int("days", in: 1...3_650).map { .workingDays($0) }
  }

  /// Who decides; the Centre never does (LC 3.1).
  private func agency(_ group: YAMLMapping, _ key: String) -> String? {
    guard let name = group.string(key, length: 1...120) else { return nil }
    let lowered = name.lowercased()
    if ["trung tâm phục vụ hành chính công", "trung tâm hành chính công"]
      .contains(where: lowered.hasPrefix)
    {
      group.refuse(
        key,
        BilingualName(
          vi: "Trung tâm không phải là cơ quan giải quyết thủ tục",
          en: "the Centre never decides a procedure"),
        remedy: BilingualName(
          vi: "ghi cơ quan có thẩm quyền giải quyết", en: "name the agency that decides"))
      return nil
    }
    return name
  }

  private func components(_ group: YAMLMapping) -> [ProcedureComponent] {
    var ids = UniqueNames()
    return group.optionalList("components", count: 0...60).compactMap { item in
      guard let (part, id) = ids.open(item) else { return nil }
      let name = part.name("name")
      let basis = part.string("basis", length: 1...300)
      let copies = part.int("copies", in: 1...50, default: 1)
      let isOriginal = part.bool("original", default: false)
      let isOptional = part.bool("optional", default: false)
      guard let id, let basis else { return nil }
      return ProcedureComponent(
        id: id, name: name, legalBasis: basis, copies: copies, isOriginal: isOriginal,
        isOptional: isOptional)
    }
  }

  private func fee(_ group: YAMLMapping) -> ProcedureFee? {
    guard let fee = group.value("fee")?.mapping else { return nil }
    let amount = fee.int("amount", in: 0...1_000_000_000)
    let basis = fee.string("basis", length: 1...300)
    let isPrepaid = fee.bool("prepaid", default: true)
    guard let amount, let basis else { return nil }
    return ProcedureFee(amount: amount, legalBasis: basis, isPrepaid: isPrepaid)
  }

  private func linked(_ group: YAMLMapping, within term: TermLength?) -> [LinkedPart] {
    let parts = group.optionalList("linked", count: 0...20).compactMap { item -> LinkedPart? in
      guard let part = item.mapping else { return nil }
      let agency = agency(part, "agency")
      let task = part.name("task")
      let days = part.int("days", in: 1...3_650)
      guard let agency, let days else { return nil }
      return LinkedPart(agency: agency, task: task, days: days)
    }
    if !parts.isEmpty, let term, parts.map(\.days).reduce(0, +) > term.days {
      group.refuse(
        "linked",
        BilingualName(
          vi: "tổng số ngày của các cơ quan vượt thời hạn \(term.days) ngày",
          en: "the agencies' days together exceed the term of \(term.days) days"),
        remedy: BilingualName(
          vi: "chia lại thời gian trong thời hạn chung (SL 7.1.đ)",
          en: "divide the time within the whole term"))
    }
    return parts
  }

  /// Letters, digits, points and hyphens, all of ASCII.
  static func isCode(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 40
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

/// Codes of procedures over all files of a catalogue; the second use names the first.
struct UniqueCodes {
  private var places: [String: (file: String, line: Int)] = [:]

  mutating func claim(_ code: String, _ value: YAMLValue) {
    guard let first = places[code] else {
      places[code] = (value.file.path, value.line)
      return
    }
    let isHere = first.file == value.file.path
    let vi = isHere ? "dòng \(first.line)" : "\(first.file):\(first.line)"
    let en = isHere ? "line \(first.line)" : "\(first.file):\(first.line)"
    value.refuse(
      value.found(code, vi: "đã dùng ở \(vi)", en: "is already used on \(en)"),
      remedy: BilingualName(vi: "đặt mã khác", en: "choose another"))
  }
}
