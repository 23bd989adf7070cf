internal import Dossiers

/// Writes procedures in the form of the catalogue's files.
enum ProcedureYAML {
  static func text(_ procedures: [Procedure], heading: [String]) -> String {
    heading.map { "# \($0)\n" }.joined() + "\nprocedures:\n"
      + procedures.map(procedure).joined()
  }

  /// A text in double quotes, as YAML and JSON both read it.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        // What a reader of YAML would not take as it stands.
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  private static func procedure(_ procedure: Procedure) -> String {
    var text = "  - id: \(quoted(procedure.id))\n"
    func put(_ key: String, _ value: String) { text += "    \(key): \(value)\n" }
    put("domain", procedure.domain)
    put("name", name(procedure.name))
    switch procedure.term {
    case .workingDays(let days): put("days", String(days))
    case .workingHours(let hours): put("hours", String(hours))
    case .sameDay: put("sameDay", "true")
    }
    put("agency", quoted(procedure.leadAgency))
    if procedure.online != .none { put("online", procedure.online.rawValue) }
    for (key, isSet) in [
      ("onTheSpot", procedure.isOnTheSpot), ("delegated", procedure.isDelegated),
      ("verification", procedure.needsVerification), ("crossLevel", procedure.isCrossLevel),
      ("example", procedure.isExample),
    ] where isSet {
      put(key, "true")
    }
    if let days = procedure.noticeOverride { put("noticeWorkingDays", String(days)) }
    if let fee = procedure.fee {
      put(
        "fee",
        "{amount: \(fee.amount), basis: \(quoted(fee.legalBasis)), prepaid: \(fee.isPrepaid)}")
    }
    if !procedure.components.isEmpty { text += "    components:\n" }
    for component in procedure.components {
      var members = "id: \(component.id), name: \(name(component.name)), "
      members += "basis: \(quoted(component.legalBasis))"
      if component.copies != 1 { members += ", copies: \(component.copies)" }
      if component.isOriginal { members += ", original: true" }
      if component.isOptional { members += ", optional: true" }
      text += "      - {\(members)}\n"
    }
    if !procedure.linked.isEmpty { text += "    linked:\n" }
    for part in procedure.linked {
      text += "      - {agency: \(quoted(part.agency)), task: \(name(part.task)), "
      text += "days: \(part.days)}\n"
    }
    return text
  }

  private static func name(_ name: BilingualName) -> String {
    "{vi: \(quoted(name.vi)), en: \(quoted(name.en))}"
  }
}
