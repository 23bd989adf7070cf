import Foundation
import Testing
import USBRig

/// Every case on an emulated bus of its own: real libusb, an emulator in the kernel's place.
@Suite struct `On an emulated bus` {
  @Test(arguments: USBCase.allCases)
  func `a printer on USB`(one: USBCase) async throws {
    let result = try await Self.attempt(one)
    #expect(result.status == 0, "\(one.rawValue)\n\(result.output)")
  }

  @Test func `the cases can fail`() async throws {
    // The control: a program that never plugs anything in does not end well.
    let result = try await Self.attempt(nil)
    #expect(result.status == 2)
  }

  private static func attempt(_ one: USBCase?) async throws -> (status: Int32, output: String) {
    let socket = FileManager.default.temporaryDirectory
      .appending(path: "halld-usb-\(UUID().uuidString.prefix(8))").path
    defer { try? FileManager.default.removeItem(atPath: socket) }
    let words =
      try Emulator.words(socket: socket, first: false)
      + [Emulator.sibling("USBCases"), socket, one.map { "\($0)" } ?? "none"]
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    // Hears the end of the program; nothing here blocks the pool.
    let ended = AsyncStream<Int32> { stream in
      process.terminationHandler = {
        stream.yield($0.terminationStatus)
        stream.finish()
      }
    }
    try process.run()
    var status: Int32 = -1
    for await end in ended { status = end }
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    return (status, String(decoding: text, as: UTF8.self))
  }
}
