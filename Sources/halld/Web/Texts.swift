internal import Dossiers
internal import Foundation
internal import Ticketing
internal import Yams

/// The sentences of the hall in two languages, by code: `Config/texts/vi.yaml` and `en.yaml`.
///
/// A sentence that is missing shows as its code, never as an empty line; a test keeps it from
/// happening.
struct Texts: Sendable {
  private let vi: [String: String]
  private let en: [String: String]

  init(vi: [String: String], en: [String: String]) {
    self.vi = vi
    self.en = en
  }

  /// Reads both files of a folder.
  /// - Throws: `TextsFailure` naming the file, when one cannot be read or is no list of sentences.
  init(folder: String) throws(TextsFailure) {
    self.init(
      vi: try Self.read("\(folder)/vi.yaml"), en: try Self.read("\(folder)/en.yaml"))
  }

  /// The sentence of a code with its braces filled: `{counter}` by the argument `counter`.
  func sentence(_ code: String, _ arguments: [String: String] = [:]) -> BilingualName {
    BilingualName(
      vi: Self.fill(vi[code] ?? code, Self.named(arguments, vi).mapValues(Self.spoken)),
      en: Self.fill(en[code] ?? code, Self.named(arguments, en)))
  }

  /// The arguments with a dossier's state in words: `ready` as it is told to the public.
  private static func named(
    _ arguments: [String: String], _ texts: [String: String]
  ) -> [String: String] {
    guard let state = arguments["state"], let words = texts["state-\(state)"] else {
      return arguments
    }
    return arguments.merging(["state": words]) { _, words in words }
  }

  /// The same, or `nil` where there is none.
  func known(_ code: String, _ arguments: [String: String] = [:]) -> BilingualName? {
    vi[code] == nil ? nil : sentence(code, arguments)
  }

  /// A date as people here write it, `2026-11-23T07:30` as `07:30 ngày 23/11/2026`; every other
  /// word as it is.
  static func spoken(_ argument: String) -> String {
    let parts = argument.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard argument.utf8.count >= 10, parts.map(\.count) == [4, 2, 2],
      CivilDate(String(argument.prefix(10))) != nil
    else { return argument }
    let day = parts.reversed().joined(separator: "/")
    let rest = argument.dropFirst(10)
    return rest.first == "T" ? "\(rest.dropFirst()) ngày \(day)" : day + rest
  }

  /// Codes that lack a sentence in one of the languages.
  func missing(of codes: [String]) -> [String] {
    codes.filter { vi[$0] == nil || en[$0] == nil }
  }

  private static func fill(_ sentence: String, _ arguments: [String: String]) -> String {
    guard !arguments.isEmpty, sentence.utf8.contains(UInt8(ascii: "{")) else { return sentence }
    var filled = ""
    var rest = Substring(sentence)
    // One pass, so that a brace inside an argument is never filled again.
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      let after = rest.index(after: open)
      guard let close = rest[after...].firstIndex(of: "}") else {
        rest = rest[open...]
        break
      }
      let name = String(rest[after..<close])
      filled += arguments[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  private static func read(_ path: String) throws(TextsFailure) -> [String: String] {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20,
      let text = String(data: data, encoding: .utf8)
    else { throw TextsFailure(path: path, reason: "cannot be read as UTF-8 text") }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw TextsFailure(path: path, reason: "is not YAML")
    }
    guard let mapping = node?.mapping else {
      throw TextsFailure(path: path, reason: "is not a list of codes and sentences")
    }
    var sentences: [String: String] = [:]
    for (key, value) in mapping {
      guard let code = key.scalar?.string, let sentence = value.scalar?.string else {
        throw TextsFailure(path: path, reason: "holds something that is not a sentence")
      }
      sentences[code] = sentence
    }
    return sentences
  }
}

/// A file of sentences that cannot be used.
struct TextsFailure: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "The sentences in \(path) cannot be used: the file \(reason)." }
}
