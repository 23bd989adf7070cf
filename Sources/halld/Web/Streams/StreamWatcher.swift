internal import NIOCore
internal import Synchronization

/// One connection that watches a feed.
///
/// It is only ever told that there is something to send; what is sent is read at that moment. A
/// slow reader therefore holds no queue of old pictures, only a few small messages.
final class StreamWatcher: Sendable {
  /// Small messages kept for a reader that is busy; older ones give way.
  static let mostMessages = 64

  private struct State {
    var messages: [ByteBuffer] = []
    var writingSince: ContinuousClock.Instant?
  }

  let id: UInt64
  let station: String?
  /// Who watches, where that is counted.
  let client: ClientAddress?
  let wakes: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation
  private let channel: any Channel
  private let state = Mutex(State())

  init(id: UInt64, station: String?, channel: any Channel, client: ClientAddress? = nil) {
    self.id = id
    self.station = station
    self.client = client
    self.channel = channel
    (wakes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func wake() { bell.yield() }
  func end() { bell.finish() }

  func add(_ message: ByteBuffer) {
    state.withLock { state in
      if state.messages.count >= Self.mostMessages { state.messages.removeFirst() }
      state.messages.append(message)
    }
    wake()
  }

  func takeMessages() -> [ByteBuffer] {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  func beginsWriting() { state.withLock { $0.writingSince = .now } }
  func hasWritten() { state.withLock { $0.writingSince = nil } }

  /// Whether a write began before this instant and has not ended.
  func isStuck(since instant: ContinuousClock.Instant) -> Bool {
    state.withLock { $0.writingSince.map { $0 < instant } ?? false }
  }

  /// The reader takes nothing: the connection is cut, which ends the write that waits.
  func drop() { channel.close(promise: nil) }
}

/// The places of all feeds together, so that streams leave connections for everything else.
final class StreamPlaces: Sendable {
  private let most: Int
  private let taken = Mutex(0)

  init(_ most: Int) { self.most = most }

  var areTaken: Bool { taken.withLock { $0 >= most } }

  func take() -> Bool {
    taken.withLock { taken in
      guard taken < most else { return false }
      taken += 1
      return true
    }
  }

  func giveBack() { taken.withLock { $0 -= 1 } }
}
