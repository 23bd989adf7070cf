import Foundation

/// A hall under umockdev, which answers for the kernel; its testbed lies in a folder of the test's.
final class HallWithKeys {
  let hall: RunningHall
  private let folder: TemporaryFolder

  init(_ devices: String) throws {
    guard access("/usr/bin/umockdev-run", X_OK) == 0 else {
      throw Trouble("/usr/bin/umockdev-run is missing; apt-get install umockdev")
    }
    folder = try TemporaryFolder("testbed")
    hall = try RunningHall(config: HallConfig([("boards:\n", devices + "boards:\n")]))
    let files = Project.folder + "/Tests/SystemTests/Scanner/"
    hall.environment = ["TMPDIR": folder.path]
    // umockdev-run is ended by a signal; the daemon shall not outlive it.
    hall.wrapper = [
      "/usr/bin/umockdev-run", "--device", files + "scanner.umockdev", "--ioctl",
      "/dev/input/event5=" + files + "scanner.ioctl", "--", "/usr/bin/setpriv", "--pdeathsig",
      "KILL",
    ]
    try hall.start()
  }

  deinit { try? hall.crash() }

  /// Where a device node lies in the testbed.
  func node(_ name: String) throws -> String {
    let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    guard let testbed = found.first(where: { $0.hasPrefix("umockdev.") }) else {
      throw Trouble("no testbed in \(folder.path): \(found)")
    }
    let path = "\(folder.path)/\(testbed)/dev/input/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    return path
  }
}
