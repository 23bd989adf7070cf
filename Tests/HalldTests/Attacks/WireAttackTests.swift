import Foundation
import Store
import Testing

@testable import halld

/// Bytes on one connection, and what they may never become.
struct WireAttack: Sendable, CustomTestStringConvertible {
  let what: String
  let bytes: String
  /// Answers that are right; an end of the connection without one always is.
  let statuses: Set<Int>
  var testDescription: String { what }

  init(_ what: String, _ bytes: String, _ statuses: Int...) {
    self.what = what
    self.bytes = bytes
    self.statuses = Set(statuses)
  }
}

@Suite struct `Attacks on the wire` {
  private static let body = #"{"errand":"dat-dai"}"#
  /// The request that must not happen: hidden behind another, it would take a number.
  private static let hidden =
    "POST /api/tickets HTTP/1.1\r\nHost: a\r\nIdempotency-Key: hidden\r\nContent-Length: 20\r\n\r\n"
    + body
  private static let post = "POST /api/session HTTP/1.1\r\nHost: a\r\n"
  private static let get = "GET /api/hall HTTP/1.1\r\nHost: a\r\n"

  // swift-format-ignore
  static let rows: [WireAttack] = [
    WireAttack("two lengths", post + "Content-Length: 0\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n" + hidden, 400),
    WireAttack("two lengths in one line", post + "Content-Length: 0, \(hidden.utf8.count)\r\n\r\n" + hidden, 400),
    WireAttack("a length and chunks", post + "Content-Length: \(hidden.utf8.count + 5)\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, 400),
    WireAttack("chunks and a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + hidden, 400),
    WireAttack("chunks in a second coding", post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + hidden, 400, 501),
    WireAttack("chunks misspelled", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden, 400, 501),
    WireAttack("chunks behind a tab", post + "Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + hidden, 400),
    WireAttack("a blank before the colon", post + "Content-Length : \(hidden.utf8.count)\r\n\r\n" + hidden, 400),
    WireAttack("a header begun with a blank", post + " Content-Length: 0\r\n\r\n" + hidden, 400),
    WireAttack("a length below zero", post + "Content-Length: -1\r\n\r\n" + hidden, 400),
    WireAttack("a length with a plus", post + "Content-Length: +0\r\n\r\n" + hidden, 400),
    WireAttack("a length in sixteens", post + "Content-Length: 0x0\r\n\r\n" + hidden, 400),
    WireAttack("a length beyond counting", post + "Content-Length: 99999999999999999999\r\n\r\n" + hidden, 400, 413),
    WireAttack("a chunk below zero", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + hidden, 400),
    WireAttack("a chunk beyond counting", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + hidden, 400),
    WireAttack("a chunk without its end", post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{xx" + hidden, 400),
    WireAttack("a zero byte in a header", get + "X: a\u{0}b\r\n\r\n", 400),
    WireAttack("a line feed in a header", get + "X: a\rb\r\n\r\n", 400),
    WireAttack("a header without a name", get + ": x\r\n\r\n", 400),
    WireAttack("a header folded", get + "X: a\r\n b\r\n\r\n", 200, 400),
    WireAttack("two hosts", "GET /api/hall HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 200, 400),
    WireAttack("a host with a path", "GET /api/hall HTTP/1.1\r\nHost: a/../b\r\n\r\n", 200, 400),
    WireAttack("no host", "GET /api/hall HTTP/1.1\r\n\r\n", 200, 400),
    WireAttack("a whole address", "GET http://evil.example/api/hall HTTP/1.1\r\nHost: a\r\n\r\n", 200, 400, 404),
    WireAttack("an address without scheme", "GET //evil.example/api/hall HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    WireAttack("a star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400, 404, 405),
    WireAttack("a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", 400, 404, 405),
    WireAttack("an echo", "TRACE /api/hall HTTP/1.1\r\nHost: a\r\nCookie: halld-session=x\r\n\r\n", 405),
    WireAttack("a proxy's cache", "PURGE /board HTTP/1.1\r\nHost: a\r\n\r\n", 400, 405),
    WireAttack("a web socket", get + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", 200, 400),
    WireAttack("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 505),
    WireAttack("HTTP/2 by upgrade", get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n", 200, 400),
    WireAttack("a version of its own", "GET /api/hall HTTP/9.9\r\nHost: a\r\n\r\n", 400, 505),
    WireAttack("no version", "GET /api/hall\r\n\r\n", 400),
    WireAttack("part of a page", "GET /board HTTP/1.1\r\nHost: a\r\nRange: bytes=0-0,1-1,2-2\r\n\r\n", 200, 416),
    WireAttack("an answer split by the path", "GET /t/x%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    WireAttack("an answer split by a key", "POST /api/tickets HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a%0d%0aX:y\r\nContent-Length: 0\r\n\r\n", 422),
    WireAttack("a thousand headers", get + (0..<1_000).map { "X-\($0): y\r\n" }.joined() + "\r\n", 200, 400, 431),
    WireAttack("a header of 200 kB", get + "X: \(String(repeating: "y", count: 200_000))\r\n\r\n", 400, 431),
  ]

  @Test(arguments: rows)
  func `no second request hides in the first, and no answer is split`(row: WireAttack) async throws
  {
    try await HallUnderTest.open { hall async throws in
      _ = try await hall.takeNumber()
      let before = try hall.store.lastSeq()
      let answers = await RawHTTP.aside { () -> [RawAnswer] in
        guard let connection = RawConnection(port: hall.port, patienceSeconds: 1) else { return [] }
        connection.send(Array(row.bytes.utf8))
        var answers: [RawAnswer] = []
        while answers.count < 3, let answer = connection.readAnswer() { answers.append(answer) }
        return answers
      }
      #expect(answers.count < 2, "\(answers.map(\.status)): \(answers.last?.text ?? "")")
      for answer in answers {
        #expect(row.statuses.contains(answer.status), "\(answer.status) \(answer.text)")
        #expect(answer.status != 101)
        #expect(answer.header("set-cookie") == nil && answer.header("location") == nil)
        #expect(!answer.text.contains("evil.example"), "\(answer.text)")
      }
      #expect(try hall.store.lastSeq() == before, "something was written")
      #expect(try await hall.takeNumber().status == 201)
    }
  }

  /// The control: a second request that does not hide is carried out.
  @Test func `two honest requests on one connection get two answers`() async throws {
    try await HallUnderTest.open { hall async throws in
      let answers = await RawHTTP.aside { () -> [Int] in
        guard let connection = RawConnection(port: hall.port) else { return [] }
        connection.send(Array((Self.get + "\r\n" + Self.hidden).utf8))
        return (0..<2).compactMap { _ in connection.readAnswer()?.status }
      }
      #expect(answers == [200, 201])
    }
  }
}
