import Foundation
import Synchronization

/// The emulator as a program: compiled where it is first needed, kept beside the tests.
public enum Emulator {
  private static let turn = Mutex<String?>(nil)

  /// The words that start a program under the emulator.
  ///
  /// With `first` the program waits until `EmulatedBus.start` is called.
  public static func words(socket: String, first: Bool) throws -> [String] {
    [wrapper, try program(), socket] + (first ? ["first"] : []) + ["--"]
  }

  /// A program of this package, beside the tests that run.
  public static func sibling(_ name: String) -> String {
    "\(folder)/\(name)"
  }

  private static let wrapper = "/usr/bin/umockdev-wrapper"

  private static let folder: String = {
    let candidates = CommandLine.arguments.prefix(3).map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    return candidates.first { FileManager.default.fileExists(atPath: "\($0)/USBCases") }
      ?? FileManager.default.currentDirectoryPath + "/.build/debug"
  }()

  private static func program() throws -> String {
    try turn.withLock { made in
      if let made { return made }
      guard FileManager.default.isExecutableFile(atPath: wrapper) else {
        throw RigTrouble("umockdev is missing; \"make test\" installs it")
      }
      let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Emulator/emulator.c").path
      let program = "\(folder)/usb-emulator"
      let new = "\(program).\(ProcessInfo.processInfo.processIdentifier)"
      try shell(
        "cc -O1 -Wall -Wextra -Werror -o '\(new)' '\(source)' "
          + "$(pkg-config --cflags --libs umockdev-1.0 glib-2.0) -lpthread && mv '\(new)' '\(program)'"
      )
      made = program
      return program
    }
  }

  private static func shell(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw RigTrouble("not made: \(line)") }
  }
}
