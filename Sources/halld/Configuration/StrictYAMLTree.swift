internal import Dossiers
internal import Yams

/// A YAML document reduced to what configuration may use: single values, lists, groups of keys.
///
/// Anchors, aliases, tags, merge keys, several documents and deep nesting end here, each with its line.
enum YAMLTree {
  /// A single value as it was written; plain means without quotes.
  case scalar(String, isPlain: Bool)
  case list([YAMLItem])
  case mapping([YAMLMember])
  /// Something whose problem is already reported.
  case unreadable
}

/// One item of a list, with its line.
struct YAMLItem {
  var line: Int
  var tree: YAMLTree
}

/// One key of a group, with its line and value.
struct YAMLMember {
  var key: String
  var line: Int
  var tree: YAMLTree
}

extension YAMLTree {
  static func compose(_ written: String, in file: StrictYAML) -> YAMLTree {
    var text = written.hasPrefix("\u{FEFF}") ? String(written.dropFirst()) : written
    guard !refusesAliases(text, in: file) else { return .unreadable }
    // Each round takes one doubled key out of the way, so that all of them are reported.
    for _ in 0..<100 {
      do {
        // Keys are compared as text, so the basic resolver; the encoding is named because Yams
        // otherwise lets an environment variable choose it.
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        guard let node = try parser.singleRoot() else {
          file.report(
            line: 1, finding: BilingualName(vi: "tệp không có nội dung", en: "the file is empty"),
            remedy: BilingualName(
              vi: "chép từ tệp mẫu Config/halld.yaml",
              en: "start from the example Config/halld.yaml"))
          return .unreadable
        }
        // The parser holds the anchors, which its nodes only refer to weakly.
        return withExtendedLifetime(parser) { YAMLTree(node, line: 1, depth: 0, in: file) }
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard
          let next = DoubledKey.takeOut(
            keys.first ?? "", firstAt: context.mark, of: text, in: file)
        else { return .unreadable }
        text = next
      } catch {
        YAMLSyntax.report(error, in: file)
        return .unreadable
      }
    }
    return .unreadable
  }

  private init(_ node: Node, line: Int, depth: Int, in file: StrictYAML) {
    guard depth <= StrictYAML.deepestNesting else {
      file.report(
        line: line,
        finding: BilingualName(
          vi: "lồng sâu hơn \(StrictYAML.deepestNesting) bậc",
          en: "this is nested more than \(StrictYAML.deepestNesting) levels deep"),
        remedy: BilingualName(vi: "viết phẳng hơn", en: "write it flatter"))
      self = .unreadable
      return
    }
    guard node.anchor == nil else {
      Self.reportAlias(line: line, in: file)
      self = .unreadable
      return
    }
    guard !Self.hasTag(node) else {
      file.report(
        line: line,
        finding: BilingualName(vi: "không dùng thẻ kiểu «!»", en: "tags (\"!\") are not used"),
        remedy: BilingualName(
          vi: "bỏ thẻ, chỉ giữ giá trị", en: "remove the tag and keep the value"))
      self = .unreadable
      return
    }
    switch node {
    case .scalar(let scalar):
      self = .scalar(scalar.string, isPlain: scalar.style == .plain)
    case .sequence(let sequence):
      self = .list(
        sequence.map { item in
          let at = item.mark?.line ?? line
          return YAMLItem(line: at, tree: YAMLTree(item, line: at, depth: depth + 1, in: file))
        })
    case .mapping(let mapping):
      self = .mapping(
        mapping.compactMap { key, value -> YAMLMember? in
          let at = key.mark?.line ?? line
          guard case .scalar(let name) = key, !Self.hasTag(key, isKey: true), key.anchor == nil
          else {
            file.report(
              line: at,
              finding: BilingualName(vi: "khóa không phải là chữ", en: "a key is not plain text"),
              remedy: BilingualName(vi: "ghi tên khóa", en: "write the key's name"))
            return nil
          }
          guard !DoubledKey.isTakenOut(name.string) else { return nil }
          return YAMLMember(
            key: name.string, line: at, tree: YAMLTree(value, line: at, depth: depth + 1, in: file))
        })
    case .alias:
      Self.reportAlias(line: line, in: file)
      self = .unreadable
    }
  }

  private static func hasTag(_ node: Node, isKey: Bool = false) -> Bool {
    switch node {
    case .scalar(let scalar):
      // Yams itself gives the tag of text to quoted values, and to keys when it compares them.
      let own = scalar.tag.description
      let isOurs = own == Tag.Name.str.rawValue && (isKey || scalar.style != .plain)
      return !own.isEmpty && !isOurs
    case .sequence(let sequence): return !sequence.tag.description.isEmpty
    case .mapping(let mapping): return !mapping.tag.description.isEmpty
    case .alias: return false
    }
  }

  private static func reportAlias(line: Int, in file: StrictYAML) {
    file.report(
      line: line,
      finding: BilingualName(
        vi: "không dùng neo «&» hay tham chiếu «*»",
        en: "anchors (\"&\") and aliases (\"*\") are not used"),
      remedy: BilingualName(
        vi: "chép lại giá trị, hoặc đặt chữ trong dấu ngoặc kép",
        en: "repeat the value, or put text in double quotes"))
  }

  /// Refuses a text in which both marks appear, before it is composed: a few aliases of aliases make
  /// a small file enormous.
  ///
  /// Comments count too: what looks like one may be inside quotes, with aliases after it.
  private static func refusesAliases(_ text: String, in file: StrictYAML) -> Bool {
    var anchor: Int?
    var alias: Int?
    var number = 1
    var previous = UInt8(ascii: "\n")
    var pending: UInt8?
    for byte in text.utf8 {
      if let mark = pending, byte > UInt8(ascii: " "), byte != UInt8(ascii: "*") {
        if mark == UInt8(ascii: "&") { anchor = anchor ?? number } else { alias = alias ?? number }
      }
      pending = nil
      if byte == UInt8(ascii: "\n") {
        number += 1
      } else {
        let opens = previous <= UInt8(ascii: " ") || "[{,".utf8.contains(previous)
        if opens, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") { pending = byte }
      }
      previous = byte
    }
    guard let anchor, alias != nil else { return false }
    reportAlias(line: anchor, in: file)
    return true
  }
}
