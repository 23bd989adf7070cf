import Foundation
import Testing

extension RealBinary {
  @Suite struct `Stopping and keeping` {
    @Test func `SIGTERM with open streams ends the daemon within two seconds`() throws {
      let hall = try RunningHall()
      try hall.start()
      let streams = try (0..<20).map { number in
        let connection = hall.connect()
        let path = number % 4 == 3 ? "/api/kiosk/stream" : "/api/board/stream"
        let answer = try connection.openStream(path)
        #expect(answer.status == 200, "\(path)")
        #expect(try connection.streamLine(.within(.seconds(5))) != nil)
        return connection
      }
      let time = try hall.stop()
      #expect(time < .seconds(2))
      #expect(streams.count == 20)
    }

    @Test func `a stream that was cut begins again with the full state`() throws {
      let hall = try RunningHall()
      try hall.start()
      let kiosk = Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]])
      _ = try kiosk.ask()
      let board = hall.connect()
      _ = try board.openStream("/api/board/stream")
      let first = try #require(try board.event(.within(.seconds(5))))
      board.disconnect()
      try hall.crash()
      try hall.start()
      let again = hall.connect()
      _ = try again.openStream("/api/board/stream", headers: ["last-event-id": first.id])
      let resumed = try #require(try again.event(.within(.seconds(5))))
      let ids = (try #require(Int64(first.id)), try #require(Int64(resumed.id)))
      #expect(ids.1 >= ids.0)
      #expect(JSON(Array(resumed.data.utf8)).isNull == false)
      try hall.stop()
    }

    @Test func `a backup taken while numbers are given can be restored and is sound`() async throws
    {
      let hall = try RunningHall()
      try hall.start()
      let errands = try Places(hall, counters: 4).errands
      let before = try await Race.run(hall, kiosks: 4, errands: errands, for: .milliseconds(300))
      let flag = Race.Flag()
      async let race = Race.run(hall, kiosks: 4, errands: errands, until: flag)
      let file = hall.data + "/../backup.sqlite"
      let backup = try await onThread {
        defer { flag.stop() }
        return try hall.command("backup", file)
      }
      #expect(backup.ending == .exit(0), "\(backup)")
      let during = try await race
      try hall.stop()

      let restored = try RunningHall()
      try FileManager.default.removeItem(atPath: restored.data)
      let result = try restored.command("restore", file)
      #expect(result.ending == .exit(0), "\(result)")
      // Everything answered before the backup began is in it; what came during may be.
      let held = try Set(restored.disk.tickets().map(\.id))
      let kept = during.promises.filter { held.contains($0.ticket) }
      let audit = Audit(promises: before.promises + kept)
      #expect(try audit.differences(restored.disk) == [])
      #expect(try restored.soundness() == [])
      try restored.start()
      let next = try Kiosk(restored, errands: errands).ask()
      #expect(!audit.promises.contains { ($0.domain, $0.label) == (next.domain, next.label) })
      try restored.stop()
      #expect(try restored.soundness() == [])
    }
  }
}

extension HTTPConnection {
  /// The next event of the stream that carries data.
  func event(_ deadline: Deadline) throws -> (id: String, data: String)? {
    var id = ""
    var data = ""
    while let line = try streamLine(deadline) {
      if line.isEmpty, !data.isEmpty { return (id, data) }
      if line.hasPrefix("id:") { id = String(line.dropFirst(3).drop { $0 == " " }) }
      if line.hasPrefix("data:") { data += line.dropFirst(5).drop { $0 == " " } }
    }
    return nil
  }
}
