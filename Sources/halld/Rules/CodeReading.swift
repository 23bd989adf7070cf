internal import Dossiers

/// Reads the parts of a centre's dossier code from a figure of its file.
enum CodeReading {
  static func pattern(_ value: YAMLValue) -> CodePattern? {
    guard let text = value.string(length: 1...128) else { return nil }
    guard let pattern = CodePattern(text) else {
      value.refuse(
        value.found(text, vi: "không phải mẫu mã hồ sơ", en: "is not a pattern of codes"),
        remedy: BilingualName(
          vi:
            "ghi như {unit}-{yymmdd}-{ordinal:4}; còn dùng được {digits:N}, {letters:N}, chữ in hoa",
          en: "write it like {unit}-{yymmdd}-{ordinal:4}; {digits:N}, {letters:N} and capitals are "
            + "allowed"))
      return nil
    }
    return pattern
  }

  /// Capitals, digits and points, as scanners give them.
  static func unit(_ figure: YAMLMapping, key: String = "value") -> String? {
    guard let text = figure.string(key, length: 1...32) else { return nil }
    guard isPlain(text, and: ".") else {
      figure.refuse(
        key,
        BilingualName(
          vi: "«\(text)» không phải mã đơn vị", en: "\"\(text)\" is not the code of a unit"),
        remedy: BilingualName(
          vi: "chỉ dùng chữ số, chữ in hoa và dấu chấm, ví dụ 000.00.12.H35",
          en: "use digits, capital letters and points, such as 000.00.12.H35"))
      return nil
    }
    return text
  }

  /// Who gives the codes; a range names its first and last ordinal.
  static func source(
    _ figure: YAMLMapping, key: String = "value", greatest: Int
  ) -> CodeRule.Source? {
    enum Giver { case hall, province, range }
    let giver = figure.enumeration(
      key, [("hall", Giver.hall), ("province", .province), ("range", .range)])
    switch giver {
    case .hall: return .hall
    case .province: return .province
    case .range:
      guard let first = figure.int("first", in: 1...greatest),
        let last = figure.int("last", in: 1...greatest)
      else { return nil }
      guard first <= last else {
        figure.refuseOrder("last", after: "first")
        return nil
      }
      return .range(first...last)
    case nil:
      figure.allow("first", "last")
      return nil
    }
  }

  /// Whether a text has only ASCII capitals, digits and these other characters.
  static func isPlain(_ text: String, and others: String) -> Bool {
    text.utf8.allSatisfy {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || others.utf8.contains($0)
    }
  }
}
