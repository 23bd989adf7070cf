import Glibc
import Synchronization

/// A door before a print server: it passes on what is said, and hangs up or dawdles where a test wants it.
///
/// A connection that a server ends between two requests looks like `.hangUp`: the client has already
/// written. `.loseAnswer` is the worse one: the server has carried the question out.
public final class CUPSRelay: Sendable {
  /// What befalls the next request of one kind.
  public enum Mishap: Sendable {
    case hangUp, loseAnswer
  }

  /// IPP operations (RFC 8011, 5.4.15) that may meet a mishap.
  public enum Operation: UInt16, Sendable, CaseIterable {
    case createJob = 0x0005
    case sendDocument = 0x0006
    case cancelJob = 0x0008
    case job = 0x0009
    case queue = 0x000B
  }

  /// Where clients find it.
  public let socket: String
  private let server: String
  private let listener: Int32
  private let state = Mutex(State())

  private struct State {
    var mishaps: [UInt16: Mishap] = [:]
    var pauseMilliseconds: UInt32 = 0
    var asked: [UInt16] = []
    var isOver = false
  }

  public init(to cups: PrivateCUPS) throws {
    server = cups.socket
    socket = cups.folder + "/run/relay.sock"
    listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let (listener, path) = (listener, socket)
    guard Self.withAddress(path, { bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0 else {
      throw PrivateCUPS.Trouble(description: "no door at \(path): errno \(errno)")
    }
    Self.begin { [self] in accept() }
  }

  /// Nobody new gets in; who is inside is finished with.
  public func close() {
    state.withLock { $0.isOver = true }
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  /// Has the next request of this kind meet this, once.
  public func plan(_ mishap: Mishap, on operation: Operation) {
    state.withLock { $0.mishaps[operation.rawValue] = mishap }
  }

  /// How long an answer's content stays behind its head, as on a machine with other work.
  public func pauseInAnswers(milliseconds: UInt32) {
    state.withLock { $0.pauseMilliseconds = milliseconds }
  }

  /// How often a kind of request reached the server.
  public func count(of operation: Operation) -> Int {
    state.withLock { $0.asked.count { $0 == operation.rawValue } }
  }

  private func accept() {
    while !state.withLock({ $0.isOver }) {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else { return }
      Self.begin { [self] in
        serve(client)
        Glibc.close(client)
      }
    }
  }

  private func serve(_ client: Int32) {
    let upstream = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(upstream) }
    guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else { return }
    var request = Request()
    while true {
      var waiting = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, 60_000) > 0 else { return }
      if waiting[0].revents != 0 {
        guard let bytes = Self.read(client) else { return }
        request.take(bytes)
        if let operation = request.operation, !request.isPassedOn {
          request.isPassedOn = true
          request.mishap = state.withLock { $0.mishaps.removeValue(forKey: operation) }
          if request.mishap == .hangUp { return }
          state.withLock { $0.asked.append(operation) }
          guard Self.write(request.held, to: upstream) else { return }
        } else if request.isPassedOn {
          guard Self.write(bytes, to: upstream) else { return }
        }
      } else if waiting[1].revents != 0 {
        guard let bytes = Self.read(upstream), answer(bytes, to: client, about: &request) else {
          return
        }
      }
    }
  }

  private func answer(_ bytes: [UInt8], to client: Int32, about request: inout Request) -> Bool {
    var rest = bytes[...]
    if bytes.starts(with: Array("HTTP/1.1 100".utf8)), let end = Request.head(bytes) {
      guard Self.write(Array(bytes[..<end]), to: client) else { return false }
      rest = bytes[end...]
    }
    guard !rest.isEmpty else { return true }
    if request.mishap == .loseAnswer { return false }
    request = Request()
    let answer = Array(rest)
    let pause = state.withLock { $0.pauseMilliseconds }
    guard pause > 0, answer.starts(with: Array("HTTP/1.1 200".utf8)),
      let end = Request.head(answer)
    else { return Self.write(answer, to: client) }
    guard Self.write(Array(answer[..<end]), to: client) else { return false }
    usleep(pause * 1_000)
    return Self.write(Array(answer[end...]), to: client)
  }
}

/// One request on its way through the door, held back until its operation is known.
private struct Request {
  var held: [UInt8] = []
  var operation: UInt16?
  var isPassedOn = false
  var mishap: CUPSRelay.Mishap?

  mutating func take(_ bytes: [UInt8]) {
    guard operation == nil else { return }
    held += bytes
    guard let end = Self.head(held), held.count >= end + 4 else { return }
    operation = UInt16(held[end + 2]) << 8 | UInt16(held[end + 3])
  }

  /// Where the content begins, behind the empty line.
  static func head(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
  }
}

// MARK: - Sockets and threads

extension CUPSRelay {
  private static func read(_ file: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(file, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func withAddress(
    _ path: String, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        use($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func begin(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    pthread_detach(thread)
  }
}
