import Foundation
import Store
import Testing

@testable import halld

/// One request that is wrong, and the answer it deserves.
struct BadRequest: Sendable, CustomTestStringConvertible {
  let what: String
  var method = "POST"
  var path = "/api/tickets"
  var body: [UInt8]?
  var headers = ["Idempotency-Key": "one"]
  let status: Int
  let code: String

  var testDescription: String { what }

  init(
    _ what: String, _ method: String = "POST", _ path: String = "/api/tickets",
    _ body: String? = nil, bytes: [UInt8]? = nil,
    headers: [String: String] = ["Idempotency-Key": "one"], _ status: Int, _ code: String
  ) {
    self.what = what
    self.method = method
    self.path = path
    self.body = bytes ?? body.map { Array($0.utf8) }
    self.headers = headers
    self.status = status
    self.code = code
  }
}

@Suite struct `Bad input` {
  static let good = #"{"errand":"dat-dai"}"#
  static let tickets = "/api/tickets"

  // swift-format-ignore
  static let rows: [BadRequest] = [
    BadRequest("no key", "POST", tickets, good, headers: [:], 400, "key-missing"),
    BadRequest("empty key", "POST", tickets, good, headers: ["Idempotency-Key": ""], 400, "key-malformed"),
    BadRequest("a key of 201 letters", "POST", tickets, good, headers: ["Idempotency-Key": String(repeating: "k", count: 201)], 400, "key-malformed"),
    BadRequest("a key with a blank", "POST", tickets, good, headers: ["Idempotency-Key": "a b"], 400, "key-malformed"),
    BadRequest("a key beyond ASCII", "POST", tickets, good, headers: ["Idempotency-Key": "khóa"], 400, "key-malformed"),
    BadRequest("no body", "POST", tickets, nil, 422, "member-missing"),
    BadRequest("half a body", "POST", tickets, #"{"errand":"dat-d"#, 400, "bad-json"),
    BadRequest("text instead of JSON", "POST", tickets, "errand=dat-dai", 400, "bad-json"),
    BadRequest("a list", "POST", tickets, "[]", 422, "not-an-object"),
    BadRequest("null", "POST", tickets, "null", 422, "not-an-object"),
    BadRequest("no UTF-8", "POST", tickets, bytes: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], 400, "bad-utf8"),
    BadRequest("a member twice", "POST", tickets, #"{"errand":"dat-dai","errand":"ho-tich"}"#, 400, "member-twice"),
    BadRequest("an unknown member", "POST", tickets, #"{"errand":"dat-dai","urgent":true}"#, 422, "member-unknown"),
    BadRequest("a number for a name", "POST", tickets, #"{"errand":1}"#, 422, "member-wrong"),
    BadRequest("null for a name", "POST", tickets, #"{"errand":null}"#, 422, "member-wrong"),
    BadRequest("an empty name", "POST", tickets, #"{"errand":""}"#, 422, "member-wrong"),
    BadRequest("a name with a zero byte", "POST", tickets, #"{"errand":"dat\u0000dai"}"#, 422, "member-wrong"),
    BadRequest("a name of 65 letters", "POST", tickets, #"{"errand":"\#(String(repeating: "x", count: 65))"}"#, 422, "member-wrong"),
    BadRequest("an unknown errand", "POST", tickets, #"{"errand":"bay-len-troi"}"#, 422, "unknown-errand"),
    BadRequest("an unknown priority", "POST", tickets, #"{"errand":"dat-dai","priority":"vip"}"#, 422, "unknown-priority"),
    BadRequest("an unknown origin", "POST", tickets, #"{"errand":"dat-dai","origin":"moon"}"#, 422, "member-wrong"),
    BadRequest("half a dossier", "POST", tickets, #"{"errand":"dat-dai","dossiers":1.5}"#, 422, "member-wrong"),
    BadRequest("no dossier", "POST", tickets, #"{"errand":"dat-dai","dossiers":0}"#, 422, "member-wrong"),
    BadRequest("for others, not signed in", "POST", tickets, #"{"errand":"dat-dai","origin":"reception"}"#, 401, "not-signed-in"),
    BadRequest("another site's page", "POST", tickets, good, headers: ["Idempotency-Key": "one", "Origin": "http://evil.example"], 403, "foreign-origin"),
    BadRequest("a page without a site", "POST", tickets, good, headers: ["Idempotency-Key": "one", "Origin": "null"], 403, "foreign-origin"),
    BadRequest("too many levels", "POST", tickets, String(repeating: "[", count: 40_000), 400, "bad-json"),
    BadRequest("70 KiB", "POST", tickets, String(repeating: " ", count: 70_000), 413, "too-large"),
    BadRequest("10 MB", "POST", tickets, String(repeating: " ", count: 10_000_000), 413, "too-large"),
    BadRequest("a method that is not there", "PUT", tickets, good, 405, "method-not-allowed"),
    BadRequest("a rare method", "PROPFIND", tickets, nil, 405, "method-not-allowed"),
    BadRequest("a path that is not there", "GET", "/api/nothing", nil, 404, "not-found"),
    BadRequest("a slash too many", "GET", "/api/hall/", nil, 404, "not-found"),
    BadRequest("up and out", "GET", "/assets/../../etc/passwd", nil, 404, "not-found"),
    BadRequest("up and out, hidden", "GET", "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", nil, 404, "not-found"),
    BadRequest("up and out, hidden twice", "GET", "/assets/%252e%252e%252fetc", nil, 404, "not-found"),
    BadRequest("backwards", "GET", #"/assets/..%5c..%5cetc"#, nil, 404, "not-found"),
    BadRequest("a zero byte in the path", "GET", "/assets/core.js%00.png", nil, 404, "not-found"),
    BadRequest("half an escape", "GET", "/assets/%4", nil, 404, "not-found"),
    BadRequest("no UTF-8 in the path", "GET", "/assets/%ff", nil, 404, "not-found"),
    BadRequest("a path of 3 kB", "GET", "/" + String(repeating: "a", count: 3_000), nil, 404, "not-found"),
    BadRequest("an unknown parameter", "GET", "/api/hall?debug=1", nil, 422, "parameter-unknown"),
    BadRequest("a parameter twice", "GET", "/api/dossiers?day=2026-11-21&day=2026-11-22&ordinal=1", nil, 422, "parameter-wrong"),
    BadRequest("no such day", "GET", "/api/dossiers?day=2026-02-30&ordinal=1", nil, 422, "parameter-wrong"),
    BadRequest("a negative ordinal", "GET", "/api/dossiers?day=2026-11-21&ordinal=-1", nil, 422, "parameter-wrong"),
    BadRequest("an unreadable code", "GET", "/api/dossiers/%C4%90%C4%90", nil, 422, "code-unreadable"),
    BadRequest("a code that is not there", "GET", "/api/dossiers/000.00.12.H35-261121-0001", nil, 404, "dossier-not-found"),
    BadRequest("an invented link", "GET", "/api/tickets/1-aaaaaaaaaaaaaaaa", nil, 404, "ticket-link-unknown"),
    BadRequest("cancelling an invented link", "POST", "/api/tickets/zz/cancel", nil, 404, "ticket-link-unknown"),
    BadRequest("no cookie", "POST", "/api/counters/1/call-next", nil, 401, "not-signed-in"),
    BadRequest("an invented cookie", "POST", "/api/counters/1/call-next", nil, headers: ["Cookie": "halld-session=zzz-0"], 401, "not-signed-in"),
    BadRequest("an invented device", "POST", "/api/pairing", #"{"token":"abc"}"#, 403, "pairing-refused"),
    BadRequest("a password that is a number", "POST", "/api/session", #"{"account":"quay-1","password":1}"#, 422, "member-wrong"),
    BadRequest("nobody's password", "POST", "/api/session", #"{"account":"nobody","password":"nothing"}"#, 401, "sign-in-refused"),
  ]

  @Test func `each is told what is wrong, and nothing is written`() async throws {
    try await HallUnderTest.open { hall async throws in
      // The day is open, so that a refused request has nothing to write at all.
      let first = try await hall.takeNumber()
      #expect(first.status == 201)
      let before = try hall.store.lastSeq()
      for row in Self.rows {
        let answer = try #require(
          await RawHTTP.ask(
            hall.port,
            RawHTTP.request(row.method, row.path, headers: row.headers, body: row.body)),
          "\(row.what): no answer")
        #expect(answer.status == row.status, "\(row.what): \(answer.text)")
        #expect(answer.code == row.code, "\(row.what): \(answer.text)")
        #expect(answer.header("content-type") == "application/problem+json", "\(row.what)")
        #expect(answer.json["detail"] as? String != answer.json["code"] as? String, "\(row.what)")
        #expect(!answer.text.contains("/work") && !answer.text.contains("Error("), "\(row.what)")
      }
      #expect(try hall.store.lastSeq() == before)
      let number = try await hall.takeNumber()
      #expect(number.status == 201)
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "\u{1}\u{2}\u{3}\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /api/tickets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
  ])
  func `what is hardly HTTP harms nobody`(bytes: String) async throws {
    try await HallUnderTest.open { hall async throws in
      let answer = await RawHTTP.ask(hall.port, Array(bytes.utf8))
      #expect(answer.map { (400..<500).contains($0.status) } ?? true, "\(answer?.text ?? "")")
      let number = try await hall.takeNumber()
      #expect(number.status == 201)
    }
  }
}
