internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// How a dossier begins otherwise than by an acceptance in one word: registered with its slip, come by
/// post, filed from afar, opened for a check, or accepted with each component looked at.
enum DossierOpening {
  /// The raw strings stand in the contract.
  enum Kind: String, CaseIterable {
    /// Phiếu hồ sơ before intake (HU QT II.1).
    case register
    /// LC 13.1; HU QC 13.1.a.
    case post
    case online
    /// At a counter: the papers are compared with the list, and what follows is an act.
    case check
    /// At a counter: compared and accepted in one go.
    case accept
  }

  static let members =
    ["opening", "accountMatched", "viaAgency", "arrivedThere", "name", "phone", "address", "text"]
    + ActBody.acceptanceMembers.filter { $0 != "code" }

  static func isAsked(_ fields: Fields) -> Bool { members.contains { fields.has($0) } }

  static func begin(
    _ fields: Fields, _ key: String, _ staff: StaffSession, _ exchange: Exchange
  ) async throws -> Response {
    let kind = try fields.choice("opening", Kind.self)
    try onlyItsOwn(kind, fields)
    let id = try fields.text("procedure", upTo: 64)
    guard exchange.web.plan.procedure(id) != nil else {
      throw Problem(.unprocessableContent, "unknown-procedure", ["procedure": id])
    }
    if kind == .check || kind == .accept {
      try staff.may(.takeIn)
      // The post brings what it carries, nobody's visit (LC 12.5).
      guard staff.role != .post else { throw Problem.roleForbidden }
    }
    let name = try fields.textIfPresent("ticket", upTo: 20)
    if kind == .check || kind == .accept, name == nil { throw Problem.missingMember("ticket") }
    let (ticket, counter) = try await DossierPlace.visit(name, staff, exchange)
    let body = ActBody(
      fields: fields, account: staff.account, utcOffsetSeconds: exchange.now.utcOffsetSeconds)
    let answer = try await exchange.web.store.submit(
      DossierRequest(
        try wish(kind, body, exchange), of: .new(procedure: id), by: staff.actor, as: staff.inLife,
        at: exchange.now, visit: ticket, counter: counter,
        key: IdempotencyKey(
          scope: "dossiers \(staff.account)", key: key, body: fields.fingerprint.utf8),
        typedText: try fields.textIfPresent("text", upTo: 500),
        personal: PersonalData(
          name: try fields.textIfPresent("name", upTo: 120),
          phone: try fields.textIfPresent("phone", upTo: 20),
          address: try fields.textIfPresent("address", upTo: 200))))
    if kind == .accept, !answer.repeated {
      PaperRoutes.printReceipt(of: answer.dossier.id, exchange)
    }
    return DossierRoutes.answer(answer, exchange, .created)
  }

  private static func wish(
    _ kind: Kind, _ body: ActBody, _ exchange: Exchange
  ) throws(Problem) -> DossierRequest.Wish {
    switch kind {
    case .register:
      let isMatched = try body.truth("accountMatched")
      let code = try code(body, exchange)
      // Without one the store gives the day's next ordinal, and the code that the hall prints.
      return .carryOut(
        .register(code: code, ordinalOfDay: code?.ordinal ?? 1, accountMatched: isMatched))
    case .post:
      let agency = try body.fields.textIfPresent("viaAgency", upTo: 120)
      var misdirected: MisdirectedPost?
      if let agency {
        misdirected = MisdirectedPost(
          agency: agency, arrivedThere: try body.date("arrivedThere"))
      }
      return .carryOut(
        .receivePost(arrivalStamp: try body.date("arrivalStamp"), viaAgency: misdirected))
    case .online: return .carryOut(.fileOnline)
    case .check: return .carryOut(.openCheck)
    case .accept: return .acceptAtOnce(try body.acceptance())
    }
  }

  /// The code on the slip where the province's system gives it; `nil` where the hall does.
  private static func code(_ body: ActBody, _ exchange: Exchange) throws(Problem) -> DossierCode? {
    let text = try body.fields.textIfPresent("code", upTo: DossierCode.greatestLength)
    let plan = exchange.web.plan
    let rules = plan.regulations.inForce(centre: plan.centreCode, on: exchange.now.civil.date)
    do throws(DossierRefusal) {
      switch (text, rules?.code.source) {
      case (nil, .province): throw .codeComesFromProvince
      case (let text?, .province): return try rules?.code.read(text)
      case (_?, _): throw .codeComesFromHall
      case (nil, _): return nil
      }
    } catch {
      throw Problem(error)
    }
  }

  /// A member that this way of beginning does not have is refused, not ignored.
  private static func onlyItsOwn(_ kind: Kind, _ fields: Fields) throws(Problem) {
    let own: [String]
    switch kind {
    case .register: own = ["accountMatched", "code"]
    case .post: own = ["arrivalStamp", "viaAgency", "arrivedThere"]
    case .online: own = []
    case .check: own = ["ticket"]
    case .accept: own = ["ticket"] + ActBody.acceptanceMembers
    }
    let known = ["opening", "procedure", "name", "phone", "address", "text"] + own
    for name in fields.names where !known.contains(name) {
      throw .unknownMember(name, known: known)
    }
  }
}
