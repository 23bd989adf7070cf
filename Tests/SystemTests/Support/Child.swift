import Foundation
import Glibc

/// A child process whose output goes to files; never left behind.
final class Child: @unchecked Sendable {
  // Guarded by `lock`: the process id and, once reaped, how it ended.
  private let lock = NSLock()
  private let pid: pid_t
  private var end: Ending?
  private let folder: TemporaryFolder

  enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String? = nil
  ) throws {
    folder = try TemporaryFolder("out")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var source = "/dev/null"
    if let input {
      source = folder.path + "/in"
      try Data(input.utf8).write(to: URL(fileURLWithPath: source))
    }
    posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
    for (file, name) in [(Int32(1), "/out"), (2, "/err")] {
      posix_spawn_file_actions_addopen(
        &actions, file, folder.path + name, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    }
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var started: pid_t = 0
    // The pool's threads, from which tests run, block signals; the child shall hear them all.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let code = posix_spawn(&started, program, &actions, &attributes, &words, &settings)
    guard code == 0 else {
      throw Trouble("\(program) does not start: \(String(cString: strerror(code)))")
    }
    pid = started
  }

  deinit {
    kill(SIGKILL)
    _ = wait(.within(.seconds(10)))
  }

  /// Its number; means somebody else once it has ended.
  var process: pid_t { pid }

  var output: String { text("/out") }
  var errors: String { text("/err") }

  func kill(_ signal: Int32) {
    lock.withLock {
      if end == nil { _ = Glibc.kill(pid, signal) }
    }
  }

  /// How it ended; `nil` while it runs.
  var ending: Ending? {
    lock.withLock {
      if let end { return end }
      var status: Int32 = 0
      guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
      let signal = status & 0x7f
      end = signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
      return end
    }
  }

  func wait(_ deadline: Deadline) -> Ending? { deadline.first { ending } }

  /// Resident memory in kilobytes, as the kernel counts it.
  var residentKilobytes: Int? {
    let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: folder.path + name, encoding: .utf8)) ?? ""
  }
}

/// Runs a program to its end and returns what it said.
func run(
  _ program: String, _ arguments: [String], input: String? = nil,
  within limit: Duration = .seconds(60)
) throws -> (ending: Child.Ending, output: String, errors: String) {
  let child = try Child(program, arguments, input: input)
  guard let ending = child.wait(.within(limit)) else {
    throw Trouble("\(program) \(arguments) has not ended within \(limit).\n\(child.errors)")
  }
  return (ending, child.output, child.errors)
}
