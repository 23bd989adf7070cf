import Foundation
import Glibc

/// One keep-alive HTTP/1.1 connection on a bare socket; every wait has a deadline.
///
/// Used by one thread at a time.
final class HTTPConnection {
  struct Answer: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON { JSON(body) }
  }

  let port: UInt16
  /// Sent with each request; filled by `set-cookie`.
  var cookies: [String: String] = [:]
  private let limit: Duration
  /// The last byte of the loopback address the client has: 127.0.0.1, or another client's.
  private let client: UInt32
  private var socket: Int32 = -1
  private var buffer: [UInt8] = []
  private var start = 0

  init(port: UInt16, limit: Duration = .seconds(20), client: UInt32 = 1) {
    self.port = port
    self.client = client
    self.limit = limit
  }

  deinit { disconnect() }

  func send(
    _ method: String, _ path: String, json: String? = nil, headers: [String: String] = [:]
  ) throws -> Answer {
    let deadline = Deadline.within(limit)
    var head = "\(method) \(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !cookies.isEmpty {
      head += "cookie: " + cookies.map { "\($0)=\($1)" }.joined(separator: "; ") + "\r\n"
    }
    if let json {
      head += "content-type: application/json\r\ncontent-length: \(json.utf8.count)\r\n\r\n\(json)"
    } else {
      head += method == "GET" ? "\r\n" : "content-length: 0\r\n\r\n"
    }
    do {
      try write(Array(head.utf8), deadline)
      let answer = try receive(deadline)
      if answer.headers["connection"] == "close" { disconnect() }
      return answer
    } catch {
      disconnect()
      throw error
    }
  }

  /// Sends bytes as they are and reads one answer, for requests no client would make.
  func raw(_ bytes: [UInt8]) throws -> Answer {
    let deadline = Deadline.within(limit)
    defer { disconnect() }
    try write(bytes, deadline)
    return try receive(deadline)
  }

  /// Asks for a stream and returns once its head has come.
  func openStream(_ path: String, headers: [String: String] = [:]) throws -> Answer {
    let deadline = Deadline.within(limit)
    var head = "GET \(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\naccept: text/event-stream\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !cookies.isEmpty {
      head += "cookie: " + cookies.map { "\($0)=\($1)" }.joined(separator: "; ") + "\r\n"
    }
    try write(Array((head + "\r\n").utf8), deadline)
    return try receiveHead(deadline)
  }

  /// The next line of a chunked stream, without its end; `nil` when the stream has ended.
  func streamLine(_ deadline: Deadline) throws -> String? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return line
      }
      guard let chunk = try chunk(deadline) else { return nil }
      pending += chunk
    }
  }
  private var pending: [UInt8] = []

  func disconnect() {
    if socket >= 0 { close(socket) }
    socket = -1
    buffer = []
    start = 0
    pending = []
  }
}

extension HTTPConnection {
  private func connect() throws {
    socket = Loopback.socket(client: client)
    guard socket >= 0 else { throw failure("socket") }
    if Loopback.connect(socket, port) != 0 {
      let problem = failure("connect")
      disconnect()
      throw problem
    }
  }

  private func write(_ bytes: [UInt8], _ deadline: Deadline) throws {
    if socket < 0 { try connect() }
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else {
        // A refusal may already have been answered before all was read.
        if sent > 0, errno == EPIPE || errno == ECONNRESET { return }
        throw failure("send")
      }
      sent += count
      if deadline.isOver { throw Trouble("sending has not ended in time") }
    }
  }

  private func receive(_ deadline: Deadline) throws -> Answer {
    var answer = try receiveHead(deadline)
    if answer.status == 204 || answer.status == 304 { return answer }
    if let length = answer.headers["content-length"].flatMap({ Int($0) }) {
      while buffer.count - start < length { try fill(deadline) }
      answer.body = Array(buffer[start..<start + length])
      start += length
    } else if answer.headers["transfer-encoding"] == "chunked" {
      while let chunk = try chunk(deadline) { answer.body += chunk }
    }
    return answer
  }

  private func receiveHead(_ deadline: Deadline) throws -> Answer {
    let status = try line(deadline).split(separator: " ")
    guard status.count > 1, let code = Int(status[1]) else {
      throw Trouble("not an HTTP answer: \(status)")
    }
    var headers: [String: String] = [:]
    while true {
      let line = try line(deadline)
      guard let colon = line.firstIndex(of: ":") else { break }
      let name = line[..<colon].lowercased()
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers[name] = String(value)
      if name == "set-cookie" { keep(cookie: value) }
    }
    return Answer(status: code, headers: headers, body: [])
  }

  private func keep(cookie: Substring) {
    let pair = cookie.prefix { $0 != ";" }
    guard let equals = pair.firstIndex(of: "=") else { return }
    cookies[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
  }

  private func chunk(_ deadline: Deadline) throws -> [UInt8]? {
    guard let length = Int(try line(deadline), radix: 16) else { throw Trouble("not a chunk") }
    while buffer.count - start < length + 2 { try fill(deadline) }
    let bytes = Array(buffer[start..<start + length])
    start += length + 2
    return length == 0 ? nil : bytes
  }

  private func line(_ deadline: Deadline) throws -> String {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[start..<max(start, end - 1)], as: UTF8.self)
        start = end + 1
        return line
      }
      let seen = buffer.count - start
      try fill(deadline)
      searched = start + seen
    }
  }

  private func fill(_ deadline: Deadline) throws {
    if start > 0 {
      buffer.removeSubrange(..<start)
      start = 0
    }
    var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, deadline.milliseconds) > 0 else {
      throw Trouble("no answer in time")
    }
    let count = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { room in
      let count = recv(socket, room.baseAddress, room.count, 0)
      if count > 0 { buffer.append(contentsOf: room[..<count]) }
      return count
    }
    if count == 0 { throw Trouble("the connection was closed") }
    if count < 0 { throw failure("recv") }
  }

  private func failure(_ call: String) -> Trouble {
    Trouble("\(call): \(String(cString: strerror(errno)))")
  }
}
