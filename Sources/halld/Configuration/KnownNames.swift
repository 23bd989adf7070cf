internal import Dossiers

/// Names that must differ; the second use is refused, naming the line of the first.
struct UniqueNames {
  private var lines: [String: Int] = [:]
  private var order: [String] = []
  private var isComplete = true

  /// Reports and answers `false` when the name is taken.
  @discardableResult
  mutating func claim(_ name: String, _ value: YAMLValue?) -> Bool {
    guard let value else { return true }
    if let first = lines[name] {
      value.refuse(
        value.found(name, vi: "đã dùng ở dòng \(first)", en: "is already used on line \(first)"),
        remedy: BilingualName(vi: "đặt tên khác", en: "choose another"))
      isComplete = false
      return false
    }
    lines[name] = value.line
    order.append(name)
    return true
  }

  /// Claims an item that is itself an id.
  mutating func claimID(_ item: YAMLValue) {
    guard let id = item.identifier else {
      isComplete = false
      return
    }
    claim(id, item)
  }

  /// Opens an item and reads its id; `nil` for an id that is missing, wrong or taken.
  mutating func open(
    _ item: YAMLValue, id key: String = "id"
  ) -> (group: YAMLMapping, id: String?)? {
    guard let group = item.mapping else {
      isComplete = false
      return nil
    }
    guard let id = group.identifier(key), claim(id, group.value(key)) else {
      isComplete = false
      return (group, nil)
    }
    return (group, id)
  }

  /// What may be referred to from now on.
  var known: KnownNames { KnownNames(order, isComplete: isComplete) }
}

/// The names one may refer to.
///
/// When some could not be read, a reference to a name that is not there may be to one of those, and is
/// not told as a second problem.
struct KnownNames {
  var names: [String]
  var isComplete: Bool

  init(_ names: [String], isComplete: Bool = true) {
    self.names = names
    self.isComplete = isComplete
  }
}

extension YAMLMapping {
  /// A name in both languages, `{vi: ..., en: ...}`.
  func name(_ key: String) -> BilingualName {
    let group = mapping(key)
    return BilingualName(
      vi: group.string("vi", length: 1...120) ?? "", en: group.string("en", length: 1...120) ?? "")
  }

  /// A name that one of the known things must bear.
  func reference(_ key: String, to known: KnownNames) -> String? {
    required(key, .oneOf(known.names)) { $0.reference(to: known) }
  }
}

extension YAMLValue {
  func reference(to known: KnownNames) -> String? {
    guard let name = text(.oneOf(known.names)) else { return nil }
    guard known.names.contains(name) else {
      if known.isComplete { unknownName(name, among: known.names) }
      return nil
    }
    return name
  }

  /// A list of names of known things, none of them twice.
  func references(to known: KnownNames, count: ClosedRange<Int>) -> [String] {
    var unique = UniqueNames()
    return (list(count: count) ?? []).compactMap { item in
      guard let name = item.reference(to: known), unique.claim(name, item) else { return nil }
      return name
    }
  }
}
