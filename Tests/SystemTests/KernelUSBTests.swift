import Foundation
import Testing
import USBRig

extension RealBinary {
  /// The cases of USB once more, on a kernel's own hub, usbfs and usblp, in an emulated machine; and a
  /// scanner, a keypad and a display on its usbhid, evdev and cdc-acm.
  @Suite struct `USB on a real kernel` {
    /// Those in which a kernel has a say.
    private static let cases: [USBCase] = [
      .found, .resumed, .stalled, .slow, .pulled, .replugged, .stranger, .ports, .serials, .printed,
      .outBefore, .outDuring, .nearEnd, .cover, .cutter, .full, .halted, .slowly, .absent, .torn,
      .gone, .rebound, .other, .swapped,
    ]

    private static let keys = ["scanner", "keypad", "display"]

    /// For the whole guest, which takes less than a minute on two processors that are its own.
    private static let limit = Duration.seconds(300)

    @Test func `every case that a kernel can produce ends as it does on the emulated bus`() throws {
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/qemu-system-x86_64"),
        FileManager.default.isExecutableFile(atPath: "/bin/busybox")
      else {
        print("SKIPPED: USB on a real kernel; qemu-system-x86 or busybox-static is missing")
        return
      }
      let job = try TemporaryFolder("guest")
      try FileManager.default.copyItem(
        atPath: Emulator.sibling("USBCases"), toPath: job.path + "/USBCases")
      let names = Self.cases.map { "\($0)" }.joined(separator: " ")
      let script = """
        export PATH=/usr/sbin:/usr/bin:/sbin:/bin SWIFT_BACKTRACE=enable=no
        /lib/systemd/systemd-udevd --daemon
        /mnt/USBCases kernel \(names)
        printers=$?
        /mnt/USBCases keys && exit $printers
        """
      try script.write(toFile: job.path + "/job", atomically: true, encoding: .utf8)
      let kernel = Project.folder + "/.build/qemu"
      // A kernel comes from Debian's archive, once.
      let made = try run(
        Project.folder + "/Tests/QEMU/prepare", [kernel], within: .seconds(300))
      #expect(made.ending == .exit(0), "\(made.errors)")
      let start = ContinuousClock.now
      let result = try run(
        Project.folder + "/Tests/QEMU/run", [kernel, job.path], within: Self.limit + .seconds(30))
      let time = ContinuousClock.now - start
      print("The guest took \(time)")
      #expect(time < Self.limit)
      let said = result.output + result.errors
      #expect(result.ending == .exit(0), "\(said)")
      for one in Self.cases.map({ "\($0)" }) + Self.keys {
        #expect(said.contains("\n\(one) ok") || said.hasPrefix("\(one) ok"), "\(one)")
      }
    }
  }
}
