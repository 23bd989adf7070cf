import Dossiers
import Foundation
import NIOCore
import Testing
import Ticketing

@testable import halld

@Suite struct `Streams` {
  private typealias Event = (name: String, id: String?, data: [String: Any])

  /// The next event of a stream: its name, its id and its data.
  private static func event(_ connection: RawConnection) -> Event? {
    while let bytes = connection.read(until: "\n\n") {
      // Chunk sizes stand between the events; no line of an event looks like one.
      let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      func value(_ field: String) -> String? {
        lines.first { $0.hasPrefix("\(field): ") }.map { String($0.dropFirst(field.count + 2)) }
      }
      guard let name = value("event"), let data = value("data") else { continue }
      let json = try? JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any]
      return (name, value("id"), json ?? [:])
    }
    return nil
  }

  /// The first event that fits, within 15 seconds: signs of life would come for ever.
  private static func event(_ connection: RawConnection, _ fits: (Event) -> Bool) -> Event? {
    let patience = ContinuousClock.now + .seconds(15)
    while ContinuousClock.now < patience, let event = event(connection) {
      if fits(event) { return event }
    }
    return nil
  }

  private static func open(_ port: Int, _ path: String, headers: [String: String] = [:])
    -> RawConnection?
  {
    guard let connection = RawConnection(port: port) else { return nil }
    connection.send(RawHTTP.request("GET", path, headers: headers))
    return connection
  }

  @Test func `a board sees the whole state first, then each call, then signs of life`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1"])
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      _ = try await hall.takeNumber()
      let (first, called, beat) = await RawHTTP.aside {
        () -> ([String]?, [String]?, String?) in
        guard let board = Self.open(hall.port, "/api/board/stream"),
          let head = board.readAnswer(isHead: true),
          head.header("content-type") == "text/event-stream"
        else { return (nil, nil, nil) }
        let numbers = { (event: Event?) in
          (event?.data["calling"] as? [[String: Any]])?.compactMap { $0["number"] as? String }
        }
        let first = numbers(Self.event(board))
        guard let caller = RawConnection(port: hall.port) else { return (first, nil, nil) }
        caller.send(
          RawHTTP.request(
            "POST", "/api/counters/1/call-next", headers: ["Cookie": officer], body: []))
        _ = caller.readAnswer()
        let called = numbers(
          Self.event(board) { $0.name == "board" && numbers($0) == ["A001"] })
        let beat = Self.event(board) { $0.name == "beat" }
        return (first, called, beat?.data["asOf"] as? String)
      }
      #expect(first == [])
      #expect(called == ["A001"])
      #expect(beat.flatMap { Moment(rfc3339: $0) } != nil)
    }
  }

  @Test func `who comes back with an old or invented id gets the whole state`() async throws {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1"])
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      _ = try await hall.takeNumber()
      _ = try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer)
      for id in ["1", "999999", "-3", "Đ"] {
        let seen = await RawHTTP.aside { () -> (id: String?, numbers: [String]) in
          let stream = Self.open(
            hall.port, "/api/board/stream", headers: ["Last-Event-ID": id])
          guard let stream, stream.readAnswer(isHead: true)?.status == 200,
            let event = Self.event(stream)
          else { return (nil, []) }
          let calling = event.data["calling"] as? [[String: Any]] ?? []
          return (event.id, calling.compactMap { $0["number"] as? String })
        }
        #expect(seen.numbers == ["A001"], "Last-Event-ID \(id)")
        #expect(seen.id.flatMap { Int64($0) } ?? 0 > 0)
      }
    }
  }

  @Test func `one watcher too many is refused by name, and a place becomes free again`()
    async throws
  {
    try await HallUnderTest.open(change: { $0.limits.streams = 1 }) { hall async throws in
      let refused = await RawHTTP.aside { () -> RawAnswer? in
        guard let first = Self.open(hall.port, "/api/board/stream"),
          first.readAnswer(isHead: true)?.status == 200, Self.event(first) != nil
        else { return nil }
        let second = Self.open(hall.port, "/api/board/stream")
        return withExtendedLifetime(first) { second?.readAnswer() }
      }
      #expect(refused?.status == 503)
      #expect(refused?.code == "too-many-streams")
      #expect(refused?.header("retry-after") != nil)
      // The first one has gone; the server notices with the next sign of life.
      let again = await RawHTTP.aside { () -> Int? in
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
          let status = Self.open(hall.port, "/api/board/stream")?.readAnswer(isHead: true)?.status
          if status == 200 { return 200 }
          usleep(20_000)
        }
        return nil
      }
      #expect(again == 200)
    }
  }

  @Test func `the kiosk that asked for a slip hears of it, another does not`() async throws {
    try await HallUnderTest.open { hall async throws in
      let id = try #require(try await hall.takeNumber().json["id"] as? String)
      let job = PrintJob(
        id: JobID(Int64(id) ?? 0), ticket: TicketID(Int64(id) ?? 0), station: "kiosk-1", first: nil,
        askedAt: hall.clock.now(), state: .printed(printer: "slips"), printer: "slips")
      var elsewhere = job
      elsewhere.state = .failed(reason: "no paper")
      let other = PrintJob(
        id: job.id, ticket: job.ticket, station: "kiosk-2", first: nil, askedAt: job.askedAt,
        state: elsewhere.state)
      let web = hall.web
      let heard = await RawHTTP.aside { () -> (name: String, state: String)? in
        guard let kiosk = Self.open(hall.port, "/api/kiosk/stream"),
          kiosk.readAnswer(isHead: true)?.status == 200, Self.event(kiosk)?.name == "hall"
        else { return nil }
        web.slipMoved(other)
        web.slipMoved(job)
        let event = Self.event(kiosk) { $0.name == "print" }
        return event.map { ($0.name, $0.data["state"] as? String ?? "") }
      }
      #expect(heard?.state == "printed")
    }
  }

  @Test func `a reader that takes nothing is dropped and holds nobody up`() async throws {
    let pace = StreamFeed.Pace(beat: .milliseconds(100), writeDeadline: .milliseconds(300))
    try await HallUnderTest.open(pace: pace) { hall async throws in
      let deaf = await RawHTTP.aside { () -> RawConnection? in
        Self.open(hall.port, "/api/board/stream")
      }
      let feed = hall.web.parts.board
      for await _ in AsyncStream(unfolding: { feed.watcherCount == 0 ? () : nil }) {
        await betweenLooks()
      }
      // Far more than any buffer between them holds.
      let news = ByteBuffer(repeating: UInt8(ascii: ":"), count: 1 << 20)
      for _ in 0..<StreamWatcher.mostMessages { feed.tell("board-1", news) }
      let patience = ContinuousClock.now + .seconds(20)
      while feed.watcherCount > 0, ContinuousClock.now < patience {
        #expect(try await hall.takeNumber().status == 201)
      }
      #expect(feed.watcherCount == 0)
      withExtendedLifetime(deaf) {}
    }
  }
}
