import Foundation
import Testing

extension RealBinary {
  /// Checkpoints with the real openssl, and backups by schedule, as a technician meets them.
  @Suite struct `Proof` {
    private static let hour: Int64 = 3_600 * 1_000_000

    /// Microseconds that bring the hall's wall clock (UTC+7) to a few seconds before midnight.
    private static func lateEvening() -> Int64 {
      let now = Int64(Date().timeIntervalSince1970 * 1e6) + 7 * hour
      return (24 * 3_600 - 6) * 1_000_000 - now % (24 * hour)
    }

    @Test func `a key of openssl signs the day's checkpoint, and openssl alone verifies it`() throws
    {
      let folder = try TemporaryFolder("proof")
      let key = folder.path + "/checkpoint.key"
      let shell = Shell(folder)
      try shell.expect("umask 077; openssl genpkey -algorithm ed25519 -out checkpoint.key")
      try shell.expect("openssl pkey -in checkpoint.key -pubout -out checkpoint.pub")
      let (hall, carried) = try Self.overMidnight(key: key, folder: folder)

      #expect(
        try hall.connect().send("GET", "/health").text.contains(
          #""checkpoint":{"status":"signed""#))
      let proved = try hall.command(
        "log", "verify", "--checkpoint", carried, "--public-key", folder.path + "/checkpoint.pub")
      #expect(proved.ending == .exit(0), "\(proved)")
      #expect(proved.output.contains("0 checkpoints after it bear no signature"))

      // The commands that stand in the file itself.
      let remarks = try String(contentsOfFile: carried, encoding: .utf8)
        .split(separator: "\n").filter { $0.hasPrefix("# sed") || $0.hasPrefix("# openssl") }
      #expect(remarks.count == 3)
      let commands = remarks.map { $0.dropFirst(2).replacingOccurrences(of: "FILE", with: carried) }
      try shell.expect(commands.joined(separator: " && "))

      // One digit otherwise: openssl says no, and halld says that the file proves nothing.
      try shell.expect("sed -i 's/^rows: ./rows: 9/' '\(carried)'")
      #expect(try shell.run(commands.joined(separator: " && ")).ending != .exit(0))
      let forged = try hall.command(
        "log", "verify", "--checkpoint", carried, "--public-key", folder.path + "/checkpoint.pub")
      #expect(forged.ending == .exit(3), "\(forged)")
      #expect(forged.output.contains("proves nothing"))
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `a pair of keys of halld is one for openssl, and each is made once`() throws {
      let folder = try TemporaryFolder("proof")
      let shell = Shell(folder)
      try shell.expect("'\(Project.binary)' checkpoint key")
      try shell.expect("openssl pkey -in checkpoint.key -pubout | cmp - checkpoint.pub")
      try shell.expect("test $(stat -c %a checkpoint.key) = 600")
      let again = try shell.run("'\(Project.binary)' checkpoint key")
      #expect(again.ending == .exit(1))
      #expect(again.errors.contains("exists already and is not replaced"))
      try shell.expect("'\(Project.binary)' checkpoint key --private - --public two.pub > two.key")
      try shell.expect("openssl pkey -in two.key -pubout | cmp - two.pub")
    }

    @Test func `without a key the hall works, and health says that nothing is signed`() throws {
      let hall = try RunningHall(
        config: HallConfig([
          ("dataFolder: .run/demo", "dataFolder: .run/demo\ncheckpointKey: /nowhere/checkpoint.key")
        ]))
      try hall.start()
      let health = try hall.connect().send("GET", "/health").text
      #expect(health.contains(#""checkpoint":{"status":"unsigned""#))
      #expect(health.contains("/nowhere/checkpoint.key"))
      let none = try hall.command("checkpoint", "show")
      #expect(none.ending == .exit(1))
      #expect(none.errors.contains("one is made when a service day ends"))
      try hall.stop()
      #expect(hall.child?.errors.contains("checkpoints are not signed") == true)
    }

    @Test func `a checkpoint comes out of a printer and keeps its text in the QR code`() throws {
      let folder = try TemporaryFolder("proof")
      let shell = Shell(folder)
      try shell.expect("'\(Project.binary)' checkpoint key")
      let (hall, _) = try Self.overMidnight(key: folder.path + "/checkpoint.key", folder: folder)
      try hall.stop()
      let printed = try hall.command(
        "checkpoint", "print", "--printer", "slips", "--config", hall.config.file)
      #expect(printed.ending == .exit(0), "\(printed)")
      let slips = try FileManager.default.contentsOfDirectory(atPath: hall.data + "/slips")
      #expect(slips.contains { $0.hasPrefix("checkpoint") && $0.hasSuffix(".png") }, "\(slips)")
      let wrong = try hall.command(
        "checkpoint", "print", "--printer", "slip", "--config", hall.config.file)
      #expect(wrong.ending == .exit(1))
      #expect(wrong.output.contains("Did you mean \"slips\"?"))
    }

    @Test func `a scheduled backup is there within a minute, and a spare machine goes on from it`()
      throws
    {
      let folder = try TemporaryFolder("backups")
      let backup = "backup: {folder: \(folder.path), every: 5, keep: 2}"
      let hall = try RunningHall(
        config: HallConfig([("dataFolder: .run/demo", "dataFolder: .run/demo\n\(backup)")]))
      try hall.start()
      let errands = [try Places(hall, counters: 1).errands[0]]
      let file = try Deadline.within(.seconds(60)).first {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
          .first { $0.hasSuffix(".sqlite") }
      }
      let name = try #require(file)
      let kiosk = Kiosk(hall, errands: errands)
      let lost = try [kiosk.ask(), kiosk.ask()].map(\.label)
      #expect(try hall.connect().send("GET", "/health").text.contains(#""backup":{"status":"ok""#))
      try hall.crash()

      let spare = try RunningHall()
      let restored = try spare.command(
        "restore", "\(folder.path)/\(name)", "--numbers-ahead", "200")
      #expect(restored.ending == .exit(0), "\(restored)")
      try spare.start()
      let next = try Kiosk(spare, errands: errands).ask()
      #expect(next.label.hasSuffix("201"))
      #expect(!lost.contains(next.label))
      try spare.stop()
      #expect(try spare.soundness() == [])
    }

    /// A hall with this key whose first day ends, and its checkpoint as a file.
    private static func overMidnight(
      key: String, folder: TemporaryFolder
    ) throws -> (RunningHall, String) {
      let faults = try Faults()
      faults.set(.clockOffset, lateEvening())
      let hall = try RunningHall(
        config: HallConfig([
          ("dataFolder: .run/demo", "dataFolder: .run/demo\ncheckpointKey: \(key)")
        ]), faults: faults)
      try hall.start()
      let carried = folder.path + "/carried.txt"
      let exported: Bool? = try Deadline.within(.seconds(40)).first {
        try hall.command("checkpoint", "export", "--out", carried).ending == .exit(0) ? true : nil
      }
      guard exported == true else { throw hall.trouble("no checkpoint after midnight") }
      return (hall, carried)
    }
  }
}

/// Commands as a person types them, in a folder.
private struct Shell {
  private let folder: TemporaryFolder

  init(_ folder: TemporaryFolder) {
    self.folder = folder
  }

  func run(_ line: String) throws -> (ending: Child.Ending, output: String, errors: String) {
    try SystemTests.run("/bin/sh", ["-c", "cd '\(folder.path)' && \(line)"])
  }

  func expect(_ line: String) throws {
    let result = try run(line)
    #expect(result.ending == .exit(0), "\(line): \(result)")
  }
}
