internal import Dossiers

/// A group of keys in a YAML file; keys nobody asks for are problems.
final class YAMLMapping {
  let file: StrictYAML
  let path: String
  let line: Int
  private let members: [YAMLMember]
  private let isReadable: Bool
  private var asked: Set<String> = []

  init(file: StrictYAML, path: String, line: Int, members: [YAMLMember], isReadable: Bool = true) {
    self.file = file
    self.path = path
    self.line = line
    self.members = members
    self.isReadable = isReadable
  }

  /// The key's place as problems name it.
  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Whether the key stands in the file; it then counts as known.
  func has(_ key: String) -> Bool {
    asked.insert(key)
    return members.contains { $0.key == key }
  }

  /// Keys that may stand here although this reading has no use for them.
  func allow(_ keys: String...) { asked.formUnion(keys) }

  /// Every member in the order of the file, for groups whose keys are data.
  var entries: [(key: String, value: YAMLValue)] {
    members.map { member in
      asked.insert(member.key)
      return (member.key, value(of: member))
    }
  }

  /// The value of a key, or `nil` when the key is absent.
  func value(_ key: String) -> YAMLValue? {
    asked.insert(key)
    return members.first { $0.key == key }.map { value(of: $0) }
  }

  private func value(of member: YAMLMember) -> YAMLValue {
    YAMLValue(file: file, path: path(of: member.key), line: member.line, tree: member.tree)
  }

  /// Reads a key that must be there.
  func required<T>(
    _ key: String, _ expected: Expectation, _ read: (YAMLValue) -> T?
  ) -> T? {
    guard let value = value(key) else {
      guard isReadable else { return nil }
      file.report(
        line: line, key: path(of: key),
        finding: BilingualName(vi: "thiếu khóa bắt buộc", en: "this required key is missing"),
        remedy: expected.remedy)
      return nil
    }
    return read(value)
  }

  /// Refuses the value of a key for a reason of the caller's own; without the key, the group.
  func refuse(
    _ key: String, _ finding: BilingualName, remedy: BilingualName,
    severity: ConfigurationProblem.Severity = .error
  ) {
    let known = members.first { $0.key == key }
    file.report(
      line: known?.line ?? line, key: path(of: key), finding: finding, remedy: remedy,
      severity: severity)
  }

  /// Reports the keys nobody asked for; `StrictYAML.problems` does this for every group.
  func finish() {
    guard isReadable else { return }
    for member in members where !asked.contains(member.key) {
      let unused = asked.filter { name in !members.contains { $0.key == name } }
      let nearest =
        NearestName.suggestion(for: member.key, among: unused)
        ?? NearestName.suggestion(for: member.key, among: asked)
      let known = asked.sorted().joined(separator: ", ")
      file.report(
        line: member.line, key: path(of: member.key),
        finding: BilingualName(vi: "không có khóa tên này", en: "there is no such key"),
        remedy: BilingualName(
          vi: (nearest.map { "có phải «\($0)»? " } ?? "") + "các khóa dùng được: \(known)",
          en: (nearest.map { "did you mean \"\($0)\"? " } ?? "") + "known keys: \(known)"))
    }
  }
}

// MARK: - Keys that must be there: nil is a problem already reported

extension YAMLMapping {
  func string(_ key: String, length: ClosedRange<Int> = 1...200) -> String? {
    required(key, .string(length)) { $0.string(length: length) }
  }
  func identifier(_ key: String) -> String? { required(key, .identifier) { $0.identifier } }
  func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
    required(key, .int(range)) { $0.int(in: range) }
  }
  func bool(_ key: String) -> Bool? { required(key, .bool) { $0.bool } }
  func time(_ key: String) -> CivilTime? { required(key, .time) { $0.time } }
  func date(_ key: String) -> CivilDate? { required(key, .date) { $0.date } }
  /// One of the names in `choices`, which are listed in this order to whoever mistypes one.
  func enumeration<T>(_ key: String, _ choices: KeyValuePairs<String, T>) -> T? {
    enumeration(key, Array(choices))
  }
  func enumeration<T>(_ key: String, _ choices: [(key: String, value: T)]) -> T? {
    required(key, .oneOf(choices.map(\.key))) { $0.enumeration(choices) }
  }
  /// The items of a list; empty when there is a problem.
  func list(_ key: String, count: ClosedRange<Int> = 0...10_000) -> [YAMLValue] {
    required(key, .list) { $0.list(count: count) } ?? []
  }
  /// A group of keys; when it is missing, one that answers with defaults.
  func mapping(_ key: String) -> YAMLMapping {
    required(key, .mapping) { $0.mapping } ?? file.unreadableMapping(path: path(of: key))
  }
}

// MARK: - Keys with a default: it stands for an absent key only

extension YAMLMapping {
  func string(_ key: String, length: ClosedRange<Int> = 1...200, default: String) -> String {
    value(key).flatMap { $0.string(length: length) } ?? `default`
  }
  func int(_ key: String, in range: ClosedRange<Int>, default: Int) -> Int {
    value(key).flatMap { $0.int(in: range) } ?? `default`
  }
  func bool(_ key: String, default: Bool) -> Bool { value(key).flatMap { $0.bool } ?? `default` }
  func time(_ key: String, default: CivilTime) -> CivilTime {
    value(key).flatMap { $0.time } ?? `default`
  }
  func date(_ key: String, default: CivilDate) -> CivilDate {
    value(key).flatMap { $0.date } ?? `default`
  }
  func enumeration<T>(_ key: String, _ choices: KeyValuePairs<String, T>, default: T) -> T {
    enumeration(key, Array(choices), default: `default`)
  }
  func enumeration<T>(_ key: String, _ choices: [(key: String, value: T)], default: T) -> T {
    value(key).flatMap { $0.enumeration(choices) } ?? `default`
  }

  /// The items of a list; an absent key is an empty one.
  func optionalList(_ key: String, count: ClosedRange<Int> = 0...10_000) -> [YAMLValue] {
    value(key).flatMap { $0.list(count: count) } ?? []
  }
  /// A group of keys all of which have defaults; an absent one is an empty one.
  func optionalMapping(_ key: String) -> YAMLMapping {
    value(key)?.mapping
      ?? file.remember(YAMLMapping(file: file, path: path(of: key), line: line, members: []))
  }
}
