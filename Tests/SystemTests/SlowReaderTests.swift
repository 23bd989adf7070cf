import Foundation
import Glibc
import Testing

extension RealBinary {
  /// Clients that ask and do not take the answer.
  @Suite struct `Slow readers` {
    private static let quick = ("limits:\n", "limits:\n  writeSeconds: 2\n")

    @Test func `boards that never read are let go; the others miss nothing, memory stays`() throws {
      let hall = try RunningHall(config: try HallConfig([Self.quick]))
      try hall.start()
      let kiosk = Kiosk(hall, errands: try Places(hall, counters: 4).errands)
      for _ in 0..<20 { _ = try kiosk.ask() }
      let crowd = Crowd(hall, receives: 2_048)
      try crowd.join(200, clients: 256...295)
      crowd.send("GET /api/board/stream HTTP/1.1\r\nhost: a\r\n\r\n")
      try Self.wait(hall, boards: 200)
      let before = try #require(hall.child?.residentKilobytes)

      let board = hall.connect()
      _ = try board.openStream("/api/board/stream")
      var slowest = Duration.zero
      let gone: Bool? = try Deadline.within(.seconds(40)).first {
        let began = ContinuousClock.now
        _ = try kiosk.ask()
        slowest = max(slowest, began.duration(to: .now))
        #expect(try board.event(.within(.seconds(5))) != nil)
        let streams = try hall.connect().send("GET", "/health").json["streams"]
        return streams["boards"].number == 1 ? true : nil
      }
      let grown = try #require(hall.child?.residentKilobytes) - before
      print(
        "200 boards that never read: memory +\(grown / 1_024) MB after \(kiosk.promises.count) "
          + "numbers, slowest number \(slowest)")
      #expect(gone == true)
      #expect(grown < 60_000)
      #expect(slowest < .seconds(1))
      try hall.stop()
    }

    @Test func `answers nobody takes are not made in store`() throws {
      let hall = try RunningHall(config: try HallConfig([Self.quick]))
      try hall.start()
      let errands = try Places(hall, counters: 1).errands
      _ = try Kiosk(hall, errands: errands).ask()
      let before = try #require(hall.child?.residentKilobytes)
      let crowd = Crowd(hall, receives: 2_048)
      try crowd.join(50, clients: 256...295)
      // Twenty megabytes of answers each, were they made.
      let request = "GET /openapi.yaml HTTP/1.1\r\nhost: a\r\n\r\n"
      for _ in 0..<10 { crowd.send(String(repeating: request, count: 40)) }
      let gone: Bool? = try Deadline.within(.seconds(20)).first {
        let open = try hall.connect().send("GET", "/health").json["connections"]["open"].number
        return open ?? 99 <= 2 ? true : nil
      }
      let grown = try #require(hall.child?.residentKilobytes) - before
      print("50 clients with 400 unread answers each: memory +\(grown / 1_024) MB")
      #expect(gone == true)
      #expect(grown < 60_000)
      #expect(try Kiosk(hall, errands: errands).ask().label.hasSuffix("002"))
      try hall.stop()
    }

    @Test func `the hall closes within two seconds, whoever hangs on the line`() throws {
      let hall = try RunningHall()
      try hall.start()
      let kiosk = Kiosk(hall, errands: try Places(hall, counters: 4).errands)
      for _ in 0..<20 { _ = try kiosk.ask() }
      let streams = Crowd(hall, receives: 2_048)
      try streams.join(200, clients: 256...295)
      streams.send("GET /api/board/stream HTTP/1.1\r\nhost: a\r\n\r\n")
      let heads = Crowd(hall)
      try heads.join(100, clients: 256...295)
      heads.send("GET /api/board HTTP/1.1\r\nx: ")
      let bodies = Crowd(hall)
      try bodies.join(100, clients: 256...295)
      bodies.send("POST /api/session HTTP/1.1\r\nhost: a\r\ncontent-length: 90\r\n\r\n{")
      let readers = Crowd(hall, receives: 2_048)
      try readers.join(20, clients: 256...295)
      let request = "GET /openapi.yaml HTTP/1.1\r\nhost: a\r\n\r\n"
      for _ in 0..<5 { readers.send(String(repeating: request, count: 40)) }
      try Self.wait(hall, boards: 200)
      let time = try hall.stop()
      print("stopped in \(time) with 200 streams, 200 half requests, 20 who read nothing")
      #expect(time < .seconds(2))
      bodies.listen()
      #expect(bodies.statuses == ["HTTP/1.1 503 Service Unavailable": 100])
      #expect(try Audit(promises: kiosk.promises).differences(hall.disk) == [])
      #expect(try hall.soundness() == [])
    }

    private static func wait(_ hall: RunningHall, boards: Int) throws {
      let are: Bool? = try Deadline.within(.seconds(10)).first {
        let streams = try hall.connect().send("GET", "/health").json["streams"]
        return streams["boards"].number == boards ? true : nil
      }
      guard are == true else { throw Trouble("\(boards) streams are not open") }
    }
  }
}
