internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A connection whose requests are worked on by the thread that reads and writes its bytes.
///
/// A request costs some fifty microseconds. Handed to another thread and back it would wait twice for
/// a processor, and under load those waits are the longest part of the slowest answers. What takes
/// long (a password, a picture, a device) has threads of its own.
struct OnEventLoop<Base: ServerChildChannel>: ServerChildChannel {
  let base: Base

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    base.setup(channel: channel, logger: logger)
  }

  func handle(value: Base.Value, logger: Logger) async {
    await withTaskExecutorPreference(EventLoopTasks(loop: value.channel.eventLoop)) {
      await base.handle(value: value, logger: logger)
    }
  }
}

/// Runs tasks on an event loop.
private final class EventLoopTasks: TaskExecutor {
  private let loop: any EventLoop

  init(loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
