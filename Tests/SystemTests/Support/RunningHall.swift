import Foundation

/// The real binary on a data folder of its own: started, killed, started again.
final class RunningHall: @unchecked Sendable {
  // `child` and `port` change between scenarios' steps only, never while workers run.
  let data: String
  let config: HallConfig
  let faults: Faults?
  /// Variables the daemon gets besides its faults'.
  var environment: [String: String] = [:]
  /// A program, and its arguments, that starts the daemon.
  var wrapper: [String] = []
  /// The port to start on; 0 for any, the last one for a page that must find the hall again.
  var wantedPort: UInt16 = 0
  private(set) var port: UInt16 = 0
  private(set) var child: Child?
  private let folder: TemporaryFolder

  init(config: HallConfig? = nil, faults: Faults? = nil) throws {
    folder = try TemporaryFolder("hall")
    data = folder.path + "/data"
    self.config = try config ?? HallConfig()
    self.faults = faults
    try FileManager.default.createDirectory(
      atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Starts and waits for the line `ready http://…`.
  func start(within limit: Duration = .seconds(30)) throws {
    try launch()
    try awaitReady(within: limit)
  }

  /// Waits for the line `ready http://…` of a hall that was launched.
  func awaitReady(within limit: Duration = .seconds(30)) throws {
    let deadline = Deadline.within(limit)
    let ready: UInt16? = try deadline.first {
      if let port = readyPort { return port }
      if let ending = child?.ending { throw trouble("halld has ended with \(ending)") }
      return nil
    }
    guard let ready else { throw trouble("halld is not ready within \(limit)") }
    port = ready
  }

  /// Starts without waiting.
  func launch() throws {
    let words =
      wrapper + [
        Project.binary, "serve", "--config", config.file, "--data", data, "--port",
        String(wantedPort),
      ]
    child = try Child(
      words[0], Array(words.dropFirst()),
      environment: (try faults?.environment(data: data) ?? [:]).merging(environment) { $1 })
  }

  /// The power fails as far as a process can tell: SIGKILL, and no last words.
  func crash() throws {
    child?.kill(SIGKILL)
    guard child?.wait(.within(.seconds(10))) != nil else { throw trouble("SIGKILL did not end it") }
  }

  /// Asks it to end, and says how long that took.
  @discardableResult func stop(within limit: Duration = .seconds(15)) throws -> Duration {
    let start = ContinuousClock.now
    child?.kill(SIGTERM)
    guard let ending = child?.wait(.within(limit)) else {
      throw trouble("SIGTERM has not ended it within \(limit)")
    }
    guard ending == .exit(0) else { throw trouble("SIGTERM ended it with \(ending)") }
    return ContinuousClock.now - start
  }

  var disk: DataOnDisk { DataOnDisk(folder: data) }

  /// Connections live as long as their owner; one per worker.
  func connect() -> HTTPConnection { HTTPConnection(port: port) }

  func trouble(_ what: String) -> Trouble {
    Trouble(
      "\(what)\n--- out\n\(child?.output.suffix(4_000) ?? "")\n--- err\n\(child?.errors.suffix(4_000) ?? "")"
    )
  }

  /// Runs one of the daemon's own commands on this data folder.
  func command(_ words: String..., input: String? = nil) throws -> (
    ending: Child.Ending, output: String, errors: String
  ) {
    try run(Project.binary, words + ["--data", data], input: input)
  }

  private var readyPort: UInt16? {
    guard
      let line = child?.output.split(separator: "\n").first(where: { $0.hasPrefix("ready http") }),
      let colon = line.lastIndex(of: ":")
    else { return nil }
    return UInt16(line[line.index(after: colon)...].prefix { $0.isNumber })
  }
}

/// The demo's configuration in a folder of its own, with changes.
final class HallConfig: Sendable {
  let file: String
  private let folder: TemporaryFolder

  /// - Parameter changes: texts that occur in the demo, and what stands there instead.
  /// - Throws: when one of them does not occur there.
  init(_ changes: [(String, String)] = []) throws {
    folder = try TemporaryFolder("config")
    var text = try String(contentsOfFile: Project.config + "/demo.yaml", encoding: .utf8)
    for (old, new) in changes {
      guard text.contains(old) else { throw Trouble("Config/demo.yaml has no \"\(old)\"") }
      text = text.replacingOccurrences(of: old, with: new)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: Project.config)
    where name != "demo.yaml" {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(name)", withDestinationPath: "\(Project.config)/\(name)")
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/Devices", withDestinationPath: "\(Project.folder)/Devices")
    file = folder.path + "/demo.yaml"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
  }
}
