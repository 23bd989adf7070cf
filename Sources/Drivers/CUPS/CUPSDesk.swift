internal import CCUPS
internal import Glibc

/// What one asks a print server about one queue and its jobs.
final class CUPSDesk {
  private var connection: CUPSConnection
  private let server: CUPSServer
  private let queueName: String

  /// - Throws: `unreachable` when nobody listens there.
  init(
    _ server: CUPSServer, queue: String, before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) {
    connection = try CUPSConnection(server, before: deadline)
    self.server = server
    queueName = queue
  }

  func queue(before deadline: ContinuousClock.Instant) throws(CUPSFailure) -> CUPSQueue {
    var request = about(.queue)
    request.fields.append(.keywords("requested-attributes", CUPSQueue.attributes))
    let answer = try ask(request, before: deadline)
    guard let group = answer.groups.first else {
      throw CUPSFailure(code: .silent, cause: "an empty answer about \(queueName)")
    }
    return CUPSQueue(group, name: queueName)
  }

  /// A job without a document: as long as it has none, nothing can come out.
  func createJob(
    _ title: String, media: String?, before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) -> Int32 {
    var request = about(.createJob)
    request.fields.append(.text("job-name", IPP_TAG_NAME, title))
    if let media { request.fields.append(.wish("media", media)) }
    let answer: IPPAnswer
    do {
      answer = try connection.ask(request, at: path, before: deadline)
    } catch {
      try reconnect(after: error, before: deadline)
      // It may have been made all the same: without a number of ours, it shall not stay.
      for made in try jobs(before: deadline) where made.name == title && made.state?.isOver != true
      {
        try cancel(made.id, before: deadline)
      }
      answer = try connection.ask(request, at: path, before: deadline)
    }
    guard let id = answer.groups.first?.number("job-id").flatMap(Int32.init(exactly:)), id > 0
    else { throw CUPSFailure(code: .silent, cause: "a job without a number") }
    return id
  }

  /// Gives a job its one document, with which it may start; asked once, whatever happens.
  func send(
    _ document: [UInt8], as form: CUPSForm, for job: Int32,
    before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) {
    var request = about(.sendDocument, job: job)
    request.fields += [
      .text("document-format", IPP_TAG_MIMETYPE, form.rawValue),
      .flag("last-document", true),
    ]
    _ = try connection.ask(request, document: document, at: path, before: deadline)
  }

  func job(_ id: Int32, before deadline: ContinuousClock.Instant) throws(CUPSFailure) -> CUPSJob {
    var request = about(.job, job: id)
    request.fields.append(.keywords("requested-attributes", CUPSJob.attributes))
    let answer = try ask(request, before: deadline)
    guard let job = answer.groups.first.flatMap(CUPSJob.init) else {
      throw CUPSFailure(code: .notFound, cause: "no job \(id)")
    }
    return job
  }

  /// Our jobs that the server still remembers, ended or not.
  func jobs(before deadline: ContinuousClock.Instant) throws(CUPSFailure) -> [CUPSJob] {
    var request = about(.jobs)
    request.fields += [
      .keywords("which-jobs", ["all"]), .flag("my-jobs", true),
      .keywords("requested-attributes", CUPSJob.attributes),
    ]
    return try ask(request, before: deadline).groups.compactMap(CUPSJob.init)
  }

  /// Whether any job of the queue, anybody's, went through after this one.
  func hasCompletedJob(
    after job: Int32, before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) -> Bool {
    var request = about(.jobs)
    request.fields += [
      .number("first-job-id", job + 1), .keywords("which-jobs", ["completed"]),
      .keywords("requested-attributes", CUPSJob.attributes),
    ]
    return try ask(request, before: deadline).groups.compactMap(CUPSJob.init)
      .contains { $0.state == .completed }
  }

  /// A job that is over already stays as it ended.
  func cancel(_ job: Int32, before deadline: ContinuousClock.Instant) throws(CUPSFailure) {
    do {
      _ = try ask(about(.cancelJob, job: job), at: "/jobs/", before: deadline)
    } catch {
      guard error.code == .refused || error.code == .notFound else { throw error }
    }
  }

  /// Every queue of a server.
  static func queues(
    of server: CUPSServer, before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) -> [CUPSQueue] {
    let connection = try CUPSConnection(server, before: deadline)
    let request = IPPRequest(
      operation: .allQueues,
      fields: [.keywords("requested-attributes", CUPSQueue.attributes)])
    do {
      return try connection.ask(request, before: deadline).groups.map { CUPSQueue($0) }
    } catch {
      // A server without any queue says "not found".
      if error.code == .notFound { return [] }
      throw error
    }
  }

  private var path: String { "/printers/\(queueName)" }

  /// Asks what may be asked twice; once more when the server ends the conversation, as servers do
  /// that have heard nothing for a while or start anew.
  private func ask(
    _ request: IPPRequest, at resource: String = "/", before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) -> IPPAnswer {
    do {
      return try connection.ask(request, at: resource, before: deadline)
    } catch {
      try reconnect(after: error, before: deadline)
      return try connection.ask(request, at: resource, before: deadline)
    }
  }

  private func reconnect(
    after failure: CUPSFailure, before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) {
    guard failure.code == .silent, ContinuousClock.now < deadline else { throw failure }
    connection = try CUPSConnection(server, before: deadline)
  }

  private func about(_ operation: IPPRequest.Operation, job: Int32? = nil) -> IPPRequest {
    var request = IPPRequest(
      operation: operation,
      fields: [.text("printer-uri", IPP_TAG_URI, "ipp://localhost/printers/\(queueName)")])
    if let job { request.fields.append(.number("job-id", job)) }
    // The account halld runs under, by which CUPS knows the owner of a job.
    let user = unsafe String(cString: cupsUser())
    request.fields.append(.text("requesting-user-name", IPP_TAG_NAME, user))
    return request
  }
}
