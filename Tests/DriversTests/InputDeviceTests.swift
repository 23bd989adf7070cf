import Foundation
import Glibc
import Testing
import VirtualLine

@testable import Drivers

/// What is no keyboard is never read as one; real keys are in `SystemTests`, under umockdev.
@Suite struct `A scanner's place` {
  @Test func `holds nothing, a file, a pipe or another device: each is told and left alone`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.path + "/input-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("keys".utf8).write(to: URL(filePath: folder + "/file"))
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    let line = try PseudoTerminal()
    try line.plug()
    for (path, standing) in [
      (folder + "/nothing", DeviceStanding.absent), (folder + "/file", .refused),
      (folder + "/file/below", .absent), (folder, .refused), (folder + "/pipe", .refused),
      ("/dev/null", .refused), (line.path, .refused),
    ] {
      let device = InputDevice(name: "s", path: path)
      #expect(await device.look() == standing, "\(path)")
      let reading = await device.read(within: .milliseconds(1))
      #expect(reading == InputDevice.Reading(standing: standing), "\(path)")
      #expect(InputDevice.plugged(at: path) == nil)
    }
  }

  @Test func `is tried a thousand times without leaving a handle behind`() async throws {
    let line = try PseudoTerminal()
    try line.plug()
    let device = InputDevice(name: "s", path: line.path)
    for _ in 0..<1_000 { _ = await device.read(within: .milliseconds(1)) }
    let held = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/fd/\(name)")
      let device = try? FileManager.default.destinationOfSymbolicLink(atPath: line.path)
      return target == device
    }
    // The test's own.
    #expect(held == 1)
  }
}
