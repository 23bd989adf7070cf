import Dossiers
import Foundation
import NIOCore
import Testing

@testable import halld

@Suite struct `The words of the screens` {
  @Test func `every key stands in Vietnamese and in English, and a further language adds none`()
    throws
  {
    let words = try Texts(folder: Shipped.path("texts")).pages
    #expect(words.languages.prefix(2).map(\.code) == ["vi", "en"])
    #expect(words.languages.allSatisfy { !$0.name.isEmpty && $0.name != $0.code })
    for (section, keys) in words.table {
      for (key, sentences) in keys {
        #expect(sentences["vi"]?.isEmpty == false, "\(section).\(key) lacks Vietnamese")
        #expect(sentences["en"]?.isEmpty == false, "\(section).\(key) lacks English")
        let braces = Set(sentences.values.map(Self.braces))
        #expect(braces.count == 1, "\(section).\(key) is filled alike in every language")
      }
    }
  }

  @Test func `a section comes as a script, and one that is not there does not`() throws {
    let words = PageWords([
      "vi": ["kiosk": ["ask": "Ông/bà cần \"gì\"?"], "common": ["language": "Tiếng Việt"]],
      "tai": ["kiosk": ["ask": "x"]],
    ])
    let module = try #require(words.module("kiosk.js"))
    #expect(
      String(buffer: module.bytes) == """
        import { words } from "/assets/language.js";
        export const say = words({"ask":{"tai":"x","vi":"Ông/bà cần \\"gì\\"?"}});

        """)
    let languages = try #require(words.module("languages.js"))
    #expect(
      String(buffer: languages.bytes) == """
        export const languages = [{"code":"vi","name":"Tiếng Việt"},{"code":"tai","name":"tai"}];

        """)
    for name in ["kiosk", "reception.js", "../kiosk.js", ".js", ""] {
      #expect(words.module(name) == nil, "\(name)")
    }
  }

  @Test
  func `a value with braces of its own is shown as it is, on the phone and in the day's table`() {
    let words = PageWords(["vi": ["phone": ["called": "Mời số {number} đến {counter}"]]])
    for _ in 1...20 {
      let values = ["number": "{counter}", "counter": "{number}"]
      let shown = words.shown(
        "phone", "called", values.mapValues { BilingualName(vi: $0, en: $0) }, in: "vi")
      #expect(shown["first"] == "Mời số {counter} đến {number}")
      let say = DayWords(language: "vi", words: words.table["phone"] ?? [:])
      #expect(say("called", values) == shown["first"])
    }
  }

  /// What a page uses and what the files hold are the same: no key shows as its own name.
  @Test func `a page finds each word it asks for`() throws {
    let words = try Texts(folder: Shipped.path("texts")).pages
    var asked = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: Shipped.path("pages")) {
      guard name.hasSuffix(".mustache") else { continue }
      let text = try String(contentsOfFile: Shipped.path("pages") + "/" + name, encoding: .utf8)
      for match in text.matches(of: #/\{[#\/{]?t\.([a-z]+)\.([a-z0-9-]+)/#) {
        asked += 1
        let (section, key) = (String(match.1), String(match.2))
        #expect(words.table[section]?[key] != nil, "\(name) asks for \(section).\(key)")
      }
    }
    let assets = Shipped.path("pages") + "/assets"
    for name in try FileManager.default.contentsOfDirectory(atPath: assets) {
      guard name.hasSuffix(".js") else { continue }
      let text = try String(contentsOfFile: assets + "/" + name, encoding: .utf8)
      let imports = text.matches(
        of: #/import \{ say(?: as ([A-Za-z]+))? \} from "\/texts\/([a-z]+)\.js"/#)
      for match in imports {
        let (called, section) = (match.1.map(String.init) ?? "say", String(match.2))
        let keys = words.table[section] ?? [:]
        for use in text.matches(of: #/([A-Za-z]+)\("([a-z0-9-]+)"/#) where use.1 == called {
          asked += 1
          #expect(keys[String(use.2)] != nil, "\(name) asks for \(section).\(use.2)")
        }
      }
    }
    #expect(asked > 5)
  }

  @Test func `no page and no script holds a sentence of its own`() throws {
    let pages = Shipped.path("pages")
    for folder in [pages, pages + "/assets"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.hasSuffix(".mustache") || name.hasSuffix(".js") {
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        #expect(Self.vietnamese(in: text) == [], "\(name) speaks for itself")
      }
    }
    let poor = "// Số thứ tự\n/** Quầy */\nconst said = \"Xin mời số\";\n"
    #expect(Self.vietnamese(in: poor) == ["const said = \"Xin mời số\";"])
  }

  /// Lines with Vietnamese letters outside remarks; the lone đ that is told apart from d is none.
  private static func vietnamese(in text: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { line in
      let code = line.trimmingCharacters(in: .whitespaces)
      guard !["//", "/*", "*"].contains(where: code.hasPrefix) else { return false }
      return code.replacing("\"đ\"", with: "").unicodeScalars.contains {
        (0xC0...0x1EF9).contains($0.value) && $0.value != 0xD7 && $0.value != 0xF7
          && !(0x300...0x1DFF).contains($0.value)
      }
    }
  }

  private static func braces(_ sentence: String) -> Set<String> {
    Set(sentence.matches(of: #/\{[a-zA-Z-]+\}/#).map { String($0.0) })
  }
}
