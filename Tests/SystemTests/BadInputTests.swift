import Foundation
import Testing

extension RealBinary {
  @Suite struct `Bad input` {
    /// A request that no page makes, and the answers that are right for it.
    struct Row: Sendable, CustomTestStringConvertible {
      var name: String
      var request: [UInt8]
      var statuses: Set<Int>
      var testDescription: String { name }
    }

    @Test func `each gets a problem document; nothing is written and the daemon lives`() throws {
      let hall = try RunningHall()
      try hall.start()
      let errand = try Places(hall, counters: 1).errands[0]
      _ = try Kiosk(hall, errands: [errand]).ask()
      let before = try hall.disk.rowsBesidesPrinting()
      for row in Self.rows(errand: errand) {
        let answer = try hall.connect().raw(row.request)
        #expect(row.statuses.contains(answer.status), "\(row.name): \(answer.status)")
        // What is not even HTTP is answered by the connection itself, before any route.
        if answer.status != 400 || !answer.body.isEmpty {
          #expect(answer.headers["content-type"] == "application/problem+json", "\(row.name)")
          #expect(answer.json["status"].number == answer.status, "\(row.name)")
          #expect(answer.json["detail"].text?.isEmpty == false, "\(row.name)")
          #expect(answer.json["detailEn"].text?.isEmpty == false, "\(row.name)")
        }
        #expect(!answer.text.contains("/Sources/") && !answer.text.contains(hall.data))
      }
      #expect(try hall.disk.rowsBesidesPrinting() == before)
      #expect(hall.child?.ending == nil)
      #expect(try Kiosk(hall, errands: [errand]).ask().label.hasSuffix("002"))
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `ten megabytes are refused before they are all read`() throws {
      let hall = try RunningHall()
      try hall.start()
      // The first number opens the day.
      _ = try Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]]).ask()
      let before = try hall.disk.rowsBesidesPrinting()
      let body = String(repeating: "x", count: 10_000_000)
      for head in [
        "content-length: \(body.utf8.count)\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n989680\r\n",
      ] {
        let request =
          "POST /api/tickets HTTP/1.1\r\nhost: a\r\nidempotency-key: big\r\n" + head + body
        let answer = try? hall.connect().raw(Array(request.utf8))
        // A closed connection is an answer too when the client goes on sending.
        #expect(answer == nil || answer?.status == 413)
      }
      #expect(try hall.disk.rowsBesidesPrinting() == before)
      #expect(try hall.connect().send("GET", "/api/board").status == 200)
      let memory = try #require(hall.child?.residentKilobytes)
      #expect(memory < 200_000)
      try hall.stop()
    }

    private static func rows(errand: String) -> [Row] {
      let good = #"{"errand":"\#(errand)"}"#
      func post(
        _ name: String, _ body: String, key: String? = "bad-input", path: String = "/api/tickets",
        _ statuses: Int..., more: String = ""
      ) -> Row {
        let key = key.map { "idempotency-key: \($0)\r\n" } ?? ""
        let head = "POST \(path) HTTP/1.1\r\nhost: a\r\n\(key)\(more)content-length: "
        return Row(
          name: name, request: Array("\(head)\(body.utf8.count)\r\n\r\n\(body)".utf8),
          statuses: Set(statuses))
      }
      func get(_ name: String, _ path: String, _ statuses: Int..., more: String = "") -> Row {
        Row(
          name: name, request: Array("GET \(path) HTTP/1.1\r\nhost: a\r\n\(more)\r\n".utf8),
          statuses: Set(statuses))
      }
      let deep = String(repeating: "[", count: 20_000)
      return [
        post("no body", "", 422),
        post("half a body", #"{"errand":"#, 400),
        post("no JSON", "errand=dat-dai", 400),
        post("two documents", good + good, 400),
        post("deep nesting", deep, 400),
        post("an array", "[]", 400, 422),
        post("a number", "17", 400, 422),
        post("a member twice", #"{"errand":"a","errand":"b"}"#, 400, 422),
        post("an unknown member", #"{"errand":"\#(errand)","vip":true}"#, 422),
        post("a wrong type", #"{"errand":17}"#, 422),
        post("null", #"{"errand":null}"#, 422),
        post("an unknown errand", #"{"errand":"x"}"#, 422),
        post("an unknown priority", #"{"errand":"\#(errand)","priority":"vip"}"#, 422),
        post("a control character", #"{"errand":"a\u0000b"}"#, 400, 422),
        post("half a surrogate", #"{"errand":"\ud800"}"#, 400, 422),
        post("a huge number", #"{"errand":"\#(errand)","dossiers":1e999}"#, 400, 422),
        post("no key", good, key: nil, 400),
        post("a long key", good, key: String(repeating: "k", count: 5_000), 400, 431),
        post("a foreign page", good, 403, more: "origin: http://evil.example\r\n"),
        post(
          "a wrong password", #"{"account":"can-bo","password":"x"}"#, path: "/api/session", 401),
        post(
          "an expired session", "", path: "/api/counters/1/call-next", 401,
          more: "cookie: halld-session=\(String(repeating: "a", count: 43))\r\n"),
        post("nobody at a counter", "", path: "/api/counters/1/open", 401),
        post("a counter that is a path", "", path: "/api/counters/..%2f1/open", 401, 404),
        get("a path upwards", "/../../etc/passwd", 404),
        get("a hidden path upwards", "/assets/..%2f..%2f..%2fetc%2fpasswd", 404),
        get("a doubly hidden path", "/assets/%252e%252e/demo.yaml", 404),
        get("a backslash", "/assets/..%5c..%5cdemo.yaml", 404),
        get("a zero byte", "/assets/board.css%00.js", 404),
        get("the configuration", "/assets/../demo.yaml", 404),
        get("no such page", "/nothing", 404),
        get("an unknown parameter", "/api/board?x=1", 404, 422),
        get("a forged token", "/api/tickets/1-aaaaaaaaaaaaaaaa", 404),
        get("a long address", "/" + String(repeating: "a", count: 9_000), 404, 414, 431),
        Row(
          name: "a method that is not",
          request: Array("BREW /api/tickets HTTP/1.1\r\nhost: a\r\n\r\n".utf8),
          statuses: [405, 400]),
        Row(
          name: "bytes that are no text",
          request: Array("POST /api/tickets HTTP/1.1\r\nhost: a\r\n".utf8)
            + Array("idempotency-key: bad\r\ncontent-length: 4\r\n\r\n".utf8)
            + [0xff, 0xfe, 0x80, 0x00], statuses: [400]),
        Row(
          name: "no HTTP at all", request: Array("\u{1}\u{2}\u{3} hello\r\n\r\n".utf8),
          statuses: [400]),
      ]
    }
  }
}
