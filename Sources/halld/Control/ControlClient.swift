internal import Foundation
internal import Glibc

/// Asks a running daemon through the socket in its data folder.
struct ControlClient {
  static let socketName = "control.sock"
  /// Longest answer that is read; the longest reply tells of every device.
  private static let replyLimit = 256 * 1024

  let path: String

  init(dataFolder: String) {
    path = dataFolder + "/" + Self.socketName
  }

  /// The daemon's reply, or `nil` when none is running on this data folder.
  ///
  /// A backup of a large log takes its time; a daemon that says nothing for `patience` seconds is at
  /// fault.
  func ask(_ request: ControlRequest, patience seconds: Int = 600) throws -> ControlReply? {
    guard var address = UnixAddress(path) else { return nil }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard address.withPointer({ connect(descriptor, $0, $1) }) == 0 else {
      if errno == EACCES { throw ControlFailure.forbidden(path) }
      return nil
    }

    let body = try JSONEncoder().encode(request)
    let head = """
      POST /control HTTP/1.1\r
      Host: halld\r
      Connection: close\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      \r

      """
    try write(Array(head.utf8) + body, to: descriptor)
    return try reply(from: descriptor)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ControlFailure.interrupted(path) }
      sent += count
    }
  }

  private func reply(from descriptor: Int32) throws -> ControlReply {
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while received.count < Self.replyLimit {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count >= 0 else { throw ControlFailure.interrupted(path) }
      if count == 0 { break }
      received.append(contentsOf: chunk[..<count])
    }
    let data = Data(received)
    guard let end = data.range(of: Data("\r\n\r\n".utf8)) else {
      throw ControlFailure.interrupted(path)
    }
    return try JSONDecoder().decode(ControlReply.self, from: data[end.upperBound...])
  }
}

enum ControlFailure: Error, CustomStringConvertible {
  case interrupted(String)
  case forbidden(String)

  var description: String {
    switch self {
    case .interrupted(let path):
      """
      Dịch vụ đang chạy không trả lời qua \(path); không rõ lệnh đã được thực hiện chưa. Xem \
      nhật ký dịch vụ rồi thử lại. / The running daemon did not answer through \(path); whether \
      the command was carried out is unknown. Look at its journal, then try again.
      """
    case .forbidden(let path):
      """
      Không được phép mở \(path), nên không biết dịch vụ có đang chạy không. Hãy chạy lệnh với \
      quyền root hoặc người dùng halld. / \(path) may not be opened, so whether the daemon runs is \
      unknown. Run the command as root or as the user halld.
      """
    }
  }
}
