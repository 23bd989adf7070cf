import Foundation
import Glibc
import Testing

extension RealBinary {
  /// The unit's promises, with the test in systemd's place: `Type=notify`, `WatchdogSec`.
  @Suite struct `Under systemd` {
    private static let limit = Duration.seconds(2)

    @Test func `a writer that hangs is ended by the watchdog, and no answered number is lost`()
      async throws
    {
      let faults = try Faults()
      let systemd = try Systemd()
      let hall = try RunningHall(faults: faults)
      hall.environment = try Self.environment(systemd)
      try hall.start()
      let errands = try Places(hall, counters: 4).errands
      let before = try await Race.run(hall, kiosks: 4, errands: errands, for: .milliseconds(300))
      systemd.forget()
      faults.set(.hangSync, 1)
      let flag = Race.Flag()
      async let race = Race.run(hall, kiosks: 4, errands: errands, until: flag)
      let child = try #require(hall.child)
      let isEnded = try await onThread {
        let isEnded = systemd.watch(child, limit: Self.limit, atMost: .within(.seconds(15)))
        flag.stop()
        return isEnded
      }
      #expect(isEnded)
      #expect(child.wait(.within(.seconds(10))) == .signal(SIGABRT))
      let during = try await race
      #expect(during.open.count == 4)

      faults.set(.hangSync, 0)
      try hall.start()
      let connection = hall.connect()
      var audit = Audit(promises: before.promises + during.promises)
      for request in during.open {
        audit.promises.append(try Kiosk.ask(request, connection))
      }
      #expect(before.promises.count > 10)
      #expect(try audit.differences(hall.disk) == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `a healthy hall is never ended, also on a slow disk under load`() async throws {
      // The control: the same watch, a disk that takes 50 ms for each flush, and nobody is ended.
      let faults = try Faults()
      let systemd = try Systemd()
      let hall = try RunningHall(faults: faults)
      hall.environment = try Self.environment(systemd)
      try hall.start()
      faults.set(.syncDelay, 50_000)
      let errands = try Places(hall, counters: 4).errands
      let flag = Race.Flag()
      async let race = Race.run(hall, kiosks: 8, errands: errands, until: flag)
      let child = try #require(hall.child)
      let isEnded = try await onThread {
        let isEnded = systemd.watch(child, limit: Self.limit, atMost: .within(.seconds(5)))
        flag.stop()
        return isEnded
      }
      #expect(!isEnded)
      let ended = try await race
      #expect(ended.refusals == [])
      faults.set(.syncDelay, 0)
      try hall.stop()
      systemd.forget()
      let said = systemd.messages.joined(separator: "\n")
      #expect(said.contains("READY=1") && said.contains("STOPPING=1"))
    }

    @Test func `the unit's exposure is at most 2,0, and what it needs is allowed`() throws {
      let unit = Project.folder + "/systemd/halld.service"
      let whole = try Self.exposure(unit)
      let open = whole.report.split(separator: "\n").filter { !$0.hasPrefix("✓") }
      print(open.joined(separator: "\n"))
      #expect(whole.level <= 2.0)

      // The control: without its fences the same tool says otherwise.
      let text = try String(contentsOfFile: unit, encoding: .utf8)
      let folder = try TemporaryFolder("unit")
      let bare = text.split(separator: "\n").filter {
        !$0.hasPrefix("SystemCallFilter") && !$0.hasPrefix("Protect") && !$0.hasPrefix("Private")
          && !$0.hasPrefix("Capability")
      }
      try bare.joined(separator: "\n").write(
        toFile: folder.path + "/halld.service", atomically: true, encoding: .utf8)
      #expect(try Self.exposure(folder.path + "/halld.service").level > 2.0)

      for line in [
        "NoNewPrivileges=yes", "DevicePolicy=closed", "SystemCallFilter=@system-service",
        "WatchdogSec=30", "MemoryMax=512M", "TasksMax=256", "Restart=always",
        "StartLimitIntervalSec=0", "LoadCredential=checkpoint.key", "LimitCORE=0",
        "DeviceAllow=char-alsa rw", "SupplementaryGroups=lp input dialout audio",
      ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
    }

    @Test func `the daemon and its player make no system call the unit forbids`() throws {
      let allowed = try Self.allowedCalls()
      #expect(allowed.contains("fdatasync") && !allowed.contains("ptrace"))
      // What ALSA's mixer for several programs needs besides, on a machine with a sound card.
      #expect(allowed.isSuperset(of: ["semget", "semop", "shmget", "shmat", "socket", "connect"]))
      let hall = try RunningHall(
        config: try HallConfig([
          ("languages: [vi, en]", "languages: [vi]\n  speaker: {device: \"null\"}")
        ]))
      let folder = try TemporaryFolder("calls")
      hall.wrapper = [
        "/usr/bin/strace", "-D", "-f", "-qq", "-o", folder.path + "/calls", "-e", "trace=all",
      ]
      try hall.start(within: .seconds(60))
      let kiosk = Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]])
      _ = try kiosk.ask()
      _ = try Officer(hall, counter: "1").callNext()
      let isPlayed: Bool? = Deadline.within(.seconds(60)).first {
        let health = try? hall.connect().send("GET", "/health").json
        let speaker = health?["peripherals"].list.first { $0["kind"].text == "speaker" }
        return speaker?["status"].text == "ready" ? true : nil
      }
      #expect(isPlayed == true, "aplay ran to its end")
      try hall.stop(within: .seconds(30))
      let text = try String(contentsOfFile: folder.path + "/calls", encoding: .utf8)
      let made = Set(text.matches(of: #/(?m)^\d+ +(\w+)\(/#).map { String($0.1) })
      #expect(made.contains("fdatasync") && text.contains("/aplay\""))
      // SQLite gives files to the database's owner, and only where it runs as root.
      let asRoot: Set = geteuid() == 0 ? ["fchown"] : []
      #expect(made.subtracting(allowed).subtracting(asRoot).sorted() == [])
    }

    /// What the unit sets, and where to notify.
    private static func environment(_ systemd: Systemd) throws -> [String: String] {
      let unit = try String(
        contentsOfFile: Project.folder + "/systemd/halld.service", encoding: .utf8)
      let pairs = unit.matches(of: #/(?m)^Environment=(\w+)=(.+)$/#)
      #expect(pairs.count == 1)
      return pairs.reduce(into: systemd.environment(watchdog: limit)) {
        $0[String($1.1)] = String($1.2)
      }
    }

    private static func exposure(_ unit: String) throws -> (level: Double, report: String) {
      let result = try run(
        "/usr/bin/systemd-analyze", ["security", "--offline=true", "--no-pager", unit])
      let last = result.output.split(separator: "\n").last { $0.contains("Overall exposure") }
      let words = (last ?? "").split(separator: " ").compactMap { Double($0) }
      guard let level = words.first else { throw Trouble("no level in \(result)") }
      return (level, result.output)
    }

    /// The calls of the unit's filter, its groups looked up.
    private static func allowedCalls() throws -> Set<String> {
      let unit = try String(
        contentsOfFile: Project.folder + "/systemd/halld.service", encoding: .utf8)
      var calls: Set<String> = []
      for line in unit.split(separator: "\n") where line.hasPrefix("SystemCallFilter=") {
        let words = line.dropFirst("SystemCallFilter=".count)
        let isList = words.hasPrefix("~")
        for word in words.drop(while: { $0 == "~" }).split(separator: " ") {
          let named = try members(String(word))
          if isList { calls.subtract(named) } else { calls.formUnion(named) }
        }
      }
      return calls
    }

    private static func members(_ name: String) throws -> Set<String> {
      guard name.hasPrefix("@") else { return [name] }
      let result = try run("/usr/bin/systemd-analyze", ["syscall-filter", "--no-pager", name])
      let lines = result.output.split(separator: "\n").dropFirst()
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && $0.first != "#" }
      return try lines.reduce(into: []) { $0.formUnion(try members($1)) }
    }
  }
}
