internal import Dossiers
internal import Drivers
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store
internal import Ticketing

/// A dossier's papers, to look at and to print.
enum PaperRoutes {
  static let routes = [
    Route(.get, "/api/dossiers/{code}/documents/{ordinal}", .staff, .staff(.seeDossier)) {
      try await show($0)
    },
    Route(.get, "/api/dossiers/{code}/documents/{ordinal}/print", .staff, .staff(.seeDossier)) {
      try printed($0)
    },
    Route(
      .post, "/api/dossiers/{code}/documents/{ordinal}/print", .staff, .staff(.actOnDossier)
    ) {
      try await print($0)
    },
  ]

  /// What a paper is asked for as.
  private enum Shape: String, CaseIterable { case pdf, png }

  private static func show(_ exchange: Exchange) async throws -> Response {
    let asked = try exchange.target.parameters(known: ["as", "sheet"])
    guard let shape = Shape(rawValue: asked["as"] ?? "pdf") else {
      throw Problem.wrongParameter("as", expected: "pdf, png")
    }
    guard let sheet = Int(asked["sheet"] ?? "1"), (1...100).contains(sheet) else {
      throw Problem.wrongParameter("sheet", expected: "1…100")
    }
    let file = try DossierFile.open(exchange)
    let queue = try queue(exchange)
    let (value, personal) = try await paper(try ordinal(exchange), file, queue, exchange)
    let drawn = try await queue.desk.render(
      value, personal: personal, as: shape == .pdf ? .pdf : .png)
    guard drawn.files.indices.contains(sheet - 1) else { throw Problem.documentUnknown }
    var headers = Answer.plainHeaders
    headers[.contentType] = shape == .pdf ? "application/pdf" : "image/png"
    headers[.cacheControl] = "no-store"
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: drawn.files[sheet - 1])))
  }

  private static func printed(_ exchange: Exchange) throws -> Response {
    try exchange.noQuery()
    let dossier = try DossierPlace.find(exchange).dossier.id
    let ordinal = try ordinal(exchange)
    let state = try queue(exchange).state(of: dossier, ordinal)
    return Answer.json { text in
      text.put("ordinal", ordinal)
      text.print(state, exchange.web)
    }
  }

  private static func print(_ exchange: Exchange) async throws -> Response {
    try await exchange.noFields()
    let file = try DossierFile.open(exchange)
    let queue = try queue(exchange)
    let ordinal = try ordinal(exchange)
    let (value, personal) = try await paper(ordinal, file, queue, exchange)
    try put(value, personal, ordinal, of: file.dossier.id, queue, exchange)
    let state = queue.state(of: file.dossier.id, ordinal)
    return Answer.json(.accepted) { text in
      text.put("ordinal", ordinal)
      text.print(state, exchange.web)
    }
  }

  /// Puts a paper before the printer.
  static func put(
    _ value: DocumentValue, _ personal: DocumentPersonal, _ ordinal: Int, of dossier: DossierID,
    _ queue: PaperQueue, _ exchange: Exchange
  ) throws(Problem) {
    let job = job(value, personal, ordinal, of: dossier, exchange)
    guard queue.add(job) else { throw .printFull }
  }

  private static func job(
    _ value: DocumentValue, _ personal: DocumentPersonal, _ ordinal: Int, of dossier: DossierID,
    _ exchange: Exchange
  ) -> PaperQueue.Job {
    PaperQueue.Job(
      dossier: dossier, ordinal: ordinal, value: value, personal: personal,
      name: "\(dossier)-\(ordinal)-\(exchange.now.microseconds)")
  }

  /// After an acceptance the receipt comes out by itself; neither it nor a printer in trouble keeps
  /// anybody waiting.
  static func printReceipt(of dossier: DossierID, _ exchange: Exchange) {
    guard let queue = exchange.web.papers else { return }
    let isTaken = queue.add {
      do {
        let file = try DossierFile.of(dossier, exchange)
        let place = file.papers.lastIndex { $0.document.document == .receiptSlip }
        // In some centres a same-day dossier has none (LC 13.4).
        guard let place else { return nil }
        let (value, personal) = try await paper(place + 1, file, queue, exchange)
        return job(value, personal, place + 1, of: dossier, exchange)
      } catch {
        exchange.web.logger.warning("a receipt was not printed by itself: \(type(of: error))")
        return nil
      }
    }
    if !isTaken { exchange.web.logger.warning("a receipt was not printed: too many papers wait") }
  }

  private static func queue(_ exchange: Exchange) throws(Problem) -> PaperQueue {
    guard let queue = exchange.web.papers else { throw .documentsMissing }
    return queue
  }

  private static func ordinal(_ exchange: Exchange) throws(Problem) -> Int {
    guard let ordinal = Int(exchange.parameter("ordinal")), (1...100_000).contains(ordinal) else {
      throw .documentUnknown
    }
    return ordinal
  }

  private static func paper(
    _ ordinal: Int, _ file: DossierFile, _ queue: PaperQueue, _ exchange: Exchange
  ) async throws -> (DocumentValue, DocumentPersonal) {
    let paper = try PaperOfDossier(ordinal, of: file, exchange.web)
    guard let centre = queue.desk.book.centres[exchange.web.plan.centreCode] else {
      throw Problem.documentsMissing
    }
    let value = try paper.value(centre)
    return (value, try await personal(paper, file, exchange))
  }

  /// Who the applicant is, for those who may know: that it was read is on record. Others get a line
  /// for the hand.
  private static func personal(
    _ paper: PaperOfDossier, _ file: DossierFile, _ exchange: Exchange
  ) async throws -> DocumentPersonal {
    guard RoleTable.mayDo(.readPersonal, as: file.staff.role) else { return .none }
    var personal = DocumentPersonal()
    personal.typedReasons = [try paper.typedReason()].compactMap { $0 }
    let found = try await exchange.web.store.personalData(
      ofDossier: file.dossier.code?.text ?? "#\(file.dossier.id)", for: file.staff.actor,
      at: exchange.now)
    personal.applicant = DocumentApplicant(
      name: found?.name, address: found?.address, phone: found?.phone)
    return personal
  }
}

extension Problem {
  static let documentsMissing = Problem(.serviceUnavailable, "documents-missing")
  static let printFull = Problem(.serviceUnavailable, "print-full", retryAfter: 60)

  init(_ failure: DocumentDesk.Failure) {
    self.init(.serviceUnavailable, failure.code, failure.arguments)
  }
}

extension JSONText {
  /// What became of a paper that was to be printed; `null` when nobody asked for it.
  mutating func print(_ state: PaperQueue.State?, _ web: WebParts) {
    guard let state else { return null("print") }
    object("print") { text in
      text.put("state", state.word)
      text.put("stateName", web.texts.sentence("print-\(state.word)"))
      switch state {
      case .printed(let printer), .handedOver(let printer), .unknown(let printer):
        text.put("printer", printer)
        text.null("why")
      case .failed(let code, let arguments):
        text.null("printer")
        text.put("why", web.texts.sentence(code, arguments))
      case .queued:
        text.null("printer")
        text.null("why")
      }
    }
  }
}
