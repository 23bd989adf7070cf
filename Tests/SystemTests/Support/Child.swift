import CUPSRig
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
    var source = "/dev/null"
    if let input {
      source = folder.path + "/in"
      try Data(input.utf8).write(to: URL(fileURLWithPath: source))
    }
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    pid = try Spawn.start(
      program, arguments, environment: variables.map { "\($0)=\($1)" }, input: source,
      output: folder.path + "/out", errors: folder.path + "/err")
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
