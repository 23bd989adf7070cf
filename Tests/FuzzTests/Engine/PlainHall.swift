import Foundation
import Glibc

/// The real daemon on a data folder of its own, and bytes sent to it. Used by one thread at a time.
final class PlainHall: @unchecked Sendable {
  private let process = Process()
  private let folder: String
  private var port: UInt16 = 0
  private var tried = 0

  /// - Throws: `Finding` when it does not open its doors within half a minute.
  init() throws {
    folder =
      FileManager.default.temporaryDirectory.appending(path: "wire-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["out", "err"] {
      try Data().write(to: URL(filePath: "\(folder)/\(name)"))
    }
    process.executableURL = URL(filePath: Corpus.project + "/.build/debug/halld")
    process.arguments = [
      "serve", "--config", Corpus.project + "/Config/demo.yaml", "--data", "\(folder)/data",
      "--port",
      "0",
    ]
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/out")
    process.standardError = FileHandle(forWritingAtPath: "\(folder)/err")
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let end = ContinuousClock.now + .seconds(30)
    while port == 0 {
      guard ContinuousClock.now < end, process.isRunning else {
        throw Finding("halld does not open: \(errors)")
      }
      let line = text("out").split(separator: "\n").first { $0.hasPrefix("ready http") }
      port = line.flatMap { $0.split(separator: ":").last }.flatMap { UInt16($0) } ?? 0
      poll(nil, 0, 20)
    }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  var errors: String { String(text("err").suffix(2_000)) }

  private func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
  }

  var memoryKilobytes: Int? {
    let path = "/proc/\(process.processIdentifier)/status"
    let line = (try? String(contentsOfFile: path, encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }
  }

  /// Sends bytes on a connection of their own; every hundredth time a visitor wants a number too.
  func tryBytes(_ bytes: [UInt8]) throws {
    let answer = send(bytes, patienceMilliseconds: 100)
    try demand(process.isRunning, "the daemon is gone: \(errors)")
    if !answer.isEmpty {
      let head = String(decoding: answer.prefix(12), as: UTF8.self)
      try demand(head.hasPrefix("HTTP/1.") && head.count == 12, "it answered \(head)")
      let status = Int(head.suffix(3)) ?? 0
      // A disk that is full or a queue that is long is not what is tried here.
      try demand((200..<500).contains(status), "it answered \(head)")
    }
    tried += 1
    if tried % 100 == 0 { try demand(takesNumber(), "no number any more: \(errors)") }
  }

  func takesNumber() -> Bool {
    let body = #"{"errand":"dat-dai"}"#
    let request = """
      POST /api/tickets HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
      Idempotency-Key: \(UUID().uuidString)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """
    let answer = send(Array(request.utf8), patienceMilliseconds: 10_000)
    return String(decoding: answer.prefix(12), as: UTF8.self) == "HTTP/1.1 201"
  }

  /// What comes back until the other end closes, falls silent, or has said 64 KiB.
  private func send(_ bytes: [UInt8], patienceMilliseconds: Int) -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var patience = timeval(
      tv_sec: patienceMilliseconds / 1_000, tv_usec: patienceMilliseconds % 1_000 * 1_000)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return [] }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
    shutdown(descriptor, Int32(SHUT_WR))
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while answer.count < 65_536 {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      answer += chunk[..<count]
    }
    return answer
  }
}
