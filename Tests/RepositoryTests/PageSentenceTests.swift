import Foundation
import Testing

/// Whatever a page says stands in `Config/texts`, where it can be said in another language.
@Suite struct `Pages speak only by the texts` {
  @Test func `no script holds two words that are neither classes, a selector nor values`() throws {
    let css = try Repository.files(in: "Config/pages") { $0.hasSuffix(".css") }
    let classes = Set(
      css.flatMap { $0.text.matches(of: #/\.([a-z][\w-]*)/#).map { String($0.1) } })
    let scripts = try Repository.files(in: "Config/pages") { $0.hasSuffix(".js") }
    #expect(classes.count > 50 && scripts.count > 30)
    for file in scripts {
      #expect(Self.sentences(inScript: file.text, classes) == [], "\(file.path) speaks for itself")
    }
    let poor = """
      // Two words in a remark.
      const id = choices("way", "counter post online");
      el("p", { class: "box warn", title: "Please wait" }, find("#desk tr[data-number]"));
      fill(node, `still ${count(`${a}`)} people`, "box of sand", 'counter post online');
      """
    #expect(
      Self.sentences(inScript: poor, ["box", "warn"])
        == ["Please wait", "still  people", "box of sand", "counter post online"])
  }

  @Test func `no page holds a word of its own`() throws {
    let pages = try Repository.files(in: "Config/pages") { $0.hasSuffix(".mustache") }
    #expect(pages.count > 10)
    for file in pages {
      #expect(Self.sentences(inPage: file.text) == [], "\(file.path) speaks for itself")
    }
    let poor = """
      <title>{{#t.a.b}}{{vi}}{{/t.a.b}} · {{centre}}</title><kbd>G</kbd>
      <input placeholder="type here" aria-label="{{t.a.c.vi}}"> <p class="two words">Hello</p>
      """
    #expect(Self.sentences(inPage: poor) == ["type here", "Hello"])
  }

  @Test func `no code that answers a screen holds two words beside markup`() throws {
    let places = ["Boards", "Counters", "Kiosk", "Lookup", "Phone", "Reception", "Supervision"]
    var seen = 0
    for place in places {
      for file in try Repository.swiftFiles(in: "Sources/halld/\(place)") {
        seen += 1
        #expect(Self.sentences(inCode: file.text) == [], "\(file.path) speaks for itself")
      }
    }
    #expect(seen > 10)
    let poor = #"""
      /// A doc comment of words.
      let tag = "<text class=\"of two\">\(escaped(say(key, ["a": "b c"])))</text>"
      let said = "Nobody waits for \(counter) now"
      """#
    #expect(Self.sentences(inCode: poor) == ["Nobody waits for  now"])
  }

  // What counts as said -------------------------------------------------------------------------

  private static func sentences(inScript text: String, _ classes: Set<String>) -> [String] {
    let code = text.replacing(#/(?m)(^|\s)//.*$|/\*[\s\S]*?\*//#, with: "")
      // Lists of values, each of which has its word in the texts.
      .replacing(#/choices\("[a-z]+", "[\w -]+"\)/#, with: "")
    return literals(code, quotes: ["\"", "'", "`"]).filter { words in
      guard hasTwoWords(words) else { return false }
      let isSelector = words.contains(#/[#\[]|^\.|, /#) && !words.contains(#/[A-Z?!…]/#)
      return !isSelector && !words.split(separator: " ").allSatisfy { classes.contains(String($0)) }
    }
  }

  private static func sentences(inPage text: String) -> [String] {
    let bare = text.replacing(#/\{\{[^}]*\}\}/#, with: "")
    let said = bare.matches(of: #/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/#)
      .map { String($0.1) }
    let read = bare.replacing(#/<[^>]*>/#, with: "\n").split(separator: "\n").map(String.init)
    return (said + read).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.contains(#/[A-Za-z]{2}/#) }
  }

  private static func sentences(inCode text: String) -> [String] {
    let code = text.replacing(#/(?m)^\s*//.*$/#, with: "")
    return literals(code, quotes: ["\""])
      .map { $0.replacing(#/<[^>]*>?/#, with: "") }.filter(hasTwoWords)
  }

  private static func hasTwoWords(_ text: String) -> Bool {
    text.contains(#/[A-Za-z]{2,} +[A-Za-z]{2,}/#)
  }

  /// The texts between quotes, without what is put into them; those within what is put in count too.
  private static func literals(_ code: String, quotes: Set<Character>) -> [String] {
    var found: [String] = []
    var rest = Substring(code)
    while let start = rest.firstIndex(where: quotes.contains) {
      let quote = rest[start]
      rest = rest[rest.index(after: start)...]
      let (literal, inner) = body(&rest, until: quote)
      found.append(literal)
      for code in inner { found += literals(code, quotes: quotes) }
    }
    return found
  }

  /// One literal up to its end, and the code put into it.
  private static func body(
    _ rest: inout Substring, until quote: Character
  ) -> (String, inner: [String]) {
    var text = ""
    var inner: [String] = []
    while let character = rest.popFirst(), character != quote {
      let isPutIn = rest.first == (quote == "`" ? "{" : "(")
      if character == (quote == "`" ? "$" : "\\"), isPutIn {
        inner.append(putIn(&rest))
      } else if character == "\\" {
        if let next = rest.popFirst(), next != "n" { text.append(next) }
      } else {
        text.append(character)
      }
    }
    return (text, inner)
  }

  /// What stands in the braces that come next.
  private static func putIn(_ rest: inout Substring) -> String {
    var depth = 0
    var code = ""
    while let character = rest.popFirst() {
      if character == "{" || character == "(" { depth += 1 }
      if character == "}" || character == ")" { depth -= 1 }
      code.append(character)
      if depth == 0 { return code }
    }
    return code
  }
}
