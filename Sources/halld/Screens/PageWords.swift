internal import Dossiers
internal import Foundation

/// The words of the screens, by section and key, in every language that has a file.
///
/// They are the member `pages` of `Config/texts/<language>.yaml`. Vietnamese is always there; what
/// another language lacks is shown in Vietnamese. A further language is a further file.
struct PageWords: Sendable {
  struct Language: Sendable, Encodable {
    /// As the file is called: `vi`, `en`, `tai`.
    let code: String
    /// As its speakers call it: the key `language` of the section `common`.
    let name: String
  }

  typealias Sentences = [String: [String: String]]

  /// Vietnamese, English, then the others by their codes.
  let languages: [Language]
  /// What a template reads as `t.SECTION.KEY.vi`: section, key, language.
  let table: [String: [String: [String: String]]]
  private let modules: [String: Pages.File]

  /// - Parameter files: by language, the sections with their keys and sentences.
  init(_ files: [String: Sentences]) {
    let codes = files.keys.sorted { Self.rank($0) < Self.rank($1) }
    var table: [String: [String: [String: String]]] = [:]
    for (code, sections) in files {
      for (section, words) in sections {
        for (key, sentence) in words {
          table[section, default: [:]][key, default: [:]][code] = sentence
        }
      }
    }
    self.table = table
    languages = codes.map {
      Language(code: $0, name: files[$0]?["common"]?["language"] ?? $0)
    }
    var modules = table.mapValues {
      Self.script(
        "import { words } from \"/assets/language.js\";\nexport const say = words(", $0, ");\n")
    }
    modules["languages"] = Self.script("export const languages = ", languages, ";\n")
    self.modules = modules
  }

  /// The script that brings a section's words to a page: `/texts/kiosk.js`.
  func module(_ name: String) -> Pages.File? {
    name.hasSuffix(".js") ? modules[String(name.dropLast(".js".count))] : nil
  }

  /// A sentence as a template shows it: `first` in the chosen language, `second` beside it, and
  /// `firstCode` and `secondCode` saying which languages these are.
  func shown(
    _ section: String, _ key: String, _ values: [String: BilingualName] = [:], in code: String
  ) -> [String: String] {
    let sentences = table[section]?[key] ?? ["vi": key]
    let first = sentences[code] == nil ? "vi" : code
    let second = first == "vi" ? "en" : "vi"
    var shown = ["firstCode": first, "secondCode": second]
    for (place, code) in [("first", first), ("second", second)] {
      shown[place] = Texts.fill(
        sentences[code] ?? "", values.mapValues { code == "en" ? $0.en : $0.vi })
    }
    return shown
  }

  /// The same for all sentences of a section, those that nothing fills.
  func shown(_ section: String, in code: String) -> [String: [String: String]] {
    var all: [String: [String: String]] = [:]
    for key in (table[section] ?? [:]).keys { all[key] = shown(section, key, in: code) }
    return all
  }

  private static func rank(_ code: String) -> String {
    switch code {
    case "vi": "0"
    case "en": "1"
    default: "2\(code)"
    }
  }

  private static func script(_ before: String, _ value: some Encodable, _ after: String)
    -> Pages.File
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Names and sentences are always JSON.
    let json = (try? encoder.encode(value)) ?? Data("null".utf8)
    return Pages.file(
      Data(before.utf8) + json + Data(after.utf8), "text/javascript; charset=utf-8")
  }
}
