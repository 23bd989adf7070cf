internal import CCUPS
internal import Glibc

/// Where a print server listens: a socket file, a machine, or what CUPS itself is set to.
public struct CUPSServer: Hashable, Sendable {
  /// A path, a name or an address; `nil` is the server CUPS' own settings name.
  public var host: String?
  /// 1 to 65535; of no meaning for a path.
  public var port: Int

  public init(host: String? = nil, port: Int = 631) {
    self.host = host
    self.port = port
  }
}

/// Why a print server gave no answer that could be used.
struct CUPSFailure: Error, Hashable, Sendable {
  enum Code: Hashable, Sendable {
    /// Nobody listens there.
    case unreachable
    /// It listens and says nothing, or stopped in mid-sentence.
    case silent
    /// It does not know the queue or the job.
    case notFound
    /// It said no.
    case refused
  }

  var code: Code
  /// What libcups or the server said.
  var cause: String
}

/// One conversation with a print server; every question ends by its deadline.
///
/// libcups blocks, so it is used on a device's own executor only, and never kept between two slips.
@safe final class CUPSConnection {
  private let http: OpaquePointer
  private let patience: Patience

  /// Read by libcups whenever it has waited for `step`, on the thread that asked.
  private final class Patience {
    var deadline: ContinuousClock.Instant
    init(_ deadline: ContinuousClock.Instant) { self.deadline = deadline }
  }

  /// How long libcups waits before it asks whether to go on.
  private static let step = 0.1

  init(_ server: CUPSServer, before deadline: ContinuousClock.Instant) throws(CUPSFailure) {
    patience = Patience(deadline)
    // libcups keeps its settings for each thread, and an executor may change threads.
    Self.neverAskForPassword()
    let host = server.host ?? (unsafe String(cString: cupsServer()))
    let port = server.host == nil ? ippPort() : Int32(clamping: server.port)
    let left = Self.milliseconds(until: deadline)
    guard
      let http = unsafe httpConnect2(
        host, port, nil, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, left, nil)
    else {
      throw CUPSFailure(code: .unreachable, cause: "\(host): \(Self.lastWords)")
    }
    unsafe self.http = http
    unsafe httpSetTimeout(
      http, Self.step,
      { _, data in
        guard let data = unsafe data else { return 0 }
        let patience = unsafe Unmanaged<Patience>.fromOpaque(data).takeUnretainedValue()
        return ContinuousClock.now < patience.deadline ? 1 : 0
      }, Unmanaged.passUnretained(patience).toOpaque())
  }

  deinit { unsafe httpClose(http) }

  /// Asks, with a document behind the question if there is one.
  ///
  /// After `silent` the server may have carried the question out all the same, and this
  /// conversation is over. Before the deadline it means that the server ended it.
  func ask(
    _ request: IPPRequest, document: [UInt8] = [], at resource: String = "/",
    before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) -> IPPAnswer {
    patience.deadline = deadline
    Self.neverAskForPassword()
    // Twice when the server wants to know who asks, which libcups then tells it.
    for _ in 0..<3 {
      guard let message = unsafe request.message() else {
        throw CUPSFailure(code: .refused, cause: "out of memory")
      }
      defer { unsafe ippDelete(message) }
      let length = unsafe ippLength(message) + document.count
      var status = unsafe cupsSendRequest(http, message, resource, length)
      if status == HTTP_STATUS_CONTINUE, !document.isEmpty {
        status = unsafe document.withUnsafeBytes { bytes in
          guard let start = bytes.baseAddress else { return HTTP_STATUS_ERROR }
          return unsafe cupsWriteRequestData(
            http, start.assumingMemoryBound(to: CChar.self), bytes.count)
        }
      }
      if status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK {
        repeat { status = unsafe httpUpdate(http) } while status == HTTP_STATUS_CONTINUE
        if status == HTTP_STATUS_OK { return try answer() }
      }
      guard status == HTTP_STATUS_UNAUTHORIZED else {
        throw CUPSFailure(code: .silent, cause: unsafe String(cString: httpStatus(status)))
      }
      unsafe httpFlush(http)
      guard unsafe cupsDoAuthentication(http, "POST", resource) == 0,
        unsafe httpReconnect2(http, Self.milliseconds(until: deadline), nil) == 0
      else { break }
    }
    throw CUPSFailure(code: .refused, cause: "not authorized")
  }

  /// Reads what stands behind the answer's head.
  ///
  /// `cupsGetResponse` would take a server for dead that needs longer than `step` between head and
  /// content, as any server does on a machine with other work.
  private func answer() throws(CUPSFailure) -> IPPAnswer {
    let reading = unsafe Reading(http: http, patience: patience)
    defer { withExtendedLifetime(reading) {} }
    guard let answer = unsafe ippNew() else {
      throw CUPSFailure(code: .refused, cause: "out of memory")
    }
    defer { unsafe ippDelete(answer) }
    var state = IPP_STATE_IDLE
    repeat {
      state = unsafe ippReadIO(
        Unmanaged.passUnretained(reading).toOpaque(),
        { source, buffer, count in
          guard let source = unsafe source, let buffer = unsafe buffer else { return -1 }
          let reading = unsafe Unmanaged<Reading>.fromOpaque(source).takeUnretainedValue()
          return unsafe reading.read(count, into: buffer)
        }, 1, nil, answer)
    } while state != IPP_STATE_ERROR && state != IPP_STATE_DATA
    guard state == IPP_STATE_DATA else {
      throw CUPSFailure(code: .silent, cause: "the answer is not whole")
    }
    return try unsafe read(answer)
  }

  /// Where libcups gets an answer's bytes from.
  @safe private final class Reading {
    private let http: OpaquePointer
    private let patience: Patience

    init(http: OpaquePointer, patience: Patience) {
      unsafe self.http = http
      self.patience = patience
    }

    /// So many bytes, fewer when the answer ends before, or -1 when time is up.
    func read(_ count: Int, into buffer: UnsafeMutablePointer<UInt8>) -> Int {
      var got = 0
      while got < count {
        guard ContinuousClock.now < patience.deadline,
          unsafe httpWait(http, CUPSConnection.milliseconds(until: patience.deadline)) != 0
        else { return -1 }
        let rest = unsafe buffer + got
        let piece = unsafe rest.withMemoryRebound(to: CChar.self, capacity: count - got) {
          unsafe httpRead2(http, $0, count - got)
        }
        guard piece > 0 else { break }
        got += piece
      }
      return got
    }
  }

  private func read(_ answer: OpaquePointer) throws(CUPSFailure) -> IPPAnswer {
    let status = unsafe ippGetStatusCode(answer)
    guard status.rawValue >= IPP_STATUS_ERROR_BAD_REQUEST.rawValue else {
      return unsafe IPPAnswer(answer)
    }
    let said = unsafe ippFindAttribute(answer, "status-message", IPP_TAG_TEXT)
    let words = unsafe ippGetString(said, 0, nil) ?? ippErrorString(status)
    throw CUPSFailure(
      code: status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_GONE
        ? .notFound : .refused,
      cause: unsafe words.map { unsafe String(cString: $0) } ?? "no reason")
  }

  /// Words of the last error on this thread, which libcups keeps until the next call.
  private static var lastWords: String {
    guard let words = unsafe cupsLastErrorString() else { return "no answer" }
    return unsafe String(cString: words)
  }

  // A daemon has nobody to ask; libcups would wait at the terminal.
  private static func neverAskForPassword() {
    unsafe cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
  }

  fileprivate static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    return Int32(max(1, min(left, 60_000)))
  }
}
