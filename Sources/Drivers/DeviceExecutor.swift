internal import Dispatch

/// A thread's worth of work for one device: its blocking calls never hold the shared pool.
public final class DeviceExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// - Parameter label: shown by debuggers, such as `printer kiosk-1`.
  public init(label: String) {
    queue = DispatchQueue(label: label)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }
}
