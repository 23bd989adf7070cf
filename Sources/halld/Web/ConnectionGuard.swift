internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOSSL
internal import NIOTLS

/// Stands in each connection between the HTTP parser and the routes, and keeps it to its time.
///
/// A client owes a whole head within a deadline of its first byte, a whole body within another,
/// and takes what it asked for without long pauses. Whoever does not is told why, in one answer,
/// and the connection is closed. One timer for each connection, looked at when it is due: a
/// request that comes in time costs no timer of its own.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long things may take.
  struct Deadlines: Sendable {
    /// From a connection's opening, or its last answer, to the next request's first byte.
    var idle: TimeAmount = .seconds(75)
    /// From a request's first byte to the end of its head; as long for TLS to agree on its keys.
    var head: TimeAmount = .seconds(10)
    /// From the end of the head to the end of the body.
    var body: TimeAmount = .seconds(20)
    /// For a client that takes nothing of its answer.
    var write: TimeAmount = .seconds(20)
    /// For what is still being answered when the hall closes.
    var stop: TimeAmount = .milliseconds(600)
    /// From a refusal to the end, so that the client can read it.
    var linger: TimeAmount = .milliseconds(250)
  }

  private enum Reading { case handshake, nothing, head, body }

  private let gate: ConnectionGate
  private let refusals: ConnectionRefusals
  private let deadlines: Deadlines
  private var seat: ConnectionSeat?
  private var reading: Reading
  private var unanswered = 0
  private var isAnswerBegun = false
  private var isOver = false
  /// Since when the client has owed what it owes now.
  private var owesSince = NIODeadline.now()
  private var stuckSince: NIODeadline?
  private var stopBy: NIODeadline?
  private var timer: (at: NIODeadline, task: Scheduled<Void>)?

  init(
    gate: ConnectionGate, refusals: ConnectionRefusals, deadlines: Deadlines, isSecure: Bool
  ) {
    reading = isSecure ? .handshake : .nothing
    self.gate = gate
    self.refusals = refusals
    self.deadlines = deadlines
  }

  // MARK: - Beginning and end

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard seat == nil, !isOver else { return }
    owesSince = .now()
    // What the kernel keeps for a client that reads nothing; it would grow to megabytes.
    try? context.channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: 64 << 10)
    switch gate.admit(context.channel, at: owesSince) {
    case .admitted(let seat): self.seat = seat
    case .tooManyFromOneAddress: return refuse(context, refusals.tooManyFromOneAddress)
    case .full: return refuse(context, refusals.full)
    }
    arm(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    isOver = true
    timer?.task.cancel()
    timer = nil
    if let seat { gate.leave(seat) }
    seat = nil
  }

  // MARK: - What passes

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOver else { return }
    switch unwrapInboundIn(data) {
    case .head:
      reading = .body
      unanswered += 1
      owesSince = .now()
    case .body: break
    case .end:
      reading = .nothing
      if unanswered > 0 {
        seat?.isAnswered()
      } else {
        // Answered before it was read to its end.
        owe(context)
      }
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Bytes have come and no request has come of them yet: its head has begun.
    if reading == .nothing, unanswered == 0, !isOver {
      reading = .head
      owesSince = .now()
    }
    if reading != .nothing { arm(context) }
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isOver else {
      promise?.succeed()
      return
    }
    switch unwrapOutboundIn(data) {
    case .head: isAnswerBegun = true
    case .body: break
    case .end:
      isAnswerBegun = false
      unanswered -= 1
      if unanswered == 0, reading != .body {
        owe(context)
      }
    }
    context.write(data, promise: promise)
  }

  /// The next request is the client's turn.
  private func owe(_ context: ChannelHandlerContext) {
    reading = .nothing
    owesSince = .now()
    seat?.owes(since: owesSince)
    arm(context)
  }

  /// Whether a part of a request has come and nobody has answered it.
  private var isInRequest: Bool {
    reading == .head || (reading == .body && unanswered > 0 && !isAnswerBegun)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stuckSince = context.channel.isWritable ? nil : .now()
    arm(context)
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !isOver, let error = error as? HTTPParserError {
      if isInRequest || (unanswered == 0 && reading == .nothing) {
        refuse(context, error == .headerOverflow ? refusals.headTooLarge : refusals.notHTTP)
      } else {
        hangUp(context)
      }
    }
    context.fireErrorCaught(error)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent, reading == .handshake { owe(context) }
    if event is ChannelShouldQuiesceEvent, !isOver {
      if isInRequest {
        cutOff(context, refusals.stopping)
      } else {
        stopBy = .now() + deadlines.stop
        arm(context)
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  // MARK: - Time

  private var due: NIODeadline? {
    var due: NIODeadline?
    switch reading {
    case .handshake, .head: due = owesSince + deadlines.head
    case .body: due = owesSince + deadlines.body
    case .nothing: if unanswered == 0 { due = owesSince + deadlines.idle }
    }
    for other in [stuckSince.map { $0 + deadlines.write }, stopBy] {
      if let other { due = min(due ?? other, other) }
    }
    return due
  }

  private func arm(_ context: ChannelHandlerContext) {
    guard !isOver, let due else { return }
    if let timer {
      // It looks again when it rings; only what is due earlier needs another.
      guard due < timer.at else { return }
      timer.task.cancel()
    }
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) {
      self.timer = nil
      self.ring(context)
    }
    timer = (due, task)
  }

  private func ring(_ context: ChannelHandlerContext) {
    guard !isOver, let due else { return }
    guard due <= .now() else { return arm(context) }
    if isInRequest, stuckSince == nil, stopBy == nil {
      cutOff(context, refusals.tooSlow)
    } else {
      hangUp(context)
    }
  }

  /// Refuses a request of which only a part has come; the route that reads it must not take the
  /// part for the whole.
  private func cutOff(_ context: ChannelHandlerContext, _ refusal: ConnectionRefusals.Answer) {
    refuse(context, refusal)
    context.fireErrorCaught(RequestCutOff())
  }

  private func refuse(_ context: ChannelHandlerContext, _ refusal: ConnectionRefusals.Answer) {
    isOver = true
    timer?.task.cancel()
    timer = nil
    context.write(wrapOutboundOut(.head(refusal.head)), promise: nil)
    context.write(wrapOutboundOut(.body(refusal.body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    // Closed at once, bytes of the client still unread would make the kernel throw the answer away.
    context.close(mode: .output, promise: nil)
    context.eventLoop.assumeIsolated().scheduleTask(in: deadlines.linger) {
      self.hangUp(context)
    }
  }

  /// Closes the connection without waiting for the client's consent, as TLS would for seconds.
  private func hangUp(_ context: ChannelHandlerContext) {
    let operations = context.pipeline.syncOperations
    let tls = try? operations.context(handlerType: NIOSSLServerHandler.self)
    (tls ?? context).close(promise: nil)
  }
}

/// The connection ends in the middle of a request.
struct RequestCutOff: Error {}

/// The answers a connection gives before any route: made once, in both languages.
struct ConnectionRefusals: Sendable {
  struct Answer: Sendable {
    let head: HTTPResponse
    let body: ByteBuffer

    init(_ problem: Problem, _ texts: Texts) {
      var (headers, body) = problem.document(texts)
      headers[.contentLength] = String(body.readableBytes)
      headers[.connection] = "close"
      head = HTTPResponse(status: problem.status, headerFields: headers)
      self.body = body
    }
  }

  let tooManyFromOneAddress: Answer
  let full: Answer
  let tooSlow: Answer
  let headTooLarge: Answer
  let notHTTP: Answer
  let stopping: Answer

  init(_ texts: Texts) {
    tooManyFromOneAddress = Answer(.tooManyConnections, texts)
    full = Answer(.connectionsFull, texts)
    tooSlow = Answer(.requestTooSlow, texts)
    headTooLarge = Answer(.headTooLarge, texts)
    notHTTP = Answer(.notHTTP, texts)
    stopping = Answer(.stopping, texts)
  }
}

extension LimitSettings {
  /// What a connection is kept to.
  var deadlines: ConnectionGuard.Deadlines {
    var deadlines = ConnectionGuard.Deadlines()
    deadlines.idle = .seconds(Int64(idleSeconds))
    deadlines.head = .seconds(Int64(headSeconds))
    deadlines.body = .seconds(Int64(bodySeconds))
    deadlines.write = .seconds(Int64(writeSeconds))
    return deadlines
  }
}
