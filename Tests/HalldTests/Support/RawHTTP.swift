import Foundation
import Glibc

/// An answer as it came over the wire.
struct RawAnswer: Sendable {
  var status: Int
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a JSON object; empty when it is none.
  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }

  var code: String? { json["code"] as? String }
}

/// A connection over loopback that sends exactly the bytes it is given.
///
/// Blocking, with a deadline on every read; `RawHTTP.ask` keeps it off the shared threads.
/// Sendable as it is handed from thread to thread, never used by two at a time.
final class RawConnection: @unchecked Sendable {
  private let descriptor: Int32
  private var received: [UInt8] = []

  init?(port: Int, patienceSeconds: Int = 20) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Sends what the other end still takes; it may have answered and closed already.
  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Reads until these bytes have come; `nil` at the end of the connection or of patience.
  func read(until mark: String) -> [UInt8]? {
    let mark = Array(mark.utf8)
    while true {
      if let end = received.firstRange(of: mark)?.upperBound {
        defer { received.removeFirst(end) }
        return Array(received[..<end])
      }
      guard more() else { return nil }
    }
  }

  func read(count: Int) -> [UInt8]? {
    while received.count < count {
      guard more() else { return nil }
    }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  /// The head of an answer, and its body when its length is told.
  func readAnswer(isHead: Bool = false) -> RawAnswer? {
    guard let head = read(until: "\r\n\r\n") else { return nil }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    guard let first = lines.first?.split(separator: " "), first.count > 1,
      let status = Int(first[1])
    else { return nil }
    let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (String(line[..<colon]), String(value))
    }
    var answer = RawAnswer(status: status, headers: headers, body: [])
    if !isHead, let length = answer.header("content-length").flatMap({ Int($0) }) {
      guard let body = read(count: length) else { return nil }
      answer.body = body
    }
    return answer
  }

  private func more() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    received.append(contentsOf: chunk[..<count])
    return true
  }
}

enum RawHTTP {
  /// One request on a connection of its own, as bytes; `nil` when nothing came back.
  static func ask(_ port: Int, _ request: [UInt8], isHead: Bool = false) async -> RawAnswer? {
    await aside {
      guard let connection = RawConnection(port: port) else { return nil }
      connection.send(request)
      return connection.readAnswer(isHead: isHead)
    }
  }

  /// A request put together from its parts.
  static func request(
    _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8]? = nil
  ) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      head += "\(name): \(value)\r\n"
    }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + (body ?? [])
  }

  /// Blocking work on a thread of its own: the server needs the shared ones.
  static func aside<T: Sendable>(_ work: @Sendable @escaping () -> T) async -> T {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: work()) }
    }
  }
}
