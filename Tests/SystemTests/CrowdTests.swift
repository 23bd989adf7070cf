import Foundation
import Testing

extension RealBinary {
  /// Clients that hold on to what everybody needs: connections, time, memory.
  @Suite struct `A crowd at the door` {
    private static let limits = "limits:\n"
    private static let free = "connectionsPerAddress: 2000"

    /// How long each of so many visitors waits for a number, each on a connection of its own.
    private static func waits(_ hall: RunningHall, _ count: Int) throws -> [Duration] {
      let errand = try Places(hall, counters: 1).errands[0]
      return try (0..<count).map { _ in
        let began = ContinuousClock.now
        _ = try Kiosk(hall, errands: [errand]).ask()
        return began.duration(to: .now)
      }
    }

    @Test func `ten thousand connections that ask nothing keep no visitor out`() throws {
      let config = try HallConfig([(Self.free, "connectionsPerAddress: 300")])
      let hall = try RunningHall(config: config)
      try hall.start()
      _ = try Self.waits(hall, 5)
      let before = try #require(hall.child?.residentKilobytes)
      let crowd = Crowd(hall)
      var longest = Duration.zero
      for _ in 0..<20 {
        try crowd.join(500, clients: 256...295)
        crowd.send("GET /api/board HTTP/1.1\r\nx:")
        longest = max(longest, try Self.waits(hall, 2).max() ?? .zero)
      }
      let held = try hall.connect().send("GET", "/health").json["connections"]
      let open = try #require(held["open"].number)
      let grown = try #require(hall.child?.residentKilobytes) - before
      print(
        "10,000 connections: \(open) held, \(held["pushedOut"].number ?? 0) pushed out, "
          + "memory +\(grown / 1_024) MB, longest wait for a number \(longest)")
      #expect(open <= 2_000)
      #expect(try #require(held["pushedOut"].number) >= 7_000)
      #expect(longest < .seconds(2))
      #expect(grown < 150_000)
      crowd.leave()
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `where there is room ten thousand are held, in bounded memory`() throws {
      // The control: the same crowd is real, and nobody is pushed out when the limit is higher.
      let config = try HallConfig([
        (Self.free, "connections: 12000\n  connectionsPerAddress: 12000")
      ])
      let hall = try RunningHall(config: config)
      try hall.start()
      let crowd = Crowd(hall)
      for _ in 0..<20 {
        try crowd.join(500, clients: 256...295)
        _ = try Self.waits(hall, 1)
      }
      let held: JSON? = try Deadline.within(.seconds(8)).first {
        let held = try hall.connect().send("GET", "/health").json["connections"]
        return (held["open"].number ?? 0) >= 10_000 ? held : nil
      }
      let memory = try #require(hall.child?.residentKilobytes)
      print("10,000 connections at once: \(memory / 1_024) MB in all")
      #expect(held != nil)
      #expect(memory < 400_000)
      #expect(try Self.waits(hall, 20).allSatisfy { $0 < .seconds(1) })
      crowd.leave()
      try hall.stop()
    }

    @Test(arguments: [
      ("a head", "GET /api/board HTTP/1.1\r\nhost: a\r\nx: "),
      (
        "a body",
        "POST /api/tickets HTTP/1.1\r\nhost: a\r\nidempotency-key: slow\r\ncontent-length: 900\r\n"
          + "\r\n{"
      ),
      // Nothing is wanted of this body; the command must not be carried out before it is whole.
      (
        "an unneeded body",
        "POST /api/counters/1/call-next HTTP/1.1\r\nhost: a\r\ncontent-length: 900\r\n\r\n "
      ),
    ])
    func `a request byte by byte is cut off in time`(what: String, begin: String) throws {
      let hall = try RunningHall(
        config: try HallConfig([(Self.limits, "limits:\n  headSeconds: 1\n  bodySeconds: 1\n")]))
      try hall.start()
      _ = try Self.waits(hall, 1)
      let before = try hall.disk.rowsBesidesPrinting()
      let crowd = Crowd(hall)
      try crowd.join(300, clients: 256...295)
      crowd.send(begin)
      let began = ContinuousClock.now
      crowd.drip("", every: .milliseconds(100), until: .within(.seconds(6)))
      #expect(began.duration(to: .now) < .seconds(4))
      #expect(crowd.closedCount == 300)
      if what != "an unneeded body" {
        #expect(crowd.statuses["HTTP/1.1 408 Request Timeout"] == 300, "\(crowd.statuses)")
      }
      #expect(try hall.disk.rowsBesidesPrinting() == before)
      // Who is quick is not cut off, on a connection older than the deadline.
      #expect(try Self.waits(hall, 1)[0] < .seconds(1))
      try hall.stop()
      #expect(hall.child?.errors.contains("a request failed") == false)
    }

    @Test func `one address may not take all connections; another is not touched`() throws {
      let hall = try RunningHall(
        config: try HallConfig([(Self.free, "connectionsPerAddress: 20")]))
      try hall.start()
      let crowd = Crowd(hall)
      try crowd.join(60, clients: 300...300)
      let refused: Bool? = Deadline.within(.seconds(5)).first {
        crowd.listen()
        return crowd.closedCount == 40 ? true : nil
      }
      #expect(refused == true, "\(crowd.closedCount)")
      #expect(crowd.statuses == ["HTTP/1.1 429 Too Many Requests": 40])
      let answer = try HTTPConnection(port: hall.port, client: 300).send("GET", "/api/board")
      #expect(answer.status == 429 && answer.json["code"].text == "too-many-connections")
      #expect(answer.headers["retry-after"] != nil && answer.headers["connection"] == "close")
      #expect(answer.json["detail"].text?.hasPrefix("Địa chỉ này") == true)
      #expect(try Self.waits(hall, 25).count == 25)
      crowd.leave()
      let again: Int? = try Deadline.within(.seconds(5)).first {
        let status = try HTTPConnection(port: hall.port, client: 300).send("GET", "/api/board")
          .status
        return status == 200 ? status : nil
      }
      #expect(again == 200)
      try hall.stop()
    }

    /// Bytes that are no request, and what they are told.
    struct Noise: Sendable, CustomTestStringConvertible {
      var name: String
      var bytes: String
      var status: Int
      var code: String
      var testDescription: String { name }
    }

    static let noises: [Noise] = [
      Noise(
        name: "a TLS greeting", bytes: "\u{16}\u{3}\u{1}\u{0}\u{5}hello-hello\r\n\r\n",
        status: 400, code: "not-http"),
      Noise(name: "a mail program", bytes: "EHLO hall\r\n\r\n", status: 400, code: "not-http"),
      Noise(
        name: "zeros", bytes: String(repeating: "\u{0}\u{7f}", count: 500), status: 400,
        code: "not-http"),
      Noise(
        name: "a megabyte of header",
        bytes: "GET / HTTP/1.1\r\nx: " + String(repeating: "y", count: 1 << 20), status: 431,
        code: "head-too-large"),
      Noise(
        name: "a megabyte of headers",
        bytes: "GET / HTTP/1.1\r\n" + String(repeating: "x: y\r\n", count: 170_000), status: 431,
        code: "head-too-large"),
      Noise(
        name: "a megabyte of address", bytes: "GET /" + String(repeating: "a", count: 1 << 20),
        status: 431, code: "head-too-large"),
    ]

    @Test(arguments: noises)
    func `what is no request is answered once, in words, and hung up on`(noise: Noise) throws {
      let hall = try RunningHall()
      try hall.start()
      let before = try #require(hall.child?.residentKilobytes)
      var answered = 0
      for _ in 0..<20 {
        // A megabyte's rest may meet a closed door before the answer is read.
        guard let answer = try? hall.connect().raw(Array(noise.bytes.utf8)) else { continue }
        answered += 1
        #expect(answer.status == noise.status)
        #expect(answer.json["code"].text == noise.code)
        #expect(answer.headers["connection"] == "close")
      }
      #expect(answered > 0)
      let grown = try #require(hall.child?.residentKilobytes) - before
      #expect(grown < 60_000)
      #expect(try Self.waits(hall, 1).count == 1)
      try hall.stop()
    }
  }
}
