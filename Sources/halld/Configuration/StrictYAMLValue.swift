internal import Dossiers

/// One value of a YAML file with its place; reading it as something it is not is a problem.
struct YAMLValue {
  let file: StrictYAML
  let path: String
  let line: Int
  let tree: YAMLTree

  /// Text of a length in characters; what YAML would take for a number or a yes stays text.
  func string(length: ClosedRange<Int> = 1...200) -> String? {
    guard let (text, _) = scalar(.string(length)) else { return nil }
    guard length.contains(text.count) else {
      refuse(
        BilingualName(vi: "dài \(text.count) ký tự", en: "is \(text.count) characters long"),
        .string(length))
      return nil
    }
    return text
  }

  /// A name for one thing: lower-case ASCII letters, digits, hyphens.
  var identifier: String? {
    guard let (text, _) = scalar(.identifier) else { return nil }
    let allowed = text.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
    }
    guard allowed, (1...40).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-")
    else {
      refuse(found(text, vi: "không phải mã hợp lệ", en: "is not an id"), .identifier)
      return nil
    }
    return text
  }

  /// A decimal whole number; quotes, leading zeros (octal in YAML 1.1), `0x` and `1_000` are refused.
  func int(in range: ClosedRange<Int>) -> Int? {
    guard let (text, isPlain) = scalar(.int(range)) else { return nil }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard isPlain, !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      digits == "0" || !digits.hasPrefix("0")
    else {
      refuse(
        found(text, vi: "không phải số nguyên thập phân", en: "is not a decimal whole number"),
        .int(range))
      return nil
    }
    guard let number = Int(text), range.contains(number) else {
      refuse(found(text, vi: "nằm ngoài khoảng cho phép", en: "is out of range"), .int(range))
      return nil
    }
    return number
  }

  /// `true` or `false`; YAML 1.1's yes, no, on and off are refused, so that nothing is guessed.
  var bool: Bool? {
    guard let (text, isPlain) = scalar(.bool) else { return nil }
    switch (isPlain, text) {
    case (true, "true"): return true
    case (true, "false"): return false
    default:
      refuse(found(text, vi: "không phải true hay false", en: "is neither true nor false"), .bool)
      return nil
    }
  }

  /// A time of day, `07:30`; YAML 1.1 would read 27,000 there.
  var time: CivilTime? {
    guard let (text, _) = scalar(.time) else { return nil }
    guard let time = CivilTime(text) else {
      refuse(found(text, vi: "không phải giờ trong ngày", en: "is not a time of day"), .time)
      return nil
    }
    return time
  }

  /// A day of the civil calendar, `2026-03-02`.
  var date: CivilDate? {
    guard let (text, _) = scalar(.date) else { return nil }
    guard let date = CivilDate(text) else {
      refuse(found(text, vi: "không phải ngày có thật", en: "is not a day of the calendar"), .date)
      return nil
    }
    return date
  }

  func enumeration<T>(_ choices: KeyValuePairs<String, T>) -> T? { enumeration(Array(choices)) }

  func enumeration<T>(_ choices: [(key: String, value: T)]) -> T? {
    let expected = Expectation.oneOf(choices.map(\.key))
    guard let (text, _) = scalar(expected) else { return nil }
    if let choice = choices.first(where: { $0.key == text }) { return choice.value }
    unknownName(text, among: choices.map(\.key))
    return nil
  }

  func list(count: ClosedRange<Int> = 0...10_000) -> [YAMLValue]? {
    guard case .list(let items) = tree else {
      refuseKind(.list)
      return nil
    }
    guard count.contains(items.count) else {
      refuse(
        BilingualName(vi: "có \(items.count) mục", en: "has \(items.count) items"),
        Expectation(
          vi: "từ \(count.lowerBound) đến \(count.upperBound) mục",
          en: "\(count.lowerBound) to \(count.upperBound) items"))
      return nil
    }
    return items.enumerated().map { place, item in
      YAMLValue(file: file, path: "\(path)[\(place + 1)]", line: item.line, tree: item.tree)
    }
  }

  var mapping: YAMLMapping? {
    guard case .mapping(let members) = tree else {
      refuseKind(.mapping)
      return nil
    }
    return file.remember(YAMLMapping(file: file, path: path, line: line, members: members))
  }
}

// MARK: - Refusing

extension YAMLValue {
  func refuse(_ finding: BilingualName, _ expected: Expectation) {
    refuse(finding, remedy: expected.remedy)
  }

  func refuse(
    _ finding: BilingualName, remedy: BilingualName,
    severity: ConfigurationProblem.Severity = .error
  ) {
    file.report(line: line, key: path, finding: finding, remedy: remedy, severity: severity)
  }

  /// Refuses a name that is none of the known ones, with the nearest of them.
  func unknownName(_ text: String, among known: [String]) {
    let nearest = NearestName.suggestion(for: text, among: known)
    let expected = Expectation.oneOf(known).remedy
    refuse(
      found(text, vi: "không có trong các giá trị cho phép", en: "is not an allowed value"),
      remedy: BilingualName(
        vi: (nearest.map { "có phải «\($0)»? " } ?? "") + expected.vi,
        en: (nearest.map { "did you mean \"\($0)\"? " } ?? "") + expected.en))
  }

  /// What was found, quoted and held short, in both languages.
  func found(_ text: String, vi: String, en: String) -> BilingualName {
    let printable = String(text.unicodeScalars.filter { $0.properties.generalCategory != .control })
    let short = printable.count > 40 ? printable.prefix(40) + "…" : printable[...]
    return BilingualName(vi: "«\(short)» \(vi)", en: "\"\(short)\" \(en)")
  }

  /// The value as it is written, when it is a single one.
  func text(_ expected: Expectation) -> String? { scalar(expected)?.text }

  private func scalar(_ expected: Expectation) -> (text: String, isPlain: Bool)? {
    guard case .scalar(let text, let isPlain) = tree else {
      refuseKind(expected)
      return nil
    }
    if isPlain, ["", "~", "null", "Null", "NULL"].contains(text) {
      refuse(BilingualName(vi: "để trống", en: "is empty"), expected)
      return nil
    }
    return (text, isPlain)
  }

  private func refuseKind(_ expected: Expectation) {
    switch tree {
    case .unreadable: return
    case .scalar("", true): refuse(BilingualName(vi: "để trống", en: "is empty"), expected)
    case .scalar(let text, _):
      refuse(found(text, vi: "là một giá trị đơn", en: "is a single value"), expected)
    case .list: refuse(BilingualName(vi: "là một danh sách", en: "is a list"), expected)
    case .mapping:
      refuse(BilingualName(vi: "là một nhóm khóa", en: "is a group of keys"), expected)
    }
  }
}
