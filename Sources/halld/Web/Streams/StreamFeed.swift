internal import Dossiers
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Synchronization

/// One picture of the hall, sent to everyone who watches, whole and only when it has changed.
///
/// The picture is made once for all. Whoever joins, or was too slow for some, gets the newest
/// one; nobody is sent a difference, so nobody can miss one.
final class StreamFeed: Service {
  /// Makes the members of the picture, without the braces' opening, sequence and time.
  typealias Picture = @Sendable () async throws -> ByteBuffer

  /// A picture as it was last made.
  struct Frame: Sendable {
    /// Counts pictures; a watcher remembers the last one it was sent.
    var version: UInt64
    /// The log's sequence it is at least as new as.
    var seq: Int64
    var members: ByteBuffer
    /// The whole JSON document.
    var json: ByteBuffer
    /// The same as a server-sent event.
    var event: ByteBuffer
    var madeAt: ContinuousClock.Instant
  }

  struct Pace: Sendable {
    /// Between two signs of life.
    var beat: Duration = .seconds(2)
    /// Between two pictures at least; the first change is told at once.
    var rest: Duration = .zero
    /// A watcher that has taken nothing for so long is dropped.
    var writeDeadline: Duration = .seconds(10)
    /// Without watchers, how old a picture may be that is asked for.
    var fresh: Duration = .milliseconds(500)
  }

  struct State {
    var frame: Frame?
    var seq: Int64 = 0
    var isDirty = true
    var isStopped = false
    var watchers: [UInt64: StreamWatcher] = [:]
    /// Watchers by client, where clients are counted.
    var byClient: [ClientAddress: Int] = [:]
    var nextWatcher: UInt64 = 0
    var waiting: [CheckedContinuation<Frame?, Never>] = []
  }

  let event: String
  let pace: Pace
  private let places: StreamPlaces
  private let mostOfOneClient: Int
  private let picture: Picture
  private let changes: @Sendable () -> AsyncStream<Int64>
  private let now: @Sendable () -> Moment
  private let logger: Logger
  private let state: Mutex<State>
  private let wakes: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation

  /// A feed of the event `board` or `hall`, from the log's sequence `seq` on.
  ///
  /// Who finds no place is refused; after each of `changes` the picture may be another.
  init(
    event: String, pace: Pace = Pace(), seq: Int64 = 0, places: StreamPlaces,
    mostOfOneClient: Int = .max, changes: @escaping @Sendable () -> AsyncStream<Int64>,
    now: @escaping @Sendable () -> Moment, logger: Logger, picture: @escaping Picture
  ) {
    self.event = event
    self.pace = pace
    self.places = places
    self.mostOfOneClient = mostOfOneClient
    self.changes = changes
    self.now = now
    self.logger = logger
    self.picture = picture
    state = Mutex(State(seq: seq))
    (wakes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func run() async throws {
    let changes = self.changes()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await self.makePictures() }
        group.addTask { await self.beatOn() }
        group.addTask {
          for await seq in changes { self.changed(seq) }
        }
      }
    }
    stop()
  }

  /// The picture now, for whoever asks once.
  /// - Throws: `stopping`.
  func current() async throws(Problem) -> Frame {
    let frame: Frame? = await withCheckedContinuation { continuation in
      let known: Frame?? = state.withLock { state in
        if state.isStopped { return .some(nil) }
        if let frame = state.frame, !state.isDirty,
          !state.watchers.isEmpty || frame.madeAt.duration(to: .now) < pace.fresh
        {
          return frame
        }
        state.waiting.append(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) } else { bell.yield() }
    }
    guard let frame else { throw .stopping }
    return frame
  }

  var watcherCount: Int { state.withLock { $0.watchers.count } }
  var isFull: Bool { places.areTaken || state.withLock { $0.isStopped } }

  /// Whether one client has as many watchers as it may.
  func isFull(for client: ClientAddress) -> Bool {
    state.withLock { $0.byClient[client, default: 0] >= mostOfOneClient }
  }

  /// Adds a watcher; `nil` when there are too many already or the hall closes.
  ///
  /// A client that is `nil` is not counted.
  func join(
    station: String?, channel: any Channel, client: ClientAddress? = nil
  ) -> StreamWatcher? {
    state.withLock { state in
      guard !state.isStopped,
        client.map({ state.byClient[$0, default: 0] < mostOfOneClient }) ?? true, places.take()
      else { return nil }
      if let client { state.byClient[client, default: 0] += 1 }
      state.nextWatcher += 1
      let watcher = StreamWatcher(
        id: state.nextWatcher, station: station, channel: channel, client: client)
      state.watchers[watcher.id] = watcher
      return watcher
    }
  }

  func leave(_ watcher: StreamWatcher) {
    let wasThere = state.withLock { state in
      guard state.watchers.removeValue(forKey: watcher.id) != nil else { return false }
      if let client = watcher.client, let count = state.byClient[client] {
        state.byClient[client] = count > 1 ? count - 1 : nil
      }
      return true
    }
    if wasThere { places.giveBack() }
  }

  /// A small message for the watchers at one station, sent besides the pictures.
  func tell(_ station: String, _ message: ByteBuffer) {
    tell(message) { $0 == station }
  }

  /// The same for every station that is meant.
  func tell(_ message: ByteBuffer, where isMeant: (String) -> Bool) {
    tellEach(message) { $0.map(isMeant) ?? false }
  }

  /// The same for every watcher that is meant, also one without a station.
  func tellEach(_ message: ByteBuffer, where isMeant: (String?) -> Bool) {
    let watchers = state.withLock { state in
      state.watchers.values.filter { isMeant($0.station) }
    }
    for watcher in watchers { watcher.add(message) }
  }

  /// The picture may be another; it is made at once if anybody watches.
  func changed(_ seq: Int64) {
    let isWatched = state.withLock { state in
      state.seq = max(state.seq, seq)
      state.isDirty = true
      return !state.watchers.isEmpty
    }
    if isWatched { bell.yield() }
  }

  var latest: Frame? { state.withLock { $0.frame } }

  /// A sign of life, which also carries the time.
  func beat() -> ByteBuffer {
    ByteBuffer(string: "event: beat\ndata: {\"asOf\":\"\(now().rfc3339)\"}\n\n")
  }

  private func stop() {
    let (watchers, waiting) = state.withLock { state in
      state.isStopped = true
      defer { state.waiting = [] }
      return (Array(state.watchers.values), state.waiting)
    }
    for continuation in waiting { continuation.resume(returning: nil) }
    for watcher in watchers { watcher.end() }
  }
}

// MARK: - Making pictures

extension StreamFeed {
  private func makePictures() async {
    for await _ in wakes {
      let began = ContinuousClock.now
      let (seq, waiting) = state.withLock { state in
        state.isDirty = false
        defer { state.waiting = [] }
        return (state.seq, state.waiting)
      }
      let frame = await makeFrame(seq)
      for continuation in waiting { continuation.resume(returning: frame) }
      // Making pictures takes the writer's time too: never more than half of it, and a call that
      // comes meanwhile is shown at most three milliseconds later.
      let rest = max(pace.rest, min(began.duration(to: .now), .milliseconds(3)))
      guard (try? await Task.sleep(for: rest)) != nil else { return }
    }
  }

  private func makeFrame(_ seq: Int64) async -> Frame? {
    let members: ByteBuffer
    do {
      members = try await picture()
    } catch {
      logger.error("the \(event) could not be made: \(type(of: error))")
      return nil
    }
    let (frame, watchers) = state.withLock { state -> (Frame, [StreamWatcher]) in
      let isNew = state.frame?.members != members
      let version = (state.frame?.version ?? 0) + (isNew ? 1 : 0)
      let frame = assembled(version, seq, members)
      state.frame = frame
      return (frame, isNew ? Array(state.watchers.values) : [])
    }
    for watcher in watchers { watcher.wake() }
    return frame
  }

  private func assembled(_ version: UInt64, _ seq: Int64, _ members: ByteBuffer) -> Frame {
    var json = ByteBuffer()
    json.reserveCapacity(members.readableBytes + 80)
    json.writeString("{\"seq\":\(seq),\"asOf\":\"\(now().rfc3339)\",")
    json.writeImmutableBuffer(members)
    var event = ByteBuffer()
    event.reserveCapacity(json.readableBytes + 64)
    event.writeString("event: \(self.event)\nid: \(seq)\ndata: ")
    event.writeImmutableBuffer(json)
    event.writeStaticString("\n\n")
    return Frame(
      version: version, seq: seq, members: members, json: json, event: event, madeAt: .now)
  }

  private func beatOn() async {
    while (try? await Task.sleep(for: pace.beat)) != nil {
      let watchers = state.withLock { Array($0.watchers.values) }
      let late = ContinuousClock.now - pace.writeDeadline
      for watcher in watchers {
        if watcher.isStuck(since: late) { watcher.drop() } else { watcher.wake() }
      }
      // What only time changes (estimates, the closing hour) is looked at with every beat.
      if !watchers.isEmpty { bell.yield() }
    }
  }
}
