import Dossiers
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import halld

@Suite struct `JSON that comes in` {
  @Test(arguments: [
    (#"{"a":1}"#, JSONValue.object([("a", .integer(1))])),
    (#" [ true , false , null ] "#, .list([.truth(true), .truth(false), .null])),
    (#""\u0110\u1ea5t \ud83d\ude00 \n\"""#, .text("Đất 😀 \n\"")),
    ("-0", .integer(0)), ("1.5", .fraction), ("2e3", .fraction),
    ("99999999999999999999", .fraction), ("{}", .object([])), ("[]", .list([])),
  ])
  func `is read as what it says`(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
  }

  @Test(arguments: [
    ("", "bad-json"), ("{", "bad-json"), (#"{"a"}"#, "bad-json"), (#"{"a":1,}"#, "bad-json"),
    ("[1,]", "bad-json"), ("01", "bad-json"), ("1.", "bad-json"), ("+1", "bad-json"),
    ("-", "bad-json"), ("tru", "bad-json"), ("truee", "bad-json"), (#""a"#, "bad-json"),
    (#""\x""#, "bad-json"), (#""\ud800""#, "bad-json"), (#""\ud800\u0041""#, "bad-json"),
    (#""\udc00""#, "bad-json"), ("\"a\nb\"", "bad-json"), ("{} {}", "bad-json"),
    ("nul", "bad-json"), ("{'a':1}", "bad-json"), ("[1e]", "bad-json"), ("NaN", "bad-json"),
    (String(repeating: "[", count: 17), "bad-json"),
    (#"{"a":1,"a":1}"#, "member-twice"), (#"{"a":{"b":1,"\u0062":2}}"#, "member-twice"),
  ])
  func `is refused when it is no JSON`(text: String, code: String) {
    let problem = #expect(throws: Problem.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(problem?.code == code)
    #expect(problem?.status == .badRequest)
  }

  @Test func `is refused when it is no UTF-8`() {
    #expect(throws: Problem.badUTF8) { try JSONParser.parse([0x22, 0xC3, 0x28, 0x22]) }
  }

  @Test func `may nest sixteen levels`() throws {
    let text = String(repeating: "[", count: 16) + String(repeating: "]", count: 16)
    #expect(throws: Never.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test func `whatever the bytes, the parser answers`() {
    var generator = SplitMix(state: 20_261_121)
    // No letter e: Foundation refuses an exponent that no Double holds, the RFC does not.
    let alphabet = Array(#"{}[]",:0123456789.-nul\u "#.utf8) + [0xC4, 0x90, 0x00]
    for _ in 0..<20_000 {
      let length = Int(generator.next() % 24)
      let bytes = (0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] }
      guard let value = try? JSONParser.parse(bytes) else { continue }
      // What we accept, Foundation accepts too; the other way round it is laxer than we are.
      let foundation = try? JSONSerialization.jsonObject(
        with: Data(bytes), options: .fragmentsAllowed)
      #expect(foundation != nil, "\(value) from \(bytes)")
    }
  }
}

@Suite struct `JSON that goes out` {
  @Test func `escapes what must be escaped and nothing else`() {
    let buffer = JSONText.object { text in
      text.put("a", "Đ \"x\" \\ \u{1}\n")
      text.put("none", nil as String?)
      text.put("n", -5)
      text.list("l", ["x", "y"]) { $0.item($1) }
      text.object("o") { $0.put("t", true) }
      text.put(named: "\"", "z")
    }
    #expect(
      String(buffer: buffer)
        == #"{"a":"Đ \"x\" \\ \u0001\n","none":null,"n":-5,"l":["x","y"],"o":{"t":true},"\"":"z"}"#)
  }
}

@Suite struct `Times on the wire` {
  @Test(
    arguments: [
      ("2026-11-21T14:00:00.123+07:00", 1_795_244_400_123_000),
      ("2026-11-21T14:00:00+07:00", 1_795_244_400_000_000),
      ("2026-11-21T07:00:00Z", 1_795_244_400_000_000),
      ("2026-11-21T07:00:00.000001Z", 1_795_244_400_000_001),
      ("2026-11-21T02:30:00-04:30", 1_795_244_400_000_000),
    ] as [(String, Int64)])
  func `are read with their offset`(text: String, microseconds: Int64) {
    #expect(Moment(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "2026-11-21", "2026-11-21T14:00:00", "2026-11-21 14:00:00Z", "2026-02-30T00:00:00Z",
    "2026-11-21T24:00:00Z", "2026-11-21T14:00:00+7", "2026-11-21T14:00:00.Z",
    "2026-11-21T14:00Z+07:00:00", "２０２６-11-21T14:00:00Z",
  ])
  func `are refused without one, or when there is no such time`(text: String) {
    #expect(Moment(rfc3339: text) == nil)
  }

  @Test func `are written as they are read`() {
    let moment = Moment(microseconds: 1_795_244_400_123_000, utcOffsetSeconds: 25_200)
    #expect(moment.rfc3339 == "2026-11-21T14:00:00.123+07:00")
    #expect(moment.at(utcOffsetSeconds: -16_200).rfc3339 == "2026-11-21T02:30:00.123-04:30")
  }
}
