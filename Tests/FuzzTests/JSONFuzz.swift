import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import halld

@Suite struct `Fuzzing what clients send` {
  static let words = [
    #"{"errand":"dat-dai"}"#, #""errand":"#, #""priority":"elderly""#, #""dossiers":3"#, "true",
    "false", "null", #"\u0041"#, #"\ud83d\ude00"#, #"\ud800"#, #"\udc00"#, #"\n"#, "[", "]", "{",
    "}", ":", ",", "-0", "1.5", "1E5", "\"\"", #""password":"b\u00edm\u1eadt""#,
  ]

  @Test func `JSON is read as every other program reads it, or refused at a place`() async throws {
    try await Fuzzer(
      name: "json", longest: 4_096, words: Self.words, make: { Array(JSONMaker.text(&$0).utf8) },
      check: Self.json
    ).run()
  }

  @Test func `the members of a body are as asked, or refused by their names`() async throws {
    try await Fuzzer(
      name: "fields", words: Self.words + ["07:30", "2026-11-21", "2026-11-21T07:30:00+07:00"],
      more: try Corpus.inputs(of: "json"), make: { Array(JSONMaker.body(&$0).utf8) },
      check: Self.fields
    ).run()
  }

  @Sendable private static func json(_ input: [UInt8]) throws {
    let value: JSONValue
    do {
      value = try JSONParser.parse(input)
    } catch {
      try demand(["bad-utf8", "bad-json", "member-twice"].contains(error.code), error.code)
      if let byte = error.arguments["byte"].flatMap({ Int($0) }) {
        try demand((0...input.count).contains(byte), "byte \(byte) of \(input.count)")
      }
      try demand((error.arguments["member"] ?? "").unicodeScalars.count <= 41, "a long echo")
      return
    }
    var written = ""
    write(value, to: &written)
    try demand(try JSONParser.parse(Array(written.utf8)) == value, "written again: \(written)")
    // What Foundation cannot hold, such as 1e999, is for us just a fraction.
    guard !written.contains("0.5") else { return }
    // Foundation drops a byte order mark at the beginning of a text.
    guard !written.unicodeScalars.contains("\u{FEFF}") else { return }
    let other = try? JSONSerialization.jsonObject(with: Data(input), options: .fragmentsAllowed)
    try demand(other != nil, "Foundation refuses it")
    try demand(isSame(value, other as Any), "Foundation reads \(other as Any)")
  }

  private static func write(_ value: JSONValue, to text: inout String) {
    switch value {
    case .object(let members):
      text += "{"
      for (place, member) in members.enumerated() {
        text += place == 0 ? "" : ","
        write(.text(member.name), to: &text)
        text += ":"
        write(member.value, to: &text)
      }
      text += "}"
    case .list(let items):
      text += "["
      for (place, item) in items.enumerated() {
        text += place == 0 ? "" : ","
        write(item, to: &text)
      }
      text += "]"
    case .text(let string):
      // As answers are written, so that both ways are tried.
      let answer = JSONText.object { $0.put("x", string) }
      text += String(buffer: answer).dropFirst(5).dropLast()
    case .integer(let integer): text += String(integer)
    case .fraction: text += "0.5"
    case .truth(let truth): text += String(truth)
    case .null: text += "null"
    }
  }

  private static func isSame(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .object(let members):
      guard let object = other as? [String: Any] else { return false }
      // Foundation takes names that differ in their composition only for one; we do not.
      return members.allSatisfy { member in
        object[member.name].map { isSame(member.value, $0) } ?? false
      }
    case .list(let items):
      guard let list = other as? [Any], list.count == items.count else { return false }
      return zip(items, list).allSatisfy(isSame)
    case .text(let text): return (other as? String)?.utf8.elementsEqual(text.utf8) ?? false
    case .integer(let integer): return (other as? NSNumber)?.int64Value == Int64(integer)
    case .truth(let truth): return (other as? NSNumber)?.boolValue == truth
    case .null: return other is NSNull
    case .fraction: return true
    }
  }

  private static let secret = "BIMAT7"

  @Sendable private static func fields(_ input: [UInt8]) throws {
    let fields: Fields
    do {
      fields = try Fields(
        input, known: ["account", "password", "count", "yes", "at", "on", "time"])
    } catch {
      try demand((400...422).contains(error.status.code), "\(error)")
      return
    }
    try told { () throws(Problem) in
      let text = try fields.text("account", upTo: 20)
      guard (1...20).contains(text.unicodeScalars.count), !text.utf8.contains(where: { $0 < 0x20 })
      else { throw .unexpected }
    }
    try told { () throws(Problem) in
      guard (1...512).contains(try fields.secret("password").utf8.count) else { throw .unexpected }
    }
    try told { () throws(Problem) in
      guard (1...9).contains(try fields.integerIfPresent("count", in: 1...9) ?? 1) else {
        throw .unexpected
      }
    }
    try told { () throws(Problem) in _ = try fields.truthIfPresent("yes") }
    try told { () throws(Problem) in _ = try fields.momentIfPresent("at") }
    try told { () throws(Problem) in _ = try fields.dateIfPresent("on") }
    try told { () throws(Problem) in _ = try fields.timeIfPresent("time") }
  }

  /// A refusal names the member, and never what stood in it.
  private static func told(_ read: () throws(Problem) -> Void) throws {
    do {
      try read()
    } catch {
      try demand(error.status.code == 422, "\(error)")
      try demand(error.arguments["member"] != nil, "no member: \(error)")
      try demand(!error.arguments.values.contains { $0.contains(secret) }, "told: \(error)")
    }
  }
}

/// Makes JSON that is nearly right.
enum JSONMaker {
  static func text(_ random: inout SplitMix) -> String { value(&random, depth: 0) }

  /// A body with the members that `fields` knows, their values from any type.
  static func body(_ random: inout SplitMix) -> String {
    var members: [String] = []
    for _ in 0..<random.below(5) {
      let name = random.pick(["account", "password", "count", "yes", "at", "on", "time", "other"])
      let value =
        random.below(3) == 0
        ? value(&random, depth: 2)
        : random.pick([
          #""BIMAT7""#, #""can-bo""#, "3", "true", #""2026-11-21""#, #""07:30""#,
          #""2026-11-21T07:30:00+07:00""#, #""0001-01-01T00:00:00Z""#, "\"\"", "[\"BIMAT7\"]",
        ])
      members.append("\"\(name)\":\(value)")
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func value(_ random: inout SplitMix, depth: Int) -> String {
    switch random.below(depth > 4 ? 6 : 9) {
    case 0: return String(Int64.random(in: .min ... .max, using: &random))
    case 1: return String(random.below(2_000))
    case 2: return random.pick(["true", "false", "null", "-0", "0.5", "1e5", "-1.25E-3"])
    case 3, 4, 5: return string(&random)
    case 6: return "[" + many(&random) { value(&$0, depth: depth + 1) } + "]"
    case 7:
      return "{" + many(&random) { string(&$0) + ":" + value(&$0, depth: depth + 1) } + "}"
    default:
      let levels = random.below(20)
      return String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
  }

  private static func many(_ random: inout SplitMix, _ one: (inout SplitMix) -> String) -> String {
    (0..<random.below(6)).map { _ in one(&random) }.joined(separator: random.pick([",", " ,\n"]))
  }

  private static func string(_ random: inout SplitMix) -> String {
    let pieces = [
      "a", "errand", "Đất đai", "ữ", "u\u{31B}\u{303}", "👍🏽", #"\""#, #"\\"#, #"\/"#, #"\n"#,
      #"\u0000"#,
      #"\u00e0"#, #"\ud83d\ude00"#, "\u{7F}", "\u{2028}", "</script>", "'", "{", "1",
    ]
    return "\"" + (0..<random.below(6)).map { _ in random.pick(pieces) }.joined() + "\""
  }
}
