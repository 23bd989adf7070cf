internal import Dossiers

/// The body of a request for a dossier, read member by member and strictly.
///
/// What goes into the log is a code, a number, a date or a name of an office; words that somebody typed
/// are `text` and stay outside it.
struct ActBody {
  let fields: Fields
  /// The account that asks.
  let account: String
  let utcOffsetSeconds: Int

  /// Members of every act: the visit in which it happens, and words for the person who asks why.
  static let common = ["ticket", "text"]

  /// The number of a paper, such as `12/BBGN-TTPVHCC`: letters, digits and `-/._`, at most 64.
  func mark(_ name: String) throws(Problem) -> String {
    guard let mark = try markIfPresent(name) else { throw .missingMember(name) }
    return mark
  }

  func markIfPresent(_ name: String) throws(Problem) -> String? {
    try fields.textIfPresent(name, upTo: 64).map { text throws(Problem) in
      try Self.mark(text, of: name)
    }
  }

  /// A person's name has blanks, and would stand in the log for ever.
  private static func mark(_ text: String, of name: String) throws(Problem) -> String {
    guard text.allSatisfy({ $0.isLetter || $0.isNumber || "-/._".contains($0) }) else {
      throw .wrongMember(name, expected: "letters, digits and - / . _", found: "string")
    }
    return text
  }

  /// The name of an office, as the catalogue or the list of agencies writes it.
  func office(_ name: String) throws(Problem) -> String { try fields.text(name, upTo: 120) }

  /// A reason of the list; `other` is told in words.
  func reason() throws(Problem) -> String {
    let reason = try fields.choice("reason", DossierReason.self)
    if reason == .other, try fields.textIfPresent("text", upTo: 500) == nil {
      throw .missingMember("text")
    }
    return reason.rawValue
  }

  func amount() throws(Problem) -> Int {
    guard let amount = try fields.integerIfPresent("amount", in: 1...1_000_000_000) else {
      throw .missingMember("amount")
    }
    return amount
  }

  func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int {
    guard let number = try fields.integerIfPresent(name, in: range) else {
      throw .missingMember(name)
    }
    return number
  }

  func truth(_ name: String) throws(Problem) -> Bool {
    guard let truth = try fields.truthIfPresent(name) else { throw .missingMember(name) }
    return truth
  }

  func date(_ name: String) throws(Problem) -> CivilDate {
    guard let date = try fields.dateIfPresent(name) else { throw .missingMember(name) }
    return date
  }

  func moment(_ name: String) throws(Problem) -> CivilMoment {
    guard let moment = try momentIfPresent(name) else { throw .missingMember(name) }
    return moment
  }

  func momentIfPresent(_ name: String) throws(Problem) -> CivilMoment? {
    try fields.momentIfPresent(name)?.at(utcOffsetSeconds: utcOffsetSeconds).civil
  }

  /// Ids of components, papers or offices: marks like the numbers of papers.
  func items(_ name: String) throws(Problem) -> [String] {
    guard fields.has(name) else { throw .missingMember(name) }
    return try itemsIfPresent(name)
  }

  func itemsIfPresent(_ name: String) throws(Problem) -> [String] {
    var items: [String] = []
    for text in try fields.textsIfPresent(name, upTo: 64) ?? [] {
      items.append(try Self.mark(text, of: name))
    }
    return items
  }

  /// What an officer found of each component.
  func checked() throws(Problem) -> [CheckedComponent] {
    let list = try fields.objectsIfPresent("checked", upTo: 64, known: ["id", "finding"])
    guard let list else { throw .missingMember("checked") }
    var checked: [CheckedComponent] = []
    for item in list {
      checked.append(
        CheckedComponent(
          try Self.mark(try item.text("id", upTo: 64), of: "id"),
          try item.choice("finding", CheckedComponent.Finding.self)))
    }
    return checked
  }

  /// The lines of a supplement slip; `verification` asks for a paper although it is held as data.
  func lines() throws(Problem) -> [SupplementLine] {
    let list = try fields.objectsIfPresent(
      "items", upTo: 64, known: ["item", "legalBasis", "verification"])
    guard let list else { throw .missingMember("items") }
    var lines: [SupplementLine] = []
    for line in list {
      lines.append(
        SupplementLine(
          try Self.mark(try line.text("item", upTo: 64), of: "item"),
          legalBasis: try line.textIfPresent("legalBasis", upTo: 200),
          overrideReason: try line.truthIfPresent("verification") == true ? "verification" : nil))
    }
    return lines
  }

  static let bagMembers = ["bag", "carrier", "round", "extraReason"]

  /// The bag that carries the papers; `nil` for what goes as data alone.
  func bag() throws(Problem) -> Bag? {
    guard let id = try markIfPresent("bag") else {
      for name in Self.bagMembers.dropFirst() where fields.has(name) {
        throw .missingMember("bag")
      }
      return nil
    }
    return Bag(
      id: id, carrier: try fields.choice("carrier", Carrier.self),
      round: try momentIfPresent("round"),
      extraReason: try fields.choiceIfPresent("extraReason", DossierReason.self)?.rawValue)
  }

  static let countMembers = ["record", "declared", "counted"]

  /// The record of a handover.
  func count() throws(Problem) -> HandoverCount {
    HandoverCount(
      record: try mark("record"), declared: try number("declared", in: 0...10_000),
      counted: try number("counted", in: 0...10_000))
  }

  static let acceptanceMembers = [
    "code", "checked", "medium", "applicant", "digitised", "originals", "resultChannel", "slip",
  ]

  /// What is noted at acceptance; the store puts the day's next ordinal into a code of the hall.
  func acceptance() throws(Problem) -> Acceptance {
    let code = try fields.textIfPresent("code", upTo: DossierCode.greatestLength)
    return Acceptance(
      code: code.map { .scanned($0) } ?? .given(ordinal: 1), checked: try checked(),
      medium: try fields.choiceIfPresent("medium", DossierMedium.self) ?? .paper,
      applicant: try fields.choiceIfPresent("applicant", ApplicantKind.self) ?? .person,
      isDigitised: try fields.truthIfPresent("digitised") ?? true,
      originals: try itemsIfPresent("originals"),
      resultChannel: try fields.choiceIfPresent("resultChannel", ResultChannel.self) ?? .counter,
      slipRequested: try fields.truthIfPresent("slip") ?? false)
  }
}

/// Why something was done to a dossier; the raw string is stored, its sentence is `reason-…`.
enum DossierReason: String, Sendable, CaseIterable {
  case missingPapers = "missing-papers"
  case wrongContent = "wrong-content"
  case notEligible = "not-eligible"
  case outOfScope = "out-of-scope"
  case verification
  case awaitingOpinion = "awaiting-opinion"
  case workload
  case forceMajeure = "force-majeure"
  case agencyFault = "agency-fault"
  case other
}
