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
  /// conversation is over.
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
      guard
        status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK
          || status == HTTP_STATUS_UNAUTHORIZED
      else { throw CUPSFailure(code: .silent, cause: Self.lastWords) }
      let answer = unsafe cupsGetResponse(http, resource)
      defer { unsafe ippDelete(answer) }
      if let answer = unsafe answer { return try unsafe read(answer) }
      guard unsafe httpGetStatus(http) == HTTP_STATUS_UNAUTHORIZED else {
        throw CUPSFailure(code: .silent, cause: Self.lastWords)
      }
    }
    throw CUPSFailure(code: .refused, cause: "not authorized")
  }

  private func read(_ answer: OpaquePointer) throws(CUPSFailure) -> IPPAnswer {
    let status = unsafe ippGetStatusCode(answer)
    switch status {
    case IPP_STATUS_ERROR_NOT_FOUND, IPP_STATUS_ERROR_GONE:
      throw CUPSFailure(code: .notFound, cause: Self.lastWords)
    default:
      guard status.rawValue < IPP_STATUS_ERROR_BAD_REQUEST.rawValue else {
        throw CUPSFailure(code: .refused, cause: Self.lastWords)
      }
      return unsafe IPPAnswer(answer)
    }
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

  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    return Int32(max(1, min(left, 60_000)))
  }
}
