internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What happened beside the ordinary course, from the log: latest first, page by page.
///
/// By day and kind; or, over all days, who read or erased one dossier's personal data, and what one
/// person read.
enum ActRoutes {
  static let routes = [
    Route(.get, "/api/supervision/acts", .staff, .staff(.readLog)) { try await answer($0) }
  ]

  static let page = 100

  private static func answer(_ exchange: Exchange) async throws -> Response {
    let asked = try exchange.target.parameters(known: ["day", "kind", "dossier", "actor", "before"])
    let web = exchange.web
    var query = ActQuery(limit: page + 1)
    query.kind = try asked["kind"].map { text throws(Problem) in
      guard let kind = SupervisedKind(rawValue: text) else {
        throw .wrongParameter(
          "kind", expected: SupervisedKind.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return kind
    }
    query.dossier = try asked["dossier"].map { try LookupRoutes.read($0, exchange) }
    query.actor = try asked["actor"].map { text throws(Problem) in
      guard (1...100).contains(text.utf8.count) else {
        throw .wrongParameter("actor", expected: "officer:tung")
      }
      return text
    }
    query.before = try asked["before"].map { text throws(Problem) in
      guard let seq = Int64(text), seq > 0 else {
        throw .wrongParameter("before", expected: "1")
      }
      return seq
    }
    query.day = try asked["day"].map { text throws(Problem) in
      guard let day = CivilDate(text) else { throw .wrongParameter("day", expected: "YYYY-MM-DD") }
      return day
    }
    if query.day == nil, query.dossier == nil, query.actor == nil { query.day = exchange.now.date }
    let acts = try web.store.acts(query)
    return Answer.json { text in
      text.put("asOf", exchange.now.rfc3339)
      text.put("day", query.day?.description)
      text.list("acts", acts.prefix(page)) { text, act in
        text.object { $0.act(act, web) }
      }
      // The next page begins before this row.
      text.put("next", acts.count > page ? acts[page - 1].seq.description : nil)
    }
  }
}

extension JSONText {
  fileprivate mutating func act(_ act: SupervisedAct, _ web: WebParts) {
    let (plan, texts) = (web.plan, web.texts)
    put("seq", act.seq.description)
    put("at", act.at.rfc3339)
    put("occurredAt", act.occurredAt.rfc3339)
    put("by", act.actor.text)
    put("byRole", texts.known("actor-\(act.actor.text.prefix { $0 != ":" })"))
    put("kind", act.kind.rawValue)
    put("event", act.event)
    // A number of the paper pad and one of an agent are the same kind of row.
    let event =
      act.kind == .agent ? nil : texts.known("act-\(act.event.replacing(".", with: "-"))")
    put(
      "eventName",
      act.set.map { Self.name(of: $0, web) } ?? event
        ?? texts.sentence("acts-\(act.kind.rawValue)"))
    put("subject", act.subject)
    put("subjectName", Self.subjectName(act, plan, texts))
    put("count", act.count)
    put("reason", act.reason)
  }

  /// What supervision set, with the lines and the people in words.
  private static func name(of event: HallEvent, _ web: WebParts) -> BilingualName {
    let texts = web.texts
    switch event {
    case .arranged(.assigned(let event)):
      let lines = event.lines.map { web.plan.name(of: $0) }
      let code = "act-counter-assigned-\(event.kind.rawValue)"
      return BilingualName(
        vi: texts.sentence(code, ["lines": lines.map(\.vi).joined(separator: " · ")]).vi,
        en: texts.sentence(code, ["lines": lines.map(\.en).joined(separator: " · ")]).en)
    case .arranged(.released): return texts.sentence("act-counter-released")
    case .arranged(.substituted(let event)):
      return texts.sentence(
        "act-officer-substituted",
        [
          "officer": web.staff.person(event.officer).name,
          "substitute": web.staff.person(event.substitute).name,
        ])
    case .arranged(.substitutionEnded(let event)):
      return texts.sentence(
        "act-substitution-ended", ["substitute": web.staff.person(event.substitute).name])
    case .counterPaused(let event):
      let why = texts.sentence("pause-\(event.reason.rawValue)")
      return BilingualName(
        vi: texts.sentence("act-counter-paused", ["why": why.vi]).vi,
        en: texts.sentence("act-counter-paused", ["why": why.en]).en)
    case .counterOpened: return texts.sentence("act-counter-resumed")
    default: return texts.sentence("act-counter-closed")
    }
  }

  /// `Số A012`, `Quầy 3`, `Hồ sơ 000…`.
  private static func subjectName(
    _ act: SupervisedAct, _ plan: HallPlan, _ texts: Texts
  ) -> BilingualName {
    let parts = act.subject.split(separator: ":", maxSplits: 1).map(String.init)
    let name = parts.count == 2 ? parts[1] : act.subject
    switch parts.first {
    case "ticket": return texts.sentence("subject-ticket", ["name": act.label ?? name])
    case "counter": return plan.name(of: CounterID(name))
    case "door": return texts.sentence("guess-\(name)")
    case let kind?: return texts.known("subject-\(kind)", ["name": name]) ?? plain(act.subject)
    case nil: return plain(act.subject)
    }
  }

  private static func plain(_ text: String) -> BilingualName { BilingualName(vi: text, en: text) }
}
