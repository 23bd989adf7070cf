/// Runs every task of a simulated hall on the one thread that drives it, in an order of the seed.
///
/// `@unchecked Sendable`: touched by the simulation's own thread alone. Nothing here waits; a task
/// that waits for the world has left the list and comes back through `enqueue`.
final class OneThread: TaskExecutor, @unchecked Sendable {
  private enum Job {
    case task(UnownedJob)
    case actor(UnownedJob, DeviceThread)
  }

  private var jobs: [Job] = []
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed, for: "thread")
  }

  var isIdle: Bool { jobs.isEmpty }

  /// Tasks that were started here and have not ended.
  private(set) var unfinished = 0

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.append(.task(UnownedJob(job)))
  }

  fileprivate func enqueue(_ job: UnownedJob, on device: DeviceThread) {
    jobs.append(.actor(job, device))
  }

  /// Carries out one piece of what can go on, whichever the seed says.
  func runOne() {
    guard !jobs.isEmpty else { return }
    let index = jobs.count == 1 ? 0 : random.within(0...(jobs.count - 1))
    switch jobs.remove(at: index) {
    case .task(let job): job.runSynchronously(on: asUnownedTaskExecutor())
    case .actor(let job, let device): job.runSynchronously(on: device.asUnownedSerialExecutor())
    }
  }

  /// Starts a task that never leaves this thread.
  @discardableResult
  func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    unfinished += 1
    return Task(executorPreference: self) { [self] in
      await body()
      unfinished -= 1
    }
  }
}

/// The thread of one device: a call to it takes the device's time before it is carried out.
///
/// `@unchecked Sendable`: as `OneThread`.
final class DeviceThread: SerialExecutor, @unchecked Sendable {
  private let thread: OneThread
  private let time: VirtualTime
  /// Seconds the next call takes; asked once for each.
  var takes: () -> Int = { 0 }
  private var held: [Int: UnownedJob] = [:]
  private var number = 0
  /// The process is over.
  private(set) var isDead = false

  init(thread: OneThread, time: VirtualTime) {
    self.thread = thread
    self.time = time
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let seconds = takes()
    guard seconds > 0, !isDead else { return thread.enqueue(job, on: self) }
    number += 1
    let mine = number
    held[mine] = job
    time.after(seconds: seconds) { [self] in
      if let job = held.removeValue(forKey: mine) { thread.enqueue(job, on: self) }
    }
  }

  /// Calls that have not been carried out yet.
  var waiting: Int { held.count }

  /// The process dies: what the device was doing ends here and now.
  func cutShort() {
    isDead = true
    let now = held.sorted { $0.key < $1.key }
    held = [:]
    for (_, job) in now { thread.enqueue(job, on: self) }
  }
}
