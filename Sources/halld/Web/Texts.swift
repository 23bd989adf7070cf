internal import Dossiers
internal import Foundation
internal import Ticketing
internal import Yams

/// The sentences of the hall, by code: `Config/texts/vi.yaml`, `en.yaml`, and further languages.
///
/// What the program says by a code is said in Vietnamese and English; the words of the screens in
/// every language that has a file. A sentence that is missing shows as its code, never as an empty
/// line; a test keeps it from happening.
struct Texts: Sendable {
  private let vi: [String: String]
  private let en: [String: String]
  /// The words of the screens.
  let pages: PageWords

  init(vi: [String: String], en: [String: String]) {
    self.vi = vi
    self.en = en
    pages = PageWords([:])
  }

  /// Reads every language of a folder; Vietnamese and English must be there.
  /// - Throws: `TextsFailure` naming the file, when one cannot be read or is no list of sentences.
  init(folder: String) throws(TextsFailure) {
    let vi = try Self.read("\(folder)/vi.yaml")
    let en = try Self.read("\(folder)/en.yaml")
    var words = ["vi": vi.pages, "en": en.pages]
    for code in Self.furtherLanguages(in: folder) {
      words[code] = try Self.read("\(folder)/\(code).yaml").pages
    }
    self.vi = vi.sentences
    self.en = en.sentences
    pages = PageWords(words)
  }

  private static func furtherLanguages(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && $0.first != "." }
      .map { String($0.dropLast(".yaml".count)) }
      .filter { code in
        (2...8).contains(code.utf8.count) && code.utf8.allSatisfy { (97...122).contains($0) }
          && code != "vi" && code != "en"
      }
      .sorted()
  }

  /// The sentence of a code with its braces filled: `{counter}` by the argument `counter`.
  func sentence(_ code: String, _ arguments: [String: String] = [:]) -> BilingualName {
    BilingualName(
      vi: Self.fill(vi[code] ?? code, Self.named(arguments, vi).mapValues { Self.spoken($0) }),
      en: Self.fill(
        en[code] ?? code, Self.named(arguments, en).mapValues { Self.spoken($0, on: "on") }))
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

  /// A date as people here write it, `2026-11-23T07:30` as `07:30 ngày 23/11/2026`, in English with
  /// `on`; every other word as it is.
  static func spoken(_ argument: String, on: String = "ngày") -> String {
    let parts = argument.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard argument.utf8.count >= 10, parts.map(\.count) == [4, 2, 2],
      CivilDate(String(argument.prefix(10))) != nil
    else { return argument }
    let day = parts.reversed().joined(separator: "/")
    let rest = argument.dropFirst(10)
    return rest.first == "T" ? "\(rest.dropFirst()) \(on) \(day)" : day + rest
  }

  /// Codes that lack a sentence in one of the languages.
  func missing(of codes: [String]) -> [String] {
    codes.filter { vi[$0] == nil || en[$0] == nil }
  }

  /// A sentence with its braces filled; a brace without an argument stays.
  static func fill(_ sentence: String, _ arguments: [String: String]) -> String {
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

  private struct File {
    var sentences: [String: String] = [:]
    var pages: PageWords.Sentences = [:]
  }

  private static func read(_ path: String) throws(TextsFailure) -> File {
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
    var file = File()
    for (key, value) in mapping {
      if key.string == "pages", let sections = value.mapping {
        for (section, words) in sections {
          guard let name = section.scalar?.string, let words = words.mapping else {
            throw TextsFailure(path: path, reason: "holds a section of pages that is no list")
          }
          file.pages[name] = try sentences(words, path)
        }
      } else {
        file.sentences.merge(try sentences([key: value], path)) { _, last in last }
      }
    }
    return file
  }

  private static func sentences(
    _ mapping: Node.Mapping, _ path: String
  ) throws(TextsFailure) -> [String: String] {
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
