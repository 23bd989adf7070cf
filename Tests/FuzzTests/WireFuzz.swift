import Foundation
import Testing

/// Bytes that are nearly HTTP, sent to the real daemon.
@Suite struct `Fuzzing the wire` {
  @Test func `whatever bytes come, the daemon answers or closes, and goes on giving numbers`()
    async throws
  {
    let hall = try await Turns.aside { Result { try PlainHall() } }.get()
    defer { hall.stop() }
    let first = try #require(await Turns.aside { hall.memoryKilobytes })
    try await Fuzzer(
      name: "wire", longest: 8_192, slowest: 5, waits: true,
      words: [
        "\r\n", "\r\n\r\n", "GET ", "POST ", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "Host: x\r\n",
        "Content-Length: 5\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", "5\r\nabcde\r\n",
        "ffffffffffffffff\r\n",
        "Connection: close\r\n", "Connection: Upgrade\r\nUpgrade: websocket\r\n",
        "Expect: 100-continue\r\n",
        "/api/tickets", "/api/hall", "/board", "Idempotency-Key: a\r\n", "Range: bytes=0-1\r\n",
        ": ",
        " \r\n\t", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}", #"{"errand":"dat-dai"}"#,
      ],
      make: Self.make
    ) { input in
      try hall.tryBytes(input)
    }.run()
    let last = try #require(await Turns.aside { hall.memoryKilobytes })
    #expect(last < max(first + 150_000, 250_000), "it grew from \(first) kB to \(last) kB")
    let number = await Turns.aside { hall.takesNumber() }
    #expect(number, "\(hall.errors)")
    #expect(!hall.errors.contains("Fatal error"), "\(hall.errors)")
  }

  /// A request of parts that belong together, and some that do not.
  @Sendable private static func make(_ random: inout SplitMix) -> [UInt8] {
    let method = random.pick(["GET", "POST", "HEAD", "DELETE", "OPTIONS", "TRACE", "get", "X"])
    let path = random.pick([
      "/api/hall", "/api/tickets", "/board", "/t/x", "/health", "*", "http://x/api/hall", "//a",
      "/api/dossiers?day=2026-11-21&ordinal=1", "/assets/core.js", "/api/counters/1/call-next",
    ])
    let body = random.pick(["", #"{"errand":"dat-dai"}"#, "{}", "5\r\nabcde\r\n0\r\n\r\n", "[[[["])
    var head =
      "\(method) \(path) \(random.pick(["HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9"]))\r\n"
    head += "Host: \(random.pick(["a", "", "a:1", "a b"]))\r\n"
    for _ in 0..<random.below(5) {
      head += random.pick([
        "Content-Length: \(body.utf8.count)\r\n", "Content-Length: \(random.below(90))\r\n",
        "Transfer-Encoding: chunked\r\n", "Idempotency-Key: k\(random.below(9))\r\n",
        "Connection: close\r\n", "Cookie: halld-session=\(random.below(9))-abc\r\n",
        "If-None-Match: \"x\"\r\n", "Last-Event-ID: -1\r\n", "Origin: http://a\r\n",
        "X-HTTP-Method-Override: DELETE\r\n", "Accept-Encoding: gzip\r\n", " folded\r\n",
      ])
    }
    return Array("\(head)\r\n\(body)".utf8)
  }
}
