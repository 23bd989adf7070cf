internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension StreamFeed {
  /// An answer that goes on: first the whole picture, then each change, and a beat in between.
  ///
  /// - Throws: `tooManyStreams`, for all or for the one client; one that is `nil` is not counted.
  func answer(
    station: String?, channel: any Channel, client: ClientAddress? = nil
  ) throws(Problem) -> Response {
    guard !isFull, !(client.map { isFull(for: $0) } ?? false) else { throw .tooManyStreams }
    var headers = Answer.plainHeaders
    headers[.contentType] = "text/event-stream"
    headers[.cacheControl] = "no-store"
    headers[.xAccelBuffering] = "no"
    let body = ResponseBody { writer in
      guard let watcher = self.join(station: station, channel: channel, client: client)
      else {
        try await writer.finish(nil)
        return
      }
      defer { self.leave(watcher) }
      try await self.send(to: watcher, through: &writer)
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: headers, body: body)
  }

  private func send(
    to watcher: StreamWatcher, through writer: inout any ResponseBodyWriter
  ) async throws {
    var greeting = ByteBuffer(string: "retry: 1000\n\n")
    var sent: UInt64 = 0
    if let frame = try? await current() {
      greeting.writeImmutableBuffer(frame.event)
      sent = frame.version
    }
    try await write(greeting, to: watcher, through: &writer)
    for await _ in watcher.wakes {
      var isNews = false
      for message in watcher.takeMessages() {
        isNews = true
        try await write(message, to: watcher, through: &writer)
      }
      if let frame = latest, frame.version != sent {
        isNews = true
        sent = frame.version
        try await write(frame.event, to: watcher, through: &writer)
      }
      if !isNews { try await write(beat(), to: watcher, through: &writer) }
    }
  }

  private func write(
    _ bytes: ByteBuffer, to watcher: StreamWatcher, through writer: inout any ResponseBodyWriter
  ) async throws {
    watcher.beginsWriting()
    defer { watcher.hasWritten() }
    try await writer.write(bytes)
  }
}
