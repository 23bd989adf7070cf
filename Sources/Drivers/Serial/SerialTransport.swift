internal import Glibc

/// Bytes over a serial line, or over TCP to a server that has one.
///
/// Opened when first needed and again after it vanished. Not blocking: every wait is a `poll` that ends
/// by the deadline.
public final class SerialTransport: Transport {
  private let place: SerialPlace
  private let line: SerialLine
  private var file: Int32 = -1
  public private(set) var openings = 0

  /// Nothing is opened yet.
  public init(_ place: SerialPlace, line: SerialLine = SerialLine()) {
    self.place = place
    self.line = line
  }

  deinit { close() }

  public var isOpen: Bool { file >= 0 }

  /// Lets go of a device that has failed; the next call of `identify` opens it again.
  public func abandon() {
    // What waits in a serial port that takes nothing would hold its closing up for half a minute.
    if file >= 0, !isSocket { tcflush(file, TCOFLUSH) }
    close()
  }

  /// Closes the line; what has been written still leaves.
  public func close() {
    if file >= 0 { Glibc.close(file) }
    file = -1
  }

  /// Opens the line when it is not open.
  public func identify(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> DeviceIdentity {
    if file < 0 {
      file =
        switch place {
        case .device(let path): try openDevice(path)
        case .network(let address, let port): try connect(address, port, before: deadline)
        }
      openings += 1
    }
    return DeviceIdentity(maker: "", model: "serial", place: place.name)
  }

  public func write(
    _ bytes: ArraySlice<UInt8>, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) {
    guard file >= 0 else { throw TransportFailure(.absent, cause: place.name) }
    var rest = bytes
    while !rest.isEmpty {
      let count = send(rest)
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      let taken = bytes.count - rest.count
      switch errno {
      case EINTR: continue
      case EAGAIN:
        guard try ready(POLLOUT, before: deadline, taken: taken) else {
          throw TransportFailure(.timedOut, bytesTaken: taken, cause: "write")
        }
      default: throw lost("write", taken: taken)
      }
    }
  }

  /// What the device has said; also finds out that it has gone, which is why it is asked at all.
  public func readStatus(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> [UInt8] {
    guard file >= 0 else { throw TransportFailure(.absent, cause: place.name) }
    guard try ready(POLLIN, before: deadline, taken: 0) else { return [] }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    if count > 0 { return Array(bytes.prefix(count)) }
    // Nothing although it was said to be there: the other end has closed.
    if count < 0, errno == EAGAIN || errno == EINTR { return [] }
    throw lost("read", taken: 0)
  }

  // MARK: - The parts

  private func send(_ bytes: ArraySlice<UInt8>) -> Int {
    let (file, isSocket) = (file, isSocket)
    return unsafe bytes.withUnsafeBytes { buffer in
      isSocket
        ? unsafe Glibc.send(file, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        : unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
    }
  }

  private var isSocket: Bool {
    if case .network = place { true } else { false }
  }

  /// Whether the line is ready by the deadline.
  private func ready(
    _ what: Int32, before deadline: ContinuousClock.Instant, taken: Int
  ) throws(TransportFailure) -> Bool {
    while true {
      var asked = pollfd(fd: file, events: Int16(what), revents: 0)
      let left = max(0, ContinuousClock.now.duration(to: deadline) / .milliseconds(1))
      let count = unsafe poll(&asked, 1, Int32(min(left.rounded(.up), 60_000)))
      if count < 0, errno == EINTR { continue }
      if count == 0 { return false }
      let events = Int32(asked.revents)
      if events & what != 0 { return true }
      guard count > 0, events & (POLLERR | POLLHUP | POLLNVAL) == 0 else {
        throw lost("poll", taken: taken)
      }
    }
  }

  /// The device is gone: closed here, to be opened anew.
  private func lost(_ call: String, taken: Int) -> TransportFailure {
    let failure = TransportFailure(.gone, bytesTaken: taken, cause: "\(call): \(Self.words(errno))")
    abandon()
    return failure
  }

  private static func words(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

// MARK: - Opening

extension SerialTransport {
  private func openDevice(_ path: String) throws(TransportFailure) -> Int32 {
    // Without O_NONBLOCK a port would wait for a carrier that a display never gives.
    let file = unsafe open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw Self.failure("open", errno) }
    var settings = termios()
    guard unsafe tcgetattr(file, &settings) == 0 else {
      let code = errno
      Glibc.close(file)
      throw code == ENOTTY
        ? TransportFailure(.refused, cause: "\(path): not a serial line")
        : Self.failure("tcgetattr", code)
    }
    line.apply(to: &settings)
    guard unsafe tcsetattr(file, TCSANOW, &settings) == 0 else {
      let code = errno
      Glibc.close(file)
      throw Self.failure("tcsetattr", code)
    }
    return file
  }

  private func connect(
    _ address: String, _ port: Int, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> Int32 {
    guard let target = NumericAddress(address, port: port) else {
      throw TransportFailure(.refused, cause: "\(address): no numeric address")
    }
    let file = socket(
      target.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0
    )
    guard file >= 0 else { throw Self.failure("socket", errno) }
    if target.connect(file) != 0 {
      guard errno == EINPROGRESS else {
        let code = errno
        Glibc.close(file)
        throw Self.failure("connect", code)
      }
      var asked = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      let left = max(0, ContinuousClock.now.duration(to: deadline) / .milliseconds(1))
      let count = unsafe poll(&asked, 1, Int32(min(left.rounded(.up), 60_000)))
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      _ = unsafe getsockopt(file, SOL_SOCKET, SO_ERROR, &code, &size)
      guard count > 0, code == 0 else {
        Glibc.close(file)
        throw count > 0
          ? Self.failure("connect", code) : TransportFailure(.timedOut, cause: "connect")
      }
    }
    Self.keepAlive(file)
    return file
  }

  /// A device server that lost its power says nothing; the kernel asks it after ten quiet seconds.
  private static func keepAlive(_ file: Int32) {
    for (level, option, value) in [
      (SOL_SOCKET, SO_KEEPALIVE, 1), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, 10),
      (Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5), (Int32(IPPROTO_TCP), TCP_KEEPCNT, 3),
      (Int32(IPPROTO_TCP), TCP_NODELAY, 1),
    ] as [(Int32, Int32, Int32)] {
      var value = value
      _ = unsafe setsockopt(file, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
  }

  private static func failure(_ call: String, _ code: Int32) -> TransportFailure {
    let kind: TransportFailure.Code =
      switch code {
      case ENOENT, ENODEV, ENXIO, EIO, ENOTDIR, EHOSTUNREACH, ENETUNREACH: .absent
      case EBUSY: .busy
      case ETIMEDOUT: .timedOut
      case ECONNREFUSED, ECONNRESET: .gone
      default: .refused
      }
    return TransportFailure(kind, cause: "\(call): \(words(code))")
  }
}

extension SerialLine {
  /// Raw bytes, no echo, no flow control, no carrier.
  fileprivate func apply(to settings: inout termios) {
    unsafe cfmakeraw(&settings)
    settings.c_cflag &= ~tcflag_t(CSIZE | PARENB | PARODD | CSTOPB)
    settings.c_cflag &= ~CRTSCTS
    settings.c_cflag |= tcflag_t(CLOCAL | CREAD) | tcflag_t(dataBits == 7 ? CS7 : CS8)
    switch parity {
    case .none: break
    case .even: settings.c_cflag |= tcflag_t(PARENB)
    case .odd: settings.c_cflag |= tcflag_t(PARENB | PARODD)
    }
    if stopBits == 2 { settings.c_cflag |= tcflag_t(CSTOPB) }
    unsafe cfsetispeed(&settings, speed)
    unsafe cfsetospeed(&settings, speed)
  }

  private var speed: speed_t {
    switch baud {
    case 1_200: speed_t(B1200)
    case 2_400: speed_t(B2400)
    case 4_800: speed_t(B4800)
    case 19_200: speed_t(B19200)
    case 38_400: speed_t(B38400)
    case 57_600: speed_t(B57600)
    case 115_200: speed_t(B115200)
    default: speed_t(B9600)
    }
  }
}
