internal import Dossiers

/// Reads the members of one object strictly: what is not known is refused, not ignored.
///
/// The one way in which every route reads its body. An empty body counts as `{}`.
struct Fields {
  private let members: [(name: String, value: JSONValue)]
  /// Whether a text is a dossier code, which no number of digits makes an identity card.
  private let isCode: (String) -> Bool

  private init(
    members: [(name: String, value: JSONValue)], isCode: @escaping (String) -> Bool
  ) {
    self.members = members
    self.isCode = isCode
  }

  /// Reads an object; `known` is every member the route understands, in the order clients are told.
  init(
    _ bytes: [UInt8], known: [String], isCode: @escaping (String) -> Bool = { _ in false }
  ) throws(Problem) {
    self.isCode = isCode
    guard !bytes.isEmpty else {
      members = []
      return
    }
    guard case .object(let members) = try JSONParser.parse(bytes) else { throw .notAnObject }
    for member in members where !known.contains(member.name) {
      throw .unknownMember(member.name, known: known)
    }
    self.members = members
  }

  func text(_ name: String, upTo length: Int = 200) throws(Problem) -> String {
    guard let value = try textIfPresent(name, upTo: length) else { throw .missingMember(name) }
    return value
  }

  /// Text of 1 to `length` Unicode scalars, without control characters.
  ///
  /// - Throws: `identityCard` for a card's number or code: no member of ours asks for one.
  func textIfPresent(_ name: String, upTo length: Int = 200) throws(Problem) -> String? {
    guard let value = find(name) else { return nil }
    guard case .text(let text) = value else { throw wrong(name, value, "string") }
    if IdentityCard.isIn(text), !isCode(text) { throw .identityCard }
    guard !text.isEmpty, text.unicodeScalars.prefix(length + 1).count <= length,
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw .wrongMember(name, expected: "string of 1 to \(length) characters", found: "string")
    }
    return text
  }

  /// A list of at most `count` texts, each of 1 to 64 Unicode scalars.
  func textsIfPresent(_ name: String, upTo count: Int) throws(Problem) -> [String]? {
    guard let value = find(name) else { return nil }
    guard case .list(let items) = value, items.count <= count else {
      throw wrong(name, value, "array of at most \(count) strings")
    }
    var texts: [String] = []
    for item in items {
      texts.append(
        try Fields(members: [(name: name, value: item)], isCode: isCode).text(name, upTo: 64))
    }
    return texts
  }

  /// A list of at most `count` objects, each read as strictly as the body itself.
  func objectsIfPresent(
    _ name: String, upTo count: Int, known: [String]
  ) throws(Problem) -> [Fields]? {
    guard let value = find(name) else { return nil }
    guard case .list(let items) = value, items.count <= count else {
      throw wrong(name, value, "array of at most \(count) objects")
    }
    var objects: [Fields] = []
    for item in items {
      guard case .object(let members) = item else { throw wrong(name, item, "object") }
      for member in members where !known.contains(member.name) {
        throw .unknownMember(member.name, known: known)
      }
      objects.append(Fields(members: members, isCode: isCode))
    }
    return objects
  }

  /// Every member that was sent.
  var names: [String] { members.map(\.name) }

  /// Whether the body has a member of this name.
  func has(_ name: String) -> Bool { find(name) != nil }

  /// The same words for the same members, in whatever order they came.
  var fingerprint: String {
    members.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// A password: any characters but none at all, up to 512 bytes.
  func secret(_ name: String) throws(Problem) -> String {
    guard let value = find(name) else { throw .missingMember(name) }
    guard case .text(let text) = value else { throw wrong(name, value, "string") }
    guard (1...512).contains(text.utf8.count), !text.utf8.contains(0) else {
      throw .wrongMember(name, expected: "string of 1 to 512 bytes", found: "string")
    }
    return text
  }

  func integerIfPresent(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let value = find(name) else { return nil }
    guard case .integer(let integer) = value, range.contains(integer) else {
      throw wrong(name, value, "integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  func truthIfPresent(_ name: String) throws(Problem) -> Bool? {
    guard let value = find(name) else { return nil }
    guard case .truth(let truth) = value else { throw wrong(name, value, "boolean") }
    return truth
  }

  /// One of an enumeration's raw values.
  func choiceIfPresent<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _: Choice.Type
  ) throws(Problem) -> Choice? where Choice.RawValue == String {
    guard let value = find(name) else { return nil }
    guard case .text(let text) = value, let choice = Choice(rawValue: text) else {
      throw wrong(name, value, Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    }
    return choice
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Choice.Type
  ) throws(Problem) -> Choice where Choice.RawValue == String {
    guard let choice = try choiceIfPresent(name, type) else { throw .missingMember(name) }
    return choice
  }

  /// One or more of an enumeration's raw values, as a list.
  func choices<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Choice.Type
  ) throws(Problem) -> [Choice] where Choice.RawValue == String {
    guard let value = find(name) else { throw .missingMember(name) }
    let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    guard case .list(let items) = value, (1...Choice.allCases.count).contains(items.count) else {
      throw wrong(name, value, "array of \(known)")
    }
    var choices: [Choice] = []
    for item in items {
      guard case .text(let text) = item, let choice = Choice(rawValue: text) else {
        throw wrong(name, item, known)
      }
      choices.append(choice)
    }
    return choices
  }

  func timeIfPresent(_ name: String) throws(Problem) -> CivilTime? {
    guard let value = find(name) else { return nil }
    guard case .text(let text) = value, let time = CivilTime(text) else {
      throw wrong(name, value, "time HH:MM")
    }
    return time
  }

  func dateIfPresent(_ name: String) throws(Problem) -> CivilDate? {
    guard let value = find(name) else { return nil }
    guard case .text(let text) = value, let date = CivilDate(text) else {
      throw wrong(name, value, "date YYYY-MM-DD")
    }
    return date
  }

  func momentIfPresent(_ name: String) throws(Problem) -> Moment? {
    guard let value = find(name) else { return nil }
    guard case .text(let text) = value, let moment = Moment(rfc3339: text) else {
      throw wrong(name, value, "time RFC 3339 with offset")
    }
    return moment
  }

  private func find(_ name: String) -> JSONValue? {
    members.first { $0.name == name }?.value
  }

  private func wrong(_ name: String, _ value: JSONValue, _ expected: String) -> Problem {
    .wrongMember(name, expected: expected, found: value.kind)
  }
}
