import Glibc

/// Many connections at once that behave badly; none of them ever waits. Used by one thread.
final class Crowd {
  private let port: UInt16
  /// Bytes the kernel takes in for each, `nil` for its own choice; a small room is soon full.
  private let receives: Int32?
  private(set) var sockets: [Int32] = []
  /// What each has been answered so far.
  private var heard: [Int32: [UInt8]] = [:]
  private var closed: Set<Int32> = []

  init(_ hall: RunningHall, receives: Int32? = nil) {
    port = hall.port
    self.receives = receives
  }

  deinit { leave() }

  /// Connects so many more, from clients of their own addresses in turn.
  func join(_ count: Int, clients: ClosedRange<UInt32>) throws {
    for number in 0..<count {
      let client = clients.lowerBound + UInt32(number % clients.count)
      let socket = Loopback.socket(client: client, isBlocking: false)
      guard socket >= 0 else { throw Trouble("socket: \(String(cString: strerror(errno)))") }
      if var room = receives { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, 4) }
      guard Loopback.connect(socket, port) == 0 || errno == EINPROGRESS else {
        close(socket)
        throw Trouble("connect: \(String(cString: strerror(errno)))")
      }
      sockets.append(socket)
    }
  }

  /// Each sends these bytes, as far as they go out without waiting.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    for socket in sockets where !closed.contains(socket) {
      _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// Takes what has come, and sees who was hung up on.
  func listen() {
    var room = [UInt8](repeating: 0, count: 65_536)
    for socket in sockets where !closed.contains(socket) {
      while true {
        let count = recv(socket, &room, room.count, 0)
        if count > 0 { heard[socket, default: []] += room[..<count] }
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINPROGRESS) {
          closed.insert(socket)
        }
        if count <= 0 { break }
      }
    }
  }

  var closedCount: Int { closed.count }

  /// The status lines that were heard, each with how often.
  var statuses: [String: Int] {
    heard.values.reduce(into: [:]) { counts, bytes in
      let line = String(decoding: bytes.prefix { $0 != 13 }, as: UTF8.self)
      counts[line, default: 0] += 1
    }
  }

  /// Sends one text byte by byte, one byte a round, until everybody was hung up on or time is up.
  func drip(_ text: String, every pause: Duration, until deadline: Deadline) {
    var next = Deadline.within(.zero)
    var bytes = Array(text.utf8)[...]
    let _: Bool? = deadline.first {
      listen()
      if closedCount == sockets.count { return true }
      if next.isOver {
        // When the text is over it goes on with its last letter: it never ends.
        send(String(decoding: [bytes.first ?? UInt8(ascii: "x")], as: UTF8.self))
        bytes = bytes.dropFirst()
        next = .within(pause)
      }
      return nil
    }
  }

  func leave() {
    for socket in sockets { close(socket) }
    sockets = []
    closed = []
    heard = [:]
  }
}
