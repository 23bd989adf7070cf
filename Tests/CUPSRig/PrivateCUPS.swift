internal import Foundation
import Glibc

/// A print server of a test's own: the real cupsd on a socket in a folder, with a printer that obeys.
///
/// It needs Debian's `cups-daemon` and `cups-client`, no account, no port and no other print server.
public final class PrivateCUPS: @unchecked Sendable {
  // `daemon` changes in `start` and `kill` only, which one test calls one after the other.
  public let folder: String
  private var daemon: pid_t?

  public struct Trouble: Error, CustomStringConvertible {
    public let description: String
  }

  /// How the printer behind the queues is.
  public enum Condition: String, Sendable, CaseIterable {
    case ready, slow, mute, fail, stop, offline, jam
    case nearEnd = "near-end"
    case paperOut = "paper-out"
    case paperOutMidway = "paper-out-midway"
    case coverOpen = "cover-open"
  }

  /// Whether the programs are installed.
  public static var isInstalled: Bool {
    [program, "/usr/sbin/lpadmin"].allSatisfy(FileManager.default.isExecutableFile)
  }

  private static let program = "/usr/sbin/cupsd"
  private static let programs = "/usr/lib/cups"

  /// Where clients find it.
  public var socket: String { folder + "/run/cups.sock" }
  /// What comes out of the printer.
  public var tray: String { folder + "/tray" }

  public init() throws {
    folder = "/tmp/halld-cups-\(UUID().uuidString.prefix(8))"
    try layOut()
    try start()
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts it, and waits until it listens.
  public func start() throws {
    let log = folder + "/log/said"
    daemon = try Spawn.start(
      Self.program,
      ["-f", "-c", folder + "/etc/cupsd.conf", "-s", folder + "/etc/cups-files.conf"], output: log)
    guard wait(seconds: 20, until: { Self.answers(self.socket) }) else {
      throw Trouble(
        description: "cupsd does not listen: \(text(log)) \(text(folder + "/log/error_log"))")
    }
  }

  /// The power goes, as far as a client can tell.
  public func kill() {
    guard let daemon else { return }
    Glibc.kill(daemon, SIGKILL)
    _ = Spawn.end(of: daemon)
    unlink(socket)
    self.daemon = nil
  }

  /// It hangs, or goes on.
  public func freeze(_ on: Bool) {
    if let daemon { Glibc.kill(daemon, on ? SIGSTOP : SIGCONT) }
  }

  /// A queue that passes bytes on as they come.
  public func addRawQueue(_ name: String, device: String? = nil) throws {
    try admin(["-p", name, "-E", "-v", device ?? "rig:" + tray, "-m", "raw"])
  }

  /// A queue with a driver whose printer takes documents of these types as they are.
  public func addQueue(_ name: String, taking types: [String]) throws {
    let file = folder + "/\(name).ppd"
    try Self.driver(types).write(toFile: file, atomically: true, encoding: .utf8)
    try admin(["-p", name, "-E", "-v", "rig:" + tray, "-P", file])
  }

  public func removeQueue(_ name: String) throws { try admin(["-x", name]) }

  /// Any of the programs that come with CUPS, on this server.
  @discardableResult public func tool(_ path: String, _ arguments: [String]) throws -> String {
    let output = "\(folder)/log/tool-\(UUID().uuidString.prefix(8))"
    let child = try Spawn.start(
      path, arguments,
      environment: ["CUPS_SERVER=\(socket)", "LC_ALL=C", "PATH=/usr/bin:/usr/sbin"],
      output: output)
    guard Spawn.end(of: child) == 0 else {
      throw Trouble(description: "\(path) \(arguments.joined(separator: " ")): \(text(output))")
    }
    return text(output)
  }

  public func set(_ condition: Condition) throws {
    try "\(condition.rawValue)\n".write(
      toFile: tray + "/condition", atomically: true, encoding: .utf8)
  }

  /// Slips that came out whole, by the numbers of their jobs.
  public var papers: [Int: [UInt8]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tray)) ?? []
    let numbers = names.filter { $0.hasPrefix("paper-") }.compactMap { Int($0.dropFirst(6)) }
    return Dictionary(
      uniqueKeysWithValues: numbers.map { number in
        let data = try? Data(contentsOf: URL(fileURLWithPath: tray + "/paper-\(number)"))
        return (number, Array(data ?? Data()))
      })
  }

  /// Looks every 10 ms until it is so.
  public func wait(seconds: Double, until isSo: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .milliseconds(Int(seconds * 1_000))
    while try !isSo() {
      guard ContinuousClock.now < end else { return false }
      usleep(10_000)
    }
    return true
  }

  private func admin(_ arguments: [String]) throws { try tool("/usr/sbin/lpadmin", arguments) }

  private func text(_ path: String) -> String {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").suffix(2_000).description
  }
}

// MARK: - Its folder

extension PrivateCUPS {
  private static let isRoot = geteuid() == 0

  private func layOut() throws {
    let files = FileManager.default
    // Every part is its own; of the distribution's come only the programs.
    for (name, mode) in [
      ("", 0o755), ("etc", 0o755), ("etc/ppd", 0o755), ("run", 0o755), ("cache", 0o770),
      ("spool", 0o710), ("spool/tmp", 0o1770), ("log", 0o755), ("bin", 0o755),
      ("bin/backend", 0o755), ("tray", 0o777),
    ] {
      try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      chmod("\(folder)/\(name)", mode_t(mode))
    }
    if Self.isRoot, let group = getgrnam("lp")?.pointee.gr_gid {
      for name in ["cache", "run", "spool", "spool/tmp"] { chown("\(folder)/\(name)", 0, group) }
    }
    for name in ["cgi-bin", "daemon", "driver", "filter", "monitor", "notifier"]
    where files.fileExists(atPath: "\(Self.programs)/\(name)") {
      try files.createSymbolicLink(
        atPath: "\(folder)/bin/\(name)", withDestinationPath: "\(Self.programs)/\(name)")
    }
    for name in (try? files.contentsOfDirectory(atPath: Self.programs + "/backend")) ?? [] {
      try files.createSymbolicLink(
        atPath: "\(folder)/bin/backend/\(name)",
        withDestinationPath: "\(Self.programs)/backend/\(name)")
    }
    let backend = "\(folder)/bin/backend/rig"
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/backend"
    try files.copyItem(atPath: source, toPath: backend)
    chmod(backend, 0o755)
    try settings.write(toFile: folder + "/etc/cupsd.conf", atomically: true, encoding: .utf8)
    try places.write(toFile: folder + "/etc/cups-files.conf", atomically: true, encoding: .utf8)
    try set(.ready)
  }

  /// As Debian ships it in what matters: a job's owner may cancel it, nobody needs a password here.
  private var settings: String {
    """
    LogLevel debug
    MaxLogSize 0
    Listen \(socket)
    Browsing Off
    DefaultAuthType None
    WebInterface No
    IdleExitTimeout 0
    DirtyCleanInterval 0
    JobRetryInterval 1
    JobRetryLimit 30
    ErrorPolicy retry-job
    PreserveJobHistory Yes
    <Location />
      Order allow,deny
      Allow from all
    </Location>
    <Policy default>
      <Limit Send-Document Cancel-Job Get-Notifications>
        Require user @OWNER @SYSTEM
        Order deny,allow
      </Limit>
      <Limit All>
        Order deny,allow
      </Limit>
    </Policy>

    """
  }

  private var places: String {
    let owner = Self.isRoot ? "User lp\nGroup lp\nSystemGroup root" : ""
    return """
      ServerRoot \(folder)/etc
      StateDir \(folder)/run
      CacheDir \(folder)/cache
      RequestRoot \(folder)/spool
      TempDir \(folder)/spool/tmp
      ServerBin \(folder)/bin
      DataDir /usr/share/cups
      ErrorLog \(folder)/log/error_log
      AccessLog \(folder)/log/access_log
      PageLog \(folder)/log/page_log
      FileDevice Yes
      Sandboxing relaxed
      \(owner)

      """
  }

  /// The least a driver may say, for a printer that prints documents of these types by itself.
  private static func driver(_ types: [String]) -> String {
    let filters = types.map { "*cupsFilter2: \"\($0) \($0) 0 -\"" }.joined(separator: "\n")
    return """
      *PPD-Adobe: "4.3"
      *FormatVersion: "4.3"
      *FileVersion: "1.0"
      *LanguageVersion: English
      *LanguageEncoding: ISOLatin1
      *PCFileName: "RIG.PPD"
      *Manufacturer: "Rig"
      *Product: "(Rig)"
      *ModelName: "Rig"
      *ShortNickName: "Rig document printer"
      *NickName: "Rig document printer"
      *PSVersion: "(3010.000) 0"
      *LanguageLevel: "3"
      *ColorDevice: False
      *DefaultColorSpace: Gray
      *FileSystem: False
      \(filters)
      *OpenUI *PageSize/Media Size: PickOne
      *DefaultPageSize: A5
      *PageSize A5/A5: "<</PageSize[420 595]>>setpagedevice"
      *CloseUI: *PageSize
      *OpenUI *PageRegion/Media Size: PickOne
      *DefaultPageRegion: A5
      *PageRegion A5/A5: "<</PageSize[420 595]>>setpagedevice"
      *CloseUI: *PageRegion
      *DefaultImageableArea: A5
      *ImageableArea A5/A5: "12 12 408 583"
      *DefaultPaperDimension: A5
      *PaperDimension A5/A5: "420 595"

      """
  }

  /// Whether somebody listens at a socket in the file system.
  private static func answers(_ path: String) -> Bool {
    let handle = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard handle >= 0 else { return false }
    defer { close(handle) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(handle, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
