internal import Synchronization

/// Passes news of the devices to the screens, which are made after them.
final class News<Message: Sendable>: Sendable {
  // Inside a struct: a bare closure would be wrapped once more at each look through the lock,
  // and a day of slips later each call would go through thousands of thunks.
  private struct Follower {
    var tell: @Sendable (Message) -> Void = { _ in }
  }

  private let follower = Mutex(Follower())

  func follow(_ follower: @escaping @Sendable (Message) -> Void) {
    self.follower.withLock { $0.tell = follower }
  }

  func tell(_ message: Message) {
    let follower = follower.withLock { $0 }
    follower.tell(message)
  }
}
